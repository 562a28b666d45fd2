"""Control limits and rules in slow exact fractions, point by point, as a person would read a chart.

Nothing is shared with what it is compared with: no arrays, no floats.
"""

from fractions import Fraction
from itertools import pairwise


def limits(values, baseline=None):
    """Mean, distance to the inner line, distance to the limit."""
    used = [Fraction(value) for value in values[:baseline]]
    ranges = [abs(after - before) for before, after in pairwise(used)]
    typical = sum(ranges) / len(ranges)
    limit = Fraction("2.66") * typical
    return sum(used) / len(used), limit * 2 / 3, limit


def signals(values, mean, inner, limit):
    return [_rule(values, i, mean, inner, limit) for i in range(len(values))]


def _rule(values, i, mean, inner, limit):
    off = [value - mean for value in values]
    if abs(off[i]) > limit:
        return "beyond limit"
    if any(_rises(run) or _rises(run[::-1]) for run in _runs_with(i, off, 7)):
        return "trend of seven"
    if _near(off[i], inner, limit) and any(
        _one_side(three) and sum(_near(each, inner, limit) for each in three) >= 2
        for three in _runs_with(i, off, 3)
    ):
        return "two in three"
    if any(_one_side(run) for run in _runs_with(i, off, 7)):
        return "shift of seven"
    return None


def _near(distance, inner, limit):
    return inner < abs(distance) <= limit


def _one_side(run):
    return all(each > 0 for each in run) or all(each < 0 for each in run)


def _rises(run):
    return all(before < after for before, after in pairwise(run))


def _runs_with(i, values, length):
    """Every run of so many consecutive values that holds the one at `i`."""
    starts = range(max(0, i - length + 1), i + 1)
    return [values[s : s + length] for s in starts if s + length <= len(values)]
