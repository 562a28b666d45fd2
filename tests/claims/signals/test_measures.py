"""Claims by notification: every measure says what counting by hand says, however rows come in."""

import inspect
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.claims.model import Kind
from scorecards.claims.signals import judging, measures
from scorecards.claims.signals.arrivals import arrivals
from tests.claims.rows import answered, claims, frame, lazy, nations, shuffled
from tests.claims.signals import twin
from tests.claims.signals.quarters import LAG, ORGANISATIONS, OTHERS, claim, first_day


modest = settings(deadline=None, max_examples=100)
days = some.dates(date(2011, 12, 1), date(2019, 6, 1))
narrowings = some.sampled_from([{}, {"specialty": "obstetrics"}, {"cause": "fall"},
                                {"specialty": "gynaecology", "cause": "consent"}])  # fmt: skip


def test_every_measure_has_a_twin():
    written = {
        name
        for name, measure in inspect.getmembers(measures, inspect.isfunction)
        if measure.__module__ == measures.__name__
    }
    assert sorted(name for name in written if not hasattr(twin, name)) == []


@modest
@given(shuffled(), some.sampled_from(list(Kind)), days, days, narrowings)
def test_claims_notified_between_two_days_are_those_found_by_hand(rows, kind, one, other, narrowed):
    first, last = sorted((one, other))
    selected = answered(measures.notified(lazy(rows[1]), kind, first, last, narrowed))
    by_hand = twin.notified(rows[0], kind.value, first, last, narrowed)
    key = lambda row: row["claim_ref"]  # noqa: E731
    assert sorted(selected, key=key) == sorted(by_hand, key=key)


@modest
@given(shuffled(), some.sampled_from([1, 3]))
def test_claims_by_quarter_and_month_agree_with_counting_by_hand(rows, months):
    dated = [row for row in rows[1] if row["notified_date"]]
    counted = answered(measures.by_period(lazy(dated), months))
    told = [
        {"first": judging.first_day(line["period"], months), "claims": line["claims"]}
        for line in counted
    ]
    assert told == twin.by_period(dated, months)


@modest
@given(shuffled())
def test_days_and_leading_codes_agree_with_counting_by_hand(rows):
    dated = [row for row in rows[1] if row["notified_date"]]
    assert answered(measures.days(lazy(dated))) == twin.days(rows_dated(rows[0]))
    for dimension in ("specialty", "cause"):
        assert answered(measures.leading(lazy(rows[1]), dimension)) == twin.leading(
            rows[0], dimension
        )


def rows_dated(rows):
    return [row for row in rows if row["notified_date"]]


@modest
@given(days, some.integers(0, 900), some.sampled_from([1, 3]))
def test_periods_are_those_that_lie_wholly_between_two_days(first, length, months):
    last = first + timedelta(days=length)
    found = judging.periods(first, last, months)
    spans = [(judging.first_day(each, months), judging.last_day(each, months)) for each in found]
    assert spans == twin.whole_periods(first, last, months)


def test_a_quarter_begins_in_april_july_october_and_january():
    found = judging.periods(date(2018, 4, 1), date(2019, 3, 31), 3)
    starts = [judging.first_day(each, 3) for each in found]
    assert starts == [first_day(place) for place in range(4)]
    assert starts == [date(2018, 4, 1), date(2018, 7, 1), date(2018, 10, 1), date(2019, 1, 1)]


def test_the_quarter_of_a_trusts_own_first_claim_counts_although_it_had_begun():
    assert len(judging.periods(date(2018, 5, 9), date(2018, 9, 30), 3, begun=True)) == 2
    assert len(judging.periods(date(2018, 5, 9), date(2018, 9, 30), 3)) == 1


@modest
@given(nations(), some.sampled_from([1, 10, 13]))
def test_how_claims_arrive_agrees_with_counting_by_hand(drawn, smallest):
    organisations, rows = drawn
    as_at = date(2018, 12, 31)
    found = arrivals(frame(rows), organisations, smallest=smallest, as_at=as_at).to_dicts()
    codes = {each.code for each in organisations}
    assert found == twin.arrivals(rows, codes, smallest, as_at)


@modest
@given(claims(most=5))
def test_how_claims_arrive_is_not_told_of_fewer_than_ten_trusts(rows):
    assert arrivals(frame(rows), ORGANISATIONS, smallest=10, as_at=date(2020, 1, 1)).is_empty()


def test_days_that_lack_more_than_one_claim_in_twenty_are_not_whole():
    """Nineteen claims in twenty arrive after a month, one in twenty after two years."""
    late = timedelta(days=730)
    incidents = [date(2010, 1, 1) + timedelta(days=each) for each in range(3000)]
    rows = [
        claim(OTHERS[place % 11], day + (late if place % 20 == 19 else LAG))
        | {"incident_date": day}
        for place, day in enumerate(incidents)
    ]
    (row,) = arrivals(frame(rows), ORGANISATIONS, smallest=10, as_at=date(2030, 1, 1)).to_dicts()
    assert row["median_days"] == 30
    # A tenth of a per cent of claims (three) does not say where the release begins.
    assert row["first"] in (incidents[3] + LAG, incidents[3] + late)
    assert row["last"] == incidents[-1] + LAG


@pytest.mark.parametrize("as_at", [date(2015, 6, 30), date(2018, 3, 20)])
def test_no_day_after_the_as_at_date_is_whole(as_at):
    rows = [
        claim(OTHERS[each % 11], date(2012, 1, 1) + timedelta(days=each)) for each in range(2270)
    ]
    (row,) = arrivals(frame(rows), ORGANISATIONS, smallest=10, as_at=as_at).to_dicts()
    assert row["last"] <= as_at
