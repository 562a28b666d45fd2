"""From numbers to a verdict: the published vector, the floor, rare claims, and chance."""

from datetime import date, timedelta

import numpy as np
import pytest

from scorecards.claims.signals import judging
from scorecards.claims.signals.model import Verdict
from scorecards.statistics.control_charts import Rule, Side, days_between, signals, xmr


GOLDEN = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]  # of NHSRplotthedots
START = judging.periods(date(2018, 4, 1), date(2018, 6, 30), 3)[0]


def counted(values, **how):
    chosen = range(START, START + len(values))
    numbers = {period: value for period, value in zip(chosen, values, strict=True) if value}
    return judging.counted(numbers, tuple(chosen), 3, **how)


def test_the_published_vector_gives_its_published_limits_and_its_one_signal():
    found = counted(GOLDEN)
    assert found.limits.mean == pytest.approx(1.9444, abs=5e-5)
    assert found.limits.lower == pytest.approx(-3.06, abs=5e-3)
    assert found.limits.upper == pytest.approx(6.95, abs=5e-3)
    assert [point.rule for point in found.points if point.rule] == [Rule.BEYOND_LIMIT]
    assert found.points[4].side is Side.HIGH
    assert found.verdict is Verdict.USUAL


def test_a_quarter_without_claims_is_a_point_at_nought():
    assert [point.value for point in counted([5, 0, 0, 6, 4, 5, 7, 5]).points][1:3] == [0, 0]


def test_the_floor_never_signals():
    """A lower limit below nought is drawn at nought, and a quarter without claims is usual."""
    found = counted([4, 0, 9, 2, 5, 0, 3, 8, 1, 6, 0, 7, 3, 0])
    assert found.limits.lower < 0
    assert not any(point.rule for point in found.points)
    assert found.verdict is Verdict.USUAL


@pytest.mark.parametrize(
    ("values", "verdict", "rule"),
    [
        ([20, 22] * 6 + [60], Verdict.MORE, Rule.BEYOND_LIMIT),
        ([30, 32] * 6 + [2], Verdict.FEWER, Rule.BEYOND_LIMIT),
        ([30, 9, 20, 40, 5, 20, 30, 20, 21, 22, 23, 24, 25, 26], Verdict.MORE, Rule.TREND),
        ([30, 24] * 4 + [19, 20, 18, 19, 20, 19, 20], Verdict.FEWER, Rule.SHIFT),
    ],
)
def test_the_latest_point_gives_the_verdict(values, verdict, rule):
    found = counted(values)
    assert (found.verdict, found.points[-1].rule) == (verdict, rule)


def test_an_earlier_signal_is_marked_and_does_not_decide():
    found = counted([20, 40] * 3 + [120] + [25, 45] * 5)
    assert found.points[6].rule is Rule.BEYOND_LIMIT
    assert found.verdict is Verdict.USUAL


def test_a_baseline_sets_the_limits_by_its_first_points():
    values = [10, 12] * 6 + [20, 22] * 3
    fixed, free = counted(values, baseline=12), counted(values)
    assert fixed.limits == xmr(values, baseline=12) != free.limits
    assert fixed.verdict is Verdict.MORE


@pytest.mark.parametrize("length", range(1, 7))
def test_of_fewer_than_seven_quarters_nothing_is_said(length):
    found = counted([9] * length)
    assert (found.limits, found.verdict, len(found.points)) == (None, Verdict.SHORT, length)


@pytest.mark.parametrize(("length", "trial"), [(7, True), (11, True), (12, False)])
def test_limits_of_fewer_than_twelve_quarters_are_on_trial(length, trial):
    assert counted(([9, 11, 10] * 4)[:length]).limits.trial is trial


def test_no_claims_at_all_are_no_chart():
    assert counted([0] * 20) == judging.Judged((), None, Verdict.NOTHING)


def every(days, number, start=date(2018, 4, 3)):
    return [start + timedelta(days=days * each) for each in range(number)]


def test_waits_are_charted_from_eight_claims_on():
    assert judging.between(every(70, 7), date(2020, 3, 31)).verdict is Verdict.SHORT
    found = judging.between(every(70, 8), date(2019, 9, 1))
    assert [point.value for point in found.points] == [70] * 7
    assert found.points[0].first == date(2018, 4, 3)


def test_a_high_wait_means_fewer_claims_and_short_waits_mean_more():
    dates = [*every(100, 9), date(2026, 3, 1)]
    spread = [day + timedelta(days=9 * (place % 3)) for place, day in enumerate(dates)]
    long = judging.between(spread, date(2026, 3, 31))
    assert (long.points[-1].side, long.verdict) == (Side.HIGH, Verdict.FEWER)
    start = long.points[-2].last
    often = spread[:-1] + [start + timedelta(days=each) for each in range(1, 8)]
    short = judging.between(often, often[-1])
    assert (short.points[-1].side, short.verdict) == (Side.LOW, Verdict.MORE)


def test_a_wait_that_is_not_over_says_fewer_once_it_is_beyond_the_limit():
    dates = [day + timedelta(days=20 * (place % 3)) for place, day in enumerate(every(60, 20))]
    limits = days_between(dates).limits
    for waited, verdict in ((limits.upper - 2, Verdict.USUAL), (limits.upper + 2, Verdict.FEWER)):
        end = dates[-1] + timedelta(days=round(waited))
        assert judging.between(dates, end).verdict is verdict


def test_a_wait_that_is_not_over_ends_a_run_of_short_ones():
    dates = every(100, 9)
    dates += [dates[-1] + timedelta(days=each) for each in range(1, 9)]
    mean = days_between(dates).limits.mean
    assert judging.between(dates, dates[-1]).verdict is Verdict.MORE
    later = dates[-1] + timedelta(days=round(mean) + 1)
    assert judging.between(dates, later).verdict is Verdict.USUAL


def test_points_in_a_row_are_counted_from_the_latest_back():
    found = counted([30, 24] * 4 + [19, 20, 18, 19, 20, 19, 20])
    assert judging.in_a_row(found.points) == 7
    assert judging.in_a_row(counted([20, 22] * 5).points) == 0
    assert judging.in_a_row(()) == 0


def test_chance_alone_marks_as_many_steady_series_as_is_said():
    """The constant is the middle of what simulation gives for counts and lengths that occur."""
    chance = np.random.default_rng(2026)
    shares = []
    for mean in (3, 7, 20, 60):
        drawn = chance.poisson(mean, (1500, 24))
        marked = [signals(series, xmr(series))[-1] is not None for series in drawn.tolist()]
        shares.append(sum(marked) / len(marked))
    assert min(shares) > judging.FALSE_ALARMS / 3
    assert max(shares) < judging.FALSE_ALARMS * 2
    assert float(np.mean(shares)) == pytest.approx(judging.FALSE_ALARMS, abs=0.006)


def test_of_several_series_one_or_more_are_marked_more_often():
    assert judging.by_chance(0) == 0
    assert judging.by_chance(1) == pytest.approx(judging.FALSE_ALARMS)
    assert judging.by_chance(7) == pytest.approx(1 - 0.98**7)
