"""From counts of one trust and the nation's pace: what is known of each year, and what is to come.

Plain numbers and small frames; no store, no screen. Whatever is given is what may be shown: for
those who see protected counts everything is computed from these.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from scipy import stats

from scorecards.claims.delay.model import LINES, Line, Maturity, YearKnown
from scorecards.claims.model import Kind
from scorecards.disclosure.policy import ROUND_TO


LEVEL = 0.95
NO_PACE = (
    "How complete the recent years are cannot be said: this release holds too few claims or "
    "years to see how fast claims are notified."
)
MADE_BEFORE = (
    "How complete the recent years are cannot be said: this release was made before that was "
    "worked out. Import its files again."
)
Counts = Mapping[Line, int]


@dataclass(frozen=True, slots=True)
class Pace:
    """A share of the claims of a year, and the relative standard error of what it leads to."""

    share: float
    error: float


@dataclass(frozen=True, slots=True)
class Paces:
    """How much of each year is known by line, in the whole nation.

    `oldest` and `newest` are the first and last incident year with claims in a line's triangle;
    `why_not` is said where there is none.
    """

    last_complete: int
    of: Mapping[tuple[Line, int], Pace]
    oldest: Mapping[Line, int]
    newest: Mapping[Line, int]
    why_not: str = NO_PACE

    def pace(self, line: Line, year: int) -> Pace | None:
        """All of a year before the triangle; None while a year is not over, or without a line."""
        if line not in self.oldest or year > self.last_complete:
            return None
        return Pace(1.0, 0.0) if year < self.oldest[line] else self.of.get((line, year))


def paces(development: pl.DataFrame, last_complete: int) -> Paces:
    """From the table `development` of a release (`model.DEVELOPMENT`)."""
    rows = development.select("line", "year", "share_developed", "relative_error").rows()
    of = {(Line(line), year): Pace(share, error or 0.0) for line, year, share, error in rows}
    told = development.drop_nulls("notified").select("line", "year").rows()
    return Paces(
        last_complete,
        of,
        oldest={line: min(y for each, y in of if each is line) for line, _ in of},
        newest={Line(line): max(y for each, y in told if each == line) for line, _ in told},
    )


def none(last_complete: int) -> Paces:
    """Of a release that was made before there was such a table."""
    return Paces(last_complete, {}, {}, {}, MADE_BEFORE)


def exact(rows: pl.DataFrame, kind: Kind, national: Paces, years: Sequence[int]) -> Maturity:
    """Of exact counts: columns year, line, claims. `years` are told even where nothing is known."""
    counts: dict[int, dict[Line, int]] = {year: {} for year in years}
    for year, line, claims in rows.select("year", "line", "claims").rows():
        counts.setdefault(year, {})[Line(line)] = claims
    whole = {line: sum(each.get(line, 0) for each in counts.values()) for line in LINES[kind]}
    return _maturity(
        national,
        kind,
        {year: (sum(each.values()), each if any(each.values()) else whole)
         for year, each in sorted(counts.items())},
        round_to=1,
    )  # fmt: skip


def protected(
    years: Mapping[int, int | None], mix: Counts, kind: Kind, national: Paces
) -> Maturity:
    """Of protected counts per year, hidden ones None, at the mix of lines of all years together."""
    return _maturity(
        national, kind, {year: (claims, mix) for year, claims in sorted(years.items())},
        round_to=ROUND_TO,
    )  # fmt: skip


def known(
    year: int, notified: int | None, weights: Counts, national: Paces, *, round_to: int
) -> YearKnown:
    """One year: its share at the mix of lines in `weights`, and what is expected in the end.

    Share p of a mix: Σ n / Σ (n / p of its line). Expected: notified / p.
    """
    some = {line: number for line, number in weights.items() if number > 0}
    found = {line: national.pace(line, year) for line in some}
    told = {line: pace for line, pace in found.items() if pace is not None and pace.share > 0}
    if not told or len(told) < len(some):
        return YearKnown(year, notified)
    ends = {line: some[line] / pace.share for line, pace in told.items()}
    share = sum(some.values()) / sum(ends.values())
    error = sum(ends[line] * pace.error for line, pace in told.items()) / sum(ends.values())
    if notified is None or (notified == 0 and round_to > 1):
        return YearKnown(year, notified, share)
    low, high = to_come(notified, share, error)
    return YearKnown(
        year,
        notified,
        share,
        _to(notified / share, round_to),
        _to(notified + low, round_to),
        _to(notified + high, round_to),
    )


def to_come(notified: int, share: float, error: float, *, level: float = LEVEL) -> tuple[int, int]:
    """How many claims of a year are still to come, as a range that holds them at `level`.

    A negative binomial with mean m = (n + ½)(1 − p)/p: chance in what has come and in what is to
    come (variance m/p), and the error of the nation's ladder (n × error / p)². Nought to nought
    where nothing is to come. Source: the predictive law of a Poisson count under Jeffreys' prior.
    """
    mean = (notified + 0.5) * (1 - share) / share
    if mean <= 0:
        return 0, 0
    variance = mean / share + (notified * error / share) ** 2
    size = mean**2 / (variance - mean)
    law = stats.nbinom(size, size / (size + mean))
    return int(law.ppf((1 - level) / 2)), int(law.ppf((1 + level) / 2))


def _maturity(
    national: Paces,
    kind: Kind,
    counts: Mapping[int, tuple[int | None, Counts]],
    *,
    round_to: int,
) -> Maturity:
    if not any(line in national.oldest for line in LINES[kind]):
        return Maturity(
            national.last_complete,
            {year: YearKnown(year, claims) for year, (claims, _) in counts.items()},
            national.why_not,
        )
    return Maturity(
        national.last_complete,
        {
            year: known(year, claims, _weights(weights, kind), national, round_to=round_to)
            for year, (claims, weights) in counts.items()
        },
    )


def _weights(weights: Counts, kind: Kind) -> Counts:
    """Without any claims: the commoner line of the kind, which stands second."""
    return weights if any(weights.values()) else {LINES[kind][1]: 1}


def _to(number: float, round_to: int) -> float:
    return float(math.floor(number / round_to + 0.5) * round_to)
