"""Which roles a person has on a day, and the viewer that each makes them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.accounts.model import Membership, Person
from scorecards.people.model import OF_A_PATCH, OF_THE_SCHEME, Role, Viewer
from scorecards.store import tables


SCHEME = "the scheme"


def of_person(session: Session, person: str) -> tuple[Membership, ...]:
    """Every membership of a person that was not taken away, in the order they were given."""
    row = tables.Membership
    asked = select(row).where(row.person == person, row.ended_at.is_(None)).order_by(row.id)
    return tuple(told(session, each) for each in session.scalars(asked))


def told(session: Session, row: tables.Membership) -> Membership:
    """A row as a membership; the place is named as the register names it today."""
    return Membership(
        id=row.id,
        person=row.person,
        role=Role[row.role],
        trust=row.trust,
        region=row.region,
        place=_place(session, row),
        from_date=row.from_date,
        to_date=row.to_date,
    )


def viewer_of(session: Session, person: Person, membership: Membership | None) -> Viewer:
    """What a person is by one of their memberships; by none they see the library alone."""
    if membership is None:
        return Viewer(person.id, person.name, Role.NONE)
    return Viewer(
        person=person.id,
        name=person.name,
        role=membership.role,
        trusts=_trusts(session, membership),
        place=membership.place,
    )


def chosen(memberships: Sequence[Membership], wanted: int | None, day: date) -> Membership | None:
    """The wanted one of those that hold on the day, else the first that does."""
    holding = [each for each in memberships if each.holds_on(day)]
    return next((each for each in holding if each.id == wanted), holding[0] if holding else None)


def _place(session: Session, row: tables.Membership) -> str:
    if Role[row.role] in OF_THE_SCHEME:
        return SCHEME
    if Role[row.role] in OF_A_PATCH:
        return row.region or "all organisations"
    found = session.get(tables.Organisation, row.trust)
    return found.name if found is not None else str(row.trust)


def _trusts(session: Session, membership: Membership) -> tuple[str, ...]:
    """The own trust, or those of the patch as the register has them today."""
    if membership.role in OF_THE_SCHEME:
        return ()
    if membership.role not in OF_A_PATCH:
        return (membership.trust,) if membership.trust is not None else ()
    row = tables.Organisation
    asked = select(row.code).order_by(row.code)
    if membership.region is not None:
        asked = asked.where(row.region == membership.region)
    return tuple(session.scalars(asked))
