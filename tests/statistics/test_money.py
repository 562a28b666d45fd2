"""One large claim moves the total and not the typical claim; draws agree after a reload."""

import math
import statistics
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from scorecards.money import POUND
from scorecards.statistics.money import (
    bootstrap_interval,
    capped_total,
    in_prices_of,
    median,
    median_interval,
    resamples,
    share_of_largest,
    trimmed_mean,
)


# Ten claims, one of £12 million: in £ thousand.
TEN = [1000 * POUND * k for k in (10, 15, 22, 30, 34, 38, 45, 66, 110, 12_000)]
INDEX = {2015: 80.0, 2020: 90.0, 2024: 108.0}
amounts = some.lists(some.integers(0, 5_000_000_000), max_size=60)
claims = some.lists(some.integers(0, 5_000_000_000), min_size=1, max_size=60)


def _mean(pence):
    return float(np.mean(pence))


def test_ten_claims_one_of_twelve_million_agree_with_the_golden_vector():
    assert sum(TEN) == 12_370_000 * POUND
    assert statistics.mean(TEN) == 1_237_000 * POUND
    assert median(TEN) == 36_000 * POUND
    assert capped_total(TEN) == 1_370_000 * POUND
    assert f"{share_of_largest(TEN):.0%}" == "97%"


def test_the_trimmed_mean_agrees_with_the_golden_vector_once_there_are_twenty():
    assert trimmed_mean(TEN) is None
    assert trimmed_mean(TEN * 2) == 45_000 * POUND


@settings(deadline=None)
@given(pence=amounts)
def test_figures_are_those_of_exact_arithmetic(pence):
    total = sum(pence)
    assert median(pence) == (statistics.median(pence) if pence else None)
    assert capped_total(pence) == sum(min(each, 100_000_000) for each in pence)
    assert share_of_largest(pence) == (float(Fraction(max(pence), total)) if total else None)
    trimmed = trimmed_mean(pence)
    assert trimmed == (pytest.approx(stats.trim_mean(pence, 0.1)) if len(pence) >= 20 else None)


@settings(deadline=None)
@given(pence=claims, factor=some.integers(1, 50))
def test_figures_are_in_the_unit_of_the_claims(pence, factor):
    larger = [factor * each for each in pence]
    assert median(larger) == factor * median(pence)
    assert capped_total(larger, factor * 1000) == factor * capped_total(pence, 1000)
    assert share_of_largest(larger) == pytest.approx(share_of_largest(pence))


@settings(deadline=None)
@given(pence=claims, cap=some.integers(1, 10**10))
def test_a_capped_total_is_no_more_than_the_total_nor_than_the_cap_for_each(pence, cap):
    assert capped_total(pence, cap) <= min(sum(pence), cap * len(pence))
    assert capped_total(pence, 10**10) == sum(pence)


def test_the_largest_claim_moves_the_total_and_neither_median_nor_capped_total():
    larger = [*TEN[:-1], 2 * TEN[-1]]
    assert sum(larger) > 1.9 * sum(TEN)
    assert median(larger) == median(TEN)
    assert capped_total(larger) == capped_total(TEN)
    assert trimmed_mean(larger * 2) == trimmed_mean(TEN * 2)


def test_no_claims_have_no_median_no_share_and_cost_nothing():
    assert median([]) is None
    assert trimmed_mean([]) is None
    assert share_of_largest([]) is None
    assert share_of_largest([0, 0]) is None
    assert capped_total([]) == 0
    assert bootstrap_interval([], np.median, seed=1) is None


def test_one_claim_is_its_own_median_and_has_no_width():
    assert median([500]) == 500
    assert share_of_largest([500]) == 1
    found = bootstrap_interval([500], np.median, seed=1)
    assert (found.lower, found.estimate, found.upper) == (500, 500, 500)


@settings(deadline=None, max_examples=20)
@given(pence=claims, seed=some.integers(0, 2**32), order=some.randoms())
def test_the_same_claims_and_seed_give_the_same_interval_in_whatever_order(pence, seed, order):
    shuffled = pence[:]
    order.shuffle(shuffled)
    one = bootstrap_interval(pence, np.median, seed=seed, draws=50)
    assert one == bootstrap_interval(shuffled, np.median, seed=seed, draws=50)
    assert min(pence) <= one.lower <= one.upper <= max(pence)


def test_another_seed_gives_other_draws():
    one, other = (bootstrap_interval(TEN * 3, _mean, seed=seed) for seed in (1, 2))
    assert one.estimate == other.estimate
    assert (one.lower, one.upper) != (other.lower, other.upper)
    assert one.draws == 1000


def test_each_draw_takes_as_many_claims_with_replacement():
    drawn = list(resamples(TEN, seed=5, draws=200))
    assert {sample.size for sample in drawn} == {10}
    assert set(np.concatenate(drawn)) == set(map(float, TEN))
    assert max(np.sum(sample == TEN[-1]) for sample in drawn) > 1


def test_the_width_of_a_bootstrap_of_the_mean_is_that_of_its_standard_error():
    pence = np.random.default_rng(3).integers(0, 1_000_000, size=400)
    found = bootstrap_interval(pence, _mean, seed=4)
    width = 2 * 1.96 * pence.std() / math.sqrt(400)
    assert found.upper - found.lower == pytest.approx(width, rel=0.1)


def test_a_bootstrap_interval_of_the_median_holds_it_about_as_often_as_it_says():
    generator, true = np.random.default_rng(6), 3_000_000
    held = []
    for seed in range(150):
        pence = np.round(true * np.exp(1.5 * generator.normal(size=60))).astype(int)
        found = bootstrap_interval(pence, np.median, seed=seed, draws=300)
        held.append(found.lower <= true <= found.upper)
    assert 0.89 <= np.mean(held) <= 0.99


def test_a_surer_bootstrap_interval_is_wider():
    narrow, wide = (bootstrap_interval(TEN, _mean, seed=1, level=level) for level in (0.8, 0.95))
    assert wide.lower <= narrow.lower <= narrow.upper <= wide.upper


@pytest.mark.parametrize(
    ("pence", "spent_in", "prices_of", "expected"),
    [
        (100_000, 2015, 2024, 135_000),
        (135_000, 2024, 2015, 100_000),
        (100_000, 2020, 2020, 100_000),
        (1, 2020, 2024, 1),
        (0, 2015, 2024, 0),
    ],
)
def test_prices_of_another_year_follow_the_index(pence, spent_in, prices_of, expected):
    found = in_prices_of(pence, spent_in=spent_in, prices_of=prices_of, deflator=INDEX)
    assert (found, type(found)) == (expected, int)


@settings(deadline=None)
@given(pence=some.integers(0, 10**13), base=some.floats(0.01, 1000))
def test_the_base_of_the_index_does_not_matter(pence, base):
    rebased = {year: value * base for year, value in INDEX.items()}
    one, other = (
        in_prices_of(pence, spent_in=2015, prices_of=2024, deflator=index)
        for index in (INDEX, rebased)
    )
    assert abs(one - other) <= 1


@pytest.mark.parametrize(("spent_in", "prices_of"), [(2014, 2020), (2020, 2030)])
def test_a_year_that_the_index_does_not_have_is_refused_by_name(spent_in, prices_of):
    with pytest.raises(ValueError, match=r"no year (2014|2030)"):
        in_prices_of(1, spent_in=spent_in, prices_of=prices_of, deflator=INDEX)


def test_an_index_of_nought_is_refused():
    with pytest.raises(ValueError, match="price index"):
        in_prices_of(1, spent_in=1, prices_of=2, deflator={1: 0, 2: 100})


@pytest.mark.parametrize("pence", [[-1, 5], [1, math.nan], [1, None], [1.5], [[1, 2]]])
def test_what_is_not_whole_pence_from_nought_is_refused(pence):
    for ask in (median, trimmed_mean, capped_total, share_of_largest):
        with pytest.raises(ValueError, match=r"pence must"):
            ask(pence)
    with pytest.raises(ValueError, match=r"pence must"):
        bootstrap_interval(pence, np.median, seed=1)


@pytest.mark.parametrize("trim", [-0.1, 0.5, math.nan])
def test_no_more_than_half_can_be_trimmed(trim):
    with pytest.raises(ValueError, match="trim"):
        trimmed_mean(TEN * 2, trim=trim)


@pytest.mark.parametrize("cap", [0, -5, math.nan])
def test_a_cap_of_nothing_is_refused(cap):
    with pytest.raises(ValueError, match="cap"):
        capped_total(TEN, cap)


class TestMedianInterval:
    """The bootstrap of the median without drawing samples: the same interval, at once."""

    @pytest.mark.parametrize("number", [1, 2, 3, 10, 11, 60, 501])
    def test_it_agrees_with_drawing_samples(self, number):
        pence = [round(1000 * math.exp(place * 7 / number)) for place in range(number)]
        drawn = bootstrap_interval(pence, np.median, seed=1, draws=4000)
        found = median_interval(pence, seed=2, draws=4000)
        assert found.estimate == drawn.estimate == statistics.median(pence)
        for name in ("lower", "upper"):
            place, other = (np.searchsorted(pence, getattr(each, name)) for each in (found, drawn))
            assert abs(place - other) <= max(1, number * 0.02)

    def test_its_places_follow_the_known_law_of_the_middle_of_a_sample(self):
        """The chance that the middle of five is the k-th: David and Nagaraja, exactly."""
        upto = [stats.binom.sf(2, 5, k / 5) for k in range(6)]
        drawn = np.array(
            [median_interval([0, 1, 2, 3, 4], seed=seed, draws=1).lower for seed in range(4000)]
        )
        for place in range(5):
            assert (drawn == place).mean() == pytest.approx(upto[place + 1] - upto[place], abs=0.03)

    def test_of_two_claims_half_of_the_redraws_lie_half_way(self):
        drawn = [median_interval([0, 2], seed=seed, draws=1).lower for seed in range(2000)]
        assert drawn.count(1) / 2000 == pytest.approx(0.5, abs=0.04)
        assert drawn.count(0) / 2000 == pytest.approx(0.25, abs=0.04)

    @settings(deadline=None)
    @given(pence=claims, seed=some.integers(0, 2**32))
    def test_it_lies_among_the_claims_and_a_reload_agrees_whatever_their_order(self, pence, seed):
        found = median_interval(pence, seed=seed)
        assert min(pence) <= found.lower <= found.upper <= max(pence)
        assert found == median_interval(pence[::-1], seed=seed)

    def test_of_no_claims_there_is_none(self):
        assert median_interval([], seed=1) is None
