"""General and acute beds of each trust and month, as the daily situation reports average them.

The measure `bed-days` is beds occupied times the days of the month: patients' days, not places.
"""

import polars as pl

from scorecards.organisations.model import Oddity
from scorecards.organisations.sources import columns, months


MEASURE = "bed-days"
COLUMNS = {
    "nhs_trust22_code": "code",
    "date": "month",
    "general_acute_beds_occupied": "occupied",
}


def tidy(raw: pl.DataFrame) -> pl.DataFrame:
    """Columns code, month, measure, value (days that beds were occupied)."""
    columns.amounts(raw, "occupied")
    return months.tidy(raw, MEASURE, columns.amount("occupied") * pl.col("days"))


def verify(raw: pl.DataFrame, tidied: pl.DataFrame) -> tuple[Oddity, ...]:
    return months.verify(tidied, "beds")
