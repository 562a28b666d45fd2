"""Financial years: every date is in exactly one, and none is lost between two."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards import financial_year


DAY = timedelta(days=1)
years = some.integers(1980, 2060)
days = some.dates(date(1980, 1, 1), date(2060, 12, 31))


@settings(deadline=None)
@given(days)
def test_every_date_is_in_exactly_one_financial_year(day):
    holding = [
        year
        for year in range(1978, 2063)
        if financial_year.first_day(year) <= day <= financial_year.last_day(year)
    ]
    assert holding == [financial_year.of(day)]


@settings(deadline=None)
@given(years)
def test_a_year_holds_its_first_and_its_last_day_and_the_next_day_is_the_next_years(year):
    first, last = financial_year.first_day(year), financial_year.last_day(year)
    assert financial_year.of(first) == financial_year.of(last) == year
    assert last + DAY == financial_year.first_day(year + 1)
    assert financial_year.of(last + DAY) == year + 1
    assert financial_year.of(first - DAY) == year - 1


@pytest.mark.parametrize("year", range(1990, 2041))
def test_a_year_turns_between_31_march_and_1_april(year):
    assert financial_year.of(date(year, 3, 31)) == year - 1
    assert financial_year.of(date(year, 4, 1)) == year


@pytest.mark.parametrize("leap", [1988, 1996, 2000, 2016, 2024, 2048])
def test_29_february_is_in_the_year_that_began_the_april_before(leap):
    assert financial_year.of(date(leap, 2, 29)) == leap - 1
    last, first = financial_year.last_day(leap - 1), financial_year.first_day(leap - 1)
    assert (last - first + DAY).days == 366


@pytest.mark.parametrize(
    ("year", "label"),
    [(2015, "2015/16"), (1999, "1999/00"), (2009, "2009/10"), (2099, "2099/00"), (1989, "1989/90")],
)
def test_a_year_is_named_by_both_calendar_years_it_touches(year, label):
    assert financial_year.label(year) == label


@settings(deadline=None)
@given(years)
def test_what_is_named_is_read_back(year):
    assert financial_year.parse(financial_year.label(year)) == year
    assert financial_year.parse(f"  {financial_year.label(year)} ") == year


@pytest.mark.parametrize(
    "text",
    ["2015/17", "2015/15", "1999/01", "2015", "2015-16", "15/16", "2015/2016", "2015/1", "", "/",
     "2015/16/17", "x2015/16", "２０１５/１６", "٢٠١٥/١٦", "2015 /16", "-2015/16"],
)  # fmt: skip
def test_what_is_not_a_financial_year_is_refused_with_how_to_write_one(text):
    with pytest.raises(ValueError, match="Write it like 2015/16"):
        financial_year.parse(text)


@pytest.mark.parametrize(
    ("as_at", "year"),
    [
        (date(2026, 3, 31), 2025),
        (date(2026, 3, 30), 2024),
        (date(2026, 4, 1), 2025),
        (date(2026, 12, 31), 2025),
        (date(2026, 1, 1), 2024),
    ],
)
def test_a_year_is_complete_from_its_last_day_on(as_at, year):
    assert financial_year.last_complete(as_at) == year


@settings(deadline=None)
@given(days)
def test_the_last_complete_year_has_ended_and_the_next_has_not(as_at):
    year = financial_year.last_complete(as_at)
    assert financial_year.last_day(year) <= as_at < financial_year.last_day(year + 1)
