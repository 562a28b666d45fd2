"""Ways to the provider of sign-in and back: begun here, come back from once, soon forgotten.

What the provider hands back (`state`) and what the browser keeps (`browser`) are needed together:
neither is in the database, only the hash of both. Inside transactions with `store.scope.SYSTEM`.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from scorecards.accounts.sessions import hash_of
from scorecards.store import tables


GOOD_FOR = timedelta(minutes=10)
KEPT_FOR = timedelta(hours=1)  # so that a second use is known for what it is


class Fault(StrEnum):
    """Why a way back is not taken; the value is what the trail says."""

    UNKNOWN = "a state that was not begun in this browser"
    USED = "a state that was used before"
    LATE = "a state that is older than ten minutes"


@dataclass(frozen=True, slots=True)
class Begun:
    """What goes to the provider. Only hashes of `state` and `nonce` are kept."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was kept of a way to the provider."""

    nonce_hash: str
    verifier: str
    return_to: str


def begin(session: Session, *, browser: str, return_to: str, now: datetime) -> Begun:
    """A new way. Forgets those that are long over."""
    row = tables.SignInAttempt
    session.execute(delete(row).where(row.created_at < now - KEPT_FOR))
    begun = Begun(*(secrets.token_urlsafe(48) for _ in range(3)))
    session.add(
        row(
            state_hash=_hash(begun.state, browser),
            nonce=hash_of(begun.nonce),
            verifier=begun.verifier,
            return_to=return_to,
            created_at=now,
        )
    )
    session.flush()
    return begun


def come_back(session: Session, *, state: str, browser: str, now: datetime) -> Attempt | Fault:
    """What was begun with this state in this browser, once; from then on it is used."""
    row = session.get(tables.SignInAttempt, _hash(state, browser), with_for_update=True)
    if row is None:
        return Fault.UNKNOWN
    if row.used_at is not None:
        return Fault.USED
    row.used_at = now
    session.flush()
    if now - row.created_at >= GOOD_FOR:
        return Fault.LATE
    return Attempt(row.nonce, row.verifier, row.return_to)


def _hash(state: str, browser: str) -> str:
    return hash_of(f"{browser} {state}")
