"""What feedback is, where it stands, and who reads it. No store, no clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


ITEM, SCORECARD = "item/", "scorecard/"


class ShownTo(StrEnum):
    """Who reads it besides its writer and the editors, once an editor shows it."""

    EDITORS = "library editors only"
    TRUST = "people of the trust"
    EVERYONE = "everyone with a role, without a name outside the trust"


class State(StrEnum):
    """The value is what an editor reads."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"
    REPORTED = "reported"


TO_DECIDE = (State.REPORTED, State.WAITING)
# What an editor chooses from in hiding; the writer reads it.
REASONS = (
    "It could tell who somebody is.",
    "It is not about this page.",
    "It names a claim that is not closed.",
    "It could hurt somebody who reads it.",
    "It has been said here before.",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody fills in. `about` is such as `item/third-visit` or `scorecard/clinical`.

    `trust` is whose scorecard it is about; None for items.
    """

    about: str
    trust: str | None
    useful: bool | None
    text: str
    will_do: str
    shown_to: ShownTo
    form_key: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote. `by` is a name for the own trust and editors; others read what kind of
    place it was written at. `place` is the name of the trust for those who read the name, else
    empty.

    `why`: the reason for which it is hidden, for its writer and for editors; `decided_at`: since
    when it stands as it does, for them, too.
    """

    id: int
    about: str
    useful: bool | None
    text: str
    will_do: str
    shown_to: ShownTo
    state: State
    by: str
    at: datetime
    own: bool
    why: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    decided_at: datetime | None = None
    reported: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """All that one person reads of a page's feedback, and how many said that it was useful."""

    comments: tuple[Comment, ...]
    own: tuple[Comment, ...]
    useful: int
    asked: int
