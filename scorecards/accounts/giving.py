"""What giving a role asks of the database: who it is, whether the place is there, and who is left.

Each takes a session inside `store.transactions.writing`, after the command's own check.
"""

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.accounts import memberships
from scorecards.accounts.model import Invitation, Membership
from scorecards.clock import london_date
from scorecards.errors import NotAllowed, UserError
from scorecards.formatting import day
from scorecards.people.model import Role, Viewer
from scorecards.store import tables


def check_is_there(session: Session, asked: Invitation, *, today: date) -> None:
    """Whether the register has the trust, open still, or the region."""
    row = tables.Organisation
    if asked.trust is not None:
        found = session.get(row, asked.trust)
        if found is None:
            raise UserError(f"The register has no trust “{asked.trust}”.")
        if found.closed is not None and found.closed < today:
            raise UserError(
                f"{found.name} closed on {day(found.closed)}. Choose the trust that it became part "
                "of."
            )
    known = (
        asked.region is None
        or session.scalars(
            select(row.code).where(row.region == asked.region).limit(1)
        ).one_or_none()
    )
    if not known:
        raise UserError("The register has no trust in that region.")


def person_of(
    session: Session, viewer: Viewer, asked: Invitation, *, now: datetime
) -> tables.Person:
    known = session.scalars(
        select(tables.Person).where(tables.Person.email == asked.email)
    ).one_or_none()
    if known is not None:
        if known.disabled_at is not None:
            raise UserError(
                "The person with this address was disabled. A data steward can enable them again."
            )
        check_not_own(viewer, known.id)
        return known
    person = tables.Person(
        id=uuid4().hex,
        name=asked.name,
        email=asked.email,
        created_at=now,
        created_by=viewer.person,
    )
    session.add(person)
    session.flush()
    return person


def check_not_given(session: Session, person: tables.Person, asked: Invitation) -> None:
    """Whether no role of the same kind at the same place has days in common with this one."""
    row = tables.Membership
    for each in session.scalars(
        select(row).where(
            row.person == person.id,
            row.role == asked.role.name,
            row.trust.is_(None) if asked.trust is None else row.trust == asked.trust,
            row.region.is_(None) if asked.region is None else row.region == asked.region,
            row.ended_at.is_(None),
            row.to_date.is_(None) | (row.to_date >= asked.from_date),
        )
    ):
        if asked.to_date is None or each.from_date <= asked.to_date:
            held = memberships.told(session, each)
            raise UserError(f"{person.name} is a {held.role.value} of {held.place} {days(held)}.")


def give(
    session: Session, viewer: Viewer, person: str, asked: Invitation, *, now: datetime
) -> Membership:
    row = tables.Membership(
        person=person,
        role=asked.role.name,
        trust=asked.trust,
        region=asked.region,
        from_date=asked.from_date,
        to_date=asked.to_date,
        created_by=viewer.person,
        created_at=now,
        form_key=asked.form_key,
    )
    session.add(row)
    session.flush()
    return memberships.told(session, row)


def check_not_own(viewer: Viewer, person: str) -> None:
    if person == viewer.person:
        raise NotAllowed(
            "You cannot give, change or end a role of your own. Ask another administrator or a "
            "data steward."
        )


def check_not_last(
    session: Session, viewer: Viewer, row: tables.Membership, *, now: datetime
) -> None:
    """Whether a trust keeps somebody who gives roles; a steward knows what they do."""
    if viewer.role is Role.STEWARD or row.role != Role.ADMINISTRATOR.name:
        return
    table, today = tables.Membership, london_date(now)
    # Locked, so that two who end each other take turns, and the second finds themselves last.
    standing = session.scalars(
        select(table)
        .join(tables.Person, tables.Person.id == table.person)
        .where(
            table.trust == row.trust,
            table.role == row.role,
            table.ended_at.is_(None),
            tables.Person.disabled_at.is_(None),
        )
        .order_by(table.id)
        .with_for_update(of=table)
    )
    if not any(
        each.id != row.id and memberships.told(session, each).holds_on(today) for each in standing
    ):
        raise NotAllowed(
            "This is the last administrator of the trust. Only a data steward can end or change "
            "the role."
        )


def said(held: Membership) -> str:
    """A role for the trail: what, where by its code, and when. Nobody's name."""
    where = held.trust or held.region or memberships.SCHEME
    return f"{held.role.value} of {where} {days(held)}"


def days(held: Membership) -> str:
    if held.to_date is None:
        return f"from {day(held.from_date)}"
    return f"from {day(held.from_date)} until {day(held.to_date)}"
