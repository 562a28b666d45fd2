"""What the monthly files have in common: months read, months missing, years added up."""

import calendar
from collections.abc import Sequence
from datetime import date, datetime

import polars as pl

from scorecards.errors import Refused
from scorecards.financial_year import FIRST_MONTH
from scorecards.organisations.model import Oddity, are, number, odd
from scorecards.organisations.sources import columns


FORMS = ("%B %Y", "%Y-%m")
_KEY = ("code", "month")


def tidy(raw: pl.DataFrame, measure: str, value: pl.Expr) -> pl.DataFrame:
    """Columns code, month (its first day), measure, value. `value` may use the column `days`,
    how many the month has; it is missing where the file does not give it. Repeated rows are kept.
    """
    columns.coded(raw, "code")
    months = {text: _month(text) for text in raw["month"].unique().to_list()}
    lengths = {month: calendar.monthrange(month.year, month.month)[1] for month in months.values()}
    month = pl.col("month").replace_strict(months, return_dtype=pl.Date)
    return (
        raw.with_columns(month)
        .with_columns(pl.col("month").replace_strict(lengths, return_dtype=pl.Int64).alias("days"))
        .select(
            "code", "month", pl.lit(measure).alias("measure"), value.cast(pl.Float64).alias("value")
        )
    )


def verify(tidied: pl.DataFrame, what: str) -> tuple[Oddity, ...]:
    """Months that stand twice, that the whole file lacks, and values that are not shown."""
    hidden = tidied.filter(pl.col("value").is_null())
    missing = [
        f"{code} {columns.month_name(month)}"
        for code, month in hidden.select("code", "month").iter_rows()
    ]
    gaps = [columns.month_name(month) for month in gaps_in(tidied["month"].unique().to_list())]
    return (
        *columns.repeated(tidied, _KEY, "month of an organisation"),
        *odd(
            "months-missing",
            gaps,
            f"{number(len(gaps), 'month')} {are(len(gaps))} missing from the whole file, so no "
            f"organisation has a whole year of {what} where they fall.",
        ),
        *odd(
            "values-not-shown",
            missing,
            f"{number(len(missing), 'month')} of {what} {are(len(missing))} blank or hidden in "
            "the file. They were left out, never read as nought.",
        ),
    )


def yearly(monthly: pl.DataFrame) -> pl.DataFrame:
    """Columns code, year, measure, value (the sum), months (how many have a value)."""
    began = pl.col("month").dt.month() >= FIRST_MONTH
    year = pl.col("month").dt.year() - pl.when(began).then(0).otherwise(1)
    return (
        columns.once(monthly, [*_KEY, "measure"])
        .drop_nulls("value")
        .with_columns(year.cast(pl.Int64).alias("year"))
        .group_by("code", "year", "measure")
        .agg(pl.col("value").sum(), pl.len().cast(pl.Int64).alias("months"))
        .sort("measure", "code", "year")
    )


def gaps_in(months: Sequence[date]) -> list[date]:
    """The months between the first and the last that are not there."""
    there, found = set(months), []
    month = min(there)
    while month < max(there):
        if month not in there:
            found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def _month(text: str) -> date:
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a month has no zone)
        except ValueError:
            continue
    raise Refused(f"“{text}” is not a month like April 2022 or 2022-04.")
