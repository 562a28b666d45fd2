"""The one clock. Everything else takes the time as a parameter."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The instant, aware, in UTC."""
    return datetime.now(UTC)


def london_date(instant: datetime) -> date:
    """The calendar date in London at an aware instant."""
    return instant.astimezone(LONDON).date()
