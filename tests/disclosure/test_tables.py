"""Tables of the same claims hide their small numbers, and do not betray each other's."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from polars.testing import assert_frame_equal

from scorecards.disclosure import protect_count, protect_money, protect_table
from scorecards.disclosure.bounds import System, ranges, whole_numbers
from scorecards.disclosure.counts import possible
from scorecards.disclosure.propagation import WHOLE, Besides
from scorecards.disclosure.sums import Contributions
from scorecards.disclosure.tables import protect_tables


SCHEMA = {
    "code": pl.String, "claims": pl.Int64, "total": pl.Int64, "largest": pl.Int64,
    "second": pl.Int64,
}  # fmt: skip
amount = some.sampled_from([0, 1_000, 5_000, 70_000, 900_000, 4_000_000, 90_000_000])
claims = some.lists(
    some.tuples(some.sampled_from("abcdef"), some.sampled_from("xyz"), amount), max_size=60
)


def table(rows, place):
    """Claims as (code of one list, code of another, pence), added up by one of the lists."""
    found = []
    for code in sorted({row[place] for row in rows}):
        parts = sorted((row[2] for row in rows if row[place] == code), reverse=True)
        found.append((code, len(parts), sum(parts), parts[0], parts[1] if parts[1:] else 0))
    return pl.DataFrame(found, schema=SCHEMA, orient="row")


def whole(rows):
    parts = [*sorted((row[2] for row in rows), reverse=True), 0, 0]
    return Contributions(len(rows), sum(parts), parts[0], parts[1])


def both(rows):
    tables = {"letters": table(rows, 0), "ends": table(rows, 1)}
    return tables, protect_tables(whole(rows), tables, values={})


def few(*counts):
    """A table of so many claims of equal cost each."""
    return [(code, "x", 1_000) for code, n in zip("abcdefghijkl", counts, strict=False)
            for _ in range(n)]  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(claims)
def test_a_count_is_as_by_itself_and_a_sum_is_shown_only_where_it_would_be_by_itself(rows):
    before = table(rows, 0)
    after = protect_table(before, counts=("claims",), money=("total",))
    assert after["claims"].to_list() == [protect_count(n) for n in before["claims"].to_list()]
    for exact, shown in zip(before.to_dicts(), after.to_dicts(), strict=True):
        by_itself = protect_money(
            exact["total"],
            Contributions(exact["claims"], exact["total"], exact["largest"], exact["second"]),
        )
        assert shown["total"] in (None, by_itself)
        assert shown["largest"] is shown["second"] is None


@settings(deadline=None, max_examples=300)
@given(claims)
def test_no_hidden_sum_is_known_to_within_15_per_cent_from_everything_that_is_shown(rows):
    tables, shown = both(rows)
    for name, exact in tables.items():
        answer = dict(shown.tables[name].select("code", "total").iter_rows())
        known = sum(t for code, t in exact.select("code", "total").iter_rows()
                    if answer.get(code) is not None)  # fmt: skip
        rest = whole(rows).total - known
        for code, total in exact.select("code", "total").iter_rows():
            if total and answer.get(code) is None and shown.total is not None:
                assert rest >= 1.15 * total


@settings(deadline=None, max_examples=300)
@given(claims)
def test_no_hidden_count_is_determined_by_everything_that_is_shown(rows):
    _, shown = both(rows)
    system, hidden = System(), []
    total = system.unknown(*possible(shown.claims))
    for name, answer in shown.tables.items():
        counts = answer["claims"].to_list()
        unknowns = [system.unknown(*possible(count)) for count in counts]
        hidden += [u for u, count in zip(unknowns, counts, strict=True) if count is None]
        if name in shown.pooled:
            unknowns.append(system.unknown(0))
        system.same(unknowns, [total])
    found = ranges(system, hidden)
    for unknown in hidden:
        least, greatest = whole_numbers(found[unknown])
        assert least < greatest


@pytest.mark.parametrize(
    ("counts", "pooled"),
    [
        pytest.param((1,) * 7, True, id="seven rows of a whole of 1 to 7 are one each"),
        pytest.param((1,) * 6, True, id="six may be one or two"),
        pytest.param((1,) * 4, False, id="four may be one to four"),
        pytest.param((7, 7), True, id="two of 13 to 17 may be 6 or 7"),
        pytest.param((7, 7, 7, 7, 7), True, id="five of 33 to 37 may be 5, 6 or 7"),
        pytest.param((5, 7), False, id="two of 8 to 12 may be 1 to 7"),
        pytest.param((12, 1, 1, 1, 1), False, id="beside a count that is rounded"),
        pytest.param((8, 1, 1, 1, 1), True, id="eight at least, and four, are twelve at most"),
    ],
)
def test_rows_are_left_out_where_their_counts_could_be_worked_out(counts, pooled):
    rows = few(*counts)
    shown = protect_tables(whole(rows), {"letters": table(rows, 0)}, values={})
    assert ("letters" in shown.pooled) == pooled
    left = shown.tables["letters"]["claims"].to_list()
    assert left.count(None) == (0 if pooled else sum(n < 8 for n in counts))
    assert [n for n in left if n] == [protect_count(n) for n in counts if n > 7]


def test_one_table_can_betray_what_another_hides():
    """Alone, 7, 7 and 6 of 18 to 22 leave 4 to 7 each; 18 and 2 say that there are 19 at least."""
    letters = "a" * 7 + "b" * 7 + "c" * 6
    rows = [(code, "y" if place < 2 else "x", 1_000) for place, code in enumerate(letters)]
    alone = {"letters": table(rows, 0)}
    with_ends = {**alone, "ends": table(rows, 1)}
    assert not protect_tables(whole(rows), alone, values={}).pooled
    assert "letters" in protect_tables(whole(rows), with_ends, values={}).pooled


def test_what_is_told_besides_can_betray_what_a_table_hides():
    """The same: that there are 19 at least may be told by a comparison as well."""
    rows = few(7, 7, 6)
    besides = Besides({"cut": (19, 22)}, [(WHOLE, ("cut",))])
    alone = {"letters": table(rows, 0)}
    assert not protect_tables(whole(rows), alone, values={}).pooled
    assert protect_tables(whole(rows), alone, values={}, besides=besides).pooled


def test_a_sum_of_some_rows_of_a_table_can_betray_them():
    """Two of them together, 8 at most beside a third of 1 to 7: told, they would be known."""
    rows = few(1, 1, 40)
    besides = Besides({"group": (2, 3)}, [("group", (("letters", "a"), ("letters", "b")))])
    shown = protect_tables(whole(rows), {"letters": table(rows, 0)}, values={}, besides=besides)
    assert shown.pooled == {"letters"}
    assert shown.tables["letters"]["code"].to_list() == ["c"]


def test_where_one_hidden_sum_is_nearly_all_no_sum_is_shown_at_all():
    rows = [("a", "x", 10_000_000)] * 9 + [("b", "y", 10_000)] * 30
    tables, shown = both(rows)
    assert protect_money(whole(rows).total, whole(rows)) is not None
    assert shown.total is None
    for name in tables:
        assert shown.tables[name]["total"].null_count() == 2


BANDS = {"low": (1, 100_000), "high": (100_000, None)}


def by_value(rows):
    return table([("high" if row[2] >= 100_000 else "low", "", row[2]) for row in rows], 0)


def test_a_table_by_value_gives_counts_and_no_sums():
    rows = [("a", "x", 90_000)] * 30 + [("a", "x", 200_000)] * 20
    shown = protect_tables(whole(rows), {"band": by_value(rows)}, values={"band": BANDS})
    assert shown.total == 6_700_000
    assert sorted(shown.tables["band"].rows()) == [("high", 20, None), ("low", 30, None)]


def test_a_table_by_value_is_left_out_where_it_would_give_a_sum_of_few_claims():
    """Three claims cost 6 million; the other ten, under 1,000 each, cannot be 15 per cent of it."""
    rows = [("a", "x", 50_000)] * 10 + [("a", "x", 200_000_000)] * 3
    shown = protect_tables(whole(rows), {"band": by_value(rows)}, values={"band": BANDS})
    assert shown.total is not None
    assert shown.tables["band"].is_empty()
    many = rows + [("a", "x", 50_000)] * 4000
    shown = protect_tables(whole(many), {"band": by_value(many)}, values={"band": BANDS})
    assert shown.tables["band"].height == 2


@pytest.mark.parametrize("counts", [(7, 1, 5, 20), (1, 5, 7, 20), (5, 7, 1, 20)])
def test_the_order_of_rows_says_nothing_of_what_is_hidden(counts):
    rows = few(*counts)
    shown = protect_tables(whole(rows), {"t": table(rows, 0)}, values={})
    assert shown.tables["t"]["code"].to_list() == ["d", "a", "b", "c"]


def test_a_table_without_rows_keeps_its_columns():
    empty = pl.DataFrame(schema=SCHEMA)
    assert_frame_equal(protect_table(empty, counts=("claims",), money=("total",)), empty)
    shown = protect_tables(whole([]), {"none": empty}, values={})
    assert (shown.claims, shown.total, shown.pooled) == (0, 0, frozenset())
    assert shown.tables["none"].columns == ["code", "claims", "total"]
