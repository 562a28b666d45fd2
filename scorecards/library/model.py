"""What a library item, a selection's profile and a match are. Nothing is read or ranked here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from scorecards.money import Currency
from scorecards.taxonomy.codes import ListName, Taxonomy


class ItemKind(StrEnum):
    CASE_STUDY = "case-study"


class Heading(StrEnum):
    """The sections of a case study, in their order; each has all of them."""

    HAPPENED = "What happened"
    TURNED_ON = "What the claim turned on"
    FACTORS = "Contributory factors"
    CHANGED = "What changed"
    KEY_POINTS = "Key points"
    HERE = "Could this happen here?"
    SHARE = "Who could I share it with?"
    LEARN = "What can we learn?"


QUESTIONS = (Heading.HERE, Heading.SHARE, Heading.LEARN)

# The lists that an item takes its codes from, and the key of the head that holds them.
DIMENSIONS = {
    ListName.SPECIALTY: "specialties",
    ListName.CAUSE: "causes",
    ListName.INJURY: "injuries",
    ListName.LOCATION: "locations",
}
SCHEME_KINDS = ("clinical", "non-clinical")
SETTINGS = (
    "Acute hospital",
    "Maternity",
    "Mental health",
    "Community",
    "Any workplace",
)
AUDIENCES = (
    "Allied health professionals",
    "Board members",
    "Community nurses",
    "Doctors",
    "Estates and facilities",
    "Health and safety team",
    "Managers",
    "Midwives",
    "Nurses",
    "Paramedics",
    "Pharmacists",
    "Radiology",
    "Risk and claims team",
    "Support workers",
    "Theatre team",
)
ILLUSTRATIVE = (
    "This case study is illustrative. It was written for learning, "
    "and describes no real person, family or organisation."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the library. `codes` has every dimension; an empty set means it names none there.

    `opening` says that it is illustrative; show it first. `sections` are in the order of `Heading`.
    Both are Markdown (paragraphs and lists).
    `authored_by` is a role, never a name.
    """

    slug: str
    title: str
    kind: ItemKind
    summary: str
    codes: Mapping[ListName, frozenset[str]]
    scheme_kinds: frozenset[str]
    audience: tuple[str, ...]
    setting: str
    authored_by: str
    reviewed: date
    next_review: date
    sources: tuple[str, ...]
    opening: str
    sections: Mapping[Heading, str]

    def is_due(self, today: date) -> bool:
        """Whether the date for looking at it again has passed."""
        return today >= self.next_review


@dataclass(frozen=True)
class Library:
    """Every item, in the order of their file names, with the code lists they were checked by."""

    items: tuple[Item, ...]
    taxonomy: Taxonomy

    @cached_property
    def by_slug(self) -> Mapping[str, Item]:
        return {item.slug: item for item in self.items}


@dataclass(frozen=True, slots=True)
class Profile:
    """What a selection of claims holds, as its viewer may see it.

    `total`: claims in the selection. `chosen`: codes that the viewer picked, by list. `counts` and
    `costs`: claims and total cost in pence per code. None is a number hidden from this viewer; a
    code that is not listed has no claims; a list without codes says nothing about the selection.
    """

    total: int | None
    chosen: Mapping[ListName, frozenset[str]]
    counts: Mapping[ListName, Mapping[str, int | None]]
    costs: Mapping[ListName, Mapping[str, int | None]]
    currency: Currency = Currency.GBP


@dataclass(frozen=True, slots=True)
class Match:
    """An item that bears on a selection. `score` only orders; `reason` is a sentence for people."""

    item: Item
    score: float
    reason: str
