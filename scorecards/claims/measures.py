"""What is asked of claims, as lazy expressions: frames in, frames out. No store, clock or settings.

Written in Narwhals, so the same functions run on any of its engines. Money is in pence. Every
measure ends in `.sort`, because joins and groups keep no order. Notified incidents are not claims:
they are left out unless the status filter names them.
"""

from typing import Any

import narwhals as nw

from scorecards.claims.model import BAND_FLOORS, MONEY, Band, Basis, Kind, Status
from scorecards.claims.selection import DIMENSIONS, Selection
from scorecards.financial_year import FIRST_MONTH


Lazy = nw.LazyFrame[Any]
CLOSED = (Status.NIL.value, Status.SETTLED.value)
RESOLVED_WITH_DAMAGES = (Status.SETTLED.value, Status.CONTINUING.value)


def prepare(claims: Lazy, basis: Basis) -> Lazy:
    """Adds `year` (financial year on the basis), `total`, `damages`, `paid_damages` and `band`.

    `total` is damages and both sides' costs, paid and reserved. `paid_damages` is the damages of
    claims resolved with damages, missing for all others. `year` is missing without a date.
    Releases from before mergers were followed have no `organisation`: it was the trust.
    """
    if "organisation" not in claims.collect_schema().names():
        claims = claims.with_columns(organisation=nw.col("trust"))
    day = nw.col(basis.column)
    began = day.dt.month() >= FIRST_MONTH
    damages = nw.col("damages_paid") + nw.col("damages_reserved")
    paid = nw.col("status").is_in(RESOLVED_WITH_DAMAGES) & (damages > 0)
    return claims.with_columns(
        year=nw.when(began).then(day.dt.year()).otherwise(day.dt.year() - 1),
        total=nw.sum_horizontal(*MONEY),
        damages=damages,
        paid_damages=nw.when(paid).then(damages),
    ).with_columns(band=_band(nw.col("total")))


def select(prepared: Lazy, wanted: Selection, *, ignore: str | None = None) -> Lazy:
    """The claims of a selection: those with a date on its basis, in its period and its filters.

    `ignore` leaves one dimension's filter out, so that what was chosen can be seen among the rest.
    """
    in_period = nw.col("year").is_between(wanted.first, wanted.last)
    chosen = prepared.filter(nw.col("kind") == wanted.kind.value, in_period)
    if Status.INCIDENT.value not in wanted.codes("status"):
        chosen = chosen.filter(nw.col("status") != Status.INCIDENT.value)
    for dimension in DIMENSIONS:
        codes = wanted.codes(dimension)
        if codes and dimension != ignore:
            chosen = chosen.filter(nw.col(dimension).is_in(codes))
    return chosen


def headline(selected: Lazy) -> Lazy:
    """One row: claims, total, largest, paid_claims, median_damages, mean_damages, closed, nil.

    Medians and means are of claims resolved with damages; missing where there are none.
    """
    return selected.select(
        nw.len().cast(nw.Int64).alias("claims"),
        nw.col("total").sum(),
        nw.col("total").max().alias("largest"),
        nw.col("paid_damages").count().cast(nw.Int64).alias("paid_claims"),
        nw.col("paid_damages").sum(),
        nw.col("paid_damages").max().alias("largest_damages"),
        nw.col("paid_damages").median().alias("median_damages"),
        nw.col("paid_damages").mean().alias("mean_damages"),
        nw.col("status").is_in(CLOSED).sum().cast(nw.Int64).alias("closed"),
        (nw.col("status") == Status.NIL.value).sum().cast(nw.Int64).alias("nil"),
    )


def by(selected: Lazy, dimension: str) -> Lazy:
    """Per code: claims, total, largest, open, nil, with_damages. Most costly first."""
    return _summed(selected.group_by(nw.col(dimension).alias("code"))).sort(
        "total", "claims", "code", descending=[True, True, False], nulls_last=True
    )


def contributions(selected: Lazy, dimension: str | None = None) -> Lazy:
    """What decides whether a sum may be shown: claims, total, largest, second (pence).

    Per code of a dimension (`code`), most costly first; or of all, in one row. `second` is the
    second largest claim, nought where there is one only. Ties share a place in no order.
    """
    total, second = nw.col("total"), nw.col("second")
    place = total.rank("ordinal", descending=True)
    figures = (
        nw.len().cast(nw.Int64).alias("claims"),
        total.sum(),
        total.max().alias("largest"),
        second.max(),
    )
    if dimension is None:
        return selected.with_columns(second=_where_second(place)).select(*figures)
    named = selected.with_columns(nw.col(dimension).alias("code"))
    placed = named.with_columns(second=_where_second(place.over("code")))
    return (
        placed.group_by("code")
        .agg(*figures)
        .sort("total", "claims", "code", descending=[True, True, False], nulls_last=True)
    )


def by_year(selected: Lazy) -> Lazy:
    """Per financial year with claims: the same columns as `by`, oldest first."""
    return _summed(selected.group_by("year")).sort("year")


def crossed(selected: Lazy, across: str, down: str) -> Lazy:
    """Per pair of codes: claims, total, largest. Most claims first."""
    grouped = selected.group_by(nw.col(down).alias("down"), nw.col(across).alias("across"))
    return _summed(grouped).sort(
        "claims", "total", "down", "across", descending=[True, True, False, False], nulls_last=True
    )


def listed(selected: Lazy) -> Lazy:
    """Claim by claim, most costly first: for the trust's own people only."""
    return selected.select(
        "claim_ref", "incident_date", "notified_date", "closed_date", "scheme", "specialty",
        "cause", "injury", "location", "status", "damages", "total",
    ).sort("total", "claim_ref", descending=[True, False])  # fmt: skip


def incidents(prepared: Lazy, wanted: Selection) -> Lazy:
    """One row, `incidents`: those notified without a claim, in the selection but for its status."""
    asked = wanted.narrowed("status", Status.INCIDENT.value)
    return select(prepared, asked).select(nw.len().cast(nw.Int64).alias("incidents"))


def undated(prepared: Lazy, kind: Kind) -> Lazy:
    """One row, `undated`: claims of the kind that no year on the basis can hold."""
    of_kind = prepared.filter(nw.col("kind") == kind.value, nw.col("year").is_null())
    claims = of_kind.filter(nw.col("status") != Status.INCIDENT.value)
    return claims.select(nw.len().cast(nw.Int64).alias("undated"))


def span(prepared: Lazy, kind: Kind) -> Lazy:
    """One row: the `first` and `last` financial year that hold a claim of the kind."""
    of_kind = prepared.filter(nw.col("kind") == kind.value)
    return of_kind.select(nw.col("year").min().alias("first"), nw.col("year").max().alias("last"))


def present(prepared: Lazy, kind: Kind, dimension: str) -> Lazy:
    """One column, `code`: the codes of a dimension that claims of the kind have, in order."""
    of_kind = prepared.filter(nw.col("kind") == kind.value)
    codes = of_kind.select(nw.col(dimension).alias("code")).drop_nulls("code")
    return codes.unique(subset=["code"]).sort("code")


def _summed(grouped: Any) -> Lazy:
    frame: Lazy = grouped.agg(
        nw.len().cast(nw.Int64).alias("claims"),
        nw.col("total").sum(),
        nw.col("total").max().alias("largest"),
        (nw.col("status") == Status.OPEN.value).sum().cast(nw.Int64).alias("open"),
        (nw.col("status") == Status.NIL.value).sum().cast(nw.Int64).alias("nil"),
        nw.col("paid_damages").count().cast(nw.Int64).alias("with_damages"),
    )
    return frame


def _where_second(place: nw.Expr) -> nw.Expr:
    return nw.when(place == 2).then(nw.col("total")).otherwise(0)


def _band(total: nw.Expr) -> nw.Expr:
    chain = nw.lit(Band.NONE.value)
    for band, floor in BAND_FLOORS.items():
        chain = nw.when(total >= floor).then(nw.lit(band.value)).otherwise(chain)
    return chain
