"""What an edition is, and what is asked before it is handed in. No store, no clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scorecards.errors import UserError
from scorecards.library.model import ItemKind


class State(StrEnum):
    """Where an edition stands; the value is what the screen says."""

    DRAFT = "draft"
    SUBMITTED = "handed in"
    PUBLISHED = "published"
    RETURNED = "given back"
    WITHDRAWN = "withdrawn"


# Work that goes on: one of these for each address at a time.
OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED)


class Check(StrEnum):
    """What a writer says yes to before handing in: that nobody can be recognised."""

    NAMES = "No real person is named. People who appear are invented, or the public owner of a law."
    DATES = "No date or time points to one event."
    PLACES = "No place, ward or detail points to one trust."
    BLENDED = "What happens is blended from several events, or invented."
    RARE = "No combination of details is so rare that somebody would recognise it."
    SCANNED = "I have read every place that the scan for personal data names, and each is harmless."


@dataclass(frozen=True, slots=True)
class Approval:
    """Who read it and found it fit. `by` is a person's id, `name` what they are called."""

    by: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as the desk shows it. `title` and `kind` as far as its text can be read.

    `writers` are the ids of everybody who changed the text, `written_by` their names. `approvals`
    are those of the text as it stands. `note` is the reason for which it was given back or
    withdrawn. `revision` counts its changes.
    """

    id: int
    slug: str
    number: int
    state: State
    title: str
    kind: ItemKind | None
    text: str
    note: str
    checks: frozenset[Check]
    revision: int
    writers: tuple[str, ...]
    written_by: tuple[str, ...]
    changed_by: str
    changed_at: datetime
    submitted_at: datetime | None
    published_by: str
    published_at: datetime | None
    approvals: tuple[Approval, ...]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Overtaken(UserError):
    """Somebody else changed the edition since it was read. Nothing was kept, nothing lost."""

    def __init__(self) -> None:
        super().__init__(
            "This edition was changed since you opened it, by somebody else or in another window "
            "of yours. Your text is still in the fields, and has not been saved. Compare the two, "
            "then choose which to keep."
        )
