"""Financial years: 1 April to 31 March, named by the calendar year in which they start."""

import re
from datetime import date


FIRST_MONTH = 4
_LABEL = re.compile(r"([0-9]{4})/([0-9]{2})")


def of(day: date) -> int:
    """The financial year that holds a date: 31 March 2016 is in 2015, 1 April 2016 in 2016."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day(year: int) -> date:
    return date(year, FIRST_MONTH, 1)


def last_day(year: int) -> date:
    return date(year + 1, FIRST_MONTH - 1, 31)


def label(year: int) -> str:
    """`2015` as `2015/16`."""
    return f"{year:04d}/{(year + 1) % 100:02d}"


def parse(text: str) -> int:
    """`2015/16` as `2015`. Raises ValueError where the two halves do not follow each other."""
    found = _LABEL.fullmatch(text.strip())
    if found is None or int(found[2]) != (int(found[1]) + 1) % 100:
        raise ValueError(f"“{text}” is not a financial year. Write it like 2015/16.")
    return int(found[1])


def last_complete(as_at: date) -> int:
    """The newest financial year that had ended by the as-at date."""
    year = of(as_at)
    return year if as_at >= last_day(year) else year - 1
