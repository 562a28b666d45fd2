"""Figures of money say what counting by hand says, to the penny, however rows come in."""

import inspect
from datetime import date

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.claims import measures
from scorecards.claims.model import MONEY, SCHEMA, Basis, Kind
from scorecards.claims.money import figures
from scorecards.claims.money import measures as money
from scorecards.claims.selection import DIMENSIONS, Selection
from tests.claims import twins
from tests.claims.money import twins as by_hand
from tests.claims.rows import answered, lazy, selections, shuffled


INDEX = {year: 80.0 + 3 * (year - 2012) + (year % 3) for year in range(2012, 2020)}
modest = settings(deadline=None, max_examples=120)
dimensions = some.sampled_from(DIMENSIONS)


def chosen(rows, wanted):
    """The selection of a measure from shuffled rows, and of its twin from the rows as they were."""
    selected = measures.select(measures.prepare(lazy(rows[1]), wanted.basis), wanted)
    return selected, twins.select(twins.prepare(rows[0], wanted.basis), wanted)


def collected(measure):
    return nw.to_native(measure).collect()


def closed(year):
    return date(year, 6, 1)


def settled(place):
    return {
        **dict.fromkeys(SCHEMA), **dict.fromkeys(MONEY, 0), "claim_ref": f"C{place}",
        "kind": "clinical", "incident_date": date(2012, 5, 1), "status": "settled",
        "damages_paid": 1_000,
    }  # fmt: skip


def test_every_measure_of_money_has_a_twin():
    written = {
        name
        for name, measure in inspect.getmembers(money, inspect.isfunction)
        if measure.__module__ == money.__name__
    }
    assert written == {"amounts", "costs", "in_prices"}
    assert all(hasattr(by_hand, name) for name in written)


@modest
@given(shuffled(), selections())
def test_amounts_are_those_of_the_rows_the_most_costly_first(rows, wanted):
    selected, expected = chosen(rows, wanted)
    assert answered(money.amounts(selected)) == by_hand.amounts(expected)


@modest
@given(shuffled(), selections(), dimensions)
def test_costs_stand_by_code_and_then_by_size_those_without_a_code_last(rows, wanted, dimension):
    selected, expected = chosen(rows, wanted)
    found = collected(money.costs(selected, dimension))
    assert found.to_dicts() == by_hand.costs(expected, dimension)
    assert figures.capped(found).to_dicts() == by_hand.capped(by_hand.costs(expected, dimension))


@modest
@given(shuffled(), selections())
def test_all_figures_agree_with_counting_by_hand(rows, wanted):
    selected, expected = chosen(rows, wanted)
    found = figures.figures(collected(money.amounts(selected)), seed=1)
    counted = by_hand.figures(expected)
    for name in ("mean", "trimmed_mean"):
        about = counted.pop(name)
        shown = getattr(found, name)
        assert shown == (None if about is None else pytest.approx(about, rel=1e-9, abs=1))
    assert {name: getattr(found, name) for name in counted} == counted


@modest
@given(shuffled(), selections())
def test_the_parts_hold_every_penny_of_the_total_with_and_without_the_largest(rows, wanted):
    selected, expected = chosen(rows, wanted)
    amounts = collected(money.amounts(selected))
    parts = figures.parts(amounts)
    assert parts.to_dicts() == by_hand.parts(expected)
    found = figures.figures(amounts, seed=1)
    assert parts["total"].sum() == parts["paid"].sum() + parts["reserved"].sum() == found.total
    assert parts["without_largest"].sum() == found.without_largest
    assert 0 <= found.capped <= found.total


@modest
@given(shuffled(), selections(), some.sampled_from(sorted(INDEX)[4:]))
def test_prices_of_another_year_are_those_worked_out_claim_by_claim(rows, wanted, as_at):
    selected, expected = chosen(rows, wanted)
    priced = money.in_prices(selected, INDEX, of=as_at, as_at=as_at)
    found = {row["claim_ref"]: row for row in answered(priced)}
    for row in by_hand.in_prices(expected, INDEX, as_at, as_at):
        shown = found.pop(row["claim_ref"])
        assert {name: shown[name] for name in (*MONEY, "total")} == {
            name: row[name] for name in (*MONEY, "total")
        }
    assert not found


@modest
@given(shuffled(), selections())
def test_where_prices_stand_still_nothing_changes(rows, wanted):
    selected, _ = chosen(rows, wanted)
    flat = dict.fromkeys(INDEX, 100.0)
    priced = money.in_prices(selected, flat, of=2019, as_at=2019)
    assert answered(measures.by_year(priced)) == answered(measures.by_year(selected))
    assert collected(priced).columns == collected(selected).columns


def test_an_older_closure_is_worth_more_and_an_open_claim_stays_as_it_is():
    rows = [
        {**settled(place), "closed_date": day}
        for place, day in enumerate([closed(2013), closed(2019), None])
    ]
    prepared = measures.prepare(lazy(rows), Basis.INCIDENT)
    priced = money.in_prices(prepared, {2013: 50.0, 2019: 75.0}, of=2019, as_at=2019)
    found = {row["claim_ref"]: row["total"] for row in answered(priced)}
    assert found == {"C0": 1_500, "C1": 1_000, "C2": 1_000}


def test_of_no_claims_there_is_nothing_and_no_average():
    selected, _ = chosen(([], []), Selection("R00", Kind.CLINICAL, 2000, 2030))
    amounts = collected(money.amounts(selected))
    found = figures.figures(amounts, seed=1)
    assert (found.claims, found.total, found.capped, found.largest, found.without_largest) == (
        (0,) * 5
    )
    assert (found.median, found.likely, found.mean, found.trimmed_mean) == (None,) * 4
    assert found.largest_share is None
    assert figures.parts(amounts)["total"].to_list() == [0, 0, 0]


class TestRange:
    """Where the median lies in most redraws: the same for the same release, whatever the order."""

    def amounts(self, paid):
        rows = [{**settled(place), "damages_paid": each} for place, each in enumerate(paid)]
        return collected(money.amounts(measures.prepare(lazy(rows), Basis.INCIDENT)))

    def test_it_holds_the_median_and_lies_among_the_claims(self):
        paid = [1000 * (place**2 + 1) for place in range(40)]
        found = figures.figures(self.amounts(paid), seed=5)
        assert min(paid) < found.likely.lower < found.median < found.likely.upper < max(paid)

    def test_a_reload_of_the_same_release_gives_the_same_and_another_release_its_own(self):
        paid = [1000 * (place**2 + 1) for place in range(200)]
        first, again, shuffled_rows, other = (
            figures.of(self.amounts(given), snapshot)
            for given, snapshot in (
                (paid, "2026-03-31-a"), (paid, "2026-03-31-a"), (paid[::-1], "2026-03-31-a"),
                (paid, "2026-03-31-b"),
            )
        )  # fmt: skip
        assert first.figures == again.figures == shuffled_rows.figures
        assert first.figures.likely != other.figures.likely

    @pytest.mark.parametrize(("number", "told"), [(4, False), (5, True)])
    def test_of_fewer_than_five_claims_with_damages_it_is_not_told(self, number, told):
        found = figures.figures(self.amounts([1000 * n for n in range(1, number + 1)]), seed=1)
        assert (found.likely is not None) == told
        assert found.median is not None
