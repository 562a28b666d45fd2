"""What can be found, what was wanted, and what was found. Nothing is read or ranked here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scorecards.people.model import Circle


LONGEST_QUERY = 200
MOST_WORDS = 12
A_PAGE = 12
HIGHEST_PAGE = 999


class Facet(StrEnum):
    """What a search can be narrowed by; the value is the name in the address."""

    KIND = "kind"
    TOPIC = "topic"
    AUDIENCE = "audience"
    SETTING = "setting"
    SCHEME = "scheme"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found. All texts are plain, without Markdown.

    `ref` is such as `item/third-visit` or `document/12`; `address` a path of ours. `facets` has the
    values to narrow by. `about` names what it is about, such as the names of its codes; `points`
    are headings and key points; `body` the rest, paragraph by paragraph. `dated`: when it was
    reviewed or uploaded, for the newest first.
    """

    ref: str
    title: str
    address: str
    facets: Mapping[Facet, tuple[str, ...]]
    summary: str = ""
    about: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    dated: date | None = None
    seen_by: Circle = Circle.EVERYONE


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: words, and for each facet the values of which one must fit.

    `as_typed`: the words are searched for as they stand, without help with spelling.
    """

    text: str = ""
    facets: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    as_typed: bool = False

    def of(self, facet: Facet) -> tuple[str, ...]:
        """The values chosen of a facet; () for any."""
        return self.facets.get(facet, ())


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `marked` where it is what was searched for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found.

    `title` and `summary` are in pieces; so is `passage`, the sentence or paragraph that holds most
    of what was searched for, () where title and summary say it already; `is_about` where it is only
    the name of a code or topic. `instead`: words that stand there in place of those that were
    typed, because they mean the same.
    """

    ref: str
    kind: str
    address: str
    title: tuple[Piece, ...]
    summary: tuple[Piece, ...]
    passage: tuple[Piece, ...]
    is_about: bool
    instead: tuple[str, ...]
    topics: tuple[str, ...]
    dated: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search, a page of it.

    `counts`: for each facet how many would be found with each value, given the other facets.
    `corrected`: the words that were searched for, where a spelling was put right; else empty.
    `same`: for words that were typed, others that were searched for as well because they mean the
    same. `nowhere`: words that nothing holds. `partly`: nothing has all the words, these have some.
    `without`: for each facet that was chosen, how many would be found if it were taken away.
    """

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    counts: Mapping[Facet, Mapping[str, int]]
    corrected: str = ""
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nowhere: tuple[str, ...] = ()
    partly: bool = False
    without: Mapping[Facet, int] = field(default_factory=dict)
