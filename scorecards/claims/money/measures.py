"""Claim by claim, what figures of money need. Frames in, frames out; money in pence."""

from collections.abc import Mapping

import narwhals as nw

from scorecards.claims.measures import Lazy
from scorecards.claims.model import MONEY
from scorecards.financial_year import FIRST_MONTH


def amounts(selected: Lazy) -> Lazy:
    """One row a claim, most costly first: total, paid_damages, and the six amounts of `MONEY`.

    Claims of equal cost stand by their reference, so that the largest is always the same one.
    """
    return selected.sort("total", "claim_ref", descending=[True, False]).select(
        "total", "paid_damages", *MONEY
    )


def costs(selected: Lazy, dimension: str) -> Lazy:
    """One row a claim, by code and then by cost: code (may be missing) and total."""
    named = selected.select(nw.col(dimension).alias("code"), "total")
    return named.sort("code", "total", nulls_last=True)


def in_prices(selected: Lazy, index: Mapping[int, float], *, of: int, as_at: int) -> Lazy:
    """The same claims with the six amounts and `total` in the prices of the financial year `of`.

    A closed claim is taken to be paid in the year of its closure, any other in the year `as_at`;
    those closed before the index begins, in its first year. Each amount to the nearest penny.
    `index` must have `of` and `as_at`. Source: HM Treasury, GDP deflators.
    """
    closed = nw.col("closed_date")
    year = nw.when(closed.dt.month() >= FIRST_MONTH).then(closed.dt.year())
    known = sorted(other for other in index if other <= as_at)
    spent = nw.when(~closed.is_null()).then(year.otherwise(closed.dt.year() - 1))
    factor = nw.lit(index[of] / index[known[0]])
    for other in known[1:]:
        factor = (
            nw.when(nw.col("spent") >= other)
            .then(nw.lit(index[of] / index[other]))
            .otherwise(factor)
        )
    priced = selected.with_columns(spent=spent.otherwise(nw.lit(as_at))).with_columns(factor=factor)
    moved = [(nw.col(name) * nw.col("factor") + 0.5).floor().cast(nw.Int64) for name in MONEY]
    return (
        priced.with_columns(*(each.alias(name) for each, name in zip(moved, MONEY, strict=True)))
        .with_columns(total=nw.sum_horizontal(*MONEY))
        .drop("spent", "factor")
    )
