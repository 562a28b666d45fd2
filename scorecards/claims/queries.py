"""The door to claims. Each answer takes the viewer: check, compute, protect, collect.

Everything about claims that reaches a screen, a file or the command line comes from here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from scorecards import financial_year
from scorecards.claims import cut_lines, measures, protecting, stability
from scorecards.claims.asking import claims_against, collected
from scorecards.claims.delay import known as delay
from scorecards.claims.model import Band, Basis, Kind, Status
from scorecards.claims.money import figures
from scorecards.claims.money import measures as money
from scorecards.claims.scorecard import Cost, Detail, Headline, Priced, Scorecard, Views
from scorecards.claims.selection import DIMENSIONS, Selection, name_of
from scorecards.disclosure.counts import protect_count
from scorecards.disclosure.sums import Contributions, protect_money
from scorecards.disclosure.tables import Protected
from scorecards.errors import UserError
from scorecards.money import Currency
from scorecards.people.access import check_is_viewer, check_sees_claims, check_sees_scorecard, may
from scorecards.people.model import Organisation, Role, Viewer
from scorecards.snapshots.opening import Snapshot


LEARNED_FROM = ("specialty", "cause", "injury", "location")
FIXED_ORDER = {"status": tuple(map(str, Status)), "band": tuple(map(str, Band))}
BAND_ORDER = {band.value: place for place, band in enumerate(Band)}


def trusts_open_to(snapshot: Snapshot, viewer: Viewer) -> tuple[Organisation, ...]:
    """The organisations whose scorecard the viewer may open, by name; a steward's are all."""
    check_is_viewer(viewer)
    everyone = snapshot.organisations
    codes: Sequence[str] = tuple(everyone) if viewer.role is Role.STEWARD else viewer.trusts
    found = [everyone[code] for code in codes if code in everyone]
    return tuple(sorted(found, key=lambda organisation: organisation.name))


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: codes per dimension, and the span of financial years."""

    codes: Mapping[str, tuple[str, ...]]
    first: int
    last: int


def choices(snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind, basis: Basis) -> Choices:
    """What the filters offer, whatever is chosen now; codes in the order of their names.

    Of the trust's own claims for those who see them one by one. Others may only pick out, and from
    every listed code, so that a choice does not betray what a trust has. Without claims: the year
    of the as-at date.
    """
    check_sees_scorecard(viewer, trust)
    prepared = measures.prepare(claims_against(snapshot, trust), basis)
    present = [measures.present(prepared, kind, dimension) for dimension in DIMENSIONS]
    span, *found = collected([measures.span(prepared, kind), *present])
    if may(check_sees_claims, viewer, trust):
        codes = {
            dimension: _ordered(dimension, frame["code"].to_list(), snapshot)
            for dimension, frame in zip(DIMENSIONS, found, strict=True)
        }
    else:
        codes = {name: _every(name, snapshot) for name in protecting.PICKED}
    first, last = span.row(0)
    if first is None:
        first = last = financial_year.of(snapshot.manifest.as_at)
    return Choices(codes, first, last)


def commoner_kind(snapshot: Snapshot, viewer: Viewer, trust: str) -> Kind:
    """Clinical or non-clinical, whichever the trust has more claims of; clinical when equal."""
    check_sees_claims(viewer, trust)
    claims = nw.to_native(claims_against(snapshot, trust)).filter(
        pl.col("status") != Status.INCIDENT.value
    )
    kinds = claims.select("kind").collect()["kind"].to_list()
    non_clinical = kinds.count(Kind.NON_CLINICAL.value)
    return Kind.NON_CLINICAL if 2 * non_clinical > len(kinds) else Kind.CLINICAL


def scorecard(snapshot: Snapshot, viewer: Viewer, wanted: Selection, views: Views) -> Scorecard:
    """All the answers of one screen, collected together so that shared work is done once.

    Those who do not see claims one by one get the fixed tables of `protecting`, and nothing else.
    """
    check_sees_scorecard(viewer, wanted.trust)
    if not may(check_sees_claims, viewer, wanted.trust):
        return _protected(snapshot, wanted, views)
    prepared = measures.prepare(claims_against(snapshot, wanted.trust), wanted.basis)
    selected = measures.select(prepared, wanted)
    among = measures.select(prepared, wanted, ignore=views.quadrant)
    dimensions = tuple(dict.fromkeys((*LEARNED_FROM, views.ranking)))
    questions = [
        measures.headline(selected),
        measures.incidents(prepared, wanted),
        measures.undated(prepared, wanted.kind),
        measures.by(among, views.quadrant),
        measures.by_year(_priced(selected, snapshot, views)),
        money.amounts(selected),
        money.costs(among, views.quadrant),
        _detail(selected, views),
        *(measures.by(selected, dimension) for dimension in dimensions),
    ]
    headline, incidents, undated, quadrant, years, amounts, costs, detail, *rankings = collected(
        questions
    )

    currency = Currency(snapshot.manifest.currency)
    by = {
        dimension: _named(frame, "code", "name", dimension, snapshot)
        for dimension, frame in zip(dimensions, rankings, strict=True)
    }
    points = _named(quadrant, "code", "name", views.quadrant, snapshot)
    points = points.join(
        figures.capped(costs), on="code", how="left", nulls_equal=True, maintain_order="left"
    )
    usual = cut_lines.usual(snapshot, wanted, views, points)
    cuts = cut_lines.chosen(usual, views)
    stays = stability.shares(
        costs,
        (cuts.claims, cuts.cost),
        capped=views.cost is Cost.CAPPED,
        seed=figures.seed_of(snapshot.id),
    )
    points = points.join(stays, on="code", how="left", nulls_equal=True, maintain_order="left")
    return Scorecard(
        organisation=snapshot.organisations[wanted.trust],
        selection=wanted,
        as_at=snapshot.manifest.as_at,
        snapshot_id=snapshot.id,
        currency=currency,
        taxonomy=snapshot.taxonomy,
        exact=True,
        headline=_headline(headline.row(0, named=True), incidents.item(), undated.item()),
        cuts=cuts,
        quadrant=_chosen(points, wanted.codes(views.quadrant)),
        ranking=_shares(by[views.ranking]),
        years=years,
        detail=_detail_shown(detail, views, snapshot),
        by=by,
        usual_cuts=usual,
        maturity=delay.exact(snapshot, wanted)[0] if wanted.basis is Basis.INCIDENT else None,
        money=figures.of(amounts, snapshot.id),
        priced=_prices_of(snapshot, views),
    )


def without_each(snapshot: Snapshot, viewer: Viewer, wanted: Selection) -> dict[str, int]:
    """For an empty answer: per filter that is set, the claims there would be without it.

    Nothing for those whose figures no filter narrows.
    """
    check_sees_scorecard(viewer, wanted.trust)
    claims = claims_against(snapshot, wanted.trust)
    if not may(check_sees_claims, viewer, wanted.trust):
        return {}
    prepared = measures.prepare(claims, wanted.basis)
    freed = [
        measures.headline(measures.select(prepared, wanted.narrowed(name)))
        for name in wanted.filters
    ]
    left = [int(frame["claims"].to_list()[0]) for frame in collected(freed)]
    return {name: number for name, number in zip(wanted.filters, left, strict=True) if number}


def _ordered(dimension: str, codes: Sequence[str], snapshot: Snapshot) -> tuple[str, ...]:
    if dimension in FIXED_ORDER:
        return tuple(code for code in FIXED_ORDER[dimension] if code in codes)
    return tuple(sorted(codes, key=lambda code: name_of(dimension, code, snapshot.taxonomy)))


def _every(dimension: str, snapshot: Snapshot) -> tuple[str, ...]:
    return _ordered(dimension, [code.code for code in snapshot.taxonomy[dimension]], snapshot)


def _prices_of(snapshot: Snapshot, views: Views) -> Priced | None:
    """The financial year whose prices were asked for: that of the as-at date."""
    if views.prices is None:
        return None
    year = financial_year.of(snapshot.manifest.as_at)
    return Priced(year, forecast=year in views.prices.forecast)


def _priced(selected: measures.Lazy, snapshot: Snapshot, views: Views) -> measures.Lazy:
    """The claims in the prices that were asked for; as paid where none were."""
    asked = _prices_of(snapshot, views)
    if views.prices is None or asked is None:
        return selected
    if not views.prices.reaches(snapshot.manifest.as_at):
        raise UserError("The price index does not reach the date of these claims.")
    return money.in_prices(selected, views.prices.values, of=asked.of, as_at=asked.of)


def _detail(selected: measures.Lazy, views: Views) -> measures.Lazy:
    match views.detail:
        case Detail.CROSSED:
            return measures.crossed(selected, views.across, views.down)
        case Detail.BANDS:
            return measures.by(selected, "band")
        case Detail.MONEY:
            return money.amounts(selected)
        case Detail.CLAIMS:
            return measures.listed(selected)


def _detail_shown(frame: pl.DataFrame, views: Views, snapshot: Snapshot) -> pl.DataFrame:
    match views.detail:
        case Detail.CROSSED:
            frame = _named(frame, "down", "down_name", views.down, snapshot)
            return _named(frame, "across", "across_name", views.across, snapshot)
        case Detail.BANDS:
            return _banded(frame, snapshot)
        case Detail.MONEY:
            return figures.parts(frame)
        case Detail.CLAIMS:
            for dimension in ("scheme", "specialty", "cause", "injury", "location", "status"):
                frame = _named(frame, dimension, dimension, dimension, snapshot)
            return frame


def _banded(frame: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    bands = frame.sort(pl.col("code").replace_strict(BAND_ORDER, return_dtype=pl.Int64))
    return _shares(_named(bands, "code", "name", "band", snapshot))


def _chosen(points: pl.DataFrame, codes: Sequence[str]) -> pl.DataFrame:
    """Adds which points are chosen; where none is, all are."""
    return points.with_columns(chosen=pl.col("code").is_in(codes) if codes else pl.lit(value=True))


def _protected(snapshot: Snapshot, wanted: Selection, views: Views) -> Scorecard:
    """The same screen from the fixed tables: what is picked out is marked, and narrows nothing."""
    prepared = measures.prepare(claims_against(snapshot, wanted.trust), wanted.basis)
    counted = protecting.everything(wanted)
    selected = measures.select(prepared, counted)
    headline, paid, incidents, undated, span, *answers = collected(
        [
            measures.headline(selected),
            protecting.damages(selected),
            measures.incidents(prepared, counted),
            measures.undated(prepared, wanted.kind),
            measures.span(prepared, wanted.kind),
            *protecting.questions(selected),
        ]
    )
    protecting.check_fixed(wanted, views, *span.row(0))
    shown = protecting.tables(answers, snapshot, wanted.trust, wanted.kind, wanted.basis)
    by = {
        name: _named(shown.tables[name], "code", "name", name, snapshot)
        for name in dict.fromkeys((*LEARNED_FROM, views.ranking, views.quadrant))
    }
    points = by[views.quadrant]
    usual = cut_lines.usual(snapshot, wanted, views, points)
    return Scorecard(
        organisation=snapshot.organisations[wanted.trust],
        selection=wanted,
        as_at=snapshot.manifest.as_at,
        snapshot_id=snapshot.id,
        currency=Currency(snapshot.manifest.currency),
        taxonomy=snapshot.taxonomy,
        exact=False,
        headline=_headline_protected(
            headline.row(0, named=True),
            protecting.contributions(paid.row(0, named=True)),
            shown,
            incidents=incidents.item(),
            undated=undated.item(),
        ),
        cuts=cut_lines.chosen(usual, views),
        quadrant=_chosen(points, wanted.codes(views.quadrant)),
        ranking=_shares(by[views.ranking]),
        years=shown.tables[protecting.YEAR].rename({"code": "year"}).sort("year"),
        detail=_banded(shown.tables["band"], snapshot),
        by=by,
        pooled=shown.pooled,
        usual_cuts=usual,
        maturity=(
            delay.protected(snapshot, wanted.kind, shown)
            if wanted.basis is Basis.INCIDENT
            else None
        ),
    )


def _named(
    frame: pl.DataFrame, column: str, into: str, dimension: str, snapshot: Snapshot
) -> pl.DataFrame:
    currency = Currency(snapshot.manifest.currency)
    names = [
        name_of(dimension, code, snapshot.taxonomy, currency) for code in frame[column].to_list()
    ]
    return frame.with_columns(pl.Series(into, names, dtype=pl.String))


def _shares(ranked: pl.DataFrame) -> pl.DataFrame:
    """Adds shares of the claims and of the cost that are shown. Of no cost there is no share."""
    claims, total = pl.col("claims"), pl.col("total")
    return ranked.with_columns(
        claims_share=pl.when(claims.sum() > 0).then(claims / claims.sum()),
        cost_share=pl.when(total.sum() > 0).then(total / total.sum()),
    )


def _headline(row: dict[str, int], incidents: int, undated: int) -> Headline:
    claims, total, paid = row["claims"], row["total"], row["paid_claims"]
    nil_share = row["nil"] / row["closed"] if row["closed"] else None
    largest_share = row["largest"] / total if total else None
    median, mean = _whole(row["median_damages"]), _whole(row["mean_damages"])
    return Headline(
        claims, total, paid, median, mean, row["closed"], row["nil"],
        nil_share, largest_share, undated, incidents,
    )  # fmt: skip


def _headline_protected(
    row: dict[str, int], paid: Contributions, shown: Protected, *, incidents: int, undated: int
) -> Headline:
    """From the fixed tables: how many were closed follows from the statuses that are shown.

    An average of damages is shown only where their sum would be; of how many claims it is stays
    hidden, for that count would say more about the statuses than their table does.
    """
    closed, nil = _closed(shown)
    return Headline(
        claims=shown.claims,
        total=shown.total,
        paid_claims=None if shown.claims != 0 else 0,
        median_damages=protect_money(row["median_damages"], paid),
        mean_damages=protect_money(row["mean_damages"], paid),
        closed=closed,
        nil=nil,
        nil_share=nil / closed if closed and nil is not None else None,
        largest_share=None,
        undated=protect_count(undated),
        incidents=protect_count(incidents),
    )


def _closed(shown: Protected) -> tuple[int | None, int | None]:
    """Claims closed, and closed nil; None where a status that counts is hidden."""
    by_status = dict(shown.tables["status"].select("code", "claims").iter_rows())
    absent = None if "status" in shown.pooled else 0
    nil, settled = (by_status.get(status, absent) for status in measures.CLOSED)
    return None if nil is None or settled is None else nil + settled, nil


def _whole(pence: float | None) -> int | None:
    return None if pence is None else round(pence)
