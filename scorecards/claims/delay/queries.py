"""The door to reporting delay. Each answer takes the viewer: check, compute, protect, collect."""

from collections.abc import Mapping, Sequence

import narwhals as nw
import polars as pl

from scorecards import financial_year
from scorecards.claims import measures as claims_measures
from scorecards.claims import protecting
from scorecards.claims.delay import maturity, measures
from scorecards.claims.delay.maturity import Paces
from scorecards.claims.delay.model import (
    APART,
    LAGS,
    LINE_NAMES,
    LINES,
    Arrived,
    Curve,
    Known,
    Lens,
    Maturity,
    Reconciled,
    Where,
)
from scorecards.claims.delay.publication import triangle_of
from scorecards.claims.measures import Lazy
from scorecards.claims.model import Basis, Kind
from scorecards.claims.selection import Selection
from scorecards.disclosure.counts import protect_count
from scorecards.errors import UserError
from scorecards.people.access import check_sees_claims, check_sees_scorecard, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.statistics import development


FEWEST_OWN = 50  # claims of a trust's own, below which its pace is chance
DAYS_A_YEAR = 365.25
ALL_YEARS = (1, 9998)


def known(snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind) -> Known:
    """How much is known of each incident year of a trust, and how fast the nation's claims come.

    Years from the first with a claim to the newest complete one with claims anywhere in the nation.
    """
    check_sees_scorecard(viewer, trust)
    exact = may(check_sees_claims, viewer, trust)
    national = _paces(snapshot)
    wanted = Selection(trust, kind, *ALL_YEARS)
    last = _last_told(national, kind)
    if exact:
        rows = _by_year_and_line(snapshot, wanted)
        first = rows["year"].min()
        years = () if first is None else range(int(str(first)), last + 1)
        told = maturity.exact(rows, kind, national, years)
        claims: int | None = int(rows["claims"].sum())
    else:
        told, claims = _protected(snapshot, wanted, national, last)
    return Known(
        organisation=snapshot.organisations[trust],
        kind=kind,
        as_at=snapshot.manifest.as_at,
        snapshot_id=snapshot.id,
        exact=exact,
        claims=claims,
        maturity=told,
        curves=_curves(snapshot, kind),
        own=_own_curve(snapshot, trust, kind) if exact else None,
    )


def of_selection(snapshot: Snapshot, viewer: Viewer, wanted: Selection) -> Maturity | None:
    """What is known of the incident years of a selection; None on another basis.

    Those who see protected counts get them of all claims of the trust and kind, whatever is picked.
    """
    check_sees_scorecard(viewer, wanted.trust)
    if wanted.basis is not Basis.INCIDENT:
        return None
    national = _paces(snapshot)
    if not may(check_sees_claims, viewer, wanted.trust):
        return _protected(snapshot, wanted, national, wanted.last)[0]
    return maturity.exact(_by_year_and_line(snapshot, wanted), wanted.kind, national, ())


def lens(snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind, year: int | None) -> Lens:
    """What the claims notified in a year are about: of the trust for those who see its claims.

    For others of the nation only: a year by another year is a finer table than they may see.
    `year` None, or one that is not offered, is the newest complete one.
    """
    check_sees_scorecard(viewer, trust)
    exact = may(check_sees_claims, viewer, trust)
    complete = financial_year.last_complete(snapshot.manifest.as_at)
    nation = _table(snapshot, "lags")
    nation = pl.DataFrame(schema=LAGS) if nation is None else nation
    nation = nation.filter(pl.col("kind") == kind.value)
    own = _own_lags(snapshot, trust, kind) if exact else None
    offered = sorted(set((nation if own is None else own)["notified"].to_list()))
    chosen = year if year in offered else max((y for y in offered if y <= complete), default=None)
    return Lens(
        offered=tuple(offered),
        year=chosen,
        own=None if own is None or chosen is None else _arrived(own, chosen, national=False),
        nation=None if chosen is None else _arrived(nation, chosen, national=True),
    )


def reconcile(
    snapshot: Snapshot,
    viewer: Viewer,
    trust: str,
    kind: Kind,
    *,
    period: tuple[int, int],
    bases: tuple[Basis, Basis],
) -> Reconciled:
    """Every claim that one basis counts in the period and the other does not, and why.

    For those who see claims one by one only: the reasons are small numbers. `period` in financial
    years, both included.
    """
    check_sees_claims(viewer, trust)
    first, last = period
    Selection(trust, kind, first, last)  # refuses a period that ends before it starts
    found = measures.reconciled(_claims(snapshot, trust), kind, first, last, bases)
    rows = {(Where(one), Where(other)): claims for one, other, claims in
            nw.to_native(found).collect().select("one", "other", "claims").rows()}  # fmt: skip
    outside = (Where.BEFORE, Where.AFTER, Where.MISSING)
    return Reconciled(
        first=first,
        last=last,
        bases=bases,
        both=rows.get((Where.IN, Where.IN), 0),
        left={where: rows.get((Where.IN, where), 0) for where in outside},
        joined={where: rows.get((where, Where.IN), 0) for where in outside},
    )


def years_of(snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind) -> tuple[int, int]:
    """The first and last financial year that hold a claim of the trust on any basis."""
    check_sees_claims(viewer, trust)
    claims = _claims(snapshot, trust)
    spans = pl.collect_all(
        [
            nw.to_native(claims_measures.span(claims_measures.prepare(claims, basis), kind))
            for basis in Basis
        ]
    )
    found = [year for span in spans for year in span.row(0) if year is not None]
    as_at = financial_year.of(snapshot.manifest.as_at)
    return min(found, default=as_at), max(found, default=as_at)


def _claims(snapshot: Snapshot, trust: str) -> Lazy:
    if trust not in snapshot.organisations:
        raise UserError(f"The published claims know no trust “{trust}”.")
    claims: Lazy = nw.from_native(snapshot.claims(trust))
    return claims


def _selected(snapshot: Snapshot, wanted: Selection) -> Lazy:
    prepared = claims_measures.prepare(_claims(snapshot, wanted.trust), Basis.INCIDENT)
    return claims_measures.select(prepared, wanted)


def _by_year_and_line(snapshot: Snapshot, wanted: Selection) -> pl.DataFrame:
    rows: pl.DataFrame = nw.to_native(
        measures.by_year_and_line(_selected(snapshot, wanted))
    ).collect()
    return rows


def _protected(
    snapshot: Snapshot, wanted: Selection, national: Paces, last: int
) -> tuple[Maturity, int | None]:
    """From the fixed tables alone. A year without a row has no claims, unless rows were left out:
    then nobody knows, and it is not told.
    """
    asked = protecting.everything(wanted)
    everything = Selection(asked.trust, asked.kind, *ALL_YEARS)
    selected = _selected(snapshot, everything)
    answers = pl.collect_all([nw.to_native(each) for each in protecting.questions(selected)])
    shown = protecting.tables(answers)
    years: dict[int, int | None] = dict(
        shown.tables[protecting.YEAR].select(pl.col("code").cast(pl.Int64), "claims").rows()
    )
    if years and protecting.YEAR not in shown.pooled:
        gaps: dict[int, int | None] = dict.fromkeys(range(min(years), last + 1), 0)
        years = gaps | years
    dimension, code = APART[asked.kind]
    apart = dict(shown.tables[dimension].select("code", "claims").rows()).get(code) or 0
    mix = {
        LINES[asked.kind][0]: min(apart, shown.claims or 0),
        LINES[asked.kind][1]: max(0, (shown.claims or 0) - apart),
    }
    return maturity.protected(years, mix, asked.kind, national), shown.claims


def _table(snapshot: Snapshot, name: str) -> pl.DataFrame | None:
    """None for a release that was made before there was such a table."""
    try:
        return snapshot.peers(name).collect()
    except UserError:
        return None


def _paces(snapshot: Snapshot) -> Paces:
    complete = financial_year.last_complete(snapshot.manifest.as_at)
    table = _table(snapshot, "development")
    return maturity.paces(table, complete) if table is not None else maturity.none(complete)


def _last_told(national: Paces, kind: Kind) -> int:
    newest = [national.newest[line] for line in LINES[kind] if line in national.newest]
    return min(national.last_complete, max(newest, default=national.last_complete))


def _curves(snapshot: Snapshot, kind: Kind) -> tuple[Curve, ...]:
    table = _table(snapshot, "development")
    if table is None:
        return ()
    found = []
    for line in LINES[kind]:
        shares = table.filter(pl.col("line") == line.value).sort("age")["share_developed"]
        if len(shares):
            found.append(Curve(LINE_NAMES[line], tuple(shares.to_list())))
    return tuple(found)


def _own_curve(snapshot: Snapshot, trust: str, kind: Kind) -> Curve | None:
    """The trust's own pace, its lines together; None where its claims are too few to have one."""
    claims = snapshot.claims(trust).collect()
    triangle = triangle_of(
        claims, LINES[kind], as_at=snapshot.manifest.as_at, fewest=FEWEST_OWN, trusts=1
    )
    if triangle is None:
        return None
    try:
        shares = development.chain_ladder(triangle.cumulative).share_developed
    except ValueError:  # an age at which this trust knew of no claim
        return None
    return Curve(snapshot.organisations[trust].name, shares)


def _own_lags(snapshot: Snapshot, trust: str, kind: Kind) -> pl.DataFrame:
    own = _claims(snapshot, trust).filter(nw.col("kind") == kind.value)
    dated = measures.dated(own)
    arrived, waits = pl.collect_all(
        [nw.to_native(measures.arrived(dated)), nw.to_native(measures.waits(dated))]
    )
    return arrived.join(waits, on=("kind", "notified"), how="left").sort("notified", "incident")


def _arrived(lags: pl.DataFrame, year: int, *, national: bool) -> Arrived | None:
    rows = lags.filter(pl.col("notified") == year)
    counts: Mapping[int, int] = dict(
        rows.drop_nulls("incident").select("incident", "claims").rows()
    )
    whole = sum(counts.values())
    if not whole:
        return None
    years: Sequence[int] = range(min(counts), max(counts) + 1)
    days: float | None = rows["median_days"].to_list()[0]
    return Arrived(
        year=year,
        years=tuple(years),
        counts=tuple(None if national else counts.get(each, 0) for each in years),
        shares=tuple(counts.get(each, 0) / whole for each in years),
        median_years=None if days is None else days / DAYS_A_YEAR,
        claims=protect_count(whole) if national else int(rows["claims"].sum()),
        national=national,
    )
