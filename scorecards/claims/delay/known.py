"""What is known of each year of a trust's claims, from one release. Who may see it is checked by
the queries that call this; for others than those who see exact figures there is the protected way.
"""

import narwhals as nw
import polars as pl

from scorecards import financial_year
from scorecards.claims import measures as claims_measures
from scorecards.claims import protecting
from scorecards.claims.asking import claims_against
from scorecards.claims.delay import maturity, measures
from scorecards.claims.delay.maturity import Paces
from scorecards.claims.delay.model import APART, LINES, Maturity
from scorecards.claims.measures import Lazy
from scorecards.claims.model import Basis, Kind, Status
from scorecards.claims.selection import Selection
from scorecards.disclosure.tables import Protected
from scorecards.errors import UserError
from scorecards.snapshots.opening import Snapshot


# A claim changes these while it ages, so what is missing of a young year is not only late claims.
AGEING = ("status", "band")
CHANGES = (
    "How complete the recent years are cannot be said of a status or a value: claims change both "
    "as they age."
)


def exact(
    snapshot: Snapshot, wanted: Selection, *, last: int | None = None
) -> tuple[Maturity, int]:
    """Of a selection by incident date, and its claims. `last`: tell every year up to this one."""
    national = paces(snapshot)
    found = measures.by_year_and_line(selected(snapshot, wanted))
    rows: pl.DataFrame = nw.to_native(found).collect()
    claims = int(rows["claims"].sum())
    if any(wanted.codes(name) for name in AGEING):
        return Maturity(national.last_complete, why_not=CHANGES), claims
    held = rows["year"].to_list()
    years = range(min(held), last + 1) if held and last is not None else ()
    return maturity.exact(rows, wanted.kind, national, years), claims


def protected(
    snapshot: Snapshot, kind: Kind, shown: Protected, *, last: int | None = None
) -> Maturity:
    """The same from the fixed tables alone, of all claims of the trust and kind.

    A year without a row has no claims, unless rows were left out: then nobody knows, and it is not
    told. The mix of lines is that of all years together.
    """
    table = shown.tables[protecting.YEAR].select(pl.col("code").cast(pl.Int64), "claims")
    years: dict[int, int | None] = dict(table.rows())
    if years and last is not None and protecting.YEAR not in shown.pooled:
        gaps: dict[int, int | None] = dict.fromkeys(range(min(years), last + 1), 0)
        years = gaps | years
    dimension, code = APART[kind]
    apart = dict(shown.tables[dimension].select("code", "claims").rows()).get(code) or 0
    whole = shown.claims or 0
    first, rest = LINES[kind]
    mix = {first: min(apart, whole), rest: max(0, whole - apart)}
    return maturity.protected(years, mix, kind, paces(snapshot))


def paces(snapshot: Snapshot) -> Paces:
    """How fast the nation's claims are notified, as worked out when the release was made."""
    complete = financial_year.last_complete(snapshot.manifest.as_at)
    told = table(snapshot, "development")
    return maturity.none(complete) if told is None else maturity.paces(told, complete)


def table(snapshot: Snapshot, name: str) -> pl.DataFrame | None:
    """A table of the nation; None where the release was made before there was one."""
    try:
        return snapshot.peers(name).collect()
    except UserError:
        return None


def selected(snapshot: Snapshot, wanted: Selection) -> Lazy:
    """A selection by incident date; claims only, whatever status is asked for."""
    prepared = claims_measures.prepare(claims_against(snapshot, wanted.trust), Basis.INCIDENT)
    chosen = claims_measures.select(prepared, wanted)
    return chosen.filter(nw.col("status") != Status.INCIDENT.value)
