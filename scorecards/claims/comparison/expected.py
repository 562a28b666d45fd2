"""How many claims are to be expected of each trust: made once, when a release is built.

Internal indirect standardisation: what each trust does, at the rates of the whole nation. Frames
in, frames out; no viewer, no clock.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from scorecards import financial_year
from scorecards.claims.comparison.cuts import (
    CUTS,
    EMPLOYERS,
    EMPLOYERS_SCHEME,
    MIX,
    OTHER_NON_CLINICAL,
    UNCODED,
    Cut,
)
from scorecards.claims.model import Kind, Status
from scorecards.disclosure.policy import SMALLEST_GROUP


ALL, OLDER, NEWEST = "all", "older", "newest"
NEWEST_YEARS = 5
# A rate of so few trusts would tell one of them about the others.
SMALLEST_NATION = SMALLEST_GROUP + 1
COMPARED = {
    "trust": pl.String(),
    "cut": pl.String(),
    "denominator": pl.String(),
    "window": pl.String(),
    "first": pl.Int32(),
    "last": pl.Int32(),
    "observed": pl.Int64(),
    "expected": pl.Float64(),
    "exposure": pl.Float64(),
    "outside": pl.Int64(),
}
CELLS = {
    "trust": pl.String(),
    "group": pl.String(),
    "measure": pl.String(),
    "year": pl.Int32(),
    "observed": pl.Int64(),
    "expected": pl.Float64(),
    "exposure": pl.Float64(),
}


def compared(
    claims: pl.DataFrame,
    exposures: pl.DataFrame,
    group_of_specialty: Mapping[str, str],
    *,
    as_at: date,
) -> pl.DataFrame:
    """Per trust, cut, denominator and window of incident years (`COMPARED`).

    No rows without exposures.

    `observed` are the claims in years and groups in which something can be expected, `expected` the
    number there by the nation's rates; `outside` the cut's other claims of the window. `exposure`
    is what was set against, over all its years; missing for MIX and where there is none.
    """
    observed = counted(claims, group_of_specialty)
    windows = _windows(observed, exposures, as_at)
    made = cells(observed, exposures)
    measures = set(made["measure"].to_list())
    if windows.is_empty() or not measures:
        return pl.DataFrame(schema=COMPARED)
    tables = [
        _rows(cut, denominator, pairs, observed=observed, made=made, windows=windows)
        for cut in CUTS
        for denominator in cut.denominators
        if (pairs := _pairs(cut, denominator, measures))
    ]
    return (
        pl.concat(tables)
        .select(pl.col(name).cast(dtype) for name, dtype in COMPARED.items())
        .sort("trust", "cut", "denominator", "window")
    )


def counted(claims: pl.DataFrame, group_of_specialty: Mapping[str, str]) -> pl.DataFrame:
    """Claims per trust, group and incident year: trust, group, year, observed. Not incidents."""
    clinical = pl.col("specialty").replace_strict(
        group_of_specialty, default=UNCODED, return_dtype=pl.String
    )
    others = (
        pl.when(pl.col("scheme") == EMPLOYERS_SCHEME)
        .then(pl.lit(EMPLOYERS))
        .otherwise(pl.lit(OTHER_NON_CLINICAL))
    )
    day = pl.col("incident_date")
    began = day.dt.month() >= financial_year.FIRST_MONTH
    return (
        claims.filter(day.is_not_null(), pl.col("status") != Status.INCIDENT.value)
        .with_columns(
            group=pl.when(pl.col("kind") == Kind.CLINICAL.value).then(clinical).otherwise(others),
            year=pl.when(began).then(day.dt.year()).otherwise(day.dt.year() - 1),
        )
        .group_by("trust", "group", "year")
        .agg(observed=pl.len().cast(pl.Int64))
        .sort("trust", "group", "year")
    )


def cells(observed: pl.DataFrame, exposures: pl.DataFrame) -> pl.DataFrame:
    """Observed and expected per trust, group, measure and year (`CELLS`), for what fits a group.

    A trust is expected to have its exposure times the nation's claims over the nation's exposure,
    of that group and year. Trusts without exposure are in neither; so are years in which fewer than
    eleven trusts have any.
    """
    fits = sorted({(cut.groups[0], name) for cut in CUTS for name in _single(cut)})
    fits += sorted(
        {
            (group, name)
            for cut in CUTS
            if cut.mixed
            for name in cut.denominators
            if name != MIX
            for group in cut.groups
            if group != UNCODED
        }
        - set(fits)
    )
    pairs = pl.DataFrame(fits, schema={"group": pl.String, "measure": pl.String}, orient="row")
    nation = ["group", "measure", "year"]
    return (
        exposures.filter(pl.col("value") > 0)
        .join(pairs, on="measure")
        .join(observed, on=["trust", "group", "year"], how="left")
        .with_columns(pl.col("observed").fill_null(0), exposure=pl.col("value"))
        .filter(pl.len().over(nation) >= SMALLEST_NATION)
        .with_columns(
            expected=pl.col("exposure")
            * pl.col("observed").sum().over(nation)
            / pl.col("exposure").sum().over(nation)
        )
        .select(pl.col(name).cast(dtype) for name, dtype in CELLS.items())
        .sort("trust", "group", "measure", "year")
    )


def _single(cut: Cut) -> tuple[str, ...]:
    return () if cut.mixed else cut.denominators


def _pairs(cut: Cut, denominator: str, measures: set[str]) -> dict[str, str]:
    """Which measure each group of a cut is set against; none where the release holds none."""
    if denominator != MIX:
        there = denominator in measures
        return {group: denominator for group in cut.groups if there and group != UNCODED}
    best = {each.groups[0]: each.denominators for each in CUTS if not each.mixed}
    return {
        group: found
        for group in cut.groups
        if (found := next((name for name in best.get(group, ()) if name in measures), None))
    }


def _windows(observed: pl.DataFrame, exposures: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """window, first, last: all years that are over and hold both, the newest five, those before."""
    columns = {"window": pl.String, "first": pl.Int32, "last": pl.Int32}
    if observed.is_empty() or exposures.is_empty():
        return pl.DataFrame(schema=columns)
    first = int(exposures.select(pl.col("year").min()).item())
    newest = observed.select(pl.col("year").max()).item()
    reached = exposures.select(pl.col("year").max()).item()
    last = min(int(newest), int(reached), financial_year.last_complete(as_at))
    found = [(ALL, first, last)] if first <= last else []
    if last - first >= NEWEST_YEARS:
        split = last - NEWEST_YEARS
        found += [(OLDER, first, split), (NEWEST, split + 1, last)]
    return pl.DataFrame(found, schema=columns, orient="row")


def _rows(
    cut: Cut,
    denominator: str,
    pairs: Mapping[str, str],
    *,
    observed: pl.DataFrame,
    made: pl.DataFrame,
    windows: pl.DataFrame,
) -> pl.DataFrame:
    """One cut against one denominator, in every window; rows of trusts that have any of it."""
    keys = ["trust", "window", "first", "last"]
    chosen = pl.DataFrame(
        {"group": list(pairs), "measure": list(pairs.values())},
        schema={"group": pl.String, "measure": pl.String},
    )
    within = pl.col("year").is_between(pl.col("first"), pl.col("last"))
    inside = (
        made.join(chosen, on=["group", "measure"])
        .join(windows, how="cross")
        .filter(within)
        .group_by(keys)
        .agg(
            pl.col("observed").sum(),
            pl.col("expected").sum(),
            # The same exposure stands once in every group of a cut.
            exposure=pl.col("exposure").sum() / pl.col("group").n_unique(),
        )
    )
    everything = (
        observed.filter(pl.col("group").is_in(cut.groups))
        .join(windows, how="cross")
        .filter(within)
        .group_by(keys)
        .agg(claims=pl.col("observed").sum())
    )
    exposure = pl.lit(None, pl.Float64) if denominator == MIX else pl.col("exposure")
    return (
        inside.join(everything, on=keys, how="full", coalesce=True)
        .with_columns(
            pl.col("observed").fill_null(0),
            pl.col("expected").fill_null(0.0),
            pl.col("claims").fill_null(0),
            cut=pl.lit(cut.code),
            denominator=pl.lit(denominator),
            exposure=exposure,
        )
        .with_columns(outside=pl.col("claims") - pl.col("observed"))
        .select(pl.col(name).cast(dtype) for name, dtype in COMPARED.items())
    )
