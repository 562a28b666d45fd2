"""What changed between two releases, claim by claim and to the penny. Says nothing of why."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from scorecards.errors import UserError
from scorecards.snapshots import model
from scorecards.snapshots.opening import Snapshot


KEY = (model.TRUST, model.CLAIM_REF)
THERE = "_there"
_AGAIN = "_again"


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


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every claim of two releases, once. `same` (to the last column), `new` and `removed` have the
    columns of a claim; `changed` has each twice: as it was, and with THERE at its end as it is.
    """

    same: pl.DataFrame
    new: pl.DataFrame
    removed: pl.DataFrame
    changed: pl.DataFrame


def diff(before: Snapshot, after: Snapshot, *, trust: str | None) -> Changes:
    """All that changed for one trust, or for all of them where `trust` is none."""
    if trust is None:
        return compare(before.all_claims().collect(), after.all_claims().collect())
    return compare(before.claims(trust).collect(), after.claims(trust).collect())


def compare(before: pl.DataFrame, after: pl.DataFrame) -> Changes:
    """How many claims and how much money changed. Raises UserError for different columns."""
    found = pair(before, after)
    new, removed, pairs = found.new, found.removed, found.changed
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
                revalued=int(pairs[f"{name}{THERE}"].sum()) - int(pairs[name].sum()),
                after=int(after[name].sum()),
            )
            for name in model.money_columns(before)
        },
    )


def pair(before: pl.DataFrame, after: pl.DataFrame) -> Pairs:
    """Pairs claims by reference within a trust. Raises UserError for different columns.

    A reference may stand several times (one injury, two defendants): identical rows are paired
    first, then what is left of each reference in its order.
    """
    if before.schema != after.schema:
        raise UserError("These releases do not have the same columns and cannot be compared.")
    columns = before.columns
    old, fresh = _numbered(before, columns), _numbered(after, columns)
    rows = [*columns, _AGAIN]
    same = old.join(fresh, on=rows, how="semi", nulls_equal=True).select(columns)
    left_old = old.join(fresh, on=rows, how="anti", nulls_equal=True).select(columns)
    left_fresh = fresh.join(old, on=rows, how="anti", nulls_equal=True).select(columns)
    old, fresh = _numbered(left_old, KEY), _numbered(left_fresh, KEY)
    key = (*KEY, _AGAIN)
    changed = old.join(fresh, on=key, how="inner", suffix=THERE, nulls_equal=True)
    return Pairs(
        same=same,
        new=fresh.join(old, on=key, how="anti", nulls_equal=True).select(columns),
        removed=old.join(fresh, on=key, how="anti", nulls_equal=True).select(columns),
        changed=changed.drop(_AGAIN),
    )


def _numbered(claims: pl.DataFrame, same: tuple[str, ...] | list[str]) -> pl.DataFrame:
    """Adds which time it is that these columns stand together: 0, 1, 2 … in a settled order."""
    return claims.sort(claims.columns, maintain_order=True).with_columns(
        pl.int_range(pl.len()).over(same).alias(_AGAIN)
    )


def _changed_columns(pairs: pl.DataFrame, columns: list[str]) -> dict[str, int]:
    """How many claims have another value than before; columns without a change are left out."""
    compared = [name for name in columns if name not in KEY]
    counts = pairs.select(
        pl.col(name).ne_missing(pl.col(f"{name}{THERE}")).sum() for name in compared
    )
    return {name: int(counts[name][0]) for name in compared if counts[name][0]}
