"""What a booklet is: the parts of a text to take away, whatever writes it. No store, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 for a section, 2 for one inside it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Points in no order; `numbered` where their order matters, `boxes` to be ticked.

    `leads`: strong words in front of each item, or empty; () where no item has any.
    """

    items: Sequence[str]
    numbered: bool = False
    boxes: bool = False
    leads: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Large figures side by side, each with what it is: (`1,220`, `claims`)."""

    shown: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table. Its first column names the row; cells are text as it is shown."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars to compare. `bars`: what each is, its length, and the number as it is shown.

    A length of None is hidden: no bar, and the words say so. `alt` says it all without the picture.
    """

    caption: str
    alt: str
    bars: Sequence[tuple[str, float | None, str]]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to say, or not to say; `who` says what they are."""

    text: str
    who: str


Block = Heading | Paragraph | Bullets | Facts | Rows | Bars | Quote


@dataclass(frozen=True, slots=True)
class Booklet:
    """A text to take away. `about` is what it says of itself: who made it, when, of which release.

    Every text is shown as it is written: nothing in it is markup.
    """

    title: str
    summary: str
    about: Sequence[tuple[str, str]]
    blocks: Sequence[Block]
