"""From counts or dates to points, limits and a verdict. Pure: numbers in, what they say out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from scorecards.claims.signals.model import Point, Verdict
from scorecards.statistics import control_charts
from scorecards.statistics.control_charts import RUN, TRIAL_BELOW, Limits, Side


SHORTEST = RUN  # the rules look at runs of seven: from fewer points nothing is said
FEWEST_CLAIMS = SHORTEST + 1  # for as many waits between claims
RARE_BELOW = 2.0  # claims a quarter
MONTHLY_FROM = 5.0  # claims a month
SMALLEST_BASELINE = TRIAL_BELOW
MONTHS_A_YEAR = 12
QUARTER = 3
# How often the latest point of a steady series is marked by chance alone: simulated in the tests.
FALSE_ALARMS = 0.02


@dataclass(frozen=True, slots=True)
class Judged:
    points: tuple[Point, ...]
    limits: Limits | None
    verdict: Verdict


def periods(first: date, last: date, months: int, *, begun: bool = False) -> tuple[int, ...]:
    """Those that lie wholly between two days; `begun`: the first may have begun before `first`.

    A period is a number as in `measures.by_period`. None where none fits.
    """
    start, end = _number(first, months), _number(last + timedelta(days=1), months)
    if not begun and first_day(start, months) < first:
        start += 1
    return tuple(range(start, end))


def first_day(period: int, months: int) -> date:
    year, month = divmod(period * months, MONTHS_A_YEAR)
    return date(year, month + 1, 1)


def last_day(period: int, months: int) -> date:
    return first_day(period + 1, months) - timedelta(days=1)


def counted(
    numbers: Mapping[int, int], chosen: Sequence[int], months: int, *, baseline: int | None = None
) -> Judged:
    """A point for each period, nought where it has no number; an XmR chart of the counts."""
    values = [numbers.get(period, 0) for period in chosen]
    days = [(first_day(period, months), last_day(period, months)) for period in chosen]
    if not any(values):
        return Judged((), None, Verdict.NOTHING)
    if len(values) < SHORTEST:
        return Judged(_unmarked(days, values), None, Verdict.SHORT)
    limits = control_charts.xmr(values, baseline=baseline)
    points = tuple(_marked(days, values, limits))
    return Judged(points, limits, _verdict(points[-1].side, longer=False))


def between(dates: Sequence[date], end: date, *, baseline: int | None = None) -> Judged:
    """A point for each claim but the first: the days since the one before, as a T chart.

    The wait that is not over at `end` is no point, but decides with them: beyond the upper limit it
    says fewer, whatever the last claim said; beyond the mean it ends a run of short waits.
    """
    if len(dates) < FEWEST_CLAIMS:
        return Judged((), None, Verdict.SHORT)
    found = control_charts.days_between(dates, baseline=baseline)
    days = list(pairwise(sorted(dates)))
    points = tuple(_marked(days, found.days, found.limits))
    verdict, waited = _verdict(points[-1].side, longer=True), (end - points[-1].last).days
    if waited > found.limits.upper:
        verdict = Verdict.FEWER
    elif waited > found.limits.mean and verdict is Verdict.MORE:
        verdict = Verdict.USUAL
    return Judged(points, found.limits, verdict)


def by_chance(series: int) -> float:
    """The chance that any of so many steady series is marked at its latest point."""
    return float(1 - (1 - FALSE_ALARMS) ** series)


def in_a_row(points: Sequence[Point]) -> int:
    """How many of the latest points, without a gap, stand out on the same side as the last."""
    side = points[-1].side if points else None
    run = 0
    for point in reversed(points):
        if side is None or point.side is not side:
            break
        run += 1
    return run


def _number(day: date, months: int) -> int:
    return (day.year * MONTHS_A_YEAR + day.month - 1) // months


def _unmarked(days: Sequence[tuple[date, date]], values: Sequence[int]) -> tuple[Point, ...]:
    return tuple(Point(*span, value) for span, value in zip(days, values, strict=True))


def _marked(
    days: Sequence[tuple[date, date]], values: Sequence[int], limits: Limits
) -> Iterator[Point]:
    rules, sides = control_charts.signals(values, limits), control_charts.sides(values, limits)
    for span, value, rule, side in zip(days, values, rules, sides, strict=True):
        yield Point(*span, value, rule, side)


def _verdict(side: Side | None, *, longer: bool) -> Verdict:
    """`longer`: a high point is a long wait, so fewer claims."""
    if side is None:
        return Verdict.USUAL
    return Verdict.MORE if (side is Side.HIGH) != longer else Verdict.FEWER
