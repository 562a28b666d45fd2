"""Figures as words inside a sentence: `{claims}` in a text becomes `1,235`. Pure."""

from collections.abc import Callable, Mapping

import polars as pl

from scorecards import financial_year, formatting
from scorecards.claims.figures.model import Figures, Quantity


NOT_KNOWN = "not known"
LEADING = {
    Quantity.LEADING_SPECIALTY: "specialty",
    Quantity.LEADING_CAUSE: "cause",
    Quantity.LEADING_INJURY: "injury",
    Quantity.LEADING_LOCATION: "location",
}


def said(figures: Figures | None, quantity: Quantity) -> str:
    """One figure in words; `not known` where there is nothing to tell, `1 to 7` where hidden."""
    if figures is None:
        return NOT_KNOWN
    if quantity in LEADING:
        return leading(figures.by.get(LEADING[quantity]))
    return _SAID[quantity](figures)


def period(figures: Figures) -> str:
    """`2015/16 to 2024/25`, or one year."""
    first, last = financial_year.label(figures.first), financial_year.label(figures.last)
    return first if first == last else f"{first} to {last}"


def leading(table: pl.DataFrame | None) -> str:
    """The name with most claims among those that may be shown; of two alike the first by name."""
    if table is None:
        return NOT_KNOWN
    known = table.filter(pl.col("code").is_not_null()).drop_nulls("claims")
    top = known.sort("claims", "name", descending=[True, False]).head(1)["name"].to_list()
    return top[0] if top else NOT_KNOWN


def _a_year(figures: Figures) -> str:
    """To two figures, for it is about so many."""
    if figures.claims is None:
        return formatting.count(None)
    a_year = figures.claims / (figures.last - figures.first + 1)
    return f"{round(float(f'{a_year:.1e}')):,}" if a_year >= 1 else "fewer than 1"


_SAID: Mapping[Quantity, Callable[[Figures], str]] = {
    Quantity.CLAIMS: lambda told: formatting.count(told.claims),
    Quantity.SETTLED: lambda told: formatting.count(told.settled),
    Quantity.OPEN: lambda told: formatting.count(told.open),
    Quantity.NIL: lambda told: formatting.count(told.nil),
    Quantity.TOTAL: lambda told: formatting.money(told.total, told.currency),
    Quantity.MEDIAN_DAMAGES: lambda told: formatting.money(told.median_damages, told.currency),
    Quantity.NIL_SHARE: lambda told: formatting.percent(told.nil_share),
    Quantity.CLAIMS_A_YEAR: _a_year,
    Quantity.PERIOD: period,
    Quantity.AS_AT: lambda told: formatting.day(told.as_at),
}
