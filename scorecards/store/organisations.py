"""The register of organisations: the trusts that claims can be against, and what they were."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.people.model import Organisation, Predecessor
from scorecards.store import tables


def put(session: Session, organisations: Sequence[Organisation], *, fictional: bool) -> None:
    """Adds organisations, or changes those whose code is known already."""
    for each in organisations:
        session.merge(
            tables.Organisation(
                code=each.code,
                name=each.name,
                type=each.type,
                region=each.region,
                fictional=fictional,
            )
        )


def put_predecessors(session: Session, predecessors: Iterable[Predecessor]) -> None:
    """Adds fictional bodies that merged into organisations of the register, under their type."""
    for each in predecessors:
        today = session.get_one(tables.Organisation, each.successor)
        session.merge(
            tables.Organisation(
                code=each.code,
                name=each.name,
                type=today.type,
                region=today.region,
                fictional=True,
                closed=each.from_date - timedelta(days=1),
            )
        )
        session.flush()
        session.merge(
            tables.Succession(
                predecessor=each.code, successor=each.successor, from_date=each.from_date
            )
        )


def register(session: Session) -> dict[str, Organisation]:
    """Every organisation by code, in the order of codes; those that merged are among them."""
    rows = session.scalars(select(tables.Organisation).order_by(tables.Organisation.code))
    return {row.code: Organisation(row.code, row.name, row.type, row.region) for row in rows}


def predecessors(session: Session, *, as_at: date) -> dict[str, Predecessor]:
    """What merged up to a day, by code, each with the organisation that it is part of on that day.

    A successor that merged later leads on: from A to B to C, A is part of C.
    """
    rows = session.execute(
        select(tables.Succession, tables.Organisation.name)
        .join(tables.Organisation, tables.Organisation.code == tables.Succession.predecessor)
        .where(tables.Succession.from_date <= as_at)
        .order_by(tables.Succession.predecessor)
    ).all()
    became = {row.predecessor: row.successor for row, _ in rows}
    return {
        row.predecessor: Predecessor(
            row.predecessor, name, last_of(row.predecessor, became), row.from_date
        )
        for row, name in rows
    }


def last_of(code: str, became: Mapping[str, str]) -> str:
    """Where a chain of successors ends. Raises ValueError for one that leads back to itself."""
    seen = [code]
    while code in became:
        code = became[code]
        if code in seen:
            raise ValueError(f"{' became '.join([*seen, code])}")
        seen.append(code)
    return code


def all_fictional(session: Session) -> bool:
    """Whether every organisation of the register is invented; an empty register is not."""
    flags = session.scalars(select(tables.Organisation.fictional)).all()
    return bool(flags) and all(flags)
