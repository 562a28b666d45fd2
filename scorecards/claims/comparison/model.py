"""What is compared with what, and the answer. Nothing is computed here.

Nothing in an answer names another trust, and every figure about others was protected before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from scorecards import financial_year
from scorecards.claims.comparison.cuts import DENOMINATORS, Cut, Denominator
from scorecards.claims.stamp import Stamp
from scorecards.people.model import Organisation
from scorecards.statistics.funnel import Finding, Overdispersion
from scorecards.statistics.rates import Interval


class Limits(StrEnum):
    """What the limits of a funnel allow for."""

    ADJUSTED = "adjusted"
    CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Trusts to be compared with. `members` may hold the trust itself; it is left out in use.

    `code` stands in the address: all, type, size, or `own-` and a number.
    """

    code: str
    name: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Window:
    """Incident years by their starting year, both included."""

    code: str
    first: int
    last: int

    def words(self) -> str:
        """`2015/16 to 2024/25`, or one year."""
        first, last = financial_year.label(self.first), financial_year.label(self.last)
        return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class Offered:
    """What a trust can be compared by: denominators per cut, the best first, and windows by code.

    `left_out` are the names of cuts for which the release holds no denominator, or too few trusts.
    """

    cuts: Mapping[str, tuple[str, ...]]
    windows: Mapping[str, Window]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One comparison: `group` by its code."""

    trust: str
    cut: Cut
    denominator: str
    window: str
    group: str
    limits: Limits = Limits.ADJUSTED


@dataclass(frozen=True, slots=True)
class Own:
    """The trust's own place. `observed` is None where it is hidden, `outside` for all who do not
    see claims one by one.

    Without a count, or where nothing can be expected, there is no ratio and no rate. `finding` is
    None where fewer than five are expected, too; `inner` the same within the 95 per cent limits.
    """

    observed: int | None
    expected: float
    outside: int | None
    ratio: Interval | None = None
    rate: Interval | None = None
    finding: Finding | None = None
    inner: Finding | None = None
    chance: str | None = None


@dataclass(frozen=True, slots=True)
class Typical:
    """What is typical of ten other trusts or more: of those with 15 expected whose count is shown.

    Quartiles of observed over expected, and all together: `ratio`, the sum over the sum.
    """

    lower: float
    middle: float
    upper: float
    ratio: float
    trusts: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All the answers of the screen.

    `points`, other trusts by what is expected (columns expected, observed, ratio, in_group): those
    whose count is shown and of whom five are expected. `trusts` counts all of them, `hidden` those
    with 1 to 7 claims, `small` the others with fewer than five expected; `group_trusts` those of
    the group. `spread` is how trusts differ: those of the group, where `spread_of_group`, else all.
    `cuts` has a row per cut of the kind (see queries), `mix` a row per group of the cut (code,
    name, own, nation: shares of what is expected); none unless the cut is a mix.
    """

    organisation: Organisation
    wanted: Wanted
    window: Window
    group: PeerGroup
    as_at: date
    snapshot_id: str
    exact: bool
    own: Own
    points: pl.DataFrame
    trusts: int
    hidden: int
    small: int
    group_trusts: int
    typical: Typical | None
    spread: Overdispersion | None
    spread_of_group: bool
    tau2: float
    cuts: pl.DataFrame
    mix: pl.DataFrame

    @property
    def adjusted(self) -> bool:
        """Whether the limits do allow for differences: asked for, and trusts enough to know."""
        return (
            self.wanted.limits is Limits.ADJUSTED and self.spread is not None and self.spread.enough
        )

    @property
    def denominator(self) -> Denominator:
        return DENOMINATORS[self.wanted.denominator]

    def stamp(self) -> Stamp:
        """Under every figure of the screen."""
        against = f"against {self.denominator.name}"
        return Stamp(
            basis="By incident date",
            period=self.window.words(),
            as_at=self.as_at,
            schemes=self.wanted.cut.claims,
            claims=self.own.observed,
            snapshot_id=self.snapshot_id,
            exact=self.exact,
            more=(
                against,
                f"{self.trusts} other trusts, {self.group_trusts} in the group",
                "other trusts: 1 to 7 hidden, the rest to the nearest five",
            ),
        )
