"""The pace at which claims are notified, for the whole nation: made once, with a release.

Frames in, frames out. Counts only, lines pooled over ten trusts or more; numbers of fewer than ten
trusts, and so all below eight, are left out though the figures are national.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from scorecards import financial_year
from scorecards.claims.asking import collected
from scorecards.claims.delay import measures
from scorecards.claims.delay.model import DEVELOPMENT, EXPOSED, LAGS, Line
from scorecards.disclosure.policy import HIDDEN_BELOW, SMALLEST_GROUP
from scorecards.statistics import development
from scorecards.statistics.development import ChainLadder


FEWEST_CLAIMS = 100
FEWEST_YEARS = 4
BY_EXPOSURE = 2  # the newest years, whose few claims would swing the ladder
RATE_YEARS = 5  # the years before them, from which the rate per exposure comes


def tables(
    claims: pl.DataFrame, exposures: pl.DataFrame, *, as_at: date
) -> dict[str, pl.DataFrame]:
    """The peer tables of a release about delay, by name."""
    return {
        "development": development_of(claims, exposures, as_at=as_at),
        "lags": lags_of(claims, as_at=as_at),
    }


def development_of(claims: pl.DataFrame, exposures: pl.DataFrame, *, as_at: date) -> pl.DataFrame:
    """The table `development`: columns of `model.DEVELOPMENT`, by line and age.

    No rows for a line with fewer than 100 claims, four incident years or ten trusts: its pace would
    be chance. A release of one or two years therefore has none at all.
    """
    rows = [
        row
        for line in Line
        if (triangle := triangle_of(claims, (line,), as_at=as_at)) is not None
        for row in _rows(line, triangle, _units(exposures, EXPOSED[line]))
    ]
    return pl.DataFrame(rows, schema=DEVELOPMENT, orient="row").sort("line", "age")


@dataclass(frozen=True, slots=True)
class Triangle:
    """Claims known, cumulative, by incident year (oldest first from `first`) and age; and how many
    trusts the claims of each year are against.
    """

    first: int
    cumulative: tuple[tuple[int, ...], ...]
    trusts: tuple[int, ...]


def triangle_of(
    claims: pl.DataFrame,
    lines: Sequence[Line],
    *,
    as_at: date,
    fewest: int = FEWEST_CLAIMS,
    trusts: int = SMALLEST_GROUP,
) -> Triangle | None:
    """The triangle of some lines together, None where it would say little: with fewer than
    `fewest` claims, four years or so many `trusts`.

    It begins with the first financial year in which at least eight claims were notified: of earlier
    incident years the release holds the late claims only. It ends with the newest incident year
    that was over and has a claim.
    """
    own = measures.lined(nw.from_native(claims.lazy()))
    dated = measures.dated(own.filter(nw.col("line").is_in([line.value for line in lines])))
    every = nw.to_native(dated).select("incident", "notified", "trust").collect()
    busy = every.drop_nulls("notified").group_by("notified").len()
    began = busy.filter(pl.col("len") >= HIDDEN_BELOW)["notified"].to_list()
    if not began or every["trust"].n_unique() < trusts:
        return None
    arrived = nw.to_native(measures.arrivals(dated, as_at=as_at)).collect()
    found = arrived.filter(pl.col("year") >= min(began))
    if int(found["claims"].sum()) < fewest:
        return None
    first, last = _whole(found["year"].min()), _whole(found["year"].max())
    if last - first + 1 < FEWEST_YEARS:
        return None
    by_age = {(row["year"], row["age"]): row["claims"] for row in found.iter_rows(named=True)}
    complete = financial_year.last_complete(as_at)
    by_year = every.drop_nulls(("incident", "notified")).group_by("incident")
    against: dict[int, int] = dict(by_year.agg(pl.col("trust").n_unique()).iter_rows())
    return Triangle(
        first,
        tuple(
            _running([by_age.get((year, age), 0) for age in range(complete - year + 1)])
            for year in range(first, last + 1)
        ),
        tuple(against.get(year, 0) for year in range(first, last + 1)),
    )


def lags_of(claims: pl.DataFrame, *, as_at: date) -> pl.DataFrame:
    """The table `lags`: columns of `model.LAGS`, by kind, year notified and incident year."""
    dated = measures.dated(nw.from_native(claims.lazy()))
    arrived, waits = collected([measures.arrived(dated), measures.waits(dated)])
    enough = pl.col("trusts") >= SMALLEST_GROUP
    return (
        arrived.drop_nulls("incident")
        .filter(enough, pl.col("notified") <= financial_year.of(as_at))
        .join(waits, on=("kind", "notified"), how="left")
        .select(pl.col(name).cast(kind) for name, kind in LAGS.items())
        .sort("kind", "notified", "incident")
    )


def _rows(
    line: Line, triangle: Triangle, units: Mapping[int, float]
) -> Sequence[Mapping[str, Any]]:
    """One row per age; the newest ages have no year where the newest years have no claims."""
    try:
        ladder = development.chain_ladder(triangle.cumulative)
    except ValueError:  # an age at which nothing is known: there is no link to it
        return []
    ultimates, method = _ultimates(triangle, ladder, units)
    errors = ladder.standard_errors or (None,) * len(ultimates)
    place_of = {len(row) - 1: place for place, row in enumerate(triangle.cumulative)}
    oldest = len(triangle.cumulative[0]) - 1
    rows = []
    for age in range(oldest + 1):
        place = place_of.get(age)
        told: dict[str, Any] = {}
        if place is not None and triangle.trusts[place] >= SMALLEST_GROUP:
            error = errors[place]
            told = {
                "notified": triangle.cumulative[place][-1],
                "ultimate": ultimates[place],
                "relative_error": None if error is None else error / ladder.ultimates[place],
                "method": method[place],
            }
        rows.append(
            {
                **dict.fromkeys(DEVELOPMENT),
                "line": line.value,
                "age": age,
                "year": triangle.first + oldest - age,
                "link_ratio": ladder.link_ratios[age] if age < oldest else None,
                "share_developed": ladder.share_developed[age],
                **told,
            }
        )
    return rows


def _ultimates(
    triangle: Triangle, ladder: ChainLadder, units: Mapping[int, float]
) -> tuple[list[float], list[str]]:
    """Of the newest years from exposure at the rate of the years before, where it is known."""
    number = len(ladder.ultimates)
    newest = range(number - BY_EXPOSURE, number)
    before = range(max(0, number - BY_EXPOSURE - RATE_YEARS), number - BY_EXPOSURE)
    ultimates, method = list(ladder.ultimates), ["ladder"] * number
    exposed = [units.get(triangle.first + place, 0.0) for place in range(number)]
    if not all(exposed[place] > 0 for place in (*before, *newest)):
        return ultimates, method
    notified, shares = ladder.latest, ladder.latest_share_developed

    def of(values: Sequence[float], places: range) -> list[float]:
        return [values[place] for place in places]

    rate = development.pooled_rate(of(notified, before), of(shares, before), of(exposed, before))
    found = development.bornhuetter_ferguson(
        of(notified, newest), of(shares, newest), of(exposed, newest), rate
    )
    for place, ultimate in zip(newest, found, strict=True):
        ultimates[place], method[place] = ultimate, "exposure"
    return ultimates, method


def _units(exposures: pl.DataFrame, measure: str) -> dict[int, float]:
    own = exposures.filter(pl.col("measure") == measure)
    return dict(own.group_by("year").agg(pl.col("value").sum()).iter_rows())


def _running(numbers: Sequence[int]) -> tuple[int, ...]:
    total, known = 0, []
    for number in numbers:
        total += number
        known.append(total)
    return tuple(known)


def _whole(value: Any) -> int:
    return int(value)
