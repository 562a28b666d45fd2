"""Scorecards made by hand, for what a figure or a sentence does with rows that are given."""

from dataclasses import replace
from datetime import date

import polars as pl

from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Cuts, Headline, Scorecard
from scorecards.claims.selection import Selection
from scorecards.money import Currency
from scorecards.people.model import Organisation
from scorecards.settings import REFERENCE
from scorecards.taxonomy.codes import read


POUND = 100
MILLION = 1_000_000 * POUND
NUMBERS = dict.fromkeys(("claims", "total", "open", "nil", "with_damages"), pl.Int64)
RANKED = {"code": pl.String, "name": pl.String, **NUMBERS, "chosen": pl.Boolean}
YEARS = {"year": pl.Int64, **NUMBERS}
PAIRS = {"down_name": pl.String, "across_name": pl.String, **NUMBERS}


def ranked(*rows) -> pl.DataFrame:
    """Rows of name, claims and pence; the code is the name in lower case. Shares are added."""
    frame = pl.DataFrame(
        [
            {"code": name.lower().replace(" ", "-"), "name": name, "claims": claims,
             "total": total, "open": 0, "nil": 0, "with_damages": 0, "chosen": True}
            for name, claims, total in rows
        ],
        schema=RANKED,
    )  # fmt: skip
    whole, cost = frame["claims"].sum(), frame["total"].sum()
    return frame.with_columns(
        claims_share=pl.col("claims") / whole if whole else pl.lit(None, pl.Float64),
        cost_share=pl.col("total") / cost if cost else pl.lit(None, pl.Float64),
    )


def yearly(*rows) -> pl.DataFrame:
    """Rows of year, claims and pence."""
    return pl.DataFrame(
        [{"year": y, "claims": n, "total": t, "open": 0, "nil": 0, "with_damages": 0}
         for y, n, t in rows],
        schema=YEARS,
    )  # fmt: skip


def pairs(*rows) -> pl.DataFrame:
    """Rows of two names, claims and pence."""
    return pl.DataFrame(
        [{"down_name": d, "across_name": a, "claims": n, "total": t, "open": 0, "nil": 0,
          "with_damages": 0} for d, a, n, t in rows],
        schema=PAIRS,
    )  # fmt: skip


def headline(claims=120, total=20 * MILLION, **others) -> Headline:
    rest = {
        "paid_claims": 40, "median_damages": 1_000_000, "mean_damages": 2_000_000, "closed": 60,
        "nil": 30, "nil_share": 0.5, "largest_share": 0.1, "undated": 0, "incidents": 0,
    }  # fmt: skip
    return Headline(claims=claims, total=total, **{**rest, **others})


def card(rows=None, years=None, detail=None, **others) -> Scorecard:
    """A scorecard of Alder Valley, 2014/15 to 2022/23, as at the end of 2025/26."""
    rows = ranked() if rows is None else rows
    values = {
        "organisation": Organisation("RA1", "Alder Valley", "Acute", "North"),
        "selection": Selection("RA1", Kind.CLINICAL, 2014, 2022),
        "as_at": date(2026, 3, 31),
        "snapshot_id": "2026-03-31-0123456789",
        "currency": Currency.GBP,
        "taxonomy": read(REFERENCE),
        "exact": True,
        "headline": headline(),
        "cuts": Cuts(10.0, 1.0 * MILLION, "typical of 12 organisations"),
        "quadrant": rows,
        "ranking": rows,
        "years": yearly() if years is None else years,
        "detail": rows if detail is None else detail,
        "by": {"cause": rows, "specialty": rows},
    }
    return Scorecard(**{**values, **others})


def asking(one: Scorecard, basis=Basis.INCIDENT, last=2022, **filters) -> Scorecard:
    """The same answers to another selection."""
    codes = {name: (code,) for name, code in filters.items()}
    return replace(one, selection=Selection("RA1", Kind.CLINICAL, 2014, last, basis, codes))
