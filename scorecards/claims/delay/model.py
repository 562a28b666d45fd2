"""What is said about claims still to come. Nothing is computed from claims here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import polars as pl

from scorecards.claims.model import Basis, Kind
from scorecards.people.model import Organisation


class Line(StrEnum):
    """Claims that are notified at one pace, pooled over the nation."""

    MATERNITY = "maternity"
    CLINICAL = "other-clinical"
    EMPLOYERS = "employers"
    OTHER = "other-non-clinical"


LINE_NAMES = {
    Line.MATERNITY: "Maternity",
    Line.CLINICAL: "Other clinical",
    Line.EMPLOYERS: "Employers' liability",
    Line.OTHER: "Other non-clinical",
}
LINES = {
    Kind.CLINICAL: (Line.MATERNITY, Line.CLINICAL),
    Kind.NON_CLINICAL: (Line.EMPLOYERS, Line.OTHER),
}
# The code that sets the first line of each kind apart, and the dimension it belongs to.
APART = {Kind.CLINICAL: ("specialty", "obstetrics"), Kind.NON_CLINICAL: ("scheme", "LTPS-EL")}
# What the claims of a line are expected in proportion to: measures of `model.EXPOSURES`.
EXPOSED = {
    Line.MATERNITY: "births",
    Line.CLINICAL: "staff",
    Line.EMPLOYERS: "staff",
    Line.OTHER: "staff",
}
# A year of which less is known is hatched, and never compared without a word.
NEARLY_ALL = 0.9

# One row per line and age. `age` is whole years from the end of the incident year to the last
# anniversary of the as-at date; `year` the incident year that is of this age now; `notified` its
# claims so far, `ultimate` those expected in the end, both missing where they are against fewer
# than ten trusts. `link_ratio` goes from this age to the next, missing at the last.
# `relative_error` is the standard error of the ladder's ultimate over it; `method` is `ladder` or
# `exposure`.
DEVELOPMENT = {
    "line": pl.String(),
    "age": pl.Int64(),
    "year": pl.Int64(),
    "notified": pl.Int64(),
    "link_ratio": pl.Float64(),
    "share_developed": pl.Float64(),
    "ultimate": pl.Float64(),
    "relative_error": pl.Float64(),
    "method": pl.String(),
}
# Claims of the nation by the year they were notified in and the year they are about, where they are
# of ten trusts or more. `median_days` is of all claims of the kind notified in the year.
LAGS = {
    "kind": pl.String(),
    "notified": pl.Int64(),
    "incident": pl.Int64(),
    "claims": pl.Int64(),
    "median_days": pl.Float64(),
}


@dataclass(frozen=True, slots=True)
class YearKnown:
    """One incident year: claims notified so far, and those expected in the end with their range.

    `notified` is None where it is hidden; `share` is None for a year that is not over, or whose
    pace is not known. `low` to `high` holds the final number nineteen times in twenty.
    """

    year: int
    notified: int | None
    share: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def immature(self) -> bool:
        return self.share is not None and self.share < NEARLY_ALL


@dataclass(frozen=True, slots=True)
class Maturity:
    """What is known of each incident year. `last_complete` is the newest that is over.

    `why_not` says why nothing can be said, where nothing can.
    """

    last_complete: int
    years: Mapping[int, YearKnown] = field(default_factory=dict)
    why_not: str = ""

    @property
    def hatched(self) -> tuple[int, ...]:
        """The years of which less than nine tenths are known, or that are not over."""
        return tuple(
            year
            for year, known in self.years.items()
            if known.immature or year > self.last_complete
        )

    def share(self, year: int) -> float | None:
        known = self.years.get(year)
        return None if known is None else known.share


@dataclass(frozen=True, slots=True)
class Curve:
    """Shares of the claims expected that are notified, by years since the incident year ended."""

    name: str
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The answer to “How much of what happened do we know of yet?” for one trust and kind.

    `curves` are the nation's, from `pooled` claims to the nearest five; `own` is the trust's own
    pace, for those who see its claims exactly and where there are enough.
    """

    organisation: Organisation
    kind: Kind
    as_at: date
    snapshot_id: str
    exact: bool
    claims: int | None
    maturity: Maturity
    curves: tuple[Curve, ...]
    pooled: int | None
    own: Curve | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """Claims notified in one year by the incident year they are about, oldest first.

    `shares` of the claims whose incident date is known. `median_years` from incident to
    notification. Of the trust itself, or of the nation where `national`: `counts` are
    then not told and `claims` is rounded.
    """

    year: int
    years: tuple[int, ...]
    shares: tuple[float, ...]
    counts: tuple[int | None, ...]
    median_years: float | None
    claims: int | None
    national: bool


@dataclass(frozen=True, slots=True)
class Lens:
    """What arrived in a `year` of those `offered`; None where there is nothing, or (`own`) where
    the viewer may not see it.
    """

    offered: tuple[int, ...]
    year: int | None
    own: Arrived | None
    nation: Arrived | None


class Where(StrEnum):
    """Where a date lies from a period."""

    IN = "in"
    BEFORE = "before"
    AFTER = "after"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The claims of one period counted on two bases, and every claim that only one of them counts.

    `left` says where the second date of claims counted on the first basis only lies; `joined` where
    the first date of those counted on the second only does. before − Σ left + Σ joined = after.
    """

    first: int
    last: int
    bases: tuple[Basis, Basis]
    both: int
    left: Mapping[Where, int]
    joined: Mapping[Where, int]

    @property
    def before(self) -> int:
        return self.both + sum(self.left.values())

    @property
    def after(self) -> int:
        return self.both + sum(self.joined.values())
