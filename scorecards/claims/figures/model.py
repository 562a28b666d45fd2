"""What a text may ask of claims, and the answer. Nothing is computed here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import polars as pl

from scorecards.claims.model import Kind
from scorecards.claims.stamp import Stamp
from scorecards.errors import UserError
from scorecards.formatting import listed
from scorecards.money import Currency


# What a subject names codes of. Its window is incident years, the latest of them whole ones.
NAMED = ("specialty", "cause", "injury", "location", "scheme")
# Codes that say nothing: an item that named them would bear on every unclear claim, and none of
# them is told as the leading one.
VAGUE = frozenset({"other", "not-specified", "unknown"})
LONGEST_WINDOW, USUAL_WINDOW = 10, 10


class Quantity(StrEnum):
    """What a text can ask for; the value is what its head says.

    Of the codes that may be shown: the leading and the second have most claims, the costliest has
    the highest cost. A share is of all claims of the subject. The first, the last and the largest
    year are incident years of the window.
    """

    CLAIMS = "claims"
    TOTAL = "total"
    MEDIAN_DAMAGES = "median-damages"
    SETTLED = "settled"
    OPEN = "open"
    NIL = "nil"
    NIL_SHARE = "nil-share"
    CLAIMS_A_YEAR = "claims-a-year"
    LEADING_SPECIALTY = "leading-specialty"
    LEADING_SPECIALTY_CLAIMS = "leading-specialty-claims"
    LEADING_SPECIALTY_SHARE = "leading-specialty-share"
    LEADING_CAUSE = "leading-cause"
    LEADING_CAUSE_CLAIMS = "leading-cause-claims"
    LEADING_CAUSE_SHARE = "leading-cause-share"
    LEADING_INJURY = "leading-injury"
    LEADING_INJURY_CLAIMS = "leading-injury-claims"
    LEADING_INJURY_SHARE = "leading-injury-share"
    LEADING_LOCATION = "leading-location"
    LEADING_LOCATION_CLAIMS = "leading-location-claims"
    LEADING_LOCATION_SHARE = "leading-location-share"
    SECOND_SPECIALTY = "second-specialty"
    SECOND_SPECIALTY_CLAIMS = "second-specialty-claims"
    SECOND_CAUSE = "second-cause"
    SECOND_CAUSE_CLAIMS = "second-cause-claims"
    SECOND_INJURY = "second-injury"
    SECOND_INJURY_CLAIMS = "second-injury-claims"
    SECOND_LOCATION = "second-location"
    SECOND_LOCATION_CLAIMS = "second-location-claims"
    COSTLIEST_SPECIALTY = "costliest-specialty"
    COSTLIEST_SPECIALTY_TOTAL = "costliest-specialty-total"
    COSTLIEST_CAUSE = "costliest-cause"
    COSTLIEST_CAUSE_TOTAL = "costliest-cause-total"
    COSTLIEST_INJURY = "costliest-injury"
    COSTLIEST_INJURY_TOTAL = "costliest-injury-total"
    COSTLIEST_LOCATION = "costliest-location"
    COSTLIEST_LOCATION_TOTAL = "costliest-location-total"
    FIRST_YEAR = "first-year"
    FIRST_YEAR_CLAIMS = "first-year-claims"
    LAST_YEAR = "last-year"
    LAST_YEAR_CLAIMS = "last-year-claims"
    LARGEST_YEAR = "largest-year"
    LARGEST_YEAR_CLAIMS = "largest-year-claims"
    PERIOD = "period"
    AS_AT = "as-at"


@dataclass(frozen=True)
class Subject:
    """Claims of one kind that have one of the codes named, in every list that names any.

    `codes` by dimension of NAMED. `years`: how many of the latest whole incident years.
    """

    kind: Kind
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: int = USUAL_WINDOW

    def __hash__(self) -> int:
        return hash((self.kind, tuple(sorted(self.codes.items())), self.years))

    def __post_init__(self) -> None:
        unknown = [name for name in self.codes if name not in NAMED]
        if unknown:
            raise UserError(f"A subject names codes of {listed(NAMED)}, not of “{unknown[0]}”.")
        if not 1 <= self.years <= LONGEST_WINDOW:
            raise UserError(f"A subject looks at 1 to {LONGEST_WINDOW} years.")


@dataclass(frozen=True)
class Asked:
    """One figure of a text: a quantity of a subject."""

    subject: Subject
    quantity: Quantity


@dataclass(frozen=True)
class Figures:
    """The claims about a subject, as the viewer may see them. Money in pence; None is hidden.

    `by`: specialty, cause, injury, location, status and year; frames of code, name, claims, total.
    `whose` is the nation or the name of a trust. A table in `pooled` lacks rows that are too small
    to be named. Where the claims are counted `in_parts`, hidden ones may be more than seven: some
    part is hidden. `settled` is always counted so. `words.said` says each as it is.
    """

    whose: str
    subject: Subject
    first: int
    last: int
    as_at: date
    currency: Currency
    exact: bool
    claims: int | None
    total: int | None
    median_damages: int | None
    settled: int | None
    open: int | None
    nil: int | None
    by: Mapping[str, pl.DataFrame]
    pooled: frozenset[str]
    stamp: Stamp
    in_parts: bool = False

    @property
    def nil_share(self) -> float | None:
        """Of the claims that are closed, how many without damages."""
        if self.nil is None or self.settled is None or not self.nil + self.settled:
            return None
        return self.nil / (self.nil + self.settled)
