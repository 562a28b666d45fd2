"""Signed-in sessions: rows that begin at sign-in and can be ended everywhere, at once.

The browser holds a random token, the database its hash. Each takes a session inside a transaction
with `store.scope.SYSTEM`: it runs before anybody is known.
"""

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scorecards.accounts import memberships, model
from scorecards.accounts.model import Membership, Person, SignedIn
from scorecards.clock import london_date
from scorecards.people.model import Role, Viewer
from scorecards.store import tables


SEEN_EVERY = timedelta(minutes=1)  # use is written down this often, not at every click


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def begin(
    session: Session, person: str, *, browser: str, now: datetime, id_token: str | None = None
) -> str:
    """A new session of a person, and its token: 256 random bits, known to nobody else."""
    token = secrets.token_urlsafe(32)
    held = memberships.of_person(session, person)
    acting = memberships.chosen(held, None, london_date(now))
    session.add(
        tables.SignIn(
            token_hash=hash_of(token),
            person=person,
            membership=acting.id if acting else None,
            browser=browser[:60],
            created_at=now,
            seen_at=now,
            expires_at=now + lives(acting)[1],
            id_token=id_token,
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, *, now: datetime) -> SignedIn | None:
    """The live session of a token, with the viewer it makes; None for an ended or unknown one."""
    row = _row_of(session, token)
    return None if row is None else _live(session, row, now)


def ended(session: Session, token: str) -> tuple[int, str] | None:
    """Which session a token was and whose, once that was ended; None for any other token.

    One that ran out for want of use is not among them: its browser still has it, rightly.
    """
    row = _row_of(session, token)
    return None if row is None or row.ended_at is None else (row.id, row.person)


def live(session: Session, numbers: list[int], *, now: datetime) -> set[int]:
    """Which of some sessions, by number, are still alive."""
    rows = session.scalars(select(tables.SignIn).where(tables.SignIn.id.in_(numbers)))
    return {row.id for row in rows if _live(session, row, now) is not None}


def use(session: Session, number: int, *, now: datetime) -> None:
    """Writes down that a session was used just now."""
    row = tables.SignIn
    session.execute(update(row).where(row.id == number, row.ended_at.is_(None)).values(seen_at=now))


def end(session: Session, number: int, *, why: str, now: datetime) -> None:
    """Ends a session. One that has ended stays as it ended."""
    row = tables.SignIn
    session.execute(
        update(row)
        .where(row.id == number, row.ended_at.is_(None))
        .values(ended_at=now, ended_why=why, id_token=None)
    )


def end_token(session: Session, token: str, *, why: str, now: datetime) -> None:
    """Ends the session of a token, for whoever has nothing else of it."""
    row = _row_of(session, token)
    if row is not None:
        end(session, row.id, why=why, now=now)


def end_all(session: Session, person: str, *, why: str, now: datetime) -> None:
    """Ends every session of a person, and every one that looks with their eyes."""
    row, theirs = tables.SignIn, tables.Membership
    of_theirs = select(theirs.id).where(theirs.person == person)
    session.execute(
        update(row)
        .where((row.person == person) | row.view_as.in_(of_theirs), row.ended_at.is_(None))
        .values(ended_at=now, ended_why=why, id_token=None)
    )


def _row_of(session: Session, token: str) -> tables.SignIn | None:
    asked = select(tables.SignIn).where(tables.SignIn.token_hash == hash_of(token))
    return session.scalars(asked).one_or_none()


def _live(session: Session, row: tables.SignIn, now: datetime) -> SignedIn | None:
    person = session.get_one(tables.Person, row.person)
    if row.ended_at is not None or person.disabled_at is not None:
        return None
    day = london_date(now)
    held = memberships.of_person(session, row.person)
    acting = memberships.chosen(held, row.membership, day)
    # A role that ended, or a new day that took it, is no reason to be somebody else unasked.
    if row.membership is not None and (acting is None or acting.id != row.membership):
        return None
    ends_at = min(row.seen_at + lives(acting)[0], row.expires_at)
    if now >= ends_at:
        return None
    who = told(person)
    viewer = memberships.viewer_of(session, who, acting)
    if row.view_as is not None:
        seen = _seen(session, row.view_as, viewer, now)
        if seen is None:
            return None
        viewer = seen
    return SignedIn(row.id, who, viewer, held, acting.id if acting else None, ends_at)


def _seen(session: Session, number: int, viewer: Viewer, now: datetime) -> Viewer | None:
    """The person with whose eyes a steward looks; None once their role has ended."""
    row = session.get_one(tables.Membership, number)
    other = session.get_one(tables.Person, row.person)
    held = memberships.told(session, row)
    if row.ended_at is not None or not held.holds_on(london_date(now)):
        return None
    seen = memberships.viewer_of(session, told(other), held)
    return replace(seen, seen_by=viewer.person)


def lives(acting: Membership | None) -> tuple[timedelta, timedelta]:
    """How long without use, and how long in any case."""
    return model.lives(acting.role if acting is not None else Role.NONE)


def told(row: tables.Person) -> Person:
    return Person(row.id, row.name, row.email, row.subject is not None, row.disabled_at is not None)
