"""One-way tables that may be shown together: each divides the same claims in another way.

A table alone hides its small numbers. Tables of the same claims must not betray each other's: what
can be worked out from all of them together is hidden too. Frames in, frames out; no store.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import polars as pl

from scorecards.disclosure.counts import possible, protect_count
from scorecards.disclosure.policy import GUARDED_VALUES, MARGIN
from scorecards.disclosure.propagation import MOST, NOTHING, WHOLE, Besides, Node, Sum, narrowed
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
    besides: Besides = NOTHING,
) -> Protected:
    """Several tables that divide the same claims, with the columns of `protect_table` and `code`.

    What comes back has code, claims and total, sorted by what is shown.

    A table in `values` divides claims by what they cost: the least and the most of a claim (pence)
    by code. It gives no sums, and is left empty where they could be worked out nevertheless. Where
    a sum of another table could, although all its rows are hidden, no sum is shown anywhere. Where
    a count could, the rows that are hidden in its table are left out, so that nobody knows how many
    there are. `besides` is what else is told of the same claims: counts that are protected, too.
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
    pooled = _pooled(claims, shown, besides)
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


def _pooled(
    claims: int | None, shown: Mapping[str, pl.DataFrame], besides: Besides
) -> frozenset[str]:
    """The tables of which a hidden count has too few possible values, given all that is told.

    Once the hidden rows of a table are left out, nobody knows what they add up to with others.
    """
    pooled: set[str] = set()
    while True:
        spans: dict[Node, Span] = {**besides.spans, WHOLE: possible(claims)}
        sums = [each for each in besides.sums if not _tables_of(each) & pooled]
        hidden: dict[Node, str] = {}
        for name, table in shown.items():
            rows = {(name, str(code)): count for code, count in
                    table.select("code", "claims").iter_rows()
                    if count is not None or name not in pooled}  # fmt: skip
            spans |= {row: possible(count) for row, count in rows.items()}
            hidden |= {row: name for row, count in rows.items() if count is None}
            rest = [(name, None)] if name in pooled else []
            spans |= dict.fromkeys(rest, (0, MOST))
            if table.height:
                sums.append((WHOLE, (*rows, *rest)))
        told = narrowed(spans, _among(spans, sums))
        found = {
            name for row, name in hidden.items() if told[row][1] - told[row][0] + 1 < GUARDED_VALUES
        }
        if not found:
            return frozenset(pooled)
        pooled |= found


def _among(spans: Mapping[Node, Span], sums: Sequence[Sum]) -> list[Sum]:
    """The sums without what is not told: a row that a table does not have counts nought."""
    told = [(whole, tuple(p for p in parts if p in spans)) for whole, parts in sums]
    return [(whole, parts) for whole, parts in told if whole in spans and parts]


def _tables_of(told: Sum) -> set[object]:
    whole, parts = told
    return {node[0] for node in (whole, *parts) if isinstance(node, tuple)}
