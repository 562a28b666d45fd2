"""Babies and deliveries of each trust and financial year, as published: rounded to five.

The measure `births` is babies, not deliveries: a claim is about a baby, and twins are two.
"""

import polars as pl

from scorecards import financial_year
from scorecards.errors import Refused
from scorecards.organisations.model import Oddity, number, odd
from scorecards.organisations.sources import columns


MEASURE = "births"
COLUMNS = {"period": "period", "org_code": "code", "dimension": "dimension", "value": "value"}
USED = "TotalBabies"
_ROUNDED_TO = 5
_MONTHS = 12


def tidy(raw: pl.DataFrame) -> pl.DataFrame:
    """Columns code, year, measure, value (missing where it is not shown), months (always 12)."""
    columns.coded(raw, "code")
    columns.amounts(raw, "value")
    return columns.once(_typed(raw), ["code", "year"])


def verify(raw: pl.DataFrame, tidied: pl.DataFrame) -> tuple[Oddity, ...]:
    """Rows of other counts, values that are not shown, and that the rest is rounded."""
    others = raw.filter(pl.col("dimension") != USED)["dimension"].unique().sort().to_list()
    unused = raw.filter(pl.col("dimension") != USED).height
    hidden = tidied.filter(pl.col("value").is_null())
    shown = tidied.drop_nulls("value")
    rounded = not shown.is_empty() and not shown.filter(pl.col("value") % _ROUNDED_TO != 0).height
    missing = [
        f"{code} {financial_year.label(year)}"
        for code, year in hidden.select("code", "year").iter_rows()
    ]
    told = (
        Oddity(
            "other-counts",
            unused,
            f"{number(unused, 'row')} of other counts ({', '.join(others)}) were not used: births "
            "are babies here.",
        ),
    )
    return (
        *(told if unused else ()),
        *columns.repeated(_typed(raw), ["code", "year"], "year of an organisation"),
        *odd(
            "values-not-shown",
            missing,
            f"{number(len(missing), 'year')} of births {'is' if len(missing) == 1 else 'are'} "
            "blank or hidden in the file. They were left out, never read as nought.",
        ),
        *(
            (
                Oddity(
                    "rounded",
                    shown.height,
                    f"All {shown.height:,} numbers of babies are multiples of five: they were "
                    "rounded when they were published, and are kept as they are.",
                ),
            )
            if rounded
            else ()
        ),
    )


def _typed(raw: pl.DataFrame) -> pl.DataFrame:
    years = {period: _year(period) for period in raw["period"].unique().to_list()}
    return raw.filter(pl.col("dimension") == USED).select(
        "code",
        pl.col("period").replace_strict(years, return_dtype=pl.Int64).alias("year"),
        pl.lit(MEASURE).alias("measure"),
        columns.amount("value").alias("value"),
        pl.lit(_MONTHS, dtype=pl.Int64).alias("months"),
    )


def _year(period: str) -> int:
    try:
        return financial_year.parse(period.replace("-", "/"))
    except ValueError as error:
        raise Refused(f"“{period}” is not a financial year like 2021-22.") from error
