"""The funnel's limits hold what they promise, adjusted or not, and find what was planted."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from scorecards.statistics.funnel import (
    Finding,
    Scale,
    classify,
    exact_limits,
    limits,
    overdispersion,
)


OBSERVED = [60, 20, 95, 140, 33, 210, 75, 18, 120, 50]
EXPECTED = [40, 30, 80, 180, 25, 170, 100, 30, 90, 60]
Z = 3.0902323  # of 99.8 per cent, from a table
TRUSTS = 140


def _outside(observed, expected, lower, upper):
    ratio = observed / expected
    return (ratio < lower) | (ratio > upper)


def _nation(generator, between, trusts=TRUSTS):
    """Trusts of all sizes whose true ratios differ by `between` on the square-root scale."""
    expected = np.exp(generator.uniform(np.log(15), np.log(400), size=trusts))
    true = np.maximum(0, 1 + between * generator.normal(size=trusts)) ** 2
    return generator.poisson(expected * true), expected


def test_overdispersion_on_the_log_scale_agrees_with_the_golden_vector():
    found = overdispersion(OBSERVED, EXPECTED, winsorise=0, scale=Scale.LOG)
    assert (f"{found.phi:.4f}", f"{found.tau2:.5f}") == ("6.0304", "0.07447")
    unadjusted = limits(100, 0.998, scale=Scale.LOG)
    adjusted = limits(100, 0.998, found.tau2, scale=Scale.LOG)
    assert [f"{limit:.3f}" for limit in (*unadjusted, *adjusted)] == [
        "0.734",
        "1.362",
        "0.407",
        "2.455",
    ]


@pytest.mark.parametrize(
    ("events", "level", "lower", "upper"),
    [(10, 0.95, 4.795, 18.390), (20, 0.95, 12.217, 30.888), (50, 0.95, 37.111, 65.919)],
)
def test_exact_limits_are_those_of_garwoods_table(events, level, lower, upper):
    found = exact_limits(events, level)
    assert [found.lower * events, found.upper * events] == pytest.approx([lower, upper], abs=6e-4)


@settings(deadline=None)
@given(events=some.floats(0.1, 2000), level=some.sampled_from([0.8, 0.95, 0.998]))
def test_exact_limits_are_quantiles_of_chi_square(events, level):
    p = (1 - level) / 2
    found = exact_limits(events, level)
    assert found.lower == pytest.approx(stats.chi2.ppf(p, 2 * events) / 2 / events, rel=1e-9)
    assert found.upper == pytest.approx(
        stats.chi2.ppf(1 - p, 2 * events + 2) / 2 / events, rel=1e-9
    )


@pytest.mark.parametrize(("expected", "unsquared"), [(25, 0.132), (100, 0.121), (400, 0.127)])
def test_one_null_trust_in_five_hundred_is_outside_and_not_one_in_eight(expected, unsquared):
    counts = np.arange(3 * expected + 50)
    chances = stats.poisson.pmf(counts, expected)
    ours = chances[_outside(counts, expected, *limits(expected, 0.998))].sum()
    assert f"{ours:.1%}" == "0.2%"
    width = Z / (2 * math.sqrt(expected))  # the root form drawn on the ratio, not squared back
    assert chances[_outside(counts, expected, 1 - width, 1 + width)].sum() == pytest.approx(
        unsquared, abs=6e-4
    )


@pytest.mark.parametrize("expected", [25, 100, 400])
def test_one_simulated_null_trust_in_five_hundred_is_outside(expected):
    drawn = np.random.default_rng(expected).poisson(expected, size=200_000)
    outside = _outside(drawn, expected, *limits(expected, 0.998)).mean()
    assert outside == pytest.approx(0.002, abs=0.0005)


@pytest.mark.parametrize("expected", [25, 100, 400])
def test_ninety_five_per_cent_limits_hold_about_that_share_of_whole_counts(expected):
    counts = np.arange(3 * expected)
    outside = _outside(counts, expected, *limits(expected, 0.95))
    assert stats.poisson.pmf(counts, expected)[outside].sum() == pytest.approx(0.05, abs=0.012)


def test_null_trusts_are_not_over_flagged_and_hardly_adjusted():
    generator = np.random.default_rng(11)
    flagged, variances = [], []
    for _ in range(200):
        observed, expected = _nation(generator, between=0)
        tau2 = overdispersion(observed, expected).tau2
        variances.append(tau2)
        flagged.append(_outside(observed, expected, *limits(expected, 0.998, tau2)).mean())
    assert np.mean(flagged) < 0.003
    assert np.mean(variances) < 1e-4


@pytest.mark.parametrize("between", [0.08, 0.15, 0.25])
def test_overdispersed_trusts_are_over_flagged_before_adjustment_and_not_after(between):
    generator = np.random.default_rng(12)
    before, after, whole = [], [], []
    for _ in range(200):
        observed, expected = _nation(generator, between)
        for flagged, tau2 in (
            (before, 0),
            (after, overdispersion(observed, expected).tau2),
            (whole, overdispersion(observed, expected, winsorise=0).tau2),
        ):
            flagged.append(_outside(observed, expected, *limits(expected, 0.998, tau2)).mean())
    assert np.mean(before) > 0.1
    assert np.mean(after) < min(0.03, np.mean(before) / 6)
    assert np.mean(whole) == pytest.approx(0.002, abs=0.001)


def test_the_variance_between_trusts_is_recovered_without_winsorising_and_errs_low_with_it():
    generator = np.random.default_rng(13)
    whole, drawn_in = [], []
    for _ in range(300):
        observed, expected = _nation(generator, between=0.15)
        whole.append(overdispersion(observed, expected, winsorise=0).tau2)
        drawn_in.append(overdispersion(observed, expected).tau2)
    assert np.mean(whole) == pytest.approx(0.15**2, rel=0.06)
    assert 0.4 * 0.15**2 < np.mean(drawn_in) < 0.7 * 0.15**2


@pytest.mark.parametrize("planted", [Finding.HIGHER, Finding.LOWER])
def test_a_planted_trust_is_found_among_overdispersed_ones(planted):
    generator = np.random.default_rng(14)
    for _ in range(100):
        observed, expected = _nation(generator, between=0.1)
        expected[0] = 120
        observed[0] = 300 if planted is Finding.HIGHER else 30
        tau2 = overdispersion(observed, expected).tau2
        assert classify(observed[0], expected[0], tau2=tau2) is planted


def test_unusual_trusts_do_not_hide_themselves():
    expected = np.full(40, 100.0)
    observed = np.where(np.arange(40) < 3, 300, 100 + 10 * (-1) ** np.arange(40))
    assert overdispersion(observed, expected).tau2 < 1e-4
    raw = overdispersion(observed, expected, winsorise=0)
    assert raw.tau2 > 0.03


def test_winsorising_draws_the_ends_in_to_their_quantiles():
    # Eleven scores z = 2 √E (√(O/E) − 1) of −5 … 5: the tenth of either end is −4 and 4.
    roots = [1 + z / 20 for z in (3, -5, 0, 2, -1, 5, 1, -2, 4, -4, -3)]
    found = overdispersion([100 * root**2 for root in roots], [100] * 11)
    assert found.phi == pytest.approx((2 * (1 + 4 + 9 + 16) + 2 * 16) / 11)
    # n φ − (n − 1) = 92 − 10; Σw − Σw²/Σw = 11 × 400 − 400
    assert found.tau2 == pytest.approx(82 / 4000)


@settings(deadline=None)
@given(
    pairs=some.lists(
        some.tuples(some.integers(0, 300), some.floats(1, 300)), min_size=2, max_size=40
    ),
    seed=some.integers(0, 99),
)
def test_the_order_of_trusts_does_not_matter_and_variance_is_never_negative(pairs, seed):
    shuffled = [pairs[i] for i in np.random.default_rng(seed).permutation(len(pairs))]
    one, other = (overdispersion(*zip(*rows, strict=True)) for rows in (pairs, shuffled))
    assert one.phi == pytest.approx(other.phi)
    assert one.tau2 == pytest.approx(other.tau2, abs=1e-12)
    assert one.tau2 >= 0


@settings(deadline=None)
@given(
    expected=some.floats(0.5, 5000),
    tau2=some.floats(0, 0.5),
    level=some.floats(0.5, 0.999),
    scale=some.sampled_from(Scale),
)
def test_limits_lie_around_one_and_narrow_with_size_and_widen_with_variance(
    expected, tau2, level, scale
):
    lower, upper = limits(expected, level, tau2, scale=scale)
    assert 0 <= lower < 1 < upper
    larger = limits(2 * expected, level, tau2, scale=scale)
    assert lower <= larger.lower
    assert larger.upper < upper
    spread = limits(expected, level, tau2 + 0.1, scale=scale)
    assert spread.lower <= lower
    assert upper < spread.upper


def test_a_lower_limit_below_nought_is_nought():
    assert limits(1, 0.998).lower == 0
    assert limits(1000, 0.998, tau2=0.5).lower == 0


def test_limits_come_in_the_shape_of_what_was_asked():
    drawn = limits([25, 100, 400], 0.998)
    assert drawn.lower.tolist() == [limits(events, 0.998).lower for events in (25, 100, 400)]
    assert exact_limits(np.array([25, 100]), 0.95).upper.shape == (2,)
    assert limits([], 0.998).upper.size == 0


@pytest.mark.parametrize(
    ("observed", "expected", "tau2", "finding"),
    [
        (100, 100, 0, "within what is expected"),
        (133, 100, 0, "within what is expected"),  # the limit is 133.3
        (134, 100, 0, "higher than expected"),
        (72, 100, 0, "within what is expected"),  # the limit is 71.5
        (71, 100, 0, "lower than expected"),
        (134, 100, 0.02, "within what is expected"),
        (40, 5, 0, "higher than expected"),
        (0, 5, 0, "lower than expected"),
        (40, 4.99, 0, None),
        (0, 0, 0, None),
    ],
)
def test_a_trust_is_placed_in_words_and_not_at_all_below_five_expected(
    observed, expected, tau2, finding
):
    assert classify(observed, expected, tau2=tau2) == finding


@pytest.mark.parametrize(("trusts", "enough"), [(2, False), (19, False), (20, True), (140, True)])
def test_twenty_trusts_are_enough_to_adjust(trusts, enough):
    assert overdispersion([10] * trusts, [10] * trusts).enough is enough


def test_trusts_that_are_as_expected_have_no_variance():
    found = overdispersion([10] * 20, [10] * 20)
    assert (found.phi, found.tau2) == (0, 0)


def test_a_trust_with_nothing_observed_counts_on_the_square_root_scale_only():
    assert overdispersion([0, 10], [10, 10], winsorise=0).phi == pytest.approx(20)
    with pytest.raises(ValueError, match="log scale"):
        overdispersion([0, 10], [10, 10], scale=Scale.LOG)


@pytest.mark.parametrize(
    ("observed", "expected"),
    [([], []), ([1], [1]), ([1, 2], [1, 2, 3]), ([1, 2], [1, 0]), ([1, -2], [1, 2])],
)
def test_what_has_no_spread_is_refused(observed, expected):
    with pytest.raises(ValueError, match=r"two trusts|more than nought|negative"):
        overdispersion(observed, expected)


@pytest.mark.parametrize("winsorise", [-0.1, 0.5, math.nan])
def test_no_more_than_half_of_the_scores_can_be_drawn_in(winsorise):
    with pytest.raises(ValueError, match="winsorise"):
        overdispersion(OBSERVED, EXPECTED, winsorise=winsorise)


@pytest.mark.parametrize(
    "asked", [(0, 0.95), (-1, 0.95), (math.nan, 0.95), (10, 95), (10, 0), (10, 1)]
)
def test_limits_of_nothing_or_at_no_level_are_refused(asked):
    for ask in (limits, exact_limits):
        with pytest.raises(ValueError, match=r"must"):
            ask(*asked)
