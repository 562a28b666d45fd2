"""Which trust became part of which other, and from when."""

import polars as pl

from scorecards.errors import Refused
from scorecards.organisations.model import Oddity, number, odd
from scorecards.organisations.sources import columns


COLUMNS = {
    "trust_code_old": "predecessor",
    "trust_code_new": "successor",
    "from_date": "from_date",
}
_FORM = "%Y-%m-%d"


def tidy(raw: pl.DataFrame) -> pl.DataFrame:
    """Columns predecessor, successor, from_date. Of several successors the latest is kept."""
    columns.coded(raw, "predecessor", "successor")
    columns.filled(raw, ["from_date"])
    columns.days(raw, "from_date", _FORM)
    own = raw.filter(pl.col("predecessor") == pl.col("successor"))
    if not own.is_empty():
        raise Refused(f"On line {own['line'][0]} {own['predecessor'][0]} became part of itself.")
    return (
        _typed(raw)
        .sort("from_date", "successor", descending=[True, False])
        .unique("predecessor", keep="first", maintain_order=True)
        .sort("predecessor")
    )


def verify(raw: pl.DataFrame, tidied: pl.DataFrame) -> tuple[Oddity, ...]:
    """Trusts that were divided: their claims cannot be, so they follow the latest successor."""
    several = _typed(raw).group_by("predecessor").agg(pl.col("successor").unique().sort())
    split = several.filter(pl.col("successor").list.len() > 1).sort("predecessor")
    told = [f"{code} into {' and '.join(parts)}" for code, parts in split.iter_rows()]
    return odd(
        "several-successors",
        told,
        f"{number(len(told), 'organisation')} became part of more than one other. The latest "
        "successor is followed for all claims and figures.",
    )


def _typed(raw: pl.DataFrame) -> pl.DataFrame:
    return raw.select("predecessor", "successor", columns.day("from_date", _FORM))
