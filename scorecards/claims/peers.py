"""What trusts of one type have in common: aggregates made once, when a snapshot is published.

No row is about fewer than ten trusts. Frames in, frames out.
"""

from datetime import date

import narwhals as nw
import polars as pl

from scorecards.claims import measures
from scorecards.claims.model import Basis, Status
from scorecards.claims.signals.arrivals import arrivals
from scorecards.people.model import Organisation
from scorecards.statistics.money import CAP


SMALLEST_GROUP = 10
EVERYONE = "all"
DIMENSIONS = ("specialty", "cause", "injury", "location")


def aggregates(
    claims: pl.DataFrame, organisations: tuple[Organisation, ...], *, as_at: date
) -> dict[str, pl.DataFrame]:
    """The peer tables of a snapshot by name."""
    return {
        "typical": typical(claims, organisations),
        "arrivals": arrivals(claims, organisations, smallest=SMALLEST_GROUP, as_at=as_at),
    }


def typical(claims: pl.DataFrame, organisations: tuple[Organisation, ...]) -> pl.DataFrame:
    """What a cell (one code at one trust) holds in the middle: the cut lines of the quadrant.

    Columns: group (type of organisation, or `all`), kind, dimension, trusts, claims_a_year and
    cost_a_year (pence): medians over the group's cells with claims, incident years, by year; and
    capped_a_year, the same with no claim counting for more than £1 million.
    """
    prepared = measures.prepare(nw.from_native(claims.lazy()), Basis.INCIDENT)
    dated = (
        nw.to_native(prepared)
        .filter(pl.col("year").is_not_null(), pl.col("status") != Status.INCIDENT.value)
        .collect()
    )
    types = pl.DataFrame(
        {"trust": [o.code for o in organisations], "group": [o.type for o in organisations]},
        schema={"trust": pl.String, "group": pl.String},
    )
    grouped = dated.join(types, on="trust", how="inner")
    everyone = grouped.with_columns(group=pl.lit(EVERYONE))
    tables = [_medians(rows, dimension) for rows in (grouped, everyone) for dimension in DIMENSIONS]
    return (
        pl.concat(tables)
        .filter(pl.col("trusts") >= SMALLEST_GROUP)
        .sort("group", "kind", "dimension")
    )


def _medians(rows: pl.DataFrame, dimension: str) -> pl.DataFrame:
    years = pl.col("year").max() - pl.col("year").min() + 1
    spans = rows.group_by("kind").agg(years=years)
    cells = rows.filter(pl.col(dimension).is_not_null()).group_by(
        "group", "kind", "trust", dimension
    )
    return (
        cells.agg(
            claims=pl.len(),
            total=pl.col("total").sum(),
            capped=pl.min_horizontal("total", CAP).sum(),
        )
        .join(spans, on="kind")
        .group_by("group", "kind")
        .agg(
            dimension=pl.lit(dimension),
            trusts=pl.col("trust").n_unique().cast(pl.Int64),
            claims_a_year=(pl.col("claims") / pl.col("years")).median(),
            cost_a_year=(pl.col("total") / pl.col("years")).median(),
            capped_a_year=(pl.col("capped") / pl.col("years")).median(),
        )
    )
