"""Control charts draw the limits and fire the rules of NHS Making Data Count, and no others."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.statistics.control_charts import (
    Limits,
    Rule,
    Side,
    days_between,
    sides,
    signals,
    xmr,
)
from tests.statistics import slow_signals


# The vignette of NHSRplotthedots, with one point that stands out.
VIGNETTE = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]
LETTERS = {
    None: ".",
    Rule.BEYOND_LIMIT: "B",
    Rule.TREND: "T",
    Rule.TWO_IN_THREE: "2",
    Rule.SHIFT: "S",
}
# Mean 0, inner lines at 2, limits at 3.
ROUND = Limits(mean=0, lower=-3, upper=3, inner_lower=-2, inner_upper=2, points=20)

DRAWN = {
    "nothing": ("", ""),
    "on the mean": ("0 0 0 0 0 0 0 0", "........"),
    "on a limit is inside": ("3 -3", ".."),
    "outside a limit": ("3.1 0 -3.1", "B.B"),
    "six rising are no trend": ("-3 -2 -1 0 1 2", "......"),
    "seven rising, all marked": ("-3 -2 -1 0 1 2 3", "TTTTTTT"),
    "seven falling": ("3 2 1 0 -1 -2 -3", "TTTTTTT"),
    "nine rising": ("9 -3 -2 -1 0 .5 1 1.5 2 3 0", "BTTTTTTTTT."),
    "a tie breaks a trend": ("-3 -2 -1 0 0 1 2 3", "........"),
    "a trend through the limit": ("-2 -1 0 1 2 3 4", "TTTTTTB"),
    "a peak of two trends": ("-3 -2 -1 0 1 2 3 2 1 0 -1 -2 -3", "TTTTTTTTTTTTT"),
    "two of three near the limit": ("0 2.5 1 2.5 0", ".2.2."),
    "two together": ("-1 2.5 2.5 1 0", ".22.."),
    "low as well": ("-2.5 -1 -2.5", "2.2"),
    "two at the end are not three": ("-1 2.5 2.5", "..."),
    "the third lies on the other side": ("2.5 -1 2.5", "..."),
    "the third lies on the mean": ("2.5 0 2.5", "..."),
    "on the inner line is not near": ("2 2 2", "..."),
    "outside the limit is not near": ("3.5 2.5 1", "B.."),
    "outside the limit may be the third": ("2.5 3.5 2.5", "2B2"),
    "near on both sides": ("2.5 -2.5 2.5", "..."),
    "six on one side": ("1 1 1 1 1 1", "......"),
    "seven on one side, all marked": ("-1 1 1 1 1 1 1 1", ".SSSSSSS"),
    "a point on the mean breaks a shift": ("1 1 1 1 0 1 1 1 1", "........."),
    "a shift around two near the limit": ("1 2.5 1 2.5 1 1 1", "S2S2SSS"),
    "a shift with a point outside": ("-1 -1 -1 -4 -1 -1 -1", "SSSBSSS"),
    "a trend before two in three": ("0 .1 .2 .3 .4 2.5 2.6", "TTTTTTT"),
}

steps = some.lists(some.integers(-4, 4), min_size=2, max_size=40)
series = some.one_of(
    some.lists(some.integers(0, 12), min_size=2, max_size=40),
    steps.map(lambda walk: [sum(walk[: i + 1]) for i in range(len(walk))]),
    some.lists(some.sampled_from([0, 0, 0, 1, 1, 6]), min_size=2, max_size=40),
)


@pytest.mark.parametrize(
    ("screened", "expected"),
    [(False, "1.9444 -3.06 6.95"), (True, "1.9444 -0.72 4.60")],
)
def test_limits_agree_with_the_published_vignette(screened, expected):
    found = xmr(VIGNETTE, screen_moving_ranges=screened)
    assert f"{found.mean:.4f} {found.lower:.2f} {found.upper:.2f}" == expected
    assert found.screened is screened
    assert not found.trial


def test_the_point_of_the_vignette_that_stands_out_is_found_and_no_other():
    found = signals(VIGNETTE, xmr(VIGNETTE))
    assert [(i, rule) for i, rule in enumerate(found) if rule] == [(4, "beyond limit")]


def test_inner_lines_lie_two_thirds_of_the_way():
    found = xmr([4, 6, 4, 6, 4, 6])
    assert found.mean == 5
    assert [found.lower, found.upper] == pytest.approx([5 - 5.32, 5 + 5.32])
    assert [found.inner_lower, found.inner_upper] == pytest.approx(
        [5 - 3.5467, 5 + 3.5467], abs=1e-4
    )


@pytest.mark.parametrize("case", DRAWN)
def test_the_rules_as_drawn(case):
    values, marks = DRAWN[case]
    found = signals([float(value) for value in values.split()], ROUND)
    assert "".join(LETTERS[rule] for rule in found) == marks


@settings(deadline=None, max_examples=400)
@given(values=series, baseline=some.one_of(some.none(), some.integers(2, 15)))
def test_limits_and_signals_are_those_of_exact_arithmetic(values, baseline):
    mean, inner, limit = slow_signals.limits(values, baseline)
    found = xmr(values, baseline=baseline)
    assert [found.mean, found.inner_lower, found.inner_upper, found.lower, found.upper] == (
        pytest.approx([float(mean + d) for d in (0, -inner, inner, -limit, limit)], abs=1e-12)
    )
    assert list(signals(values, found)) == slow_signals.signals(values, mean, inner, limit)


@settings(deadline=None)
@given(values=series, factor=some.integers(1, 9), shift=some.integers(-50, 50))
def test_neither_unit_nor_origin_changes_a_signal(values, factor, shift):
    moved = [factor * value + shift for value in values]
    assert signals(moved, xmr(moved)) == signals(values, xmr(values))
    assert sides(moved, xmr(moved)) == sides(values, xmr(values))


@settings(deadline=None)
@given(values=series)
def test_a_chart_turned_upside_down_fires_the_same_rules_on_the_other_side(values):
    turned = [-value for value in values]
    other = {None: None, Side.HIGH: Side.LOW, Side.LOW: Side.HIGH}
    assert signals(turned, xmr(turned)) == signals(values, xmr(values))
    assert sides(turned, xmr(turned)) == tuple(other[s] for s in sides(values, xmr(values)))


@settings(deadline=None)
@given(
    value=some.floats(-1e9, 1e9, allow_subnormal=False),
    often=some.integers(2, 40),
    screened=some.booleans(),
)
def test_what_never_changes_never_signals(value, often, screened):
    values = [value] * often
    found = signals(values, xmr(values, screen_moving_ranges=screened))
    assert set(found) == {None}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("4 0 -4", "H.L"),
        ("-9 -8 -7 -6 -5 -4 -3 -2.9", "LLLLLLHH"),
        ("-3 -2 -1 0 1 2 3 2 1 0 -1 -2 -3", "HHHHHHLLLLLLL"),
        ("2.5 1 2.5", "H.H"),
        ("-1 -1 -1 -1 -1 -1 -1", "LLLLLLL"),
    ],
)
def test_a_signal_says_high_or_low_and_a_trend_where_it_goes(values, expected):
    found = sides([float(value) for value in values.split()], ROUND)
    assert "".join({None: ".", Side.HIGH: "H", Side.LOW: "L"}[side] for side in found) == expected


@pytest.mark.parametrize(("points", "trial"), [(2, True), (11, True), (12, False), (40, False)])
def test_limits_are_on_trial_below_twelve_points(points, trial):
    assert xmr([1, 2] * (points // 2) + [1] * (points % 2)).trial is trial


def test_a_baseline_alone_sets_the_limits_and_later_points_are_judged_by_them():
    before, after = [4, 6] * 6, [20, 21, 20]
    found = xmr(before + after, baseline=12)
    assert found == xmr(before)
    assert signals(before + after, found)[12:] == (Rule.BEYOND_LIMIT,) * 3
    assert xmr(before, baseline=99) == xmr(before)


def test_nought_never_signals_on_a_lower_limit_below_nought():
    quiet = [3, 1, 4, 0, 5, 0, 3, 1, 4, 2, 5, 0]
    assert xmr(quiet).lower < 0
    assert not any(signals(quiet, xmr(quiet)))


@pytest.mark.parametrize(
    "values", [[], [5], [[1, 2], [3, 4]], [1, None, 2], [1, float("nan")], [1, np.inf]]
)
def test_what_has_no_limits_is_refused(values):
    with pytest.raises(ValueError, match=r"two points|row of numbers|none missing"):
        xmr(values)


@pytest.mark.parametrize("baseline", [1, 0, -3])
def test_a_baseline_without_a_range_is_refused(baseline):
    with pytest.raises(ValueError, match="two points"):
        xmr([1, 2, 3], baseline=baseline)


def test_chance_alone_is_outside_the_limits_three_times_in_a_thousand():
    values = np.random.default_rng(1).normal(size=100_000)
    found = xmr(values)
    outside = np.mean((values > found.upper) | (values < found.lower))
    assert outside == pytest.approx(0.0027, abs=0.0006)


def test_days_between_are_charted_on_their_cube_roots():
    start = date(2024, 1, 1)
    dates = [start + timedelta(days) for days in (0, 1, 9, 36, 44)]
    found = days_between([dates[2], dates[0], dates[4], dates[1], dates[3]])
    assert found.dates == tuple(dates[1:])
    assert found.days == (1, 8, 27, 8)
    limits = found.limits  # of the roots 1 2 3 2: mean 2, mean range 1
    assert [limits.mean, limits.lower, limits.upper] == pytest.approx([2**3, 0, 4.66**3])
    assert [limits.inner_lower, limits.inner_upper] == pytest.approx(
        [(0.68 / 3) ** 3, (11.32 / 3) ** 3]
    )
    assert (limits.points, limits.trial) == (4, True)


@settings(deadline=None)
@given(gaps=some.lists(some.integers(0, 400), min_size=2, max_size=40))
def test_days_signal_as_their_cube_roots_do(gaps):
    dates = [date(2000, 1, 1) + timedelta(sum(gaps[:i])) for i in range(len(gaps) + 1)]
    found = days_between(dates)
    roots = [gap ** (1 / 3) for gap in gaps]
    for by_days, by_roots in zip(
        signals(found.days, found.limits), signals(roots, xmr(roots)), strict=True
    ):
        assert by_days == by_roots


def test_a_long_wait_is_found_and_usual_waits_are_rarely_flagged():
    generator = np.random.default_rng(7)
    waits_found, flagged_by_roots, flagged_by_days = [], [], []
    for _ in range(200):
        gaps = np.maximum(1, generator.exponential(60, size=40)).astype(int)
        gaps[25] = 900
        dates = [date(1990, 1, 1) + timedelta(int(days)) for days in np.cumsum([0, *gaps])]
        found = days_between(dates)
        outside = [r is Rule.BEYOND_LIMIT for r in signals(found.days, found.limits)]
        waits_found.append(outside[25])
        usual = np.delete(np.arange(40), 25)
        plain = signals(gaps, xmr(np.delete(gaps, 25)))
        flagged_by_roots.append(np.mean([outside[i] for i in usual]))
        flagged_by_days.append(np.mean([plain[i] is Rule.BEYOND_LIMIT for i in usual]))
    assert np.mean(waits_found) > 0.95
    assert np.mean(flagged_by_roots) < 0.005
    assert np.mean(flagged_by_days) > 3 * np.mean(flagged_by_roots)


@pytest.mark.parametrize("dates", [[], [date(2024, 1, 1)], [date(2024, 1, 1), date(2024, 2, 1)]])
def test_fewer_than_three_events_have_no_chart(dates):
    with pytest.raises(ValueError, match="two points"):
        days_between(dates)


def test_events_on_one_day_are_no_days_apart():
    found = days_between([date(2024, 5, 6)] * 5)
    assert found.days == (0, 0, 0, 0)
    assert not any(signals(found.days, found.limits))
