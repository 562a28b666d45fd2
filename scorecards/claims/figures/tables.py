"""A division as a table: the same rows as the chart, and those it has no room for. Pure."""

from scorecards import formatting
from scorecards.claims.figures.breakdown import YEAR, Breakdown, Line
from scorecards.claims.selection import DIMENSION_NAMES
from scorecards.money import Currency


def headings(told: Breakdown) -> tuple[str, ...]:
    first = "Year of incident" if told.by == YEAR else DIMENSION_NAMES[told.by]
    own = (f"Claims, {told.beside}",) if told.beside else ()
    return first, "Claims, all trusts", "Share of all", "Cost, all trusts", *own


def rows(told: Breakdown, currency: Currency) -> tuple[tuple[str, ...], ...]:
    """Every row as text, hidden numbers as such."""
    return tuple(_row(line, told, currency) for line in told.lines)


def _row(line: Line, told: Breakdown, currency: Currency) -> tuple[str, ...]:
    own = (formatting.count(line.own),) if told.beside else ()
    return (
        line.name,
        formatting.count(line.claims),
        "hidden" if line.share is None else formatting.percent(line.share),
        formatting.money(line.total, currency),
        *own,
    )
