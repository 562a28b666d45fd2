"""One-way tables that may be shown together: each divides the same claims in another way.

A table alone hides its small numbers. Tables of the same claims must not betray each other's: what
can be worked out from all of them together is hidden too. Frames in, frames out; no store.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import polars as pl

from scorecards.disclosure.counts import possible, protect_count
from scorecards.disclosure.policy import MARGIN, POSSIBLE_VALUES
from scorecards.disclosure.sums import Contributions, hidden_sums_are_safe, protect_money


Span = tuple[int, int]
Values = tuple[int, int | None]


@dataclass(frozen=True)
class Protected:
    """What may be shown of some claims, divided in several ways.

    `claims` and `total` (pence) of them all, `tables` by name: None is hidden. A table in `pooled`
    lacks the rows whose counts could be worked out: they are too few to be named.
    """

    claims: int | None
    total: int | None
    tables: Mapping[str, pl.DataFrame]
    pooled: frozenset[str]


def protect_table(
    table: pl.DataFrame, *, counts: tuple[str, ...], money: tuple[str, ...] = ()
) -> pl.DataFrame:
    """The same rows with small numbers hidden (null) and the rest rounded.

    Columns read: those named, and `claims`, `total`, `largest`, `second` (pence), which decide for
    the row. `largest` and `second`, single claims, are null in every row. Sums are hidden further,
    the smallest first, until none can be worked out from what the table adds up to.
    """
    rows = table.to_dicts()
    for row in rows:
        parts = _contributions(row)
        row.update(
            {name: protect_money(row[name], parts) for name in money},
            _total=row["total"],
            largest=None,
            second=None,
        )
        row.update({name: protect_count(row[name]) for name in counts})
    if "total" in money:
        _hide_more(rows)
    shown = [{name: row[name] for name in table.columns} for row in rows]
    return pl.DataFrame(shown, schema=table.schema)


def protect_tables(
    whole: Contributions,
    tables: Mapping[str, pl.DataFrame],
    *,
    values: Mapping[str, Mapping[str, Values]],
) -> Protected:
    """Several tables that divide the same claims, with the columns of `protect_table` and `code`.

    What comes back has code, claims and total, sorted by what is shown.

    A table in `values` divides claims by what they cost: the least and the most of a claim (pence)
    by code. It gives no sums, and is left empty where they could be worked out nevertheless. Where
    a sum of another table could, although all its rows are hidden, no sum is shown anywhere. Where
    a count could, the rows that are hidden in its table are left out, so that nobody knows how many
    there are.
    """
    shown = {
        name: protect_table(table, counts=("claims",), money=() if name in values else ("total",))
        for name, table in tables.items()
    }
    total = protect_money(whole.total, whole)
    divided = [name for name in tables if name not in values]
    if total and not all(_sums_are_safe(tables[name], shown[name]) for name in divided):
        total = None
        shown = {name: table.with_columns(_no_money()) for name, table in shown.items()}
    for name, limits in values.items():
        tells = total is not None and _values_tell(tables[name], shown[name], limits)
        shown[name] = (shown[name].clear() if tells else shown[name]).with_columns(_no_money())
    claims = protect_count(whole.number)
    span = _span_of_whole(possible(claims), shown)
    pooled = frozenset(name for name, table in shown.items() if _betrays(table, span))
    for name in pooled:
        shown[name] = shown[name].filter(pl.col("claims").is_not_null())
    return Protected(claims, total, {name: _sorted(table) for name, table in shown.items()}, pooled)


def _sorted(table: pl.DataFrame) -> pl.DataFrame:
    """By what is shown, so that the order of hidden numbers says nothing; hidden ones last."""
    columns = ["code", "claims", "total"]
    return table.select(columns).sort(
        "total", "claims", "code", descending=[True, True, False], nulls_last=True
    )


def _contributions(row: Mapping[str, int | None]) -> Contributions:
    return Contributions(
        number=row["claims"] or 0,
        total=row["total"] or 0,
        largest=row["largest"] or 0,
        second=row["second"] or 0,
    )


def _no_money() -> pl.Expr:
    return pl.lit(None, dtype=pl.Int64).alias("total")


def _hide_more(rows: list[dict[str, int | None]]) -> None:
    """Hides the smallest sums that are shown until the hidden ones protect each other."""
    by_size = sorted((row for row in rows if row["total"]), key=lambda row: row["_total"] or 0)
    for row in by_size:
        if hidden_sums_are_safe(_hidden(rows)):
            return
        row["total"] = None


def _hidden(rows: list[dict[str, int | None]]) -> list[int]:
    return [row["_total"] or 0 for row in rows if row["total"] is None]


def _sums_are_safe(exact: pl.DataFrame, shown: pl.DataFrame) -> bool:
    return hidden_sums_are_safe(exact.filter(shown["total"].is_null())["total"].to_list())


def _values_tell(exact: pl.DataFrame, shown: pl.DataFrame, values: Mapping[str, Values]) -> bool:
    """Whether a sum that would be hidden follows to within 15 per cent from counts by value and
    from what they add up to.
    """
    spans = [
        _sum_between(possible(claims), values[code])
        for code, claims in shown.select("code", "claims").iter_rows()
    ]
    whole = int(exact["total"].sum())
    for place, row in enumerate(exact.to_dicts()):
        if protect_money(row["total"], _contributions(row)) is None and row["total"]:
            others = spans[:place] + spans[place + 1 :]
            fewest = max(spans[place][0], whole - sum(high for _, high in others))
            greatest = min(spans[place][1], whole - sum(low for low, _ in others))
            if fewest > (1 - MARGIN) * row["total"] or greatest < (1 + MARGIN) * row["total"]:
                return True
    return False


def _sum_between(claims: Span, value: Values) -> tuple[float, float]:
    floor, ceiling = value
    return claims[0] * floor, inf if ceiling is None else claims[1] * ceiling


def _span_of_whole(whole: Span, tables: Mapping[str, pl.DataFrame]) -> Span:
    """How few and how many claims there can be altogether, from every table at once."""
    spans = [_span(table) for table in tables.values() if table.height]
    return max([whole[0], *(low for low, _ in spans)]), min(
        [whole[1], *(high for _, high in spans)]
    )


def _span(table: pl.DataFrame) -> Span:
    spans = [possible(claims) for claims in table["claims"].to_list()]
    return sum(low for low, _ in spans), sum(high for _, high in spans)


def _betrays(table: pl.DataFrame, whole: Span) -> bool:
    """Whether a hidden count of the table has too few possible values, given the whole."""
    if not table["claims"].null_count():
        return False
    (low, high), (least, most) = _span(table), possible(None)
    fewest = max(least, whole[0] - (high - most))
    greatest = min(most, whole[1] - (low - least))
    return greatest - fewest + 1 < POSSIBLE_VALUES
