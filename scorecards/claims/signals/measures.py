"""Claims by when they were notified, as lazy expressions: frames in, frames out.

Notified incidents are no claims and are left out, as are claims without a date of notification.
"""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from scorecards.claims.measures import Lazy
from scorecards.claims.model import Kind, Status


def notified(
    claims: Lazy, kind: Kind, first: date, last: date, narrowed: Mapping[str, str]
) -> Lazy:
    """The claims of a kind notified from `first` to `last`, both included, with all those codes.

    `narrowed`: one code by dimension. In no order: it is asked further.
    """
    chosen = claims.filter(
        nw.col("kind") == kind.value,
        nw.col("status") != Status.INCIDENT.value,
        nw.col("notified_date").is_between(first, last),
    )
    for dimension, code in narrowed.items():
        chosen = chosen.filter(nw.col(dimension) == code)
    return chosen


def by_period(selected: Lazy, months: int) -> Lazy:
    """Per period with claims, in order of time: `period` and `claims`.

    `period` counts spans of so many months (3: quarters, which are those of financial years) from
    January of the year 0. A period without claims has no row.
    """
    day = nw.col("notified_date")
    since = day.dt.year().cast(nw.Int64) * 12 + day.dt.month().cast(nw.Int64) - 1
    grouped = selected.select(period=since // months).group_by("period")
    return grouped.agg(nw.len().cast(nw.Int64).alias("claims")).sort("period")


def days(selected: Lazy) -> Lazy:
    """One column, `notified_date`: a day for each claim, in order."""
    return selected.select("notified_date").sort("notified_date")


def leading(selected: Lazy, dimension: str) -> Lazy:
    """Per code of a dimension: `code` and `claims`, most first. Without a code, no row."""
    coded = selected.select(nw.col(dimension).alias("code")).drop_nulls("code")
    counted = coded.group_by("code").agg(nw.len().cast(nw.Int64).alias("claims"))
    return counted.sort("claims", "code", descending=[True, False])
