"""Small numbers are hidden in one place, and what is shown is near the truth."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from polars.testing import assert_frame_equal

from scorecards.disclosure import counts
from scorecards.disclosure.counts import protect_count, protect_money, protect_table


numbers = some.integers(0, 10**9)
HES = {0: 0, 1: None, 7: None, 8: 10, 12: 10, 13: 15, 17: 15, 18: 20, 1002: 1000, 1003: 1005}
CALM = {"claims": 10, "largest_share": 0.3}


@pytest.mark.parametrize(("number", "shown"), HES.items())
def test_counts_are_hidden_and_rounded_as_hospital_episode_statistics_are(number, shown):
    assert protect_count(number) == shown


@pytest.mark.parametrize("number", range(1, 8))
def test_no_count_from_one_to_seven_is_shown(number):
    assert protect_count(number) is None


@settings(deadline=None)
@given(numbers)
def test_a_shown_count_is_a_multiple_of_five_within_two_of_the_truth(number):
    shown = protect_count(number)
    assert (shown is None) == (1 <= number <= 7)
    if shown is not None:
        assert shown % 5 == 0
        assert abs(shown - number) <= 2


@settings(deadline=None)
@given(numbers, numbers)
def test_a_larger_count_is_never_shown_as_a_smaller_one(one, other):
    less, more = sorted((one, other))
    shown = [5 if each is None else each for each in map(protect_count, (less, more))]
    assert shown == sorted(shown)


@settings(deadline=None)
@given(numbers)
def test_protecting_what_is_shown_changes_nothing(number):
    shown = protect_count(number)
    assert shown is None or protect_count(shown) == shown


@pytest.mark.parametrize("number", range(8, 13))
def test_counts_that_are_shown_alike_cannot_be_told_apart(number):
    assert protect_count(number) == 10


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
    assert protect_money(pence, **CALM) == shown


@pytest.mark.parametrize(
    ("shown", "hidden"),
    [
        pytest.param({"claims": 10}, {"claims": 9}, id="fewer than ten claims"),
        pytest.param({"largest_share": 0.70}, {"largest_share": 0.7001}, id="one claim dominates"),
        pytest.param({"pence": 1}, {"pence": None}, id="nothing to show"),
    ],
)
def test_each_rule_for_money_hides_by_itself(shown, hidden):
    usual = {"pence": 5_000_000, **CALM}
    assert protect_money(**usual | shown) is not None
    assert protect_money(**usual | hidden) is None


@pytest.mark.parametrize("claims", range(1, 10))
def test_money_of_few_claims_is_hidden_even_when_there_is_none(claims):
    assert protect_money(0, claims=claims, largest_share=0.0) is None


def test_no_claims_cost_nothing_and_that_is_not_a_secret():
    assert protect_money(0, claims=0, largest_share=0.0) == 0
    assert protect_money(None, claims=0, largest_share=0.0) is None


@settings(deadline=None)
@given(some.integers(-(10**14), 10**14))
def test_shown_money_has_two_figures_and_is_within_a_twentieth(pence):
    shown = protect_money(pence, **CALM)
    digits = str(abs(shown) // 100).rstrip("0")
    assert shown % 100 == 0
    assert len(digits) <= 2
    assert abs(shown - pence) <= max(50, 0.0501 * abs(pence))
    assert protect_money(shown, **CALM) == shown


@settings(deadline=None)
@given(some.integers(0, 10**14), some.integers(0, 10**14))
def test_more_money_is_never_shown_as_less(one, other):
    less, more = sorted((one, other))
    assert protect_money(less, **CALM) <= protect_money(more, **CALM)


SCHEMA = {
    "code": pl.String, "claims": pl.Int64, "total": pl.Int64, "largest": pl.Int64,
    "open": pl.Int64,
}  # fmt: skip
rows = some.builds(
    lambda code, claims, total, part, opened: {
        "code": code,
        "claims": claims,
        "total": total if claims else 0,
        "largest": int(total * part) if claims else None,
        "open": min(opened, claims),
    },
    some.none() | some.text("abc", min_size=1),
    some.integers(0, 30),
    some.integers(0, 10**12),
    some.sampled_from([0.1, 0.5, 0.69, 0.7, 0.71, 1.0]),
    some.integers(0, 30),
)


@settings(deadline=None, max_examples=60)
@given(some.lists(rows, max_size=12))
def test_a_table_hides_exactly_what_the_single_rules_hide(table):
    before = pl.DataFrame(table, schema=SCHEMA)
    after = protect_table(before, counts=("claims", "open"), money=("total",))
    expected = []
    for row in table:
        share = row["largest"] / row["total"] if row["total"] else 0.0
        expected.append(
            (
                row["code"],
                protect_count(row["claims"]),
                protect_money(row["total"], claims=row["claims"], largest_share=share),
                None,
                protect_count(row["open"]),
            )
        )
    assert_frame_equal(after, pl.DataFrame(expected, schema=SCHEMA, orient="row"))


def test_a_table_is_decided_by_its_claims_and_not_by_another_count():
    row = {"code": "a", "claims": 9, "total": 900, "largest": 100, "open": 12}
    shown = protect_table(pl.DataFrame([row]), counts=("open",), money=("total",))
    assert shown.row(0) == ("a", 9, None, None, 10)


def test_a_table_without_rows_keeps_its_columns():
    empty = pl.DataFrame(schema=SCHEMA)
    assert_frame_equal(protect_table(empty, counts=("claims",), money=("total",)), empty)


def test_the_policy_is_no_weaker_than_the_floor_it_was_agreed_with():
    assert counts.HIDDEN_BELOW >= 5
    assert counts.MONEY_FROM_CLAIMS >= 8
    assert counts.LARGEST_SHARE <= 0.70
    assert counts.MONEY_FIGURES <= 2
