"""The quadrant's cut lines: what is typical of a trust's peers, or what the reader has set."""

import polars as pl

from scorecards.claims.peers import EVERYONE
from scorecards.claims.scorecard import Cost, Cuts, Views
from scorecards.claims.selection import Selection
from scorecards.snapshots.opening import Snapshot


A_YEAR = {Cost.TOTAL: "cost_a_year", Cost.CAPPED: "capped_a_year"}


def usual(snapshot: Snapshot, wanted: Selection, views: Views, points: pl.DataFrame) -> Cuts:
    """What is typical of the trust's peers over as many years; else the middle of what is shown.

    Columns read of `points`: claims, and total or capped, as the view asks.
    """
    number = wanted.last - wanted.first + 1
    group = snapshot.organisations[wanted.trust].type
    rows = snapshot.peers("typical").filter(
        pl.col("group").is_in((group, EVERYONE)),
        pl.col("kind") == wanted.kind.value,
        pl.col("dimension") == views.quadrant,
    )
    found = {row["group"]: row for row in rows.collect().iter_rows(named=True)}
    row = found.get(group) or found.get(EVERYONE)
    # Releases of earlier versions have no capped cost.
    if row is None or A_YEAR[views.cost] not in row:
        column = views.cost.value
        middle = points.select(pl.col("claims").median(), pl.col(column).median()).row(0)
        return Cuts(middle[0] or 1.0, middle[1] or 1.0, "the middle of what is shown")
    who = f"{row['trusts']} organisations"
    if row["group"] == group:
        who = f"{row['trusts']} trusts of the same type ({group})"
    claims, cost = (_about(row[name] * number) for name in ("claims_a_year", A_YEAR[views.cost]))
    return Cuts(claims, cost, f"typical of {who}")


def chosen(usually: Cuts, views: Views) -> Cuts:
    """The lines as set by the reader, else as they come."""
    claims, cost = views.cut_claims, views.cut_cost
    if claims is None and cost is None:
        return usually
    return Cuts(
        usually.claims if claims is None else claims,
        usually.cost if cost is None else cost,
        "set by you",
    )


def _about(number: float) -> float:
    """To two figures: a middle may be one trust's own figure, which nobody else may read off."""
    return float(f"{number:.1e}")
