"""The date in London, whatever the zone an instant is told in."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from scorecards import clock, financial_year


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 3, 31, 23, 30, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2026, 3, 31, 22, 59, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 7, 1, 1, 0, tzinfo=timezone(timedelta(hours=9))), date(2026, 6, 30)),
    ],
)
def test_the_date_is_londons_in_winter_and_in_summer(instant, day):
    assert clock.london_date(instant) == day


def test_an_instant_late_on_31_march_in_utc_is_already_in_the_new_financial_year():
    instant = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    assert financial_year.of(clock.london_date(instant)) == 2026


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)
