"""The door to reporting delay. Each answer takes the viewer: check, compute, protect, collect."""

from collections.abc import Mapping, Sequence

import narwhals as nw
import polars as pl

from scorecards import financial_year
from scorecards.claims import measures as claims_measures
from scorecards.claims import protecting
from scorecards.claims.asking import claims_against, collected
from scorecards.claims.delay import known as years_known
from scorecards.claims.delay import measures
from scorecards.claims.delay.maturity import Paces
from scorecards.claims.delay.model import (
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
from scorecards.claims.model import Basis, Kind
from scorecards.claims.selection import Selection
from scorecards.disclosure.counts import protect_count
from scorecards.people.access import check_sees_claims, check_sees_scorecard, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.statistics import development


FEWEST_OWN = 50  # claims of a trust's own, below which its pace is chance
DAYS_A_YEAR = 365.25
ALL_YEARS = (1, 9998)
FIVE = 5


def known(snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind) -> Known:
    """How much is known of each incident year of a trust, and how fast the nation's claims come.

    Years from the first with a claim to the newest complete one with claims anywhere in the nation.
    """
    check_sees_scorecard(viewer, trust)
    exact = may(check_sees_claims, viewer, trust)
    wanted = Selection(trust, kind, *ALL_YEARS)
    last = _last_told(years_known.paces(snapshot), kind)
    told: Maturity
    claims: int | None
    if exact:
        told, claims = years_known.exact(snapshot, wanted, last=last)
    else:
        selected = years_known.selected(snapshot, wanted)
        answers = collected(protecting.questions(selected))
        shown = protecting.tables(answers, snapshot, trust, kind, Basis.INCIDENT)
        told, claims = years_known.protected(snapshot, kind, shown, last=last), shown.claims
    return Known(
        organisation=snapshot.organisations[trust],
        kind=kind,
        as_at=snapshot.manifest.as_at,
        snapshot_id=snapshot.id,
        exact=exact,
        claims=claims,
        maturity=told,
        curves=_curves(snapshot, kind),
        pooled=_pooled(snapshot, kind),
        own=_own_curve(snapshot, trust, kind) if exact else None,
    )


def lens(snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind, year: int | None) -> Lens:
    """What the claims notified in a year are about: of the trust for those who see its claims.

    For others of the nation only: a year by another year is a finer table than they may see.
    `year` None, or one that is not offered, is the newest complete one.
    """
    check_sees_scorecard(viewer, trust)
    exact = may(check_sees_claims, viewer, trust)
    complete = financial_year.last_complete(snapshot.manifest.as_at)
    nation = years_known.table(snapshot, "lags")
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
    found = measures.reconciled(claims_against(snapshot, trust), kind, first, last, bases)
    rows = {
        (Where(one), Where(other)): claims
        for one, other, claims in nw.to_native(found).collect().rows()
    }
    outside = (Where.BEFORE, Where.AFTER, Where.MISSING)
    return Reconciled(
        first=first,
        last=last,
        bases=bases,
        both=rows.get((Where.IN, Where.IN), 0),
        left={where: rows.get((Where.IN, where), 0) for where in outside},
        joined={where: rows.get((where, Where.IN), 0) for where in outside},
    )


def periods(
    snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind
) -> tuple[range, tuple[int, int]]:
    """The financial years that hold a claim of the trust on any basis, and the five to begin with.

    The five are the newest complete ones with incidents; fewer where there are fewer years.
    """
    check_sees_claims(viewer, trust)
    claims = claims_against(snapshot, trust)
    spans = collected(
        [claims_measures.span(claims_measures.prepare(claims, basis), kind) for basis in Basis]
    )
    found = [year for span in spans for year in span.row(0) if year is not None]
    as_at = financial_year.of(snapshot.manifest.as_at)
    years = range(min(found, default=as_at), max(found, default=as_at) + 1)
    told = _last_told(years_known.paces(snapshot), kind)
    last = min(max(told, years.start), years.stop - 1)
    return years, (max(years.start, last - FIVE + 1), last)


def _last_told(national: Paces, kind: Kind) -> int:
    newest = [national.newest[line] for line in LINES[kind] if line in national.newest]
    return min(national.last_complete, max(newest, default=national.last_complete))


def _curves(snapshot: Snapshot, kind: Kind) -> tuple[Curve, ...]:
    told = years_known.table(snapshot, "development")
    if told is None:
        return ()
    found = []
    for line in LINES[kind]:
        shares = told.filter(pl.col("line") == line.value).sort("age")["share_developed"]
        if len(shares):
            found.append(Curve(LINE_NAMES[line], tuple(shares.to_list())))
    return tuple(found)


def _pooled(snapshot: Snapshot, kind: Kind) -> int | None:
    """The nation's claims behind the curves, to the nearest five."""
    told = years_known.table(snapshot, "development")
    if told is None:
        return 0
    lines = [line.value for line in LINES[kind]]
    return protect_count(int(told.filter(pl.col("line").is_in(lines))["notified"].sum()))


def _own_curve(snapshot: Snapshot, trust: str, kind: Kind) -> Curve | None:
    """The trust's own pace, its lines together; None where its claims are too few to have one."""
    triangle = triangle_of(
        snapshot.claims(trust).collect(),
        LINES[kind],
        as_at=snapshot.manifest.as_at,
        fewest=FEWEST_OWN,
        trusts=1,
    )
    if triangle is None:
        return None
    try:
        shares = development.chain_ladder(triangle.cumulative).share_developed
    except ValueError:  # an age at which this trust knew of no claim
        return None
    return Curve(snapshot.organisations[trust].name, shares)


def _own_lags(snapshot: Snapshot, trust: str, kind: Kind) -> pl.DataFrame:
    own = claims_against(snapshot, trust).filter(nw.col("kind") == kind.value)
    dated = measures.dated(own)
    arrived, waits = collected([measures.arrived(dated), measures.waits(dated)])
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
