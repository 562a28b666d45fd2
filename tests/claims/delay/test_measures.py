"""Every measure of delay says what counting by hand says, however rows come in."""

import inspect
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.claims import measures as claims_measures
from scorecards.claims.delay import measures
from scorecards.claims.model import Basis, Kind
from tests.claims import twins as claims_twins
from tests.claims.delay import twins
from tests.claims.rows import answered, claims, lazy, seeds, selections, shuffled


modest = settings(deadline=None, max_examples=100)
kinds = some.sampled_from(list(Kind))
bases = some.tuples(some.sampled_from(list(Basis)), some.sampled_from(list(Basis)))
as_at_dates = some.sampled_from([
    date(2019, 3, 31), date(2018, 4, 1), date(2018, 12, 31), date(2016, 2, 29), date(2017, 3, 30),
]) | some.dates(date(2012, 1, 1), date(2020, 12, 31))  # fmt: skip


@some.composite
def lines(draw):
    """Rows of every line, shuffled."""
    rows, chance = draw(claims()), draw(seeds)
    told = [
        {**row, "scheme": chance.choice(["LTPS-EL", "LTPS-PL"]), "specialty": None}
        if row["kind"] == "non-clinical"
        else row
        for row in rows
    ]
    return chance.sample(told, len(told))


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
@given(lines())
def test_each_claim_belongs_to_the_line_that_its_kind_specialty_and_scheme_say(rows):
    assert in_order(answered(measures.lined(lazy(rows)))) == in_order(twins.lined(rows))


@modest
@given(shuffled())
def test_claims_get_the_years_of_their_dates_and_notified_incidents_leave(rows):
    assert in_order(answered(measures.dated(lazy(rows[1])))) == in_order(twins.dated(rows[0]))


@modest
@given(lines(), as_at_dates)
def test_a_claim_arrives_at_the_first_anniversary_by_which_it_was_notified(rows, as_at):
    counted = answered(measures.arrivals(measures.dated(measures.lined(lazy(rows))), as_at=as_at))
    assert counted == twins.arrivals(rows, as_at)


@modest
@given(lines(), as_at_dates)
def test_arrivals_up_to_an_age_are_the_claims_known_on_that_anniversary(rows, as_at):
    counted = answered(measures.arrivals(measures.dated(measures.lined(lazy(rows))), as_at=as_at))
    for year in {row["year"] for row in counted}:
        for age, day in enumerate(twins.valuations(year, as_at)):
            known = sum(r["claims"] for r in counted if r["year"] == year and r["age"] <= age)
            assert known == twins.known_by(rows, year, day)


@modest
@given(lines(), selections())
def test_years_by_line_are_counted_as_by_hand(rows, wanted):
    prepared = claims_measures.prepare(lazy(rows), wanted.basis)
    counted = answered(measures.by_year_and_line(claims_measures.select(prepared, wanted)))
    by_hand = claims_twins.select(claims_twins.prepare(rows, wanted.basis), wanted)
    assert counted == twins.by_year_and_line(by_hand)


@modest
@given(shuffled())
def test_what_arrives_is_told_by_the_year_it_is_about(rows):
    assert answered(measures.arrived(measures.dated(lazy(rows[1])))) == twins.arrived(rows[0])


@modest
@given(shuffled())
def test_waits_are_the_middle_of_the_days_between_two_dates(rows):
    assert answered(measures.waits(measures.dated(lazy(rows[1])))) == twins.waits(rows[0])


@modest
@given(shuffled(), kinds, bases, some.integers(2011, 2018), some.integers(0, 4))
def test_two_bases_are_reconciled_as_by_hand(rows, kind, both, first, more):
    asked = (kind, first, first + more, both)
    counted = answered(measures.reconciled(lazy(rows[1]), *asked))
    assert counted == twins.reconciled(rows[0], *asked)


def test_no_claims_give_no_rows():
    none = lazy([])
    assert answered(measures.arrivals(measures.dated(measures.lined(none)),
                                      as_at=date(2026, 3, 31))) == []  # fmt: skip
    assert answered(measures.arrived(measures.dated(none))) == []
    assert answered(measures.waits(measures.dated(none))) == []
    assert answered(measures.reconciled(none, Kind.CLINICAL, 2015, 2016, tuple(Basis)[:2])) == []
