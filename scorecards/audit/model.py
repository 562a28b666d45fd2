"""What an audit entry says. No store, no clock."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What was done, in the past tense; the value is what the screen says."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SESSION_ENDED = "ended a session"
    TERMS_ACCEPTED = "accepted the terms of use"
    REFUSED = "was refused"
    COMPARED = "compared with peers"
    EXPORTED = "exported"
    UPLOADED = "uploaded claims"
    APPROVED = "approved a release"
    PUBLISHED = "published a release"
    ROLLED_BACK = "rolled back"
    ORGANISATIONS = "imported organisations"
    INVITED = "invited a person"
    ROLE_CHANGED = "changed a role"
    ROLE_ENDED = "ended a role"
    DISABLED = "disabled a person"
    ENABLED = "enabled a person"
    VIEWED_AS = "looked with another person's eyes"
    PINNED = "pinned a change"
    UNPINNED = "took a pinned change away"
    GROUP_KEPT = "kept a peer group"
    GROUP_DROPPED = "dropped a peer group"


class Result(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail. `at` is aware, in UTC; `trust` is whose administrator reads it."""

    seq: int
    at: datetime
    person: str
    seen_by: str
    role: str
    trust: str | None
    action: str
    subject: str
    detail: str
    snapshot: str | None
    result: str
    request: str
    address: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act comes from: a reference that the log knows too, and a network address."""

    request: str
    address: str


# Set by whatever takes a request: the screens, the plain routes, the command line.
ORIGIN: ContextVar[Origin] = ContextVar("ORIGIN")
NOWHERE = Origin("", "")
