"""The tables beside the figures: the same answers as text, column by column."""

from datetime import date

import pandas as pd
import polars as pl

from scorecards import financial_year, formatting
from scorecards.claims.delay import hatching
from scorecards.claims.delay.model import Maturity
from scorecards.claims.money.model import PART_NAMES, Figures
from scorecards.claims.scorecard import Detail, Scorecard, Views
from scorecards.claims.selection import DIMENSION_NAMES
from scorecards.claims.stability import could_move
from scorecards.money import Currency
from scorecards.statistics.money import CAP


def ranked(rows: pl.DataFrame, heading: str, currency: Currency) -> pd.DataFrame:
    """Codes in order, numbered as the points of the quadrant are."""
    return pd.DataFrame(
        {
            "": [str(number) for number in range(1, rows.height + 1)],
            heading: rows["name"].to_list(),
            **_figures(rows, currency),
        }
    )


def yearly(
    rows: pl.DataFrame, currency: Currency, maturity: Maturity | None = None
) -> pd.DataFrame:
    """Year by year; by incident date with how much of each is known."""
    years = rows["year"].to_list()
    known = {} if maturity is None else {"Known so far": hatching.shares(years, maturity)}
    return pd.DataFrame(
        {
            "Financial year": [financial_year.label(year) for year in years],
            **_figures(rows, currency),
            **known,
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
        case Detail.MONEY:
            return parts(card.detail, card.currency)
        case Detail.CLAIMS:
            return claims(card.detail, card.currency)


def parts(rows: pl.DataFrame, currency: Currency) -> pd.DataFrame:
    """Damages and both sides' costs to the penny, and all of them together."""
    money = ("paid", "reserved", "total", "without_largest")
    whole = rows.select(pl.lit("all").alias("part"), pl.col(*money).sum())
    lines = pl.concat([rows.select("part", *money), whole])
    names = {**PART_NAMES, "all": "Total cost"}
    return pd.DataFrame(
        {
            "Part": [names[part] for part in lines["part"].to_list()],
            "Paid": _money(lines["paid"], currency),
            "Reserved": _money(lines["reserved"], currency),
            "Total": _money(lines["total"], currency),
            "Without largest claim": _money(lines["without_largest"], currency),
        }
    )


def all_money(found: Figures, currency: Currency) -> pd.DataFrame:
    """Every figure of money, each with the number of claims that it is of."""
    cap, claims, paid = formatting.money(CAP, currency), found.claims, found.paid_claims
    likely = "too few claims"
    if found.likely is not None:
        lower, upper = found.likely.lower, found.likely.upper
        likely = " to ".join(formatting.money_exact(pence, currency) for pence in (lower, upper))
    share = found.largest_share
    rows = (
        ("Total cost", _pence(found.total, currency), claims),
        ("Total without largest claim", _pence(found.without_largest, currency), claims - 1),
        (f"Capped total, at most {cap} a claim", _pence(found.capped, currency), claims),
        ("Largest claim", _pence(found.largest, currency), 1),
        ("Its share of the total", "no cost" if share is None else formatting.percent(share), 1),
        ("Median damages", _pence(found.median, currency), paid),
        ("Likely range of the median", likely, paid),
        ("Trimmed mean of damages", _pence(found.trimmed_mean, currency, "too few claims"), paid),
        ("Mean damages", _pence(found.mean, currency), paid),
    )
    return pd.DataFrame(
        {
            "Figure": [name for name, *_ in rows],
            "Amount": [amount for _, amount, _ in rows],
            "Of claims": [formatting.count(number) for *_, number in rows],
        }
    )


def _pence(pence: int | None, currency: Currency, missing: str = "none paid") -> str:
    return missing if pence is None else formatting.money_exact(pence, currency)


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
    """Claims and cost; what one claim costs and how claims stand only where that is seen."""
    stand = {"open": "Open", "with_damages": "With damages", "nil": "Closed nil"}
    return {
        "Claims": _counts(rows["claims"]),
        "Total cost": _money(rows["total"], currency),
        **_without_largest(rows, currency),
        **{stand[name]: _counts(rows[name]) for name in stand if name in rows.columns},
    }


def _without_largest(rows: pl.DataFrame, currency: Currency) -> dict[str, list[str]]:
    """Beside every total what it would be without its largest claim, capped, and how firm it is."""
    if "largest" not in rows.columns:
        return {}
    columns = {
        "Without largest claim": _money(rows["total"] - rows["largest"], currency),
    }
    if "capped" in rows.columns:
        cap = formatting.money(CAP, currency)
        columns[f"At most {cap} a claim"] = _money(rows["capped"], currency)
    if "stays" in rows.columns:
        moves = could_move(rows).to_list()
        columns["Corner"] = [
            "" if not total else "could move" if could else "stable"
            for could, total in zip(moves, rows["total"].to_list(), strict=True)
        ]
    return columns


def _counts(column: pl.Series) -> list[str]:
    return [formatting.count(value) for value in column.to_list()]


def _money(column: pl.Series, currency: Currency) -> list[str]:
    return [formatting.money_exact(value, currency) for value in column.to_list()]


def _shares(column: pl.Series) -> list[str]:
    return ["hidden" if value is None else formatting.percent(value) for value in column.to_list()]


def _days(column: pl.Series) -> list[str]:
    values: list[date | None] = column.to_list()
    return ["" if value is None else formatting.day(value) for value in values]
