"""What can have happened to a claim between two releases, and the answer of one comparison."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from scorecards import formatting
from scorecards.claims.model import MONEY, Kind
from scorecards.claims.stamp import Stamp
from scorecards.money import Currency
from scorecards.people.model import Organisation
from scorecards.taxonomy.codes import Taxonomy


class Change(StrEnum):
    """Each claim of either release is in exactly one: the first of these that holds for it."""

    NEW = "new"
    REMOVED = "removed"
    SETTLED = "settled"
    NIL = "nil"
    REOPENED = "reopened"
    REVALUED = "revalued"
    RECODED = "recoded"
    REDATED = "redated"
    OTHER = "other"
    UNCHANGED = "unchanged"


CHANGE_NAMES = {
    Change.NEW: "New",
    Change.REMOVED: "Left the extract",
    Change.SETTLED: "Settled",
    Change.NIL: "Closed nil",
    Change.REOPENED: "Reopened",
    Change.REVALUED: "Revalued",
    Change.RECODED: "Recoded",
    Change.REDATED: "Redated",
    Change.OTHER: "Other details",
    Change.UNCHANGED: "Unchanged",
}
CHANGE_MEANINGS = {
    Change.NEW: "not among the claims of the earlier release",
    Change.REMOVED: "no longer among the claims of the later release; the files do not say why",
    Change.SETTLED: "settled with damages since",
    Change.NIL: "closed without damages since",
    Change.REOPENED: "was settled or closed, and is open again",
    Change.REVALUED: "an amount paid or reserved is another one",
    Change.RECODED: "specialty, cause, injury, location or scheme is another one, no amount is",
    Change.REDATED: "a date is another one, nothing above is",
    Change.OTHER: "only something else is another one, such as the wording of a code",
    Change.UNCHANGED: "the same in every column",
}

DAMAGES = ("damages_paid", "damages_reserved")
CLAIMANT = ("claimant_costs_paid", "claimant_costs_reserved")
DEFENCE = ("defence_costs_paid", "defence_costs_reserved")


class Part(StrEnum):
    """A part of the cost of a claim; `columns` are the amounts that add up to it."""

    ALL = "all"
    DAMAGES = "damages"
    CLAIMANT = "claimant-costs"
    DEFENCE = "defence-costs"
    PAID = "paid"
    RESERVED = "reserved"

    @property
    def columns(self) -> tuple[str, ...]:
        return PARTS[self]


PARTS = {
    Part.ALL: MONEY,
    Part.DAMAGES: DAMAGES,
    Part.CLAIMANT: CLAIMANT,
    Part.DEFENCE: DEFENCE,
    Part.PAID: tuple(name for name in MONEY if name.endswith("_paid")),
    Part.RESERVED: tuple(name for name in MONEY if name.endswith("_reserved")),
}
PART_NAMES = {
    Part.ALL: "Total cost",
    Part.DAMAGES: "Damages",
    Part.CLAIMANT: "Claimants’ costs",
    Part.DEFENCE: "Defence costs",
    Part.PAID: "Paid",
    Part.RESERVED: "Reserved",
}


@dataclass(frozen=True, slots=True)
class Step:
    """The claims of one kind of change. `before` and `after` are pence by money column.

    `open_before` and `open_after` count those that are open; `raised` and `lowered` those whose
    total cost rose and fell, with the pence of each (`rise` is positive, `fall` negative).
    """

    change: Change
    claims: int
    open_before: int
    open_after: int
    raised: int
    lowered: int
    rise: int
    fall: int
    before: Mapping[str, int]
    after: Mapping[str, int]

    @property
    def more(self) -> int:
        """By how much the step changes the number of claims."""
        return {Change.NEW: self.claims, Change.REMOVED: -self.claims}.get(self.change, 0)

    def pence(self, part: Part = Part.ALL) -> int:
        """By how much the step changes a part of the cost."""
        return sum(self.after[name] - self.before[name] for name in part.columns)


@dataclass(frozen=True, slots=True)
class Bridge:
    """From one release to the next: what was + every step = what is, in claims and in pence."""

    claims_before: int
    claims_after: int
    open_before: int
    open_after: int
    before: Mapping[str, int]
    after: Mapping[str, int]
    steps: tuple[Step, ...]

    def __getitem__(self, change: Change) -> Step:
        return next(step for step in self.steps if step.change is change)

    def pence_before(self, part: Part = Part.ALL) -> int:
        return sum(self.before[name] for name in part.columns)

    def pence_after(self, part: Part = Part.ALL) -> int:
        return sum(self.after[name] for name in part.columns)

    @property
    def changed(self) -> int:
        """How many claims are in any way another than before, new and gone ones too."""
        return sum(step.claims for step in self.steps if step.change is not Change.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two releases that are set against each other."""

    id: str
    as_at: date
    taxonomy: Taxonomy


@dataclass(frozen=True, slots=True)
class Changed:
    """One trust's claims of a kind in two releases, exact: for those who see claims one by one.

    `moved`: code, name, claims_before, claims_after, before, after (pence), by `dimension`, what
    moved most first. `listed`: the changed claims as `measures.changed` tells them.
    """

    organisation: Organisation
    kind: Kind
    dimension: str
    currency: Currency
    earlier: Side
    later: Side
    bridge: Bridge
    moved: pl.DataFrame
    listed: pl.DataFrame

    @property
    def days(self) -> tuple[str, str]:
        """The two releases by their day, or by their names where the day is the same."""
        if self.earlier.as_at == self.later.as_at:
            return self.earlier.id, self.later.id
        return formatting.day(self.earlier.as_at), formatting.day(self.later.as_at)

    def stamp(self, claims: int) -> Stamp:
        """Names both releases; `claims` is how many the figure is about."""
        return Stamp(
            basis="All claims of two releases",
            period=f"{formatting.day(self.earlier.as_at)} to {formatting.day(self.later.as_at)}",
            as_at=self.later.as_at,
            schemes=f"all {self.kind} schemes",
            claims=claims,
            snapshot_id=self.later.id,
            exact=True,
            more=(f"compared with snapshot {self.earlier.id}",),
        )
