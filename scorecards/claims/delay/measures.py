"""What is asked of claims about the time between their dates. Lazy frames in, lazy frames out.

No store, clock or settings. Notified incidents are not claims and are left out throughout.
"""

from datetime import date

import narwhals as nw

from scorecards import financial_year
from scorecards.claims.delay.model import APART, Line, Where
from scorecards.claims.measures import Lazy
from scorecards.claims.model import Basis, Kind, Status


A_DAY = 24 * 60  # minutes


def lined(claims: Lazy) -> Lazy:
    """Adds `line`: the pace at which a claim of this kind, specialty and scheme is notified."""
    clinical = nw.col("kind") == Kind.CLINICAL.value
    chain: nw.Expr = (
        nw.when(clinical).then(nw.lit(Line.CLINICAL.value)).otherwise(nw.lit(Line.OTHER.value))
    )
    for kind, line in ((Kind.CLINICAL, Line.MATERNITY), (Kind.NON_CLINICAL, Line.EMPLOYERS)):
        dimension, code = APART[kind]
        apart = (nw.col("kind") == kind.value) & (nw.col(dimension) == code)
        chain = nw.when(apart).then(nw.lit(line.value)).otherwise(chain)
    return claims.with_columns(line=chain)


def dated(claims: Lazy) -> Lazy:
    """Claims without notified incidents; adds `incident` and `notified`, their financial years,
    each missing where its date is.
    """
    return claims.filter(nw.col("status") != Status.INCIDENT.value).with_columns(
        incident=_year(nw.col("incident_date")), notified=_year(nw.col("notified_date"))
    )


def arrivals(dated_lined: Lazy, *, as_at: date) -> Lazy:
    """Per line, incident year (`year`) and `age`: claims that were not known a year of age before,
    and the `trusts` they are against. By line, year and age.

    Only incident years that were over by the as-at date. Age is in whole years from the end of the
    incident year, counted at the anniversaries of the as-at date: 0 holds what was notified by the
    first that falls on or after that end.
    """
    day = nw.col("notified_date")
    month = day.dt.month()  # eight bits: no arithmetic with it
    after = (month > as_at.month) | ((month == as_at.month) & (day.dt.day() > as_at.day))
    back = as_at.year - day.dt.year() - nw.when(after).then(1).otherwise(0)
    complete = financial_year.last_complete(as_at)
    age = complete - nw.col("incident") - back
    known = dated_lined.filter(nw.col("incident") <= complete, back >= 0)
    placed = known.with_columns(
        year=nw.col("incident").cast(nw.Int64),
        age=nw.when(age > 0).then(age).otherwise(0).cast(nw.Int64),
    )
    grouped = placed.group_by("line", "year", "age").agg(
        claims=nw.len().cast(nw.Int64), trusts=nw.col("trust").n_unique().cast(nw.Int64)
    )
    return grouped.sort("line", "year", "age")


def by_year_and_line(selected: Lazy) -> Lazy:
    """Per financial year and line: claims. By year and line."""
    grouped = lined(selected).group_by("year", "line").agg(claims=nw.len().cast(nw.Int64))
    return grouped.sort("year", "line")


def arrived(dated_claims: Lazy) -> Lazy:
    """Per kind, year notified and incident year (missing where its date is): claims, trusts.

    By kind, year notified and incident year.
    """
    return (
        dated_claims.filter(~nw.col("notified").is_null())
        .with_columns(nw.col("incident", "notified").cast(nw.Int64))
        .group_by("kind", "notified", "incident")
        .agg(claims=nw.len().cast(nw.Int64), trusts=nw.col("trust").n_unique().cast(nw.Int64))
        .sort("kind", "notified", "incident", nulls_last=True)
    )


def waits(dated_claims: Lazy) -> Lazy:
    """Per kind and year notified: `median_days` from incident to notification, of claims with both
    dates. By kind and year.
    """
    waited = (nw.col("notified_date") - nw.col("incident_date")).dt.total_minutes() / A_DAY
    return (
        dated_claims.with_columns(nw.col("notified").cast(nw.Int64), waited=waited)
        .filter(~nw.col("waited").is_null())
        .group_by("kind", "notified")
        .agg(median_days=nw.col("waited").median())
        .sort("kind", "notified")
    )


def reconciled(claims: Lazy, kind: Kind, first: int, last: int, bases: tuple[Basis, Basis]) -> Lazy:
    """Claims of the kind by where their date on each basis lies from the period (financial years,
    both included): columns one, other (`Where`), claims. Those in it on neither are left out.
    """
    counted = claims.filter(
        nw.col("kind") == kind.value, nw.col("status") != Status.INCIDENT.value
    ).with_columns(
        one=_where(nw.col(bases[0].column), first, last),
        other=_where(nw.col(bases[1].column), first, last),
    )
    inside = (nw.col("one") == Where.IN.value) | (nw.col("other") == Where.IN.value)
    grouped = counted.filter(inside).group_by("one", "other")
    return grouped.agg(claims=nw.len().cast(nw.Int64)).sort("one", "other")


def _year(day: nw.Expr) -> nw.Expr:
    began = day.dt.month() >= financial_year.FIRST_MONTH
    return nw.when(began).then(day.dt.year()).otherwise(day.dt.year() - 1)


def _where(day: nw.Expr, first: int, last: int) -> nw.Expr:
    late = day > financial_year.last_day(last)
    early = day < financial_year.first_day(first)
    inside = nw.when(late).then(nw.lit(Where.AFTER.value)).otherwise(nw.lit(Where.IN.value))
    known = nw.when(early).then(nw.lit(Where.BEFORE.value)).otherwise(inside)
    return nw.when(day.is_null()).then(nw.lit(Where.MISSING.value)).otherwise(known)
