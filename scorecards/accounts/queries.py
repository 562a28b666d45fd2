"""Who has which role where, and one's own sessions. Each checks first.

Each takes a session inside `store.transactions.reading` for the viewer.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scorecards.accounts import limits, memberships, sessions
from scorecards.accounts.model import (
    AccessLine,
    Holder,
    Membership,
    Person,
    Places,
)
from scorecards.accounts.model import (
    Session as OneSession,
)
from scorecards.clock import london_date
from scorecards.people.access import (
    check_is_viewer,
    check_keeps_people,
    check_reads_matrix,
)
from scorecards.people.model import OF_A_TRUST, Role, Viewer
from scorecards.store import tables


def people(session: Session, viewer: Viewer) -> tuple[Holder, ...]:
    """Everybody with a role, now or once: by place, name and day.

    An administrator has those of the own trust, by their roles there alone; a steward and an
    auditor have everybody, those without a role last.
    """
    check_reads_matrix(viewer)
    row = tables.Membership
    asked = select(row)
    if viewer.role is Role.ADMINISTRATOR:
        asked = asked.where(row.trust.in_(viewer.trusts))
    held = session.scalars(asked.order_by(row.id)).all()
    persons = _persons(session, viewer, held)
    by_role, without = _signed_in(session)
    holders = [_holder(session, persons[one.person], one, by_role.get(one.id)) for one in held]
    having = {one.person for one in held}
    holders += [
        Holder(person, None, None, without.get(number), limits.NOTHING)
        for number, person in persons.items()
        if number not in having
    ]
    return tuple(sorted(holders, key=_order))


def access_matrix(session: Session, viewer: Viewer, *, now: datetime) -> tuple[AccessLine, ...]:
    """The same as lines to print: person, role, place, days, last sign-in, and what they see."""
    day = london_date(now)
    return tuple(
        AccessLine(
            name=each.person.name,
            email=each.person.email or "",
            role=(each.membership.role if each.membership else Role.NONE).value,
            place=each.membership.place if each.membership else "",
            from_date=each.membership.from_date if each.membership else None,
            to_date=_last_day(each),
            standing=each.standing(day),
            signed_in_at=each.signed_in_at,
            sees=each.sees,
        )
        for each in people(session, viewer)
    )


def places(session: Session, viewer: Viewer, *, now: datetime) -> Places:
    """Where the viewer can give roles: an administrator at the own trust, a steward everywhere.

    Organisations that have closed are left out.
    """
    check_keeps_people(viewer)
    row = tables.Organisation
    open_ones = row.closed.is_(None) | (row.closed >= london_date(now))
    asked = select(row).where(open_ones).order_by(row.name, row.code)
    if viewer.role is not Role.STEWARD:
        asked = asked.where(row.code.in_(viewer.trusts))
    found = session.scalars(asked).all()
    regions = {each.region for each in found if each.region}
    return Places(
        {each.code: each.name for each in found},
        tuple(sorted(regions)) if viewer.role is Role.STEWARD else (),
    )


def administrators(session: Session, viewer: Viewer, *, now: datetime) -> tuple[str, ...]:
    """The names of those who give roles at the viewer's own trust: whom to ask."""
    check_is_viewer(viewer)
    if viewer.role not in OF_A_TRUST:
        return ()
    row, day = tables.Membership, london_date(now)
    asked = (
        select(tables.Person.name)
        .join(row, row.person == tables.Person.id)
        .where(
            row.trust.in_(viewer.trusts),
            row.role == Role.ADMINISTRATOR.name,
            row.ended_at.is_(None),
            row.from_date <= day,
            row.to_date.is_(None) | (row.to_date >= day),
            tables.Person.disabled_at.is_(None),
        )
        .order_by(tables.Person.name)
    )
    return tuple(dict.fromkeys(session.scalars(asked)))


def own_sessions(
    session: Session, viewer: Viewer, *, here: int | None, now: datetime
) -> tuple[OneSession, ...]:
    """The viewer's sessions that are alive, the newest first; `here` is the one that asks."""
    check_is_viewer(viewer)
    row = tables.SignIn
    asked = select(row).where(
        row.person == viewer.person, row.ended_at.is_(None), row.expires_at > now
    )
    found = session.scalars(asked.order_by(row.created_at.desc(), row.id.desc())).all()
    alive = sessions.live(session, [each.id for each in found], now=now)
    return tuple(
        OneSession(each.id, each.browser, each.created_at, each.seen_at, each.id == here)
        for each in found
        if each.id in alive
    )


def accepted_terms(session: Session, viewer: Viewer) -> tuple[tuple[str, datetime], ...]:
    """The versions of the terms of use that the viewer accepted, and when; the newest first."""
    check_is_viewer(viewer)
    row = tables.Acceptance
    asked = select(row).where(row.person == viewer.person).order_by(row.at.desc())
    return tuple((each.version, each.at) for each in session.scalars(asked))


def _persons(
    session: Session, viewer: Viewer, held: Sequence[tables.Membership]
) -> dict[str, Person]:
    """Everybody; for an administrator those with a role at the own trust."""
    asked = select(tables.Person)
    if viewer.role is Role.ADMINISTRATOR:
        asked = asked.where(tables.Person.id.in_({one.person for one in held}))
    return {each.id: sessions.told(each) for each in session.scalars(asked)}


def _holder(
    session: Session, person: Person, row: tables.Membership, signed_in_at: datetime | None
) -> Holder:
    held = memberships.told(session, row)
    seen = limits.short(memberships.viewer_of(session, person, held))
    return Holder(person, held, row.ended_at, signed_in_at, seen)


def _signed_in(session: Session) -> tuple[dict[int, datetime], dict[str, datetime]]:
    """When each role was last signed in by, and each person while they had none."""
    row = tables.SignIn
    by_role, without = {}, {}
    last = select(row.membership, row.person, func.max(row.created_at)).group_by(
        row.membership, row.person
    )
    for membership, person, at in session.execute(last):
        if membership is None:
            without[person] = at
        else:
            by_role[membership] = at
    return by_role, without


def _last_day(each: Holder) -> date | None:
    held: Membership | None = each.membership
    if held is not None and each.ended_at is not None:
        return london_date(each.ended_at)
    return held.to_date if held is not None else None


def _order(each: Holder) -> tuple[bool, str, str, str, int]:
    held = each.membership
    if held is None:
        return (True, "", each.person.name.casefold(), "", 0)
    return (False, held.place.casefold(), each.person.name.casefold(), held.role.value, held.id)
