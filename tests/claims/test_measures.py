"""Every measure says what counting by hand says, in the order it promises, however rows come in."""

import inspect
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.claims import measures, peers
from scorecards.claims.model import MONEY, SCHEMA, Basis, Kind
from scorecards.claims.selection import DIMENSIONS, Selection
from tests.claims import twins
from tests.claims.rows import answered, claims, frame, lazy, nations, selections, shuffled


ALL = Selection("R00", Kind.CLINICAL, 2000, 2030)
modest = settings(deadline=None, max_examples=150)
kinds = some.sampled_from(list(Kind))
dimensions = some.sampled_from(DIMENSIONS)


def chosen(rows, wanted, **how):
    """The selection of a measure, and of its twin."""
    by_hand = twins.select(twins.prepare(rows, wanted.basis), wanted, **how)
    return measures.select(measures.prepare(lazy(rows), wanted.basis), wanted, **how), by_hand


def claim():
    """A clinical claim of 2015 that cost nothing."""
    empty = {**dict.fromkeys(SCHEMA), **dict.fromkeys(MONEY, 0)}
    return {**empty, "claim_ref": "C1", "kind": "clinical", "incident_date": date(2015, 5, 1)}


def in_order(rows):
    return sorted(rows, key=lambda row: row["claim_ref"])


def test_every_measure_has_a_twin():
    written = {
        name
        for name, measure in inspect.getmembers(measures, inspect.isfunction)
        if measure.__module__ == measures.__name__ and not name.startswith("_")
    }
    assert sorted(name for name in written if not hasattr(twins, name)) == []


@modest
@given(claims(), some.sampled_from(list(Basis)))
def test_prepared_claims_have_the_year_the_money_and_the_band_that_counting_gives(rows, basis):
    prepared = answered(measures.prepare(lazy(rows), basis))
    assert in_order(prepared) == twins.prepare(rows, basis)


@modest
@given(shuffled(), selections(), some.none() | dimensions)
def test_a_selection_holds_the_claims_of_its_period_and_filters_and_no_others(rows, wanted, ignore):
    selected, by_hand = chosen(rows[1], wanted, ignore=ignore)
    assert in_order(answered(selected)) == in_order(by_hand)


@modest
@given(shuffled(), selections())
def test_the_headline_agrees_with_counting_by_hand(rows, wanted):
    selected, by_hand = chosen(rows[1], wanted)
    (row,) = answered(measures.headline(selected))
    expected = twins.headline(by_hand)
    mean = expected.pop("mean_damages")
    assert row.pop("mean_damages") == (mean if mean is None else pytest.approx(mean, rel=1e-12))
    assert row == expected


@modest
@given(shuffled(), selections(), dimensions)
def test_a_ranking_agrees_with_counting_by_hand_most_costly_first(rows, wanted, dimension):
    selected, by_hand = chosen(rows[1], wanted)
    assert answered(measures.by(selected, dimension)) == twins.by(by_hand, dimension)


@modest
@given(shuffled(), selections(), some.none() | dimensions)
def test_what_a_sum_is_made_of_agrees_with_counting_by_hand(rows, wanted, dimension):
    selected, by_hand = chosen(rows[1], wanted)
    found = answered(measures.contributions(selected, dimension))
    counted = twins.contributions(by_hand, dimension)
    assert found == (counted if dimension else [counted])


@modest
@given(shuffled(), selections())
def test_years_agree_with_counting_by_hand_oldest_first(rows, wanted):
    selected, by_hand = chosen(rows[1], wanted)
    assert answered(measures.by_year(selected)) == twins.by_year(by_hand)


@modest
@given(shuffled(), selections(), dimensions, dimensions)
def test_pairs_agree_with_counting_by_hand_most_claims_first(rows, wanted, across, down):
    selected, by_hand = chosen(rows[1], wanted)
    pairs = answered(measures.crossed(selected, across, down))
    assert pairs == twins.crossed(by_hand, across, down)


@modest
@given(shuffled(), selections())
def test_the_list_of_claims_agrees_with_the_rows_most_costly_first(rows, wanted):
    selected, by_hand = chosen(rows[1], wanted)
    assert answered(measures.listed(selected)) == twins.listed(by_hand)


@modest
@given(shuffled(), selections())
def test_incidents_and_undated_claims_are_counted_apart_as_by_hand(rows, wanted):
    prepared = measures.prepare(lazy(rows[1]), wanted.basis)
    by_hand = twins.prepare(rows[0], wanted.basis)
    assert answered(measures.incidents(prepared, wanted)) == [twins.incidents(by_hand, wanted)]
    assert answered(measures.undated(prepared, wanted.kind)) == [
        twins.undated(by_hand, wanted.kind)
    ]


@modest
@given(shuffled(), some.sampled_from(list(Basis)), kinds, dimensions)
def test_what_there_is_to_choose_from_agrees_with_the_rows(rows, basis, kind, dimension):
    prepared = measures.prepare(lazy(rows[1]), basis)
    by_hand = twins.prepare(rows[0], basis)
    assert answered(measures.span(prepared, kind)) == [twins.span(by_hand, kind)]
    assert answered(measures.present(prepared, kind, dimension)) == twins.present(
        by_hand, kind, dimension
    )


@settings(deadline=None, max_examples=80)
@given(nations())
def test_what_is_typical_of_peers_agrees_with_counting_by_hand(nation):
    organisations, rows = nation
    found = peers.typical(frame(rows), organisations).to_dicts()
    expected = twins.typical(rows, organisations)
    assert len(found) == len(expected)
    for line, by_hand in zip(found, expected, strict=True):
        assert line == {
            **by_hand,
            "claims_a_year": pytest.approx(by_hand["claims_a_year"], rel=1e-12),
            "cost_a_year": pytest.approx(by_hand["cost_a_year"], rel=1e-12),
            "capped_a_year": pytest.approx(by_hand["capped_a_year"], rel=1e-12),
        }


@modest
@given(shuffled(), selections())
def test_claims_are_counted_once_whichever_way_they_are_split(rows, wanted):
    selected, _ = chosen(rows[1], wanted)
    (whole,) = answered(measures.headline(selected))
    splits = [answered(measures.by(selected, dimension)) for dimension in DIMENSIONS]
    splits += [answered(measures.by_year(selected)), answered(measures.listed(selected))]
    for split in splits:
        assert sum(row.get("claims", 1) for row in split) == whole["claims"]
        assert sum(row["total"] for row in split) == whole["total"]


@modest
@given(shuffled(), selections())
def test_years_side_by_side_hold_what_the_period_holds(rows, wanted):
    """No claim falls between two financial years, and none into both."""
    whole, _ = chosen(rows[1], wanted)
    parts = []
    for year in range(wanted.first, wanted.last + 1):
        one = Selection("R00", wanted.kind, year, year, wanted.basis, wanted.filters)
        parts += answered(chosen(rows[1], one)[0])
    assert in_order(parts) == in_order(answered(whole))


MIDDLE = [1_000, 2_000, 900_000]


@pytest.mark.parametrize(
    ("damages", "median"),
    [(MIDDLE, 2_000), ([*MIDDLE, 4_000], 3_000), ([7], 7), ([1, 2], 1.5), ([0, 0, 8], 8)],
)
def test_the_median_of_damages_is_the_middle_and_not_the_mean(damages, median):
    """A costless claim is no payment: it does not lower the middle."""
    rows = [
        {**claim(), "status": "settled", "damages_paid": paid, "claim_ref": str(place)}
        for place, paid in enumerate(damages)
    ]
    selected, _ = chosen(rows, ALL)
    assert answered(measures.headline(selected))[0]["median_damages"] == median


@pytest.mark.parametrize("status", ["open", "nil", "incident"])
def test_reserves_of_claims_that_are_not_resolved_are_cost_but_not_damages_paid(status):
    asked = ALL.narrowed("status", status)
    selected, _ = chosen([{**claim(), "status": status, "damages_reserved": 900}], asked)
    (found,) = answered(measures.headline(selected))
    assert (found["total"], found["paid_claims"], found["median_damages"]) == (900, 0, None)


def test_an_empty_selection_costs_nothing_and_has_no_average_and_no_rows():
    selected, _ = chosen([], ALL)
    (found,) = answered(measures.headline(selected))
    assert (found["claims"], found["total"], found["closed"], found["nil"]) == (0, 0, 0, 0)
    assert (found["median_damages"], found["mean_damages"], found["largest"]) == (None, None, None)
    assert answered(measures.by(selected, "cause")) == answered(measures.by_year(selected)) == []


TIED = [
    {"cause": "fall", "injury": "pain"},
    {"cause": "fall", "injury": "pain"},
    {"cause": "burn", "injury": "pain"},
    {"cause": "cut", "injury": None},
    {"cause": None, "injury": "pain"},
]


def test_rows_of_equal_cost_stand_by_number_then_by_code_with_missing_codes_last():
    """Groups come in any order; the reader always sees the same one."""
    for order in permutations(range(5)):
        rows = [{**claim(), **TIED[at], "status": "nil", "claim_ref": f"C{at}"} for at in order]
        selected, _ = chosen(rows, ALL)
        ranked = [line["code"] for line in answered(measures.by(selected, "cause"))]
        assert ranked == ["fall", "burn", "cut", None]
        crossed = answered(measures.crossed(selected, "injury", "cause"))
        assert [line["down"] for line in crossed] == ["fall", "burn", "cut", None]
        listed = answered(measures.listed(selected))
        assert [line["claim_ref"] for line in listed] == ["C0", "C1", "C2", "C3", "C4"]


def test_incidents_stay_out_while_another_status_is_ignored():
    """With a filter on `nil`, the quadrant by status shows claims of all statuses, no incident."""
    rows = [{**claim(), "status": status} for status in ("incident", "nil", "open")]
    selected, _ = chosen(rows, ALL.narrowed("status", "nil"), ignore="status")
    assert [found["status"] for found in answered(selected)] == ["nil", "open"]
