"""Discharges of each trust and month, added up from the days that were reported.

A month in which a day was not reported is not whole: its discharges would be too few, and what is
missing is not guessed.
"""

import polars as pl

from scorecards.organisations.model import Oddity, number, odd
from scorecards.organisations.sources import columns, months


MEASURE = "discharges"
COLUMNS = {
    "nhs_trust22_code": "code",
    "month": "month",
    "days_reported": "reported",
    "discharged_total": "discharged",
}


def tidy(raw: pl.DataFrame) -> pl.DataFrame:
    """Columns code, month, measure, value (discharges; missing where a day is)."""
    for name in ("reported", "discharged"):
        columns.amounts(raw, name)
    whole = columns.amount("reported") >= pl.col("days")
    return months.tidy(raw, MEASURE, pl.when(whole).then(columns.amount("discharged")))


def verify(raw: pl.DataFrame, tidied: pl.DataFrame) -> tuple[Oddity, ...]:
    """As of other monthly files; a month without all its days is told apart from one not shown."""
    given = raw.select(columns.amount("discharged").alias("given"))["given"].is_not_null()
    short = tidied.filter(given & tidied["value"].is_null())
    told = [
        f"{code} {columns.month_name(month)}"
        for code, month in short.select("code", "month").iter_rows()
    ]
    others = tidied.filter(~(given & tidied["value"].is_null()))
    return (
        *odd(
            "days-missing",
            told,
            f"{number(len(told), 'month')} of discharges lack a day or more, so their sums would "
            "be too small. They were left out.",
        ),
        *months.verify(others, "discharges"),
    )
