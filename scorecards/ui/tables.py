"""The tables beside the figures: the same answers as text, column by column."""

from datetime import date

import pandas as pd
import polars as pl

from scorecards import financial_year, formatting
from scorecards.claims.scorecard import Detail, Scorecard, Views
from scorecards.claims.selection import DIMENSION_NAMES
from scorecards.money import Currency


def ranked(rows: pl.DataFrame, heading: str, currency: Currency) -> pd.DataFrame:
    """Codes in order, numbered as the points of the quadrant are."""
    return pd.DataFrame(
        {
            "": [str(number) for number in range(1, rows.height + 1)],
            heading: rows["name"].to_list(),
            **_figures(rows, currency),
        }
    )


def yearly(rows: pl.DataFrame, currency: Currency) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Financial year": [financial_year.label(year) for year in rows["year"].to_list()],
            **_figures(rows, currency),
        }
    )


def detail(card: Scorecard, views: Views) -> pd.DataFrame:
    """The table of the open detail."""
    match views.detail:
        case Detail.CROSSED:
            return pd.DataFrame(
                {
                    DIMENSION_NAMES[views.down]: card.detail["down_name"].to_list(),
                    DIMENSION_NAMES[views.across]: card.detail["across_name"].to_list(),
                    **_figures(card.detail, card.currency),
                }
            )
        case Detail.BANDS:
            return pd.DataFrame(
                {
                    "Total cost": card.detail["name"].to_list(),
                    "Claims": _counts(card.detail["claims"]),
                    "Share of claims": _shares(card.detail["claims_share"]),
                    "Cost": _money(card.detail["total"], card.currency),
                    "Share of cost": _shares(card.detail["cost_share"]),
                }
            )
        case Detail.CLAIMS:
            return claims(card.detail, card.currency)


def claims(rows: pl.DataFrame, currency: Currency) -> pd.DataFrame:
    """Claim by claim; a specialty column only where any claim has one."""
    columns = {
        "Claim": rows["claim_ref"].to_list(),
        "Incident": _days(rows["incident_date"]),
        "Notified": _days(rows["notified_date"]),
        "Closed": _days(rows["closed_date"]),
        "Specialty": rows["specialty"].to_list(),
        "Cause": rows["cause"].to_list(),
        "Injury": rows["injury"].to_list(),
        "Location": rows["location"].to_list(),
        "Status": rows["status"].to_list(),
        "Damages": _money(rows["damages"], currency),
        "Total cost": _money(rows["total"], currency),
    }
    if set(columns["Specialty"]) <= {"Not recorded"}:
        del columns["Specialty"]
    return pd.DataFrame(columns)


def _figures(rows: pl.DataFrame, currency: Currency) -> dict[str, list[str]]:
    return {
        "Claims": _counts(rows["claims"]),
        "Total cost": _money(rows["total"], currency),
        "Open": _counts(rows["open"]),
        "With damages": _counts(rows["with_damages"]),
        "Closed nil": _counts(rows["nil"]),
    }


def _counts(column: pl.Series) -> list[str]:
    return [formatting.count(value) for value in column.to_list()]


def _money(column: pl.Series, currency: Currency) -> list[str]:
    return [formatting.money_exact(value, currency) for value in column.to_list()]


def _shares(column: pl.Series) -> list[str]:
    return ["hidden" if value is None else formatting.percent(value) for value in column.to_list()]


def _days(column: pl.Series) -> list[str]:
    values: list[date | None] = column.to_list()
    return ["" if value is None else formatting.day(value) for value in values]
