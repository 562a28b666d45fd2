"""What changed between two releases, claim by claim and to the penny. Says nothing of why."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from scorecards.errors import UserError
from scorecards.snapshots import model
from scorecards.snapshots.opening import Snapshot


KEY = (model.TRUST, model.CLAIM_REF)
_AGAIN, _THERE = "_again", "_there"


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """Pence of one column: `before + new - removed + revalued == after`, always."""

    before: int
    new: int
    removed: int
    revalued: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Counts of claims, and of changed claims per column; `money` by column."""

    before: int
    after: int
    new: int
    removed: int
    changed: int
    columns: Mapping[str, int]
    money: Mapping[str, MoneyChange]


def diff(before: Snapshot, after: Snapshot, *, trust: str | None) -> Changes:
    """All that changed for one trust, or for all of them where `trust` is none."""
    if trust is None:
        return compare(before.all_claims().collect(), after.all_claims().collect())
    return compare(before.claims(trust).collect(), after.claims(trust).collect())


def compare(before: pl.DataFrame, after: pl.DataFrame) -> Changes:
    """Pairs claims by reference within a trust. Raises UserError for different columns.

    A reference may stand several times (one injury, two defendants): identical rows are paired
    first, then what is left of each reference in its order.
    """
    if before.schema != after.schema:
        raise UserError("These releases do not have the same columns and cannot be compared.")
    old, fresh = _without(before, after), _without(after, before)
    old, fresh = _numbered(old, KEY), _numbered(fresh, KEY)
    key = (*KEY, _AGAIN)
    removed = old.join(fresh, on=key, how="anti", nulls_equal=True)
    new = fresh.join(old, on=key, how="anti", nulls_equal=True)
    pairs = old.join(fresh, on=key, how="inner", suffix=_THERE, nulls_equal=True)
    return Changes(
        before=before.height,
        after=after.height,
        new=new.height,
        removed=removed.height,
        changed=pairs.height,
        columns=_changed_columns(pairs, before.columns),
        money={
            name: MoneyChange(
                before=int(before[name].sum()),
                new=int(new[name].sum()),
                removed=int(removed[name].sum()),
                revalued=int(pairs[f"{name}{_THERE}"].sum()) - int(pairs[name].sum()),
                after=int(after[name].sum()),
            )
            for name in model.money_columns(before)
        },
    )


def _without(claims: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """The rows that the others do not have, or have less often."""
    columns = claims.columns
    left, right = _numbered(claims, columns), _numbered(others, columns)
    kept = left.join(right, on=[*columns, _AGAIN], how="anti", nulls_equal=True)
    return kept.select(columns)


def _numbered(claims: pl.DataFrame, same: tuple[str, ...] | list[str]) -> pl.DataFrame:
    """Adds which time it is that these columns stand together: 0, 1, 2 … in a settled order."""
    return claims.sort(claims.columns, maintain_order=True).with_columns(
        pl.int_range(pl.len()).over(same).alias(_AGAIN)
    )


def _changed_columns(pairs: pl.DataFrame, columns: list[str]) -> dict[str, int]:
    """How many claims have another value than before; columns without a change are left out."""
    compared = [name for name in columns if name not in KEY]
    counts = pairs.select(
        pl.col(name).ne_missing(pl.col(f"{name}{_THERE}")).sum() for name in compared
    )
    return {name: int(counts[name][0]) for name in compared if counts[name][0]}
