"""Signing in and out: whose account a proven identity is, and what the trail says of it.

Each takes a session inside a transaction with `store.scope.SYSTEM`. A refusal is no exception: what
is written down about it must stay.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.accounts import invitations, memberships, sessions
from scorecards.accounts.model import DEMONSTRATION, SignedIn
from scorecards.audit import trail
from scorecards.audit.model import Action, Result
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.people.model import Viewer
from scorecards.store import tables


WAY_IN = "sign-in"
LONGEST_SUBJECT = 255
NO_NAME = "Name not given"
AGAIN, OUT = "signed in again", "signed out"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a provider proved somebody to be. `email` only where the provider verified it."""

    issuer: str
    subject: str
    name: str
    email: str | None


def arrive(
    session: Session, who: Identity, *, browser: str, id_token: str, now: datetime
) -> str | None:
    """The token of a new session; None for somebody who is refused.

    The key is the provider's name and its name for the person. An invited person is known by the
    verified address the first time, and by that key from then on. Anybody else is a new person,
    without a role.
    """
    row, how = _known(session, who), "known"
    if row is None:
        row, how = _invited(session, who), "by invitation, for the first time"
    if row is None:
        row, how = _new(session, who, now=now), "new, without a role"
    return _let_in(session, row, how, browser=browser, id_token=id_token, now=now)


def choose(session: Session, person: str, *, browser: str, now: datetime) -> str | None:
    """The same in the demonstration, for whoever is named: one of its own people, or invited."""
    row = session.get(tables.Person, person)
    if row is None or row.issuer not in (None, DEMONSTRATION):
        refuse(session, "there is no such person in the demonstration", now=now)
        return None
    if row.issuer is None:
        row.issuer, row.subject = DEMONSTRATION, row.id
        session.flush()
    return _let_in(session, row, "in the demonstration", browser=browser, id_token=None, now=now)


def refuse(session: Session, why: str, *, now: datetime) -> None:
    """Writes down that somebody unknown was not let in, and why."""
    trail.record(session, None, Action.REFUSED, WAY_IN, now=now, detail=why, result=Result.REFUSED)


def replace(session: Session, signed_in: SignedIn, *, now: datetime) -> None:
    """Ends the session of a browser in which somebody has just signed in again."""
    sessions.end(session, signed_in.id, why=AGAIN, now=now)


def leave(session: Session, signed_in: SignedIn, *, now: datetime) -> str | None:
    """Ends a session, and gives the token that the provider asks for to do the same."""
    id_token = session.get_one(tables.SignIn, signed_in.id).id_token
    sessions.end(session, signed_in.id, why=OUT, now=now)
    viewer = as_oneself(session, signed_in)
    trail.record(session, viewer, Action.SIGNED_OUT, f"session/{signed_in.id}", now=now)
    return id_token


def as_oneself(session: Session, signed_in: SignedIn) -> Viewer:
    """The person who sits there, also while they look with another's eyes."""
    if not signed_in.viewer.seen_by:
        return signed_in.viewer
    acting = [each for each in signed_in.memberships if each.id == signed_in.acting_by]
    return memberships.viewer_of(session, signed_in.person, acting[0] if acting else None)


def _known(session: Session, who: Identity) -> tables.Person | None:
    row = tables.Person
    asked = select(row).where(row.issuer == who.issuer, row.subject == who.subject)
    return session.scalars(asked).one_or_none()


def _invited(session: Session, who: Identity) -> tables.Person | None:
    """Whom a verified address was invited as, if nobody has come as that yet."""
    email = _address(who.email)
    if email is None:
        return None
    row = tables.Person
    asked = select(row).where(row.email == email, row.subject.is_(None))
    found = session.scalars(asked).one_or_none()
    if found is not None and found.disabled_at is None:
        found.issuer, found.subject = who.issuer, who.subject
        session.flush()
    return found


def _new(session: Session, who: Identity, *, now: datetime) -> tables.Person:
    """A person without a role. An address that is somebody else's already is not theirs too."""
    email, row = _address(who.email), tables.Person
    if email is not None and session.scalar(select(row.id).where(row.email == email)) is not None:
        email = None
    number = uuid4().hex
    found = tables.Person(
        id=number,
        name=invitations.one_line(who.name)[: invitations.LONGEST_NAME] or NO_NAME,
        email=email,
        issuer=who.issuer,
        subject=who.subject,
        created_at=now,
        created_by=number,
    )
    session.add(found)
    session.flush()
    return found


def _let_in(
    session: Session,
    row: tables.Person,
    how: str,
    *,
    browser: str,
    id_token: str | None,
    now: datetime,
) -> str | None:
    person, day = sessions.told(row), london_date(now)
    acting = memberships.chosen(memberships.of_person(session, row.id), None, day)
    viewer = memberships.viewer_of(session, person, acting)
    if row.disabled_at is not None:
        trail.record(
            session,
            viewer,
            Action.REFUSED,
            WAY_IN,
            now=now,
            detail="disabled",
            result=Result.REFUSED,
        )
        return None
    token = sessions.begin(session, row.id, browser=browser, now=now, id_token=id_token)
    begun = sessions.find(session, token, now=now)
    assert begun is not None
    trail.record(session, viewer, Action.SIGNED_IN, f"session/{begun.id}", now=now, detail=how)
    return token


def _address(email: str | None) -> str | None:
    """An address as it is kept; None for one that is none, or that only looks like ours."""
    if email is None or not email.isascii():
        return None
    try:
        return invitations.address(email)
    except UserError:
        return None
