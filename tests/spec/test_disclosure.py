"""What is hidden from those who do not see claims one by one. `*` is hidden, `-` is nothing.

Counts: the method NHS England uses for hospital episode statistics. Money: two figures, from ten
claims on, and never where one claim or two are most of it.
"""

import polars as pl
from polars.testing import assert_frame_equal

from scorecards.disclosure import protect_count, protect_table
from tests.spec.drawn import cases


COUNTS = cases(
    """
    true | shown
    0    | 0
    1    | *
    7    | *
    8    | 10
    12   | 10
    13   | 15
    17   | 15
    18   | 20
    22   | 20
    23   | 25
    """
)
BEFORE = """
    code        | claims | open | total     | largest   | second
    none        | 0      | 0    | 0         | -         | -
    one         | 1      | 1    | 123456700 | 123456700 | 0
    seven       | 7      | 3    | 700000000 | 100000000 | 100000000
    nine        | 9      | 8    | 900000000 | 100000000 | 100000000
    ten         | 10     | 0    | 123456700 | 20000000  | 20000000
    ten-and-one | 10     | 10   | 123456700 | 90000000  | 10000000
    ten-and-two | 10     | 10   | 123456700 | 60000000  | 52000000
    costless    | 12     | 12   | 0         | 0         | 0
    many        | 143    | 7    | 987654300 | 69000000  | 68000000
"""
AFTER = """
    code        | claims | open | total     | largest | second
    none        | 0      | 0    | 0         | -       | -
    one         | *      | *    | *         | -       | -
    seven       | *      | *    | *         | -       | -
    nine        | 10     | 10   | *         | -       | -
    ten         | 10     | 0    | 120000000 | -       | -
    ten-and-one | 10     | 10   | *         | -       | -
    ten-and-two | 10     | 10   | *         | -       | -
    costless    | 10     | 10   | 0         | -       | -
    many        | 145    | *    | 990000000 | -       | -
"""
# Of the two sums that are hidden for their few claims, the larger could be told to within 3 per
# cent from what the table adds up to; so the smallest that could be shown is hidden too.
BETRAYING = """
    code  | claims | open | total      | largest  | second
    large | 9      | 0    | 4000000000 | 50000000 | 50000000
    small | 3      | 0    | 100000000  | 40000000 | 30000000
    next  | 20     | 0    | 700000000  | 50000000 | 50000000
    most  | 90     | 0    | 9000000000 | 50000000 | 50000000
"""
HELD = """
    code  | claims | open | total      | largest | second
    large | 10     | 0    | *          | -       | -
    small | *      | 0    | *          | -       | -
    next  | 20     | 0    | *          | -       | -
    most  | 90     | 0    | 9000000000 | -       | -
"""


def _number(cell):
    return None if cell in ("*", "-") else int(cell)


def _frame(table):
    rows = [
        {name: cell if name == "code" else _number(cell) for name, cell in case.items()}
        for case in cases(table)
    ]
    numbers = dict.fromkeys(("claims", "open", "total", "largest", "second"), pl.Int64)
    return pl.DataFrame(rows, schema={"code": pl.String, **numbers})


def test_counts_of_one_to_seven_are_hidden_and_the_rest_rounded_to_five():
    """Nought stays: that a trust has no such claim is no secret of a person."""
    shown = {case["true"]: protect_count(int(case["true"])) for case in COUNTS}
    assert shown == {case["true"]: _number(case["shown"]) for case in COUNTS}


def test_money_is_hidden_with_few_claims_and_where_one_or_two_claims_are_most_of_it():
    """Nine claims may be counted but not added up; `largest` is one claim and is never shown."""
    shown = protect_table(_frame(BEFORE), counts=("claims", "open"), money=("total",))
    assert_frame_equal(shown, _frame(AFTER))


def test_a_sum_that_is_hidden_cannot_be_worked_out_from_what_the_table_adds_up_to():
    shown = protect_table(_frame(BETRAYING), counts=("claims", "open"), money=("total",))
    assert_frame_equal(shown, _frame(HELD))
