"""Sums of money are hidden wherever one claim or one trust could be worked out from them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.disclosure import policy
from scorecards.disclosure.sums import (
    Contributions,
    hidden_sums_are_safe,
    protect_money,
    two_figures,
)


CALM = Contributions(number=10, total=1_000, largest=200, second=150)
amounts = some.lists(
    some.one_of(some.integers(0, 100), some.integers(0, 10**6), some.integers(0, 10**12)),
    max_size=30,
)


def contributions(parts):
    ordered = [*sorted(parts, reverse=True), 0, 0]
    return Contributions(len(parts), sum(parts), ordered[0], ordered[1])


def dominated(parts):
    """The three rules, one after the other, in whole numbers."""
    ordered = [*sorted(parts, reverse=True), 0, 0]
    total, first, two = sum(parts), ordered[0], ordered[0] + ordered[1]
    return (
        10 * first > 7 * total
        or (len(parts) > 1 and 10 * two > 9 * total)
        or 100 * (total - two) < 15 * first
    )


@pytest.mark.parametrize(
    ("pence", "shown"),
    [
        (0, 0),
        (49, 0),
        (100, 100),
        (999, 1000),
        (1_234, 1_200),
        (18_234_567, 18_000_000),
        (18_500_100, 19_000_000),
        (99_600_000, 100_000_000),
        (123_456_789_012, 120_000_000_000),
        (18_234_567.8, 18_000_000),
        (100_000, 100_000),
    ],
)
def test_money_is_shown_to_two_figures(pence, shown):
    assert protect_money(pence, CALM) == two_figures(pence) == shown


@settings(deadline=None)
@given(amounts)
def test_a_sum_is_shown_exactly_where_every_rule_allows_it(parts):
    shown = protect_money(sum(parts), contributions(parts))
    if not parts:
        assert shown == 0
    elif len(parts) < 10 or dominated(parts):
        assert shown is None
    else:
        assert shown == two_figures(sum(parts))


@pytest.mark.parametrize(
    ("shown", "hidden"),
    [
        pytest.param([10] * 10, [10] * 9, id="fewer than ten claims"),
        pytest.param(
            [70] + [3] * 10, [71] + [3] * 9 + [2], id="one claim is more than 70 per cent"
        ),
        pytest.param([45, 45] + [1] * 10, [46, 45] + [1] * 9, id="two are more than 90 per cent"),
        pytest.param(
            [68, 21] + [1] * 11,
            [69, 21] + [1] * 10,
            id="the rest is under 15 per cent of the largest",
        ),
    ],
)
def test_each_rule_hides_by_itself(shown, hidden):
    assert protect_money(sum(shown), contributions(shown)) is not None
    assert protect_money(sum(hidden), contributions(hidden)) is None


@pytest.mark.parametrize(
    ("shown", "hidden"),
    [
        pytest.param([20] * 5, [25] * 4, id="fewer than five trusts"),
        pytest.param([70, 10, 7, 7, 6], [71, 10, 7, 6, 6], id="one trust dominates"),
        pytest.param([45, 45, 4, 3, 3], [46, 45, 3, 3, 3], id="two trusts dominate"),
    ],
)
def test_over_several_trusts_each_rule_holds_for_trusts_as_well(shown, hidden):
    assert protect_money(100, CALM, trusts=contributions(shown)) is not None
    assert protect_money(100, CALM, trusts=contributions(hidden)) is None


def test_nothing_to_show_is_not_shown():
    assert protect_money(None, CALM) is None
    assert protect_money(None, contributions([])) is None


@pytest.mark.parametrize("claims", range(1, 10))
def test_money_of_few_claims_is_hidden_even_when_there_is_none(claims):
    assert protect_money(0, contributions([0] * claims)) is None


def test_no_claims_cost_nothing_and_that_is_not_a_secret():
    assert protect_money(0, contributions([])) == 0


@settings(deadline=None)
@given(some.integers(-(10**14), 10**14))
def test_shown_money_has_two_figures_and_is_within_a_twentieth(pence):
    shown = two_figures(pence)
    digits = str(abs(shown) // 100).rstrip("0")
    assert shown % 100 == 0
    assert len(digits) <= 2
    assert abs(shown - pence) <= max(50, 0.0501 * abs(pence))
    assert two_figures(shown) == shown


@settings(deadline=None)
@given(some.integers(0, 10**14), some.integers(0, 10**14))
def test_more_money_is_never_shown_as_less(one, other):
    less, more = sorted((one, other))
    assert two_figures(less) <= two_figures(more)


@settings(deadline=None)
@given(some.lists(some.integers(0, 10**9), max_size=8))
def test_hidden_sums_are_safe_where_none_is_known_to_within_15_per_cent_from_their_sum(sums):
    """The others are at least nought: so each lies between nought and the sum of all."""
    known_to = [Fraction(sum(sums) - each, each) for each in sums if each]
    alone = [each for each in sums if each and sum(sums) == each]
    safe = all(margin >= Fraction(15, 100) for margin in known_to) and not alone
    assert hidden_sums_are_safe(sums) == safe


def test_the_policy_is_no_weaker_than_the_floor_it_was_agreed_with():
    assert policy.HIDDEN_BELOW >= 8
    assert policy.ROUND_TO >= 5
    assert policy.MONEY_FROM_CLAIMS >= 10
    assert policy.MONEY_FROM_TRUSTS >= 5
    assert policy.LARGEST_SHARE <= 0.70
    assert policy.TWO_LARGEST_SHARE <= 0.90
    assert policy.MARGIN >= 0.15
    assert policy.MONEY_FIGURES <= 2
    assert policy.SMALLEST_GROUP >= 10
    assert policy.GROUPS_DIFFER_BY_TRUSTS >= 5
    assert policy.GROUPS_DIFFER_BY_CLAIMS >= 10
