"""What those see who do not see claims one by one: a few fixed tables of all claims, protected.

From filters and periods of one's own choosing, what is hidden in one answer could be worked out
from the next. So there are none: the same tables for everybody, each dividing all claims of the
trust and kind in one way. Everything such a viewer sees is made from these tables alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import narwhals as nw
import polars as pl

from scorecards.claims import besides, measures
from scorecards.claims.model import BAND_FLOORS, Band, Basis, Kind
from scorecards.claims.scorecard import Cost, Detail, Views
from scorecards.claims.selection import DIMENSIONS, Selection
from scorecards.disclosure.sums import Contributions
from scorecards.disclosure.tables import Protected, Values, protect_tables
from scorecards.errors import NotAllowed
from scorecards.snapshots.opening import Snapshot


BASES = (Basis.INCIDENT, Basis.NOTIFIED)
# What may be picked out: it chooses what is marked and what there is to learn, never what counts.
PICKED = ("specialty", "cause", "injury", "location")
YEAR = "year"
TABLES = (*DIMENSIONS, YEAR)
# The least and the most that a claim of a band can cost, in pence.
VALUES: Mapping[str, Values] = {
    Band.NONE: (0, 0),
    **{
        band: (floor, ceiling)
        for (band, floor), ceiling in zip(
            BAND_FLOORS.items(), [*list(BAND_FLOORS.values())[1:], None], strict=True
        )
    },
}


def check_fixed(wanted: Selection, views: Views, first: int | None, last: int | None) -> None:
    """Raises NotAllowed for a selection that is not one of the fixed tables.

    `first` and `last` are the financial years with claims, None where there are none.
    """
    if wanted.basis not in BASES:
        raise NotAllowed("Your role sees claims by incident or notification date only.")
    if first is not None and last is not None and not wanted.first <= first <= last <= wanted.last:
        raise NotAllowed("Your role sees all years together. The trust's risk managers can narrow.")
    if views.detail is not Detail.BANDS:
        raise NotAllowed(
            "The list of claims, pairs and the parts of the cost are for the risk managers of the "
            "trust itself. You see the same claims in groups, with small numbers hidden."
        )
    # The same sum told in two ways could be set against itself.
    if views.cost is not Cost.TOTAL or views.prices is not None:
        raise NotAllowed(
            "Capped costs and prices of another year are for the risk managers of the trust itself."
        )
    if any(name not in PICKED for name in wanted.filters):
        raise NotAllowed(
            "Your role sees all claims together, with small numbers hidden. "
            "The trust's risk managers can filter."
        )


def everything(wanted: Selection) -> Selection:
    """The selection that is counted: what is picked out narrows nothing."""
    return replace(wanted, filters={})


def questions(selected: measures.Lazy) -> list[measures.Lazy]:
    """What `tables` is made of: the whole, then each of TABLES in its order."""
    return [
        measures.contributions(selected),
        *(measures.contributions(selected, name) for name in TABLES),
    ]


def damages(selected: measures.Lazy) -> measures.Lazy:
    """What decides whether averages of damages may be shown, as `measures.contributions`."""
    paid = selected.filter(~nw.col("paid_damages").is_null())
    return measures.contributions(paid.with_columns(total=nw.col("paid_damages")))


def tables(
    answers: Sequence[pl.DataFrame], snapshot: Snapshot, trust: str, kind: Kind, basis: Basis
) -> Protected:
    """The answers to `questions`, protected together and against what is told besides.

    Tables: code, claims, total.
    """
    whole, *found = answers
    return protect_tables(
        contributions(whole.row(0, named=True)),
        dict(zip(TABLES, found, strict=True)),
        values={"band": VALUES},
        besides=besides.told(snapshot, trust, kind, basis),
    )


def contributions(row: Mapping[str, int | None]) -> Contributions:
    """A row of `measures.contributions`; of no claims there is nothing."""
    return Contributions(
        row["claims"] or 0, row["total"] or 0, row["largest"] or 0, row["second"] or 0
    )
