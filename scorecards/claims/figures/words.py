"""Figures as words inside a sentence: `{claims}` in a text becomes `1,235`. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from scorecards import financial_year, formatting
from scorecards.claims.figures.model import VAGUE, Figures, Quantity
from scorecards.disclosure.policy import HIDDEN_BELOW


NOT_KNOWN = "not known"
FEW = "fewer than 1"
NONE_PAID, NONE_CLOSED = "none paid", "none closed"
HIDDEN = "hidden"  # not “1 to 7”: what is added up may be more
_Row = Mapping[str, Any]
_OF_A_CODE = re.compile(
    r"(leading|second|costliest)-(specialty|cause|injury|location)(?:-(claims|share|total))?"
)
_OF_A_YEAR = re.compile(r"(first|last|largest)-year(?:-(claims))?")


def said(figures: Figures | None, quantity: Quantity) -> str:
    """One figure in words; `not known` where there is nothing to tell, `1 to 7` where hidden."""
    if figures is None:
        return NOT_KNOWN
    if found := _OF_A_CODE.fullmatch(quantity):
        place, dimension, what = found.groups()
        return _of_row(_placed(figures.by.get(dimension), place), what, figures)
    if found := _OF_A_YEAR.fullmatch(quantity):
        place, what = found.groups()
        return _of_row(_year(figures, place), what, figures)
    return _SAID[quantity](figures)


def headline(figures: Figures) -> tuple[tuple[str, str], ...]:
    """The first figures to tell, each with what it is: (`1,220`, `claims`), …"""
    told = [
        (Quantity.CLAIMS, "claim" if figures.claims == 1 else "claims"),
        (Quantity.TOTAL, "total cost"),
        (Quantity.MEDIAN_DAMAGES, "median damages"),
        (Quantity.NIL_SHARE, "share of closed claims without damages"),
    ]
    return tuple((said(figures, quantity), what) for quantity, what in told)


def period(figures: Figures) -> str:
    """`2015/16 to 2024/25`, or one year."""
    first, last = financial_year.label(figures.first), financial_year.label(figures.last)
    return first if first == last else f"{first} to {last}"


def _placed(table: pl.DataFrame | None, place: str) -> _Row | None:
    """The row with most claims (or the second, or the costliest) of those that may be shown.

    Of two alike the first by name. Codes that say nothing are passed over.
    """
    by = "total" if place == "costliest" else "claims"
    if table is None:
        return None
    named = table.filter(pl.col("code").is_not_null() & ~pl.col("code").is_in(VAGUE))
    ranked = named.drop_nulls(by).sort(by, "name", descending=[True, False])
    rows = ranked.slice(1 if place == "second" else 0, 1).to_dicts()
    return rows[0] if rows else None


def _year(figures: Figures, place: str) -> _Row | None:
    """A year of the window; one that has no row has no claims, unless rows were left out."""
    table = figures.by.get("year")
    if table is None:
        return None
    if place == "largest":
        ranked = table.drop_nulls("claims").sort("claims", "code", descending=[True, False])
        return next(ranked.head(1).iter_rows(named=True), None)
    year = figures.first if place == "first" else figures.last
    found = table.filter(pl.col("code") == year).to_dicts()
    absent = None if "year" in figures.pooled else 0
    return found[0] if found else {"name": financial_year.label(year), "claims": absent}


def _of_row(row: _Row | None, what: str | None, figures: Figures) -> str:
    """The name of a row, or what it has."""
    if row is None:
        return NOT_KNOWN
    if what == "claims":
        return formatting.count(row["claims"])
    if what == "share":
        return formatting.percent(row["claims"] / figures.claims if figures.claims else None)
    if what == "total":
        return formatting.money(row["total"], figures.currency)
    return str(row["name"])


def _a_year(figures: Figures) -> str:
    """To two figures, for it is about so many."""
    years = figures.last - figures.first + 1
    if figures.claims is None:
        hidden_at_most = HIDDEN_BELOW - 1
        return FEW if not figures.in_parts and hidden_at_most < years else HIDDEN
    a_year = figures.claims / years
    return f"{round(float(f'{a_year:.1e}')):,}" if a_year >= 1 else FEW


def _claims(figures: Figures) -> str:
    """A number of claims; of a sum whose parts are hidden only that it is."""
    return (
        HIDDEN if figures.claims is None and figures.in_parts else formatting.count(figures.claims)
    )


def _median(figures: Figures) -> str:
    """Where nothing was paid there is no median, and nothing is hidden."""
    if figures.median_damages is None and (figures.exact or figures.settled == 0):
        return NONE_PAID
    return formatting.money(figures.median_damages, figures.currency)


def _nil_share(figures: Figures) -> str:
    if figures.nil == 0 and figures.settled == 0:
        return NONE_CLOSED
    return formatting.percent(figures.nil_share)


def _settled(figures: Figures) -> str:
    return HIDDEN if figures.settled is None else formatting.count(figures.settled)


_SAID: Mapping[Quantity, Callable[[Figures], str]] = {
    Quantity.CLAIMS: _claims,
    Quantity.SETTLED: _settled,
    Quantity.OPEN: lambda told: formatting.count(told.open),
    Quantity.NIL: lambda told: formatting.count(told.nil),
    Quantity.TOTAL: lambda told: formatting.money(told.total, told.currency),
    Quantity.MEDIAN_DAMAGES: _median,
    Quantity.NIL_SHARE: _nil_share,
    Quantity.CLAIMS_A_YEAR: _a_year,
    Quantity.PERIOD: period,
    Quantity.AS_AT: lambda told: formatting.day(told.as_at),
}
