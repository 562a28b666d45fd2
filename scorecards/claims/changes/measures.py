"""What changed between two frames of claims: frames in, frames out. Money is in pence.

A column stands twice, as it was and, with THERE at the end of its name, as it is. What a new claim
was and what a claim that is gone is, are missing. Notified incidents are not claims: one about
which somebody claims later is a new claim.
"""

from functools import reduce

import polars as pl

from scorecards.claims.changes.model import Change
from scorecards.claims.model import MONEY, Kind, Status
from scorecards.snapshots.changes import KEY, THERE, pair


RESOLVED = (Status.SETTLED.value, Status.CONTINUING.value)
ENDED = (*RESOLVED, Status.NIL.value)
CODED = ("kind", "scheme", "specialty", "cause", "cause_2", "injury", "injury_2", "location")
DATED = ("incident_date", "notified_date", "closed_date")
BEGUN = ("incident_date", "notified_date")
ORDER = pl.Enum([change.value for change in Change])


def paired(before: pl.DataFrame, after: pl.DataFrame, kind: Kind | None = None) -> pl.DataFrame:
    """Every claim of either release once, by trust and reference; of one kind, or of both.

    Adds `change`; `recoded` and `redated` (incident or notified date) where that holds beside
    another change; `incident` where the claim is a notified incident on the side where it is no
    claim; `total` and `total_there`, nought where there is no claim. Raises UserError where the
    columns differ.
    """
    found = pair(_claims(before, kind), _claims(after, kind))
    names = [name for name in before.columns if name not in KEY]
    here = [pl.col(name) for name in names]
    there = [pl.col(name).alias(f"{name}{THERE}") for name in names]
    key = [pl.col(name) for name in KEY]
    nothing = [pl.lit(None, before.schema[name]).alias(name) for name in names]
    no_more = [pl.lit(None, before.schema[name]).alias(f"{name}{THERE}") for name in names]
    sides = {"was": pl.lit(True), "is": pl.lit(True)}
    rows = pl.concat(
        [
            found.same.select(*key, *here, *there).with_columns(**sides),
            found.changed.select(*key, *here, *(pl.col(f"{name}{THERE}") for name in names))
            .with_columns(**sides),
            found.new.select(*key, *nothing, *there)
            .with_columns(**{**sides, "was": pl.lit(False)}),
            found.removed.select(*key, *here, *no_more)
            .with_columns(**{**sides, "is": pl.lit(False)}),
        ]
    )  # fmt: skip
    return (
        rows.join(_incidents(before, "incident_before"), on=KEY, how="left", nulls_equal=True)
        .join(_incidents(after, "incident_after"), on=KEY, how="left", nulls_equal=True)
        .with_columns(
            change=_change(names),
            recoded=pl.col("was") & pl.col("is") & _differs(CODED),
            redated=pl.col("was") & pl.col("is") & _differs(BEGUN),
            incident=pl.when(~pl.col("was"))
            .then(pl.col("incident_before").is_not_null())
            .otherwise(~pl.col("is") & pl.col("incident_after").is_not_null()),
            total=pl.sum_horizontal(MONEY),
            **{f"total{THERE}": pl.sum_horizontal(f"{name}{THERE}" for name in MONEY)},
        )
        .drop("incident_before", "incident_after")
        .sort(*KEY, "change", *names, *(f"{name}{THERE}" for name in names))
    )


def by_change(rows: pl.DataFrame) -> pl.DataFrame:
    """For each kind of change that there is: change, claims, open_before, open_after, raised,
    lowered, rise, fall (pence of total cost), and each amount before and (THERE) after.
    """
    risen = pl.col(f"total{THERE}") - pl.col("total")
    return (
        rows.group_by("change")
        .agg(
            pl.len().cast(pl.Int64).alias("claims"),
            _open("status").alias("open_before"),
            _open(f"status{THERE}").alias("open_after"),
            (risen > 0).sum().cast(pl.Int64).alias("raised"),
            (risen < 0).sum().cast(pl.Int64).alias("lowered"),
            risen.filter(risen > 0).sum().alias("rise"),
            risen.filter(risen < 0).sum().alias("fall"),
            *(pl.col(name, f"{name}{THERE}").sum() for name in MONEY),
        )
        .sort("change")
    )


def moved(rows: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """For each code of a dimension: code, claims_before, claims_after, before and after (pence).

    A claim counts under the code it had before, and under the one it has after, so the columns
    add up to the totals. Those whose cost moved most come first; a missing code has its own row.
    """
    was = rows.filter("was").select(
        code=pl.col(dimension), claims_before=1, claims_after=0, before=pl.col("total"), after=0
    )
    now = rows.filter("is").select(
        code=pl.col(f"{dimension}{THERE}"), claims_before=0, claims_after=1,
        before=0, after=pl.col(f"total{THERE}"),
    )  # fmt: skip
    numbers = ("claims_before", "claims_after", "before", "after")
    return (
        pl.concat([was, now], how="vertical_relaxed")
        .group_by("code")
        .agg(pl.col(numbers).cast(pl.Int64).sum())
        .with_columns(by=(pl.col("after") - pl.col("before")).abs())
        .sort("by", "code", descending=[True, False], nulls_last=True)
        .drop("by")
    )


def changed(rows: pl.DataFrame, only: Change | None = None) -> pl.DataFrame:
    """The claims that are in any way another than before, those whose cost moved most first.

    With all columns of `paired` and `by`, the pence that the total cost moved; `only` one kind.
    """
    kept = pl.col("change") != Change.UNCHANGED.value
    if only is not None:
        kept = pl.col("change") == only.value
    return (
        rows.filter(kept)
        .with_columns(by=pl.col(f"total{THERE}") - pl.col("total"))
        .sort(pl.col("by").abs(), "change", *KEY, descending=[True, False, False, False])
    )


def _claims(rows: pl.DataFrame, kind: Kind | None) -> pl.DataFrame:
    kept = rows.filter(pl.col("status") != Status.INCIDENT.value)
    return kept if kind is None else kept.filter(pl.col("kind") == kind.value)


def _incidents(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    found = rows.filter(pl.col("status") == Status.INCIDENT.value)
    return found.select(KEY).unique().with_columns(pl.lit(True).alias(name))


def _change(names: list[str]) -> pl.Expr:
    """The first kind of change that holds, in the order of `Change`."""
    status, now = pl.col("status"), pl.col(f"status{THERE}")
    rules = {
        Change.NEW: ~pl.col("was"),
        Change.REMOVED: ~pl.col("is"),
        Change.SETTLED: now.is_in(RESOLVED) & ~status.is_in(RESOLVED),
        Change.NIL: (now == Status.NIL.value) & (status != Status.NIL.value),
        Change.REOPENED: (now == Status.OPEN.value) & status.is_in(ENDED),
        Change.REVALUED: _differs(MONEY),
        Change.RECODED: _differs(CODED),
        Change.REDATED: _differs(DATED),
        Change.OTHER: _differs(tuple(names)),
    }
    chain: pl.Expr = pl.lit(Change.UNCHANGED.value)
    for change, holds in reversed(rules.items()):
        chain = pl.when(holds).then(pl.lit(change.value)).otherwise(chain)
    return chain.cast(ORDER)


def _differs(names: tuple[str, ...]) -> pl.Expr:
    return reduce(
        pl.Expr.__or__, (pl.col(name).ne_missing(pl.col(f"{name}{THERE}")) for name in names)
    )


def _open(column: str) -> pl.Expr:
    return (pl.col(column) == Status.OPEN.value).sum().cast(pl.Int64)
