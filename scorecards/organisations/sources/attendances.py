"""Accident and emergency attendances of each trust and month, of all types of department."""

import polars as pl

from scorecards.organisations.model import Oddity
from scorecards.organisations.sources import columns, months


MEASURE = "attendances"
COLUMNS = {"nhs_trust22_code": "code", "date": "month", "total_attendances": "attendances"}


def tidy(raw: pl.DataFrame) -> pl.DataFrame:
    """Columns code, month, measure, value (attendances)."""
    columns.amounts(raw, "attendances")
    return months.tidy(raw, MEASURE, columns.amount("attendances"))


def verify(raw: pl.DataFrame, tidied: pl.DataFrame) -> tuple[Oddity, ...]:
    return months.verify(tidied, "attendances")
