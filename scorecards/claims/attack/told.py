"""What is told of one trust: everything that can be asked of it by those who see no exact figure.

Asked through the same doors as the screens, as a Safety and Learning Lead who has the trust in the
patch: a board member of the trust is told the same, people of other trusts a part of it.
"""

from dataclasses import dataclass, field

import polars as pl

from scorecards import financial_year
from scorecards.claims import protecting, queries
from scorecards.claims.comparison import cuts
from scorecards.claims.comparison import queries as comparison
from scorecards.claims.model import Basis, Kind, Status
from scorecards.claims.scorecard import Detail, Scorecard, Views
from scorecards.claims.selection import Selection
from scorecards.claims.signals import queries as signals
from scorecards.errors import UserError
from scorecards.people.model import Role, Viewer
from scorecards.snapshots.opening import Snapshot


# What is counted: (table, basis, code). The whole is ("whole", basis, "").
Key = tuple[str, str, str]
WHOLE, YEAR, QUARTER, CUT = "whole", "year", "quarter", "cut"
UNDATED = "undated"
CUT_KEYS = ("cut", "denominator", "window")
FIRST, LAST = 1, 9998


@dataclass
class Told:
    """None is hidden. `pooled`: tables (with their basis) that lack their smallest rows.

    Of comparisons: `windows` are first and last incident years, `complete` the cuts (with what they
    are set against) that no claim of theirs is outside of.
    """

    counts: dict[Key, int | None] = field(default_factory=dict)
    sums: dict[Key, int | None] = field(default_factory=dict)
    pooled: set[tuple[str, str]] = field(default_factory=set)
    windows: dict[str, tuple[int, int]] = field(default_factory=dict)
    complete: set[tuple[str, str]] = field(default_factory=set)


def lead(trust: str) -> Viewer:
    return Viewer("attack", "Attack", Role.LEAD, (trust,))


def told(snapshot: Snapshot, trust: str, kind: Kind, compared: pl.DataFrame) -> Told:
    """Of one release: the scorecard on every basis and by every table, signals, comparisons.

    `compared` is what all trusts are told of each other (`of_each_other`).
    """
    found = Told()
    for basis in protecting.BASES:
        _scorecard(found, snapshot, trust, kind, basis)
    signal = signals.signal(snapshot, lead(trust), trust, kind)
    for point in signal.points:
        found.counts[QUARTER, Basis.NOTIFIED.value, point.first.isoformat()] = point.value
    of_kind = [cut.code for cut in cuts.of_kind(kind)]
    own = compared.filter(pl.col("trust") == trust, pl.col("cut").is_in(of_kind))
    for cut, denominator, window, observed in own.select(*CUT_KEYS, "observed").iter_rows():
        found.counts[CUT, Basis.INCIDENT.value, f"{cut}/{denominator}/{window}"] = observed
    if own.height:
        _guessed(found, snapshot, trust)
    return found


def _guessed(found: Told, snapshot: Snapshot, trust: str) -> None:
    """What is not told, but may be known: the years of each window, and what a cut holds whole."""
    rows = snapshot.across("compared").filter(pl.col("trust") == trust).collect()
    for window, first, last in rows.select("window", "first", "last").unique().iter_rows():
        found.windows[window] = (first, last)
    whole = rows.group_by("cut", "denominator").agg(pl.col("outside").sum())
    found.complete |= {
        (cut, denominator) for cut, denominator, outside in whole.iter_rows() if outside == 0
    }


def of_each_other(snapshot: Snapshot) -> pl.DataFrame:
    """What comparisons tell of every trust to people of the others; none without comparisons."""
    trusts = sorted(snapshot.organisations)[:2]
    try:
        seen = [comparison.protected_peers(snapshot, lead(trust), trust) for trust in trusts]
    except UserError:  # a release that was made before there were comparisons
        return pl.DataFrame(schema={**dict.fromkeys((*CUT_KEYS, "trust"), pl.String),
                                    "observed": pl.Int64, "expected": pl.Float64})  # fmt: skip
    return pl.concat(seen).unique([*CUT_KEYS, "trust"]).sort(*CUT_KEYS, "trust")


def _scorecard(found: Told, snapshot: Snapshot, trust: str, kind: Kind, basis: Basis) -> None:
    wanted = Selection(trust, kind, FIRST, LAST, basis)
    names = [name for name in protecting.TABLES if name != YEAR]
    for one, other in zip(names[::2], [*names[1::2], names[0]], strict=False):
        card = queries.scorecard(
            snapshot, lead(trust), wanted,
            Views(one, other, across="cause", down="specialty", detail=Detail.BANDS),
        )  # fmt: skip
        _rows(found, one, basis, card.quadrant, "code")
        _rows(found, other, basis, card.ranking, "code")
        _whole(found, basis, card)


def _whole(found: Told, basis: Basis, card: Scorecard) -> None:
    headline = card.headline
    for name, number in ((WHOLE, headline.claims), (UNDATED, headline.undated)):
        found.counts[name, basis.value, ""] = number
    found.sums[WHOLE, basis.value, ""] = headline.total
    found.pooled |= {(name, basis.value) for name in card.pooled}
    _rows(found, YEAR, basis, card.years, "year")
    _rows(found, "band", basis, card.detail, "code")


def _rows(found: Told, table: str, basis: Basis, frame: pl.DataFrame, column: str) -> None:
    for code, claims, total in frame.select(column, "claims", "total").iter_rows():
        key = (table, basis.value, str(code))
        found.counts[key] = claims
        found.sums[key] = total


def exact(snapshot: Snapshot, trust: str, kind: Kind) -> Told:
    """The same figures as they are: counted here from the claims, not through the doors."""
    claims = (
        snapshot.claims(trust)
        .filter(pl.col("kind") == kind.value, pl.col("status") != Status.INCIDENT.value)
        .collect()
    )
    found = Told()
    for basis in protecting.BASES:
        dated = claims.filter(pl.col(basis.column).is_not_null()).with_columns(
            total=pl.sum_horizontal(pl.col("^.*_(paid|reserved)$")),
            year=pl.col(basis.column).map_elements(financial_year.of, return_dtype=pl.Int64),
        )
        found.counts[WHOLE, basis.value, ""] = dated.height
        found.sums[WHOLE, basis.value, ""] = int(dated["total"].sum())
        for table in protecting.TABLES:
            if table != "band":
                _exact_rows(found, table, basis, dated)
    return found


def _exact_rows(found: Told, table: str, basis: Basis, dated: pl.DataFrame) -> None:
    grouped = dated.group_by(table).agg(pl.len(), pl.col("total").sum())
    for code, claims, total in grouped.iter_rows():
        key = (table, basis.value, str(code))
        found.counts[key] = claims
        found.sums[key] = total
