"""Control charts of single values (XmR), as in NHS Making Data Count. No drawing, no directions.

Whether high is good is not known here: `sides` says high or low, and who draws decides the colour.
For counts and days; not for sums of money, which one claim breaks.

Source: NHS England, Making Data Count; the rules as in its R package NHSRplotthedots
https://github.com/nhs-r-community/NHSRplotthedots (`ptd_spc_standard`, `ptd_calculate_point_type`).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

import numpy as np

from scorecards.statistics.checking import Array, Flags, Numbers, series


LIMIT = 2.66  # 3 / d2, where d2 = 1.128 for ranges of two
INNER = 2 * LIMIT / 3
SCREEN = 3.267  # the upper limit of moving ranges, D4 for ranges of two
RUN = 7
TRIAL_BELOW = 12
_HAIR = 1e-12  # what rounding may add to a mean of equal values, as a share of the largest


class Rule(StrEnum):
    """Why a point stands out; the first that applies, in this order."""

    BEYOND_LIMIT = "beyond limit"
    TREND = "trend of seven"
    TWO_IN_THREE = "two in three"
    SHIFT = "shift of seven"


class Side(StrEnum):
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Limits:
    """In the units of the values. `points`: how many the baseline had; `trial`: fewer than 12.

    `lower` may lie below nought where no value can: draw it at nought. No point signals there.
    """

    mean: float
    lower: float
    upper: float
    inner_lower: float
    inner_upper: float
    points: int
    screened: bool = False

    @property
    def trial(self) -> bool:
        return self.points < TRIAL_BELOW


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """`days[i]` passed up to `dates[i]`, since the event before it. `limits` are in days."""

    dates: tuple[date, ...]
    days: tuple[int, ...]
    limits: Limits


def xmr(
    values: Numbers, *, baseline: int | None = None, screen_moving_ranges: bool = False
) -> Limits:
    """Mean ± 2.66 × the mean moving range; inner lines at two thirds of that.

    `values` in order of time, in any unit. `baseline`: the first so many points set the limits (all
    where it is None, or more than there are). `screen_moving_ranges` leaves out ranges of 3.267
    times their mean or more, once, as the R package does; the Excel tool of Making Data Count does
    not, so neither do we unless asked. ValueError for fewer than two points: there is no range.
    """
    points = series(values, "values")[:baseline]
    if points.size < 2 or (baseline is not None and baseline < 2):
        raise ValueError("control limits need at least two points")
    ranges = np.abs(np.diff(points))
    typical = _mean(ranges)
    if screen_moving_ranges and typical > 0:
        typical = _mean(ranges[ranges < SCREEN * typical])
    mean = _mean(points)
    return Limits(
        mean=mean,
        lower=mean - LIMIT * typical,
        upper=mean + LIMIT * typical,
        inner_lower=mean - INNER * typical,
        inner_upper=mean + INNER * typical,
        points=points.size,
        screened=screen_moving_ranges,
    )


def signals(values: Numbers, limits: Limits) -> tuple[Rule | None, ...]:
    """Per point the first rule that applies; None for common cause. No values, no signals.

    Beyond limit: strictly outside. Trend: part of seven points with six steps the same way (a tie
    breaks it). Two in three: of three consecutive points, all on one side of the mean, two or more
    lie between the inner line and the limit; only those are marked. Shift: part of seven points on
    one side of the mean (a point on the mean breaks it).
    """
    points = series(values, "values")
    hair = _HAIR * max(map(abs, (*points.tolist(), limits.mean)))
    side = np.where(np.abs(points - limits.mean) <= hair, 0, np.sign(points - limits.mean))
    beyond = (points > limits.upper + hair) | (points < limits.lower - hair)
    near = (points > limits.inner_upper + hair) | (points < limits.inner_lower - hair)
    fired = {
        Rule.BEYOND_LIMIT: beyond,
        Rule.TREND: _trend(points) != 0,
        Rule.TWO_IN_THREE: _two_in_three(side, near & ~beyond),
        Rule.SHIFT: _shift(side),
    }
    return tuple(next((rule for rule in Rule if fired[rule][i]), None) for i in range(points.size))


def sides(values: Numbers, limits: Limits) -> tuple[Side | None, ...]:
    """Per point that signals: high or low. A trend that rises is high, wherever the mean is.

    The point where one trend ends and another begins belongs to the later one.
    """
    points = series(values, "values")
    rising = _trend(points) > 0
    above = points > limits.mean
    return tuple(
        None if rule is None else Side.HIGH if (up if rule is Rule.TREND else over) else Side.LOW
        for rule, up, over in zip(signals(values, limits), rising, above, strict=True)
    )


def days_between(dates: Iterable[date], *, baseline: int | None = None) -> DaysBetween:
    """For rare events: the days between them, charted on their cube roots (a T chart).

    Waiting times are skewed; their cube roots are nearly normal. Mean and limits are those of the
    cube roots, cubed: the mean is the typical wait, shorter than the average; the lower limit is
    never below nought. `signals(found.days, found.limits)` reads it: a cube changes no order. A
    high point is a long wait. Dates in any order, several on one day allowed. ValueError for fewer
    than three dates. Source: Wilson and Hilferty 1931 (the cube root).
    """
    ordered = sorted(dates)
    days = tuple((after - before).days for before, after in pairwise(ordered))
    roots = xmr(np.cbrt(days), baseline=baseline)
    return DaysBetween(
        dates=tuple(ordered[1:]),
        days=days,
        limits=Limits(
            mean=_cubed(roots.mean),
            lower=_cubed(roots.lower),
            upper=_cubed(roots.upper),
            inner_lower=_cubed(roots.inner_lower),
            inner_upper=_cubed(roots.inner_upper),
            points=roots.points,
        ),
    )


def _trend(points: Array) -> Array:
    """1 for each point of a rise of seven, -1 of a fall, else 0."""
    steps = np.sign(np.diff(points))
    part = np.zeros(points.size)
    for start in range(points.size - RUN + 1):
        way = steps[start : start + RUN - 1].sum()
        if abs(way) == RUN - 1:
            part[start : start + RUN] = np.sign(way)
    return part


def _two_in_three(side: Array, near: Flags) -> Flags:
    part = np.zeros(side.size, dtype=np.bool_)
    for start in range(side.size - 2):
        three = slice(start, start + 3)
        if abs(side[three].sum()) == 3 and near[three].sum() >= 2:
            part[three] = True
    return part & near


def _shift(side: Array) -> Flags:
    part = np.zeros(side.size, dtype=np.bool_)
    for start in range(side.size - RUN + 1):
        if abs(side[start : start + RUN].sum()) == RUN:
            part[start : start + RUN] = True
    return part


def _mean(values: Array) -> float:
    return math.fsum(values.tolist()) / values.size


def _cubed(root: float) -> float:
    return max(0.0, root) ** 3
