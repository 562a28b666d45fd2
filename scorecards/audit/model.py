"""What an audit entry says. No store, no clock."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from scorecards import formatting


class Action(StrEnum):
    """What was done, in the past tense; the value is what the screen says."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SESSION_ENDED = "ended a session"
    TERMS_ACCEPTED = "accepted the terms of use"
    REFUSED = "was refused"
    COMPARED = "compared with peers"
    OPENED = "opened a scorecard"
    EXPORTED = "exported"
    UPLOADED = "uploaded claims"
    APPROVED = "approved a release"
    PUBLISHED = "published a release"
    ROLLED_BACK = "rolled back"
    BACKED_UP = "made a backup"
    RESTORE_TESTED = "tested a backup"
    ORGANISATIONS = "imported organisations"
    INVITED = "invited a person"
    ROLE_CHANGED = "changed a role"
    ROLE_ENDED = "ended a role"
    DISABLED = "disabled a person"
    ENABLED = "enabled a person"
    ACTS_BY = "chose the role to act by"
    VIEWED_AS = "looked with another person's eyes"
    VIEWING_ENDED = "stopped looking with another person's eyes"
    PINNED = "pinned a change"
    UNPINNED = "took a pinned change away"
    GROUP_KEPT = "kept a peer group"
    GROUP_DROPPED = "dropped a peer group"
    ITEM_WRITTEN = "wrote an item"
    ITEM_PREVIEWED = "looked at the figures of an item that is not published"
    ITEM_SUBMITTED = "handed in an item"
    ITEM_RETURNED = "gave an item back"
    ITEM_APPROVED = "approved an item"
    ITEM_PUBLISHED = "published an item"
    ITEM_WITHDRAWN = "withdrew an item"
    DOCUMENT_ADDED = "added a document"
    DOCUMENT_REPLACED = "replaced a document"
    DOCUMENT_WITHDRAWN = "withdrew a document"
    FEEDBACK_GIVEN = "gave feedback"
    FEEDBACK_REPORTED = "reported feedback"
    FEEDBACK_MODERATED = "moderated feedback"
    FEEDBACK_ANSWERED = "answered feedback"
    LEDGER_WRITTEN = "wrote in the learning ledger"
    LEDGER_FOLLOWED_UP = "looked again at a change"
    LEDGER_PUT_RIGHT = "put an entry of the learning ledger right"
    LEDGER_STRUCK = "took an entry from the learning ledger"
    LEDGER_PUT_BACK = "put an entry back into the learning ledger"
    POSTED = "made an ask or an offer"
    POST_CLOSED = "closed an ask or an offer"


class Result(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


NO_NAMES: Mapping[str, str] = MappingProxyType({})


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
class Anchor:
    """That the chain ended with this entry at a time, as it was noted outside the database."""

    seq: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act comes from: a reference that the log knows too, and a network address."""

    request: str
    address: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are looked for; what is left out does not narrow. Days are those of London.

    `person` is an id, `text` a part of what was acted upon.
    """

    first: date | None = None
    last: date | None = None
    action: Action | None = None
    result: Result | None = None
    person: str = ""
    trust: str = ""
    text: str = ""

    def sentence(
        self, people: Mapping[str, str] = NO_NAMES, trusts: Mapping[str, str] = NO_NAMES
    ) -> str:
        """What narrows the entries, in words; empty where nothing does."""
        parts = [
            f"from {formatting.day(self.first)}" if self.first else "",
            f"until {formatting.day(self.last)}" if self.last else "",
            f"where somebody {self.action}" if self.action else "",
            f"with the result “{self.result}”" if self.result else "",
            f"by {people.get(self.person, self.person)}" if self.person else "",
            f"of {trusts.get(self.trust, self.trust)}" if self.trust else "",
            f"about “{self.text}”" if self.text else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words: people and trusts by name, and the action and result as the screen says.

    `seen_by` is empty but for who looked with another person's eyes.
    """

    seq: int
    at: datetime
    person: str
    seen_by: str
    role: str
    trust: str
    action: str
    subject: str
    detail: str
    snapshot: str
    result: str
    request: str
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the entries that were looked for, the newest first, of `number` in all.

    `older` is where to go on: the number of the last one, None where there are no more.
    """

    lines: tuple[Line, ...]
    number: int
    older: int | None


# Set by whatever takes a request: the screens, the plain routes, the command line.
ORIGIN: ContextVar[Origin] = ContextVar("ORIGIN")
NOWHERE = Origin("", "")
