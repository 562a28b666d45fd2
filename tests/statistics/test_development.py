"""Triangles are projected as in print, and the errors cover what then happens."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.statistics.development import bornhuetter_ferguson, chain_ladder, pooled_rate
from tests.statistics import published_triangles as published


GOLDEN = [[10, 25, 38, 45, 48], [12, 28, 41, 50], [9, 24, 37], [11, 27], [10]]
both = pytest.mark.parametrize("sigma", ["log-linear", "mack"])


@some.composite
def triangles(draw):
    """Cumulative counts; the first rows may all be complete."""
    ages = draw(some.integers(1, 6))
    lengths = [ages] * draw(some.integers(0, 3)) + list(range(ages, 0, -1))
    return [
        np.cumsum([draw(some.integers(1, 30)), *draw(_counts(length - 1))]).tolist()
        for length in lengths
    ]


def _counts(often):
    return some.lists(some.integers(0, 30), min_size=often, max_size=often)


def _slowly_projected(triangle):
    """Each row filled to the end, one age at a time."""
    ages = len(triangle[0])
    filled = [list(row) for row in triangle]
    for age in range(1, ages):
        know = [row for row in triangle if len(row) > age]
        link = sum(row[age] for row in know) / sum(row[age - 1] for row in know)
        for row in filled:
            if len(row) == age:
                row.append(row[-1] * link)
    return [row[-1] for row in filled]


def _rounded(values, places=0):
    return [round(value, places) for value in values]


def test_the_golden_triangle_is_projected_to_the_digits_printed():
    found = chain_ladder(GOLDEN)
    assert _rounded(found.link_ratios, 4) == [2.4762, 1.5065, 1.2025, 1.0667]
    assert _rounded(found.to_ultimate, 4) == [4.7849, 1.9324, 1.2827, 1.0667, 1]
    assert _rounded([100 * share for share in found.share_developed], 1) == [
        20.9,
        51.7,
        78,
        93.8,
        100,
    ]
    assert _rounded(found.ultimates[::-1], 1) == [47.8, 52.2, 47.5, 53.3, 48]
    assert found.latest == (48, 50, 37, 27, 10)
    assert found.latest_share_developed == found.share_developed[::-1]
    assert found.to_come == tuple(u - n for u, n in zip(found.ultimates, found.latest, strict=True))


@both
def test_the_raa_triangle_is_projected_as_in_print(sigma):
    found = chain_ladder(published.RAA, sigma=sigma)
    assert _rounded(found.to_come) == published.RAA_TO_COME
    assert round(sum(found.to_come)) == published.RAA_TOTAL
    assert round(found.total_standard_error) == published.RAA_TOTAL_ERROR[sigma]


def test_the_errors_of_the_raa_triangle_are_macks_year_by_year():
    found = chain_ladder(published.RAA, sigma="mack")
    assert _rounded(found.standard_errors) == published.RAA_ERRORS


def test_the_taylor_ashe_triangle_is_projected_as_in_macks_paper():
    found = chain_ladder(published.TAYLOR_ASHE, sigma="mack")
    thousands = [value / 1000 for value in found.to_come]
    assert _rounded(thousands) == published.TAYLOR_ASHE_TO_COME
    assert _rounded(e / 1000 for e in found.standard_errors) == published.TAYLOR_ASHE_ERRORS
    assert round(sum(thousands)) == published.TAYLOR_ASHE_TOTAL
    assert round(found.total_standard_error / 1000) == published.TAYLOR_ASHE_TOTAL_ERROR


@settings(deadline=None)
@given(triangle=triangles())
def test_every_year_is_projected_as_by_hand(triangle):
    found = chain_ladder(triangle)
    assert list(found.ultimates) == pytest.approx(_slowly_projected(triangle))
    assert found.latest == tuple(row[-1] for row in triangle)
    assert [n / s for n, s in zip(found.latest, found.latest_share_developed, strict=True)] == (
        pytest.approx(list(found.ultimates))
    )


@settings(deadline=None)
@given(
    triangle=triangles(),
    factor=some.integers(2, 1000),
    sigma=some.sampled_from(["mack", "log-linear"]),
)
def test_counting_in_another_unit_changes_nothing_but_the_unit(triangle, factor, sigma):
    one = chain_ladder(triangle, sigma=sigma)
    other = chain_ladder([[factor * n for n in row] for row in triangle], sigma=sigma)
    assert other.link_ratios == pytest.approx(one.link_ratios)
    assert other.ultimates == pytest.approx([factor * u for u in one.ultimates])
    assert (one.standard_errors is None) == (other.standard_errors is None)
    if one.standard_errors is not None:
        assert other.standard_errors == pytest.approx(
            [factor * e for e in one.standard_errors], abs=1e-4
        )
        assert other.total_standard_error == pytest.approx(
            factor * one.total_standard_error, abs=1e-4
        )


@settings(deadline=None)
@given(triangle=triangles())
def test_shares_developed_never_fall_and_end_at_one(triangle):
    found = chain_ladder(triangle)
    assert list(found.share_developed) == sorted(found.share_developed)
    assert found.share_developed[-1] == 1
    assert all(to_come >= -1e-9 for to_come in found.to_come)


@both
def test_years_that_all_develop_alike_have_no_error(sigma):
    whole = [100, 150, 180, 198, 198]
    found = chain_ladder(
        [[k * n for n in whole[: 5 - i]] for i, k in enumerate((1, 2, 3, 1, 5))], sigma=sigma
    )
    assert found.ultimates == pytest.approx([198, 396, 594, 198, 990])
    assert found.standard_errors == pytest.approx([0] * 5, abs=1e-6)
    assert found.total_standard_error == pytest.approx(0, abs=1e-6)


@both
def test_complete_years_need_no_interpolation_and_have_no_error(sigma):
    found = chain_ladder([[10, 20, 30], [11, 25, 31], [12, 22], [9]], sigma=sigma)
    assert found.standard_errors[:2] == (0, 0)
    assert 0 < found.standard_errors[2] < found.standard_errors[3] < found.total_standard_error
    assert found == chain_ladder(
        [[10, 20, 30], [11, 25, 31], [12, 22], [9]],
        sigma="mack" if sigma == "log-linear" else "log-linear",
    )


def test_projections_cover_what_then_happens():
    generator = np.random.default_rng(21)
    arriving = np.array([0.2, 0.3, 0.25, 0.15, 0.07, 0.03])
    within, apart = [], []
    for _ in range(400):
        whole = np.cumsum(generator.poisson(900 * arriving, size=(6, 6)), axis=1)
        found = chain_ladder([row[: 6 - i].tolist() for i, row in enumerate(whole)])
        total_apart = whole[:, -1].sum() - sum(found.ultimates)
        within.append(abs(total_apart) <= 1.96 * found.total_standard_error)
        apart.append(total_apart / whole[:, -1].sum())
    assert np.mean(apart) == pytest.approx(0, abs=0.005)
    assert 0.87 <= np.mean(within) <= 0.985


@pytest.mark.parametrize(
    ("triangle", "ultimates"),
    [
        ([[7]], (7,)),
        ([[4, 8], [5]], (8, 10)),
        ([[4, 8, 8], [5, 10], [3]], (8, 10, 6)),
        ([[1, 2, 4]], (4,)),
    ],
)
def test_a_small_triangle_is_projected_but_has_no_error_unless_it_is_complete(triangle, ultimates):
    found = chain_ladder(triangle)
    assert found.ultimates == ultimates
    assert found.standard_errors == ((0,) if triangle == [[7]] else None)
    assert found.total_standard_error == (0 if triangle == [[7]] else None)


def test_a_year_without_claims_yet_is_expected_to_have_none():
    found = chain_ladder([[10, 20, 30, 33], [12, 22, 34], [11, 25], [0]])
    assert found.ultimates[-1] == 0
    assert found.standard_errors[-1] == 0


@both
def test_a_year_whose_claims_came_late_counts_in_the_ratio_and_not_in_its_variance(sigma):
    found = chain_ladder([[0, 20, 30, 33], [12, 22, 34], [11, 25], [10]], sigma=sigma)
    assert found.link_ratios[0] == pytest.approx(67 / 23)
    assert all(math.isfinite(error) for error in found.standard_errors)


@pytest.mark.parametrize(
    "triangle",
    [
        [],
        [[]],
        [[1, 2], []],
        [[1], [1, 2]],
        [[1, -2], [1]],
        [[1, math.nan], [1]],
        [[0, 0], [0]],
        [[0, 4], [1]],
    ],
)
def test_what_is_no_triangle_of_claims_is_refused(triangle):
    with pytest.raises(ValueError, match=r"year|negative|none missing|no claims"):
        chain_ladder(triangle)


def test_another_rule_for_sigma_is_refused():
    with pytest.raises(ValueError, match="sigma"):
        chain_ladder(GOLDEN, sigma="guess")


def test_the_newest_year_is_expected_from_exposure_where_it_says_little_itself():
    developed = chain_ladder(GOLDEN).latest_share_developed
    found = bornhuetter_ferguson([10], developed[-1:], [5000], 0.01)
    assert found == pytest.approx((10 + 0.791 * 50,), abs=0.001)
    assert bornhuetter_ferguson([0], developed[-1:], [5000], 0.01)[0] == pytest.approx(
        39.55, abs=0.001
    )


@settings(deadline=None)
@given(triangle=triangles())
def test_expecting_what_the_chain_ladder_says_gives_what_the_chain_ladder_says(triangle):
    found = chain_ladder(triangle)
    again = bornhuetter_ferguson(found.latest, found.latest_share_developed, found.ultimates, 1)
    assert again == pytest.approx(found.ultimates)
    assert pooled_rate(
        found.latest, found.latest_share_developed, found.ultimates
    ) == pytest.approx(1)


def test_a_mature_year_is_what_was_notified_whatever_was_expected():
    assert bornhuetter_ferguson([48, 50], [1, 1], [9000, 0], 0.5) == (48, 50)


def test_the_pooled_rate_counts_a_year_as_far_as_it_has_developed():
    assert pooled_rate([50, 10], [1, 0.25], [1000, 1000]) == pytest.approx(60 / 1250)


@pytest.mark.parametrize(
    ("notified", "shares", "exposure"),
    [
        ([1], [1.01], [1]),
        ([1], [-0.1], [1]),
        ([1, 2], [1], [1, 2]),
        ([-1], [1], [1]),
        ([1], [math.nan], [1]),
    ],
)
def test_years_that_cannot_be_are_refused(notified, shares, exposure):
    for ask in (lambda *years: bornhuetter_ferguson(*years, 1), pooled_rate):
        with pytest.raises(ValueError, match=r"0 to 1|negative|one number per year|none missing"):
            ask(notified, shares, exposure)


def test_years_that_nobody_was_exposed_in_have_no_rate():
    with pytest.raises(ValueError, match="exposure"):
        pooled_rate([1, 2], [0.5, 1], [0, 0])
    assert bornhuetter_ferguson([], [], [], 1) == ()


# Triangles and answers of chainladder 0.10.1 (volume-weighted, log-linear), made with that library.
SAMPLES = json.loads((Path(__file__).parent / "chainladder_samples.json").read_text("utf-8"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s['sample']} {s['column']}")
def test_factors_ultimates_and_errors_are_those_of_the_library_chainladder(sample):
    found = chain_ladder(sample["rows"])
    assert found.link_ratios == pytest.approx(sample["link_ratios"], rel=1e-12)
    assert found.ultimates == pytest.approx(sample["ultimates"], rel=1e-12)
    assert found.standard_errors == pytest.approx(sample["standard_errors"], rel=1e-9)
    assert found.total_standard_error == pytest.approx(sample["total_standard_error"], rel=1e-9)
