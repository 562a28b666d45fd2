"""The nation a year before: what was known of its claims on an earlier day.

A claim that was notified since is gone, one that ended since is open again, reserves were others,
some codes and dates were written down differently, and a few claims have left the extract since.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from scorecards.claims.model import MONEY, SCHEMA, Kind, Settlement, Status
from scorecards.demo import nation
from scorecards.demo.draws import about_one
from scorecards.demo.nation import Nation
from scorecards.financial_year import of as year_of
from scorecards.money import POUND


AS_AT = date(2025, 3, 31)
RESERVED, SPREAD = 0.85, 0.55  # what had been reserved, as a part of what it came to
REVALUED = 0.45  # of the open claims, the rest stand as they stood
RECODED, MOVED, REDATED = 0.012, 0.004, 0.004
REOPENED, CLAIMED_SINCE, LEFT = 0.06, 0.01, 0.003
CODES = ("cause", "location")
_FIRST_INCIDENT = date(2015, 4, 1)


def rewind(today: Nation, seed: int = nation.SEED) -> Nation:
    """The nation as at AS_AT. The same seed and the same nation always give the same answer."""
    rng = np.random.default_rng([seed, AS_AT.toordinal()])
    known = today.claims.filter(pl.col("notified_date") <= AS_AT)
    known = _close_again(rng, known)
    known = _reopen(rng, known)
    known = _reserve_anew(rng, known)
    known = _not_yet_claimed(rng, known)
    for column in CODES:
        known = _swap(rng, known, column, ("kind", "specialty"), RECODED)
    known = _swap(rng, known, "specialty", ("kind", "location"), MOVED)
    known = _shift(rng, known)
    gone = _since_gone(rng, known, today.claims.height)
    return replace(
        today,
        exposures=today.exposures.filter(pl.col("year") <= year_of(AS_AT)),
        claims=pl.concat([known, gone]).select(*SCHEMA).sort("claim_ref"),
        as_at=AS_AT,
    )


def _reopen(rng: np.random.Generator, claims: pl.DataFrame) -> pl.DataFrame:
    """What ended after the day was open: nothing final was paid, and a reserve stood for it.

    Settled claims that continue without periodical payments were settled in the last half year.
    """
    continuing = pl.col("status") == Status.CONTINUING.value
    lump = pl.col("settlement") == Settlement.LUMP_SUM.value
    recent = rng.random(claims.height) < 0.12
    ended_since = (
        (pl.col("closed_date") > AS_AT) | (continuing & lump) | (continuing & pl.Series(recent))
    ).fill_null(value=False)
    # Of a claim that came to nothing, the reserve follows what defending it cost.
    nil = pl.col("status") == Status.NIL.value
    expected = {
        "damages": pl.when(nil).then(6 * pl.col("defence_costs_paid")).otherwise(
            _whole("damages")
        ),
        "claimant_costs": pl.when(nil).then(3 * pl.col("defence_costs_paid")).otherwise(
            _whole("claimant_costs")
        ),
        "defence_costs": _whole("defence_costs"),
    }  # fmt: skip
    level = RESERVED * about_one(rng, SPREAD, claims.height)
    spent = rng.uniform(0.2, 0.8, claims.height)
    money = {
        **{f"{name}_paid": pl.lit(0) for name in ("damages", "claimant_costs")},
        **{
            f"{name}_reserved": _pounds(expected[name] * pl.Series(level))
            for name in ("damages", "claimant_costs")
        },
        "defence_costs_paid": _pounds(expected["defence_costs"] * pl.Series(spent)),
        "defence_costs_reserved": _pounds(expected["defence_costs"] * pl.Series(1 - spent)),
    }
    then = {
        "status": pl.lit(Status.OPEN.value),
        "settlement": pl.lit(None, pl.String),
        "closed_date": pl.lit(None, pl.Date),
        **money,
    }
    return claims.with_columns(_where(ended_since, then))


def _reserve_anew(rng: np.random.Generator, claims: pl.DataFrame) -> pl.DataFrame:
    """Open claims had another reserve, in whole pounds; what had been paid by then is kept."""
    chosen = (pl.col("status") == Status.OPEN.value) & pl.Series(
        rng.random(claims.height) < REVALUED
    )
    level = pl.Series(0.94 * about_one(rng, 0.3, claims.height))
    reserved = [name for name in MONEY if name.endswith("_reserved")]
    return claims.with_columns(
        _where(chosen, {name: _pounds(pl.col(name) * level) for name in reserved})
    )


def _close_again(rng: np.random.Generator, claims: pl.DataFrame) -> pl.DataFrame:
    """A few that are open today had been closed without damages, half a year after notification."""
    day = pl.col("notified_date").dt.offset_by("6mo")
    chosen = (
        (pl.col("status") == Status.OPEN.value)
        & (day <= AS_AT)
        & pl.Series(rng.random(claims.height) < REOPENED)
    )
    then = {
        **{name: pl.lit(0) for name in MONEY},
        "status": pl.lit(Status.NIL.value),
        "closed_date": day,
        "defence_costs_paid": pl.col("defence_costs_paid"),
    }
    return claims.with_columns(_where(chosen, then))


def _not_yet_claimed(rng: np.random.Generator, claims: pl.DataFrame) -> pl.DataFrame:
    """Of the open clinical claims a few had been notified as incidents, without a claim."""
    chosen = (
        (pl.col("status") == Status.OPEN.value)
        & (pl.col("kind") == Kind.CLINICAL.value)
        & pl.Series(rng.random(claims.height) < CLAIMED_SINCE)
    )
    then = {name: pl.lit(0) for name in MONEY} | {"status": pl.lit(Status.INCIDENT.value)}
    return claims.with_columns(_where(chosen, then))


def _swap(
    rng: np.random.Generator, claims: pl.DataFrame, column: str, among: Sequence[str], part: float
) -> pl.DataFrame:
    """A part of the claims had the code of the next of them that is alike (`among`)."""
    chosen = pl.Series("chosen", rng.random(claims.height) < part) & claims[column].is_not_null()
    columns = (column, f"{column}_raw")
    return (
        claims.with_columns(chosen.alias("chosen"))
        .with_columns(
            pl.when("chosen").then(pl.col(name).shift(1).over(*among, "chosen")
            .fill_null(pl.col(name))).otherwise(pl.col(name)).alias(name)
            for name in columns
        )
        .drop("chosen")
    )  # fmt: skip


def _shift(rng: np.random.Generator, claims: pl.DataFrame) -> pl.DataFrame:
    """A few incidents had been dated some days earlier."""
    days = pl.Series(rng.integers(1, 21, claims.height))
    earlier = pl.col("incident_date") - pl.duration(days=pl.lit(days))
    chosen = (earlier >= _FIRST_INCIDENT) & pl.Series(rng.random(claims.height) < REDATED)
    return claims.with_columns(_where(chosen, {"incident_date": earlier}))


def _since_gone(rng: np.random.Generator, claims: pl.DataFrame, taken: int) -> pl.DataFrame:
    """Claims like others, under references that no claim has today."""
    like = claims.filter(pl.Series(rng.random(claims.height) < LEFT))
    number = pl.Series(rng.permutation(like.height) + taken + 1).cast(pl.String)
    return like.with_columns(claim_ref="D" + number.str.zfill(7))


def _whole(name: str) -> pl.Expr:
    return pl.col(f"{name}_paid") + pl.col(f"{name}_reserved")


def _pounds(pence: pl.Expr) -> pl.Expr:
    """Whole pounds, in pence."""
    return (pence / POUND).round(0).cast(pl.Int64) * POUND


def _where(chosen: pl.Expr, then: dict[str, pl.Expr]) -> list[pl.Expr]:
    return [
        pl.when(chosen).then(value).otherwise(pl.col(name)).alias(name)
        for name, value in then.items()
    ]
