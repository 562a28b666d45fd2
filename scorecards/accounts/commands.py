"""People are invited, their roles changed and ended, their sessions ended: check, change, trace.

Each takes a session inside `store.transactions.writing` for the viewer, but where it says another.
A role that changes or ends signs its person out everywhere.
"""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scorecards.accounts import giving, invitations, memberships, sessions
from scorecards.accounts.model import Invitation, Membership
from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.clock import london_date
from scorecards.errors import NotAllowed, UserError
from scorecards.formatting import day
from scorecards.people.access import (
    check_changes_anything,
    check_disables_people,
    check_ends_session,
    check_gives_role,
    check_is_viewer,
    check_keeps_people,
    check_views_as,
    may,
)
from scorecards.people.model import Role, Viewer
from scorecards.store import tables


ROLE_CHANGED, ROLE_ENDED, DISABLED = "role changed", "role ended", "disabled"
ENDED_BY_HAND = "ended from the list"
NOT_THERE = "That role is not there, or not of your own trust."


def invite(session: Session, viewer: Viewer, asked: Invitation, *, now: datetime) -> Membership:
    """Gives a role to the person with an address. The same form sent again is the same row.

    Somebody who is known already keeps their name and gets the further role. UserError for what
    cannot be, and where they have this very role already.
    """
    check_gives_role(viewer, asked.role, asked.trust)
    again = _of_form(session, viewer, asked.form_key)
    if again is not None:
        return again
    today = london_date(now)
    asked = invitations.tidied(asked, today=today)
    giving.check_is_there(session, asked, today=today)
    person = giving.person_of(session, viewer, asked, now=now)
    giving.check_not_given(session, person, asked)
    kept = giving.give(session, viewer, person.id, asked, now=now)
    # Who was here without a role would become somebody else on an open screen.
    row = tables.SignIn
    session.execute(
        update(row)
        .where(row.person == person.id, row.membership.is_(None), row.ended_at.is_(None))
        .values(ended_at=now, ended_why=ROLE_CHANGED, id_token=None)
    )
    _record(session, viewer, Action.INVITED, kept, now=now, detail=giving.said(kept))
    return kept


def change_role(
    session: Session, viewer: Viewer, number: int, role: Role, *, form_key: str, now: datetime
) -> Membership:
    """Another role at the same place for the rest of the days. The old one stays, ended today."""
    check_keeps_people(viewer)
    again = _of_form(session, viewer, form_key)
    if again is not None:
        return again
    row = _changeable(session, viewer, number, now=now)
    old = memberships.told(session, row)
    check_gives_role(viewer, role, old.trust)
    if role is old.role:
        raise UserError(f"The person is a {role.value} of {old.place} already.")
    if not invitations.same_kind(role, old.role):
        raise UserError(
            f"A {old.role.value} cannot become a {role.value}: that is not a role of the same "
            "place. End this role, and invite the person again."
        )
    giving.check_not_last(session, viewer, row, now=now)
    row.ended_at, row.ended_by = now, viewer.person
    new = Invitation(
        "", "", role, old.trust, old.region, max(old.from_date, london_date(now)), old.to_date,
        form_key,
    )  # fmt: skip
    person = session.get_one(tables.Person, old.person)
    giving.check_not_given(session, person, new)
    kept = giving.give(session, viewer, old.person, new, now=now)
    sessions.end_all(session, old.person, why=ROLE_CHANGED, now=now)
    detail = f"from {old.role.value} to {giving.said(kept)}"
    _record(session, viewer, Action.ROLE_CHANGED, kept, now=now, detail=detail)
    return kept


def change_days(
    session: Session,
    viewer: Viewer,
    number: int,
    *,
    from_date: date,
    to_date: date | None,
    now: datetime,
) -> Membership:
    """Another first day, for a role that has not begun, or another last one."""
    check_keeps_people(viewer)
    row = _changeable(session, viewer, number, now=now)
    old = memberships.told(session, row)
    today = london_date(now)
    if (from_date, to_date) == (old.from_date, old.to_date):
        return old
    invitations.check_days(from_date, to_date, today=today)
    if from_date != old.from_date and min(from_date, old.from_date) < today:
        raise UserError(
            f"The role began on {day(old.from_date)}. What has begun keeps its first day."
            if old.from_date < today
            else f"A role begins today or later. {day(from_date)} is past."
        )
    if to_date is not None or from_date > today:
        giving.check_not_last(session, viewer, row, now=now)
    row.from_date, row.to_date = from_date, to_date
    session.flush()
    kept = memberships.told(session, row)
    if old.holds_on(today) and not kept.holds_on(today):
        sessions.end_all(session, kept.person, why=ROLE_CHANGED, now=now)
    detail = f"{giving.said(kept)}; before {giving.days(old)}"
    _record(session, viewer, Action.ROLE_CHANGED, kept, now=now, detail=detail)
    return kept


def end_membership(session: Session, viewer: Viewer, number: int, *, now: datetime) -> Membership:
    """Ends a role now; the row stays. Ended twice is as once."""
    check_keeps_people(viewer)
    row = _own_place(session, viewer, number)
    if row.ended_at is None:
        giving.check_not_own(viewer, row.person)
        giving.check_not_last(session, viewer, row, now=now)
        row.ended_at, row.ended_by = now, viewer.person
        sessions.end_all(session, row.person, why=ROLE_ENDED, now=now)
        ended = memberships.told(session, row)
        _record(session, viewer, Action.ROLE_ENDED, ended, now=now, detail=giving.said(ended))
    return memberships.told(session, row)


def disable_person(session: Session, viewer: Viewer, person: str, *, now: datetime) -> None:
    """Signs a person out everywhere and lets them in nowhere; their roles stay as they are."""
    check_disables_people(viewer)
    giving.check_not_own(viewer, person)
    row = _known(session, person)
    if row.disabled_at is None:
        row.disabled_at, row.disabled_by = now, viewer.person
        sessions.end_all(session, person, why=DISABLED, now=now)
        trail.record(session, viewer, Action.DISABLED, f"person/{person}", now=now)


def enable_person(session: Session, viewer: Viewer, person: str, *, now: datetime) -> None:
    """Lets a disabled person in again, by the roles that they still have."""
    check_disables_people(viewer)
    row = _known(session, person)
    if row.disabled_at is not None:
        row.disabled_at = row.disabled_by = None
        trail.record(session, viewer, Action.ENABLED, f"person/{person}", now=now)


def end_session(session: Session, viewer: Viewer, number: int, *, now: datetime) -> None:
    """Ends one of one's own sessions, or for a steward anybody's. Its open pages close."""
    row = session.get(tables.SignIn, number)
    # Whoever tries numbers learns nothing from the answer.
    check_ends_session(viewer, row.person if row is not None else None)
    check_changes_anything(viewer)
    if row is not None and row.ended_at is None:
        sessions.end(session, number, why=ENDED_BY_HAND, now=now)
        trail.record(session, viewer, Action.SESSION_ENDED, f"session/{number}", now=now)


def act_by(
    session: Session, viewer: Viewer, sign_in: int, number: int, *, now: datetime
) -> Membership:
    """In one session, acts by another of one's own roles. Takes a session with `scope.SYSTEM`:
    the other role may be at another trust.
    """
    check_changes_anything(viewer)
    row = _own_session(session, viewer, sign_in, now=now)
    held = memberships.of_person(session, viewer.person)
    wanted = next((each for each in held if each.id == number), None)
    if wanted is None or not wanted.holds_on(london_date(now)):
        raise NotAllowed("That is not a role of yours today.")
    if row.membership != wanted.id:
        row.membership = wanted.id
        # Never later than it was: choosing roles in turn must not make a session longer.
        row.expires_at = min(row.expires_at, row.created_at + sessions.lives(wanted)[1])
        _record(session, viewer, Action.ACTS_BY, wanted, now=now, detail=giving.said(wanted))
    return wanted


def view_as(
    session: Session, viewer: Viewer, sign_in: int, number: int, *, now: datetime
) -> Membership:
    """In one session, a steward looks with the eyes of another person, by one of their roles."""
    check_views_as(viewer)
    row = _own_session(session, viewer, sign_in, now=now)
    wanted = session.get(tables.Membership, number)
    if wanted is None or wanted.ended_at is not None:
        raise UserError("That role is not there any more.")
    held = memberships.told(session, wanted)
    if held.person == viewer.person:
        raise UserError("These are your own eyes. Choose another person.")
    other = _known(session, held.person)
    if not held.holds_on(london_date(now)) or other.disabled_at is not None:
        raise UserError("The person does not have that role today, so there is nothing to see.")
    row.view_as = held.id
    _record(session, viewer, Action.VIEWED_AS, held, now=now, detail=giving.said(held))
    return held


def stop_viewing(session: Session, viewer: Viewer, sign_in: int, *, now: datetime) -> None:
    """Gives a steward their own eyes again. Takes a session with `scope.SYSTEM`, and the viewer as
    whom they look. Stopped twice is as once.
    """
    check_is_viewer(viewer)
    row = session.get(tables.SignIn, sign_in)
    sitting = viewer.seen_by or viewer.person
    check_ends_session(Viewer(sitting, viewer.name, Role.NONE), row.person if row else None)
    if row is None or row.view_as is None:
        return
    held = memberships.told(session, session.get_one(tables.Membership, row.view_as))
    row.view_as = None
    _record(session, viewer, Action.VIEWING_ENDED, held, now=now, detail=giving.said(held))


def _of_form(session: Session, viewer: Viewer, form_key: str) -> Membership | None:
    row = session.scalars(
        select(tables.Membership).where(tables.Membership.form_key == form_key)
    ).one_or_none()
    if row is None:
        return None
    check_gives_role(viewer, Role[row.role], row.trust)
    return memberships.told(session, row)


def _own_place(session: Session, viewer: Viewer, number: int) -> tables.Membership:
    """A role by its number, where the viewer may give such a role; else as if it were not there."""
    row = session.get(tables.Membership, number)
    if row is None or not may(check_gives_role, viewer, Role[row.role], row.trust):
        raise NotAllowed(NOT_THERE)
    return row


def _changeable(
    session: Session, viewer: Viewer, number: int, *, now: datetime
) -> tables.Membership:
    row = _own_place(session, viewer, number)
    giving.check_not_own(viewer, row.person)
    if row.ended_at is not None or (row.to_date is not None and row.to_date < london_date(now)):
        raise UserError("That role is over. Invite the person again to give them one.")
    return row


def _known(session: Session, person: str) -> tables.Person:
    found = session.get(tables.Person, person)
    if found is None:
        raise UserError("That person is not there.")
    return found


def _own_session(session: Session, viewer: Viewer, number: int, *, now: datetime) -> tables.SignIn:
    row = session.get(tables.SignIn, number)
    if row is None or row.person != viewer.person or not sessions.live(session, [number], now=now):
        raise NotAllowed("That is not a session of yours. Sign in again.")
    return row


def _record(
    session: Session,
    viewer: Viewer,
    action: Action,
    held: Membership,
    *,
    now: datetime,
    detail: str,
) -> None:
    subject = f"person/{held.person}"
    trail.record(session, viewer, action, subject, trust=held.trust, detail=detail, now=now)
