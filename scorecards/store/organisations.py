"""The register of organisations: the trusts that claims can be against."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.people.model import Organisation
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


def register(session: Session) -> dict[str, Organisation]:
    """Every organisation by code, in the order of codes."""
    rows = session.scalars(select(tables.Organisation).order_by(tables.Organisation.code))
    return {row.code: Organisation(row.code, row.name, row.type, row.region) for row in rows}


def all_fictional(session: Session) -> bool:
    """Whether every organisation of the register is invented; an empty register is not."""
    flags = session.scalars(select(tables.Organisation.fictional)).all()
    return bool(flags) and all(flags)
