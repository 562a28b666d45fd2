"""How claims arrive in a release, made once when it is built: the lag, and which days are whole.

A release holds the claims of some incidents. Those notified early in it lack the claims from
incidents before its first, those notified late lack the claims from incidents after its last; a
rise and a fall that are no change at all. So charts by notification keep to the days between.
"""

from datetime import date, timedelta

import polars as pl

from scorecards.claims.model import Status
from scorecards.people.model import Organisation


LACKING = 0.05  # of the claims notified on a day, what may be missing for the day to be whole
STRAY = 0.001  # claims so far out in time do not say where a release begins
STEADY_DAYS = 5 * 365
SLACK = timedelta(days=7)  # the first claim of a file comes some days after its first day
SCHEMA = {
    "kind": pl.String(),
    "trusts": pl.Int64(),
    "median_days": pl.Int64(),
    "first": pl.Date(),
    "last": pl.Date(),
}


def arrivals(
    claims: pl.DataFrame, organisations: tuple[Organisation, ...], *, smallest: int, as_at: date
) -> pl.DataFrame:
    """Per kind, over all organisations: columns `SCHEMA`, a row only for `smallest` or more.

    `median_days` from incident to notification, of claims notified in the five years up to the last
    incident. `first`: the first incident and the days within which 95 in 100 are notified, and not
    before the first notification. `last`: the last incident and the days within which 5 in 100 are
    notified, and not after the as-at date. No row for a kind without dated claims.
    """
    listed = pl.col("trust").is_in([each.code for each in organisations])
    lag = (pl.col("notified_date") - pl.col("incident_date")).dt.total_days()
    dated = claims.filter(listed, pl.col("status") != Status.INCIDENT.value).with_columns(lag=lag)
    dated = dated.filter(pl.col("lag") >= 0)
    rows = [
        _row(kind, frame, as_at)
        for (kind,), frame in dated.group_by("kind")
        if frame["trust"].n_unique() >= smallest
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("kind")


def _row(kind: object, dated: pl.DataFrame, as_at: date) -> dict[str, object]:
    incidents, notified = dated["incident_date"].sort(), dated["notified_date"].sort()
    stray = int(STRAY * dated.height)
    last_incident: date = incidents[-1]
    steady = dated.filter(
        pl.col("notified_date").is_between(
            last_incident - timedelta(days=STEADY_DAYS), last_incident
        )
    )
    lags = (steady if steady.height else dated)["lag"].sort()
    filled = incidents[stray] + timedelta(days=_share(lags, 1 - LACKING))
    return {
        "kind": kind,
        "trusts": dated["trust"].n_unique(),
        "median_days": _share(lags, 0.5),
        "first": max(filled, notified[stray] - SLACK),
        "last": min(as_at, last_incident + timedelta(days=_share(lags, LACKING))),
    }


def _share(ordered: pl.Series, share: float) -> int:
    """The value that so large a share of values does not exceed."""
    return int(ordered[min(ordered.len() - 1, int(share * ordered.len()))])
