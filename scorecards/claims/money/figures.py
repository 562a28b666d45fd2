"""The figures of money of one selection, from its claims. Frames in, plain values out."""

import hashlib

import numpy as np
import polars as pl

from scorecards.claims.model import MONEY
from scorecards.claims.money.model import PART_NAMES, Figures, Money, Range
from scorecards.statistics import money


RANGE_FROM = 5  # claims with damages below which a range of their middle would say nothing


def seed_of(snapshot_id: str) -> int:
    """The seed of all redraws of a release, so that a reload agrees with the page before."""
    return int.from_bytes(hashlib.sha256(snapshot_id.encode()).digest()[:8])


def of(amounts: pl.DataFrame, snapshot_id: str) -> Money:
    """From the columns of `measures.amounts`, most costly first."""
    return Money(figures(amounts, seed=seed_of(snapshot_id)), parts(amounts))


def figures(amounts: pl.DataFrame, *, seed: int) -> Figures:
    total = amounts["total"].to_numpy()
    paid = amounts["paid_damages"].drop_nulls().to_numpy()
    middle = money.median_interval(paid, seed=seed) if paid.size else None
    trimmed = money.trimmed_mean(paid)
    likely = None
    if middle is not None and paid.size >= RANGE_FROM:
        likely = Range(round(middle.lower), round(middle.upper))
    return Figures(
        claims=amounts.height,
        total=int(total.sum()),
        capped=int(np.minimum(total, money.CAP).sum()),
        largest=int(total.max(initial=0)),
        paid_claims=paid.size,
        median=None if middle is None else round(middle.estimate),
        likely=likely,
        mean=round(float(paid.mean())) if paid.size else None,
        trimmed_mean=None if trimmed is None else round(trimmed),
    )


def capped(costs: pl.DataFrame) -> pl.DataFrame:
    """Per code: capped, its total with £1 million a claim at most (pence).

    Columns read: code, total, sorted by code as `measures.costs` gives them.
    """
    limited = pl.min_horizontal("total", money.CAP).sum()
    return costs.group_by("code", maintain_order=True).agg(capped=limited)


def parts(amounts: pl.DataFrame) -> pl.DataFrame:
    """Per part of the cost: part, paid, reserved, total, without_largest (pence).

    `without_largest` is the total of the part without the one claim that costs most altogether.
    """
    sums = {name: int(amounts[name].sum()) for name in MONEY}
    largest = dict.fromkeys(MONEY, 0)
    if amounts.height:
        largest = amounts.row(0, named=True)
    paid, reserved = ([f"{part}_{how}" for part in PART_NAMES] for how in ("paid", "reserved"))
    both = [sums[one] + sums[other] for one, other in zip(paid, reserved, strict=True)]
    gone = [largest[one] + largest[other] for one, other in zip(paid, reserved, strict=True)]
    return pl.DataFrame(
        {
            "part": list(PART_NAMES),
            "paid": [sums[name] for name in paid],
            "reserved": [sums[name] for name in reserved],
            "total": both,
            "without_largest": [whole - one for whole, one in zip(both, gone, strict=True)],
        }
    )
