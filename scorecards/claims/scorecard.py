"""A scorecard's answers: what a query hands to the screen. Nothing is computed from claims here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from scorecards import formatting
from scorecards.claims.delay.model import Maturity
from scorecards.claims.model import Basis, Kind, Status
from scorecards.claims.money.model import Money
from scorecards.claims.money.prices import PriceIndex
from scorecards.claims.selection import Selection, filters_in_words
from scorecards.claims.stamp import Stamp
from scorecards.money import Currency
from scorecards.people.model import Organisation
from scorecards.taxonomy.codes import Taxonomy


class Detail(StrEnum):
    """What is drawn below the quadrant, one at a time."""

    CROSSED = "pairs"
    BANDS = "bands"
    MONEY = "money"
    CLAIMS = "claims"


class Cost(StrEnum):
    """What the quadrant goes up by: the whole cost, or no more than £1 million a claim of it."""

    TOTAL = "total"
    CAPPED = "capped"


@dataclass(frozen=True, slots=True)
class Views:
    """Which dimension each part of the screen is by, and which detail is open.

    `cut_claims` and `cut_cost` (pence) are cut lines that the reader has set; `prices` the index
    by which the years' cost is told in the prices of the as-at year, None for as paid.
    """

    quadrant: str
    ranking: str
    across: str
    down: str
    detail: Detail = Detail.CROSSED
    cost: Cost = Cost.TOTAL
    cut_claims: int | None = None
    cut_cost: int | None = None
    prices: PriceIndex | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """The tiles. Money in pence; None is hidden, or (averages) nothing to average."""

    claims: int | None
    total: int | None
    paid_claims: int | None
    median_damages: int | None
    mean_damages: int | None
    closed: int | None
    nil: int | None
    nil_share: float | None
    largest_share: float | None
    undated: int | None
    incidents: int | None

    @property
    def empty(self) -> bool:
        return self.claims == 0


@dataclass(frozen=True, slots=True)
class Cuts:
    """The quadrant's cut lines: claims and pence in the period, and where they come from."""

    claims: float
    cost: float
    source: str


@dataclass(frozen=True, slots=True)
class Priced:
    """In which financial year's prices the years' cost is told; `forecast` where its index is."""

    of: int
    forecast: bool


@dataclass(frozen=True)
class Scorecard:
    """Everything one screen shows, from one snapshot, for one viewer.

    Frames: `quadrant`, `ranking`: code, name, claims, total, open, nil, with_damages, and `chosen`
    or shares; `years`: by year; `detail`: by the open detail. Hidden numbers are null.
    `by` holds the ranking of each dimension that the library matches on. Where not `exact`, there
    are only code (or year), name, claims and total; a dimension in `pooled` lacks the rows that are
    too small to be named, and what the filters name is picked out, while all claims are counted.
    `maturity` says how much of each incident year is known; None on another basis.
    """

    organisation: Organisation
    selection: Selection
    as_at: date
    snapshot_id: str
    currency: Currency
    taxonomy: Taxonomy
    exact: bool
    headline: Headline
    cuts: Cuts
    quadrant: pl.DataFrame
    ranking: pl.DataFrame
    years: pl.DataFrame
    detail: pl.DataFrame
    by: dict[str, pl.DataFrame]
    pooled: frozenset[str] = frozenset()
    usual_cuts: Cuts | None = None
    maturity: Maturity | None = None
    money: Money | None = None
    priced: Priced | None = None

    def sentence(self) -> str:
        """What is being shown, in words: caption, alternative text and exports print the same."""
        wanted = self.selection
        counted = _counted(self.headline.claims, wanted)
        words = (
            f"{counted} against {self.organisation.name}, {_period(wanted)}, "
            f"as at {formatting.day(self.as_at)}."
        )
        narrowed = filters_in_words(wanted, self.taxonomy, self.currency)
        if narrowed and not self.exact:
            return f"{words} Picked out: {narrowed} The figures are of all claims."
        return f"{words} {narrowed}".rstrip()

    def stamp(self, claims: int | None, *more: str) -> Stamp:
        """Basis, period, as-at date, scheme, n, what was hidden, snapshot: under every figure.

        `more` is what is particular to one figure.
        """
        wanted = self.selection
        schemes = formatting.listed(wanted.codes("scheme")) or f"all {wanted.kind} schemes"
        if self.pooled:
            more = (*more, "rows too small to be named left out")
        return Stamp(
            basis=f"By {wanted.basis} date",
            period=wanted.period(),
            as_at=self.as_at,
            schemes=schemes,
            claims=claims,
            snapshot_id=self.snapshot_id,
            exact=self.exact,
            more=more,
        )

    def leading(self, dimension: str, number: int) -> list[str]:
        """The names of a dimension's codes with most claims that may be shown."""
        known = self.by[dimension].drop_nulls("claims")
        top = known.sort("claims", "name", descending=[True, False]).head(number)
        return list(dict.fromkeys(top["name"].to_list()))


def _counted(claims: int | None, wanted: Selection) -> str:
    if wanted.codes("status") == (Status.INCIDENT.value,):
        noun = "notified incident" if claims == 1 else "notified incidents"
    else:
        noun = "claim" if claims == 1 else "claims"
    return f"{formatting.count(claims)} {_kind(wanted.kind)} {noun}"


def _kind(kind: Kind) -> str:
    return "non-clinical" if kind is Kind.NON_CLINICAL else "clinical"


def _period(wanted: Selection) -> str:
    happened = {
        Basis.INCIDENT: "incidents",
        Basis.NOTIFIED: "notified",
        Basis.CLOSED: "closed",
    }[wanted.basis]
    return f"{happened} {'in' if wanted.first == wanted.last else 'from'} {wanted.period()}"
