"""Intervals agree with published tables and hold what they promise; chance is put in words."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from scorecards.statistics.rates import chance, chance_in_words, interval, standardised_ratio


# Garwood 1936, 95 per cent, as in the tables of any textbook of epidemiology.
GARWOOD = {
    0: (0, 3.689),
    1: (0.025, 5.572),
    2: (0.242, 7.225),
    3: (0.619, 8.767),
    4: (1.090, 10.242),
    5: (1.623, 11.668),
    9: (4.115, 17.085),
}
levels = some.sampled_from([0.8, 0.9, 0.95, 0.998])


@pytest.mark.parametrize(
    ("count", "lower", "upper"), [(12, "6.194", "20.963"), (20, "12.211", "30.890")]
)
def test_byar_agrees_with_the_golden_vectors(count, lower, upper):
    found = interval(count, 1)
    assert (f"{found.lower:.3f}", f"{found.upper:.3f}") == (lower, upper)
    assert (found.estimate, found.level, found.method) == (count, 0.95, "Byar")


def test_byar_is_close_to_the_exact_interval_of_the_horse_kicks_in_the_manual_of_desctools():
    # What that manual itself calls Byar's is another formula, with half an event more.
    found = interval(91 + 2 * 32 + 3 * 11 + 4 * 2, 144 + 91 + 32 + 11 + 2)
    assert (found.lower, found.upper) == pytest.approx((0.6054271, 0.8051570), abs=1e-5)


@pytest.mark.parametrize("count", GARWOOD)
def test_below_ten_the_interval_is_the_exact_one(count):
    found = interval(count, 1)
    assert (found.lower, found.upper) == pytest.approx(GARWOOD[count], abs=6e-4)
    assert found.method == "exact Poisson"


def test_byar_begins_at_ten():
    assert [interval(count, 1).method for count in (9, 10)] == ["exact Poisson", "Byar"]


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 40])
def test_an_exact_limit_leaves_its_tail_and_byars_nearly_does(count):
    found = interval(count, 1)
    allowed = 1e-9 if count < 10 else 0.0005
    assert stats.poisson.cdf(count, found.upper) == pytest.approx(0.025, abs=allowed)
    if count:
        assert stats.poisson.sf(count - 1, found.lower) == pytest.approx(0.025, abs=allowed)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
def test_intervals_hold_the_truth_as_often_as_they_say(level):
    intervals = [interval(count, 1, level=level) for count in range(200)]
    for tenths in range(1, 600, 7):
        true = tenths / 10
        held = sum(
            stats.poisson.pmf(count, true)
            for count, found in enumerate(intervals)
            if found.lower <= true <= found.upper
        )
        assert held > level - 0.002


@settings(deadline=None)
@given(count=some.integers(0, 2000), exposure=some.floats(0.01, 1e5), level=levels)
def test_a_rate_is_a_count_over_its_exposure_and_so_are_its_limits(count, exposure, level):
    rate, bare = interval(count, exposure, level=level), interval(count, 1, level=level)
    for part in ("estimate", "lower", "upper"):
        assert getattr(rate, part) == pytest.approx(getattr(bare, part) / exposure)
    assert rate.lower <= rate.estimate < rate.upper


@settings(deadline=None)
@given(count=some.integers(0, 2000), level=levels)
def test_one_more_event_moves_both_limits_up_also_where_the_method_changes(count, level):
    fewer, more = interval(count, 1, level=level), interval(count + 1, 1, level=level)
    assert fewer.lower < more.lower
    assert fewer.upper < more.upper


@settings(deadline=None)
@given(count=some.integers(0, 500))
def test_a_surer_interval_is_a_wider_one(count):
    narrow, wide = interval(count, 1, level=0.95), interval(count, 1, level=0.998)
    assert wide.lower <= narrow.lower
    assert narrow.upper < wide.upper


def test_a_standardised_ratio_has_the_uncertainty_of_what_was_observed():
    found = standardised_ratio(12, 8.4)
    assert found.estimate == pytest.approx(1.4286, abs=5e-5)
    assert (found.lower, found.upper) == pytest.approx((6.194 / 8.4, 20.963 / 8.4), abs=1e-4)


@pytest.mark.parametrize(
    ("observed", "expected", "words"),
    [
        (12, 8.4, "1 time in 7"),
        (10, 10, "1 time in 2"),
        (0, 0.3, "more often than not"),
        (0, 0.7, "1 time in 2"),
        (0, math.log(99.4), "1 time in 99"),
        (0, math.log(100), "1 time in 100"),
        (0, math.log(148), "1 time in 150"),
        (0, math.log(2345), "1 time in 2,300"),
        (0, math.log(9_999), "1 time in 10,000"),
        (0, math.log(10_001), "less than 1 time in 10,000"),
        (400, 10, "less than 1 time in 10,000"),
        (0, 5000, "less than 1 time in 10,000"),
    ],
)
def test_how_often_chance_would_do_this_in_words(observed, expected, words):
    assert chance_in_words(observed, expected) == words


@settings(deadline=None)
@given(observed=some.integers(0, 60), tenths=some.integers(1, 400))
def test_chance_is_the_tail_on_the_side_of_what_was_observed(observed, tenths):
    mean = Fraction(tenths, 10)
    below = sum(mean**k / math.factorial(k) for k in range(observed))  # times e to the −mean
    at = mean**observed / math.factorial(observed)
    times = math.exp(-tenths / 10)
    if observed < mean:
        assert chance(observed, tenths / 10) == pytest.approx(float(below + at) * times, rel=1e-9)
    else:
        assert chance(observed, tenths / 10) == pytest.approx(1 - float(below) * times, abs=1e-12)


@pytest.mark.parametrize("count", [-1, 2.5, math.nan, math.inf])
def test_a_count_that_is_not_whole_is_refused(count):
    for ask in (interval, standardised_ratio, chance, chance_in_words):
        with pytest.raises(ValueError, match="whole number"):
            ask(count, 1)


@pytest.mark.parametrize("exposure", [0, -1, math.nan, math.inf])
def test_without_exposure_there_is_no_rate(exposure):
    for ask in (interval, standardised_ratio, chance, chance_in_words):
        with pytest.raises(ValueError, match=r"more than nought|none missing"):
            ask(3, exposure)


@pytest.mark.parametrize("level", [0, 1, 95, math.nan])
def test_a_level_is_a_share(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        interval(3, 1, level=level)
