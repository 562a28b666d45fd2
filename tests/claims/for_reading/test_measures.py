"""What decides whether a sum over trusts may be shown: by golden rows, and by plain loops."""

from collections import defaultdict

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.claims.figures.measures import contributions_of_trusts, damages_of_trusts
from scorecards.claims.protecting import contributions
from scorecards.disclosure.sums import protect_money


SCHEMA = {"trust": pl.String, "cause": pl.String, "total": pl.Int64, "paid_damages": pl.Int64}
MILLION = 100_000_000


def frame(*rows):
    told = [(trust, cause, total, None) for trust, cause, total in rows]
    return nw.from_native(pl.DataFrame(told, schema=SCHEMA, orient="row").lazy())


def answered(question):
    return nw.to_native(question).collect().to_dicts()


def whole(rows):
    (row,) = answered(contributions_of_trusts(frame(*rows)))
    return row


def shown(rows):
    """The sum as a reader meets it."""
    row = whole(rows)
    return protect_money(row["total"], contributions(row))


def even(trusts, claims=3, each=MILLION):
    return [(f"T{number}", "a", each) for number in range(trusts) for _ in range(claims)]


def test_a_sum_of_many_even_trusts_is_shown_to_two_figures():
    assert whole(even(8)) == {
        "claims": 24, "total": 24 * MILLION, "largest": 3 * MILLION, "second": 3 * MILLION,
    }  # fmt: skip
    assert shown(even(8)) == 24 * MILLION


@pytest.mark.parametrize("trusts", [1, 2, 3, 4, 5])
def test_of_five_trusts_and_fewer_no_sum_is_shown(trusts):
    """One of them may be the reader's own, and five must be left without it."""
    assert shown(even(trusts, claims=30)) is None


def test_six_trusts_are_enough():
    assert shown(even(6)) == 18 * MILLION


def test_that_the_claims_of_one_trust_cost_nothing_is_not_told_either():
    assert shown([("A", "a", 0)] * 20) is None
    assert shown(even(8, each=0)) == 0


def test_fewer_than_ten_claims_are_not_enough_however_many_trusts():
    assert shown(even(9, claims=1)) is None


def test_a_trust_that_is_most_of_a_sum_hides_it():
    assert shown([*even(8), ("BIG", "a", 60 * MILLION)]) is None


def test_two_trusts_that_are_nearly_all_of_a_sum_hide_it():
    small = [(f"T{number}", "a", MILLION // 10) for number in range(20)]
    assert shown([*small, ("BIG", "a", 20 * MILLION), ("ALSO", "a", 19 * MILLION)]) is None


def test_a_sum_is_hidden_where_the_second_could_work_out_the_largest_from_it():
    """Without the three largest, 15 per cent of the largest must be left: a reader of the second
    largest knows its own, and takes it away.
    """
    three = [("A", "a", 40 * MILLION), ("B", "a", 35 * MILLION), ("C", "a", 30 * MILLION)]
    rest = [(f"T{number}", "a", MILLION) for number in range(5)]
    more = [(f"U{number}", "a", MILLION) for number in range(8)]
    assert shown([*three, *rest, *even(0)] + [("A", "a", 0)] * 5) is None
    assert shown([*three, *rest, *more]) is not None


def test_damages_are_those_of_claims_that_were_paid():
    rows = [(f"T{number}", "a", 5, MILLION if number < 7 else None) for number in range(9)]
    given_rows = nw.from_native(pl.DataFrame(rows * 2, schema=SCHEMA, orient="row").lazy())
    (row,) = answered(damages_of_trusts(given_rows))
    assert (row["claims"], row["total"]) == (14, 14 * MILLION)


def test_of_no_claims_there_is_no_row():
    assert answered(contributions_of_trusts(frame())) == []


claims = st.lists(
    st.tuples(
        st.sampled_from("ABCDEFGH"), st.sampled_from(["a", "b", None]), st.integers(0, 10**9)
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(claims)
def test_each_code_is_judged_as_plain_loops_judge_it(rows):
    expected = {}
    for code in {cause for _, cause, _ in rows}:
        by_trust = defaultdict(int)
        number = 0
        for trust, cause, total in rows:
            if cause == code:
                by_trust[trust] += total
                number += 1
        ordered = [*sorted(by_trust.values(), reverse=True), 0, 0, 0]
        total = sum(ordered)
        rest = total - sum(ordered[:3])
        few = len(by_trust) <= 5 or rest < 0.15 * ordered[0]
        expected[code] = (number, total, total + 1 if few else ordered[0], ordered[1])
    found = answered(contributions_of_trusts(frame(*rows), "cause"))
    assert {
        row["code"]: (row["claims"], row["total"], row["largest"], row["second"]) for row in found
    } == expected
    assert [row["total"] for row in found] == sorted(
        (total for _, total, _, _ in expected.values()), reverse=True
    )
