"""What a library item, a selection's profile and a match are. Nothing is read or ranked here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from scorecards.claims.figures.model import USUAL_WINDOW, Asked, Subject
from scorecards.claims.model import Kind
from scorecards.money import Currency
from scorecards.taxonomy.codes import ListName, Taxonomy


class ItemKind(StrEnum):
    """What an item is; its file lies in the folder of its kind (`library.reading.FOLDERS`)."""

    CASE_STUDY = "case-study"
    GUIDANCE = "guidance"
    LEAFLET = "leaflet"
    LINK = "link"
    REPORT = "report"


KIND_NAMES = {
    ItemKind.CASE_STUDY: "Case study",
    ItemKind.GUIDANCE: "Guidance",
    ItemKind.LEAFLET: "Did you know",
    ItemKind.LINK: "Useful link",
    ItemKind.REPORT: "Thematic report",
}
TOPICS = (
    "Maternity and newborn",
    "Emergency and urgent care",
    "Surgery and anaesthesia",
    "Diagnosis and imaging",
    "Medicines",
    "Infection and deterioration",
    "Falls, skin and everyday care",
    "Mental health",
    "Consent and communication",
    "Staff safety",
    "Premises and equipment",
    "Candour and saying sorry",
    "Learning from claims",
)


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


LEAFLET_SECTIONS = (
    "In numbers",
    "Who is affected",
    "Why it happens",
    "What the law and guidance ask",
    "What you can do",
)
# The sections that an item of a kind has, in their order; other kinds have those they need.
SECTIONS: Mapping[ItemKind, tuple[str, ...]] = {
    ItemKind.CASE_STUDY: tuple(Heading),
    ItemKind.LEAFLET: LEAFLET_SECTIONS,
    ItemKind.LINK: (),
}
QUESTIONS = (Heading.HERE, Heading.SHARE, Heading.LEARN)

# The lists that an item takes its codes from, and the key of the head that holds them.
DIMENSIONS = {
    ListName.SPECIALTY: "specialties",
    ListName.CAUSE: "causes",
    ListName.INJURY: "injuries",
    ListName.LOCATION: "locations",
}
ABOUT = (ListName.SPECIALTY, ListName.CAUSE)
SCHEME_KINDS = ("clinical", "non-clinical")
SETTINGS = (
    "Acute hospital",
    "Maternity",
    "Mental health",
    "Community",
    "Ambulance",
    "Any workplace",
    "Any setting",
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
    "Everyone",
)
ILLUSTRATIVE = (
    "This case study is illustrative. It was written for learning, "
    "and describes no real person, family or organisation."
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a thematic report asks of its claims. `by`: a list of codes, status or year."""

    ask: str
    by: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the library. `codes` has every dimension; an empty set means it names none there.

    `opening` stands before the first section; of a case study it says that it is illustrative.
    `sections` by heading, in the order of the file. All are Markdown (paragraphs, lists, tables,
    links), with `{name}` where a figure of `figures`, or a `Quantity` of the item's own subject, is
    put in. `authored_by` is a role, never a name. `years` and `questions` are of a report; `owner`
    and `url` of a link.
    """

    slug: str
    title: str
    kind: ItemKind
    topics: tuple[str, ...]
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
    sections: Mapping[str, str]
    figures: Mapping[str, Asked] = field(default_factory=dict)
    years: int = USUAL_WINDOW
    questions: tuple[Question, ...] = ()
    owner: str = ""
    url: str = ""

    def is_due(self, today: date) -> bool:
        """Whether the date for looking at it again has passed."""
        return today >= self.next_review

    def subjects(self) -> tuple[Subject, ...]:
        """The claims it is about, one subject for each kind of scheme; () where it names no codes.

        A case study is about its specialties and causes: its injuries say what may follow.
        """
        lists = ABOUT if self.kind is ItemKind.CASE_STUDY else tuple(DIMENSIONS)
        codes = {name.value: tuple(sorted(self.codes[name])) for name in lists if self.codes[name]}
        if not codes:
            return ()
        kinds = sorted(self.scheme_kinds)
        return tuple(Subject(Kind(kind), codes, self.years) for kind in kinds)


@dataclass(frozen=True)
class Library:
    """Every item, in the order of their file names, with the code lists they were checked by."""

    items: tuple[Item, ...]
    taxonomy: Taxonomy

    @cached_property
    def by_slug(self) -> Mapping[str, Item]:
        return {item.slug: item for item in self.items}


@dataclass(frozen=True)
class Profile:
    """What a selection of claims holds, as its viewer may see it.

    `total`: claims in the selection. `chosen`: codes that the viewer picked, by list. `counts` and
    `costs`: claims and total cost in pence per code. None is a number hidden from this viewer; a
    code that is not listed has no claims; a list without codes says nothing about the selection.
    `narrowed`: the numbers are of what was chosen. Where they are not, what was chosen is only
    picked out among all claims, and may be missing because it is too small to be named.
    """

    total: int | None
    chosen: Mapping[ListName, frozenset[str]]
    counts: Mapping[ListName, Mapping[str, int | None]]
    costs: Mapping[ListName, Mapping[str, int | None]]
    currency: Currency = Currency.GBP
    narrowed: bool = True

    @cached_property
    def known(self) -> frozenset[ListName]:
        """The lists in which the selection has claims, also where their number is hidden."""
        return frozenset(name for name, counts in self.counts.items() if any(
            count != 0 for count in counts.values()
        ))  # fmt: skip

    @cached_property
    def cost_of_all(self) -> Mapping[ListName, int]:
        """What may be seen of the cost in each list, added up."""
        return {name: sum(cost or 0 for cost in costs.values())
                for name, costs in self.costs.items()}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """An item that bears on a selection. `score` only orders; `reason` is a sentence for people.

    `read`: when the viewer last opened it, where they did.
    """

    item: Item
    score: float
    reason: str
    read: datetime | None = None
