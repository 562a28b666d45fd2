"""The door to claims. Each answer takes the viewer: check, compute, protect, collect.

Everything about claims that reaches a screen, a file or the command line comes from here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from scorecards import financial_year
from scorecards.claims import measures
from scorecards.claims.model import Band, Basis, Kind, Status
from scorecards.claims.peers import EVERYONE
from scorecards.claims.scorecard import Cuts, Detail, Headline, Scorecard, Views
from scorecards.claims.selection import DIMENSIONS, Selection, name_of
from scorecards.disclosure.counts import protect_count, protect_money, protect_table
from scorecards.errors import UserError
from scorecards.money import Currency
from scorecards.people.access import check_is_viewer, check_sees_claims, check_sees_scorecard, may
from scorecards.people.model import Organisation, Role, Viewer
from scorecards.snapshots.opening import Snapshot


LEARNED_FROM = ("specialty", "cause", "injury", "location")
FIXED_ORDER = {"status": tuple(map(str, Status)), "band": tuple(map(str, Band))}
BAND_ORDER = {band.value: place for place, band in enumerate(Band)}
COUNTS = ("claims", "open", "nil", "with_damages")


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

    Of the trust's own claims for those who see them one by one; for others every listed code, so
    that a choice does not betray what a trust has. Without claims: the year of the as-at date.
    """
    check_sees_scorecard(viewer, trust)
    prepared = measures.prepare(_claims(snapshot, trust), basis)
    present = [measures.present(prepared, kind, dimension) for dimension in DIMENSIONS]
    span, *found = _collect([measures.span(prepared, kind), *present])
    exact = may(check_sees_claims, viewer, trust)
    codes = {
        dimension: _ordered(dimension, frame["code"].to_list(), snapshot)
        if exact
        else _every(dimension, kind, snapshot)
        for dimension, frame in zip(DIMENSIONS, found, strict=True)
    }
    first, last = span.row(0)
    if first is None:
        first = last = financial_year.of(snapshot.manifest.as_at)
    return Choices(codes, first, last)


def commoner_kind(snapshot: Snapshot, viewer: Viewer, trust: str) -> Kind:
    """Clinical or non-clinical, whichever the trust has more claims of; clinical when equal."""
    check_sees_claims(viewer, trust)
    claims = nw.to_native(_claims(snapshot, trust)).filter(
        pl.col("status") != Status.INCIDENT.value
    )
    kinds = claims.select("kind").collect()["kind"].to_list()
    non_clinical = kinds.count(Kind.NON_CLINICAL.value)
    return Kind.NON_CLINICAL if 2 * non_clinical > len(kinds) else Kind.CLINICAL


def scorecard(snapshot: Snapshot, viewer: Viewer, wanted: Selection, views: Views) -> Scorecard:
    """All the answers of one screen, collected together so that shared work is done once."""
    check_sees_scorecard(viewer, wanted.trust)
    exact = may(check_sees_claims, viewer, wanted.trust)
    if views.detail is Detail.CLAIMS:
        check_sees_claims(viewer, wanted.trust)

    prepared = measures.prepare(_claims(snapshot, wanted.trust), wanted.basis)
    selected = measures.select(prepared, wanted)
    among = measures.select(prepared, wanted, ignore=views.quadrant)
    dimensions = tuple(dict.fromkeys((*LEARNED_FROM, views.ranking)))
    questions = [
        measures.headline(selected),
        measures.incidents(prepared, wanted),
        measures.undated(prepared, wanted.kind),
        measures.by(among, views.quadrant),
        measures.by_year(selected),
        _detail(selected, views),
        *(measures.by(selected, dimension) for dimension in dimensions),
    ]
    headline, incidents, undated, quadrant, years, detail, *rankings = _collect(questions)

    currency = Currency(snapshot.manifest.currency)
    by = {
        dimension: _named(_protected(frame, exact), "code", "name", dimension, snapshot)
        for dimension, frame in zip(dimensions, rankings, strict=True)
    }
    chosen = wanted.codes(views.quadrant)
    points = _named(_protected(quadrant, exact), "code", "name", views.quadrant, snapshot)
    return Scorecard(
        organisation=snapshot.organisations[wanted.trust],
        selection=wanted,
        as_at=snapshot.manifest.as_at,
        snapshot_id=snapshot.id,
        currency=currency,
        taxonomy=snapshot.taxonomy,
        exact=exact,
        headline=_headline(headline.row(0, named=True), incidents.item(), undated.item(), exact),
        cuts=_cuts(snapshot, wanted, views.quadrant, points),
        quadrant=points.with_columns(
            chosen=pl.col("code").is_in(chosen) if chosen else pl.lit(value=True)
        ),
        ranking=_shares(by[views.ranking]),
        years=_protected(years, exact),
        detail=_detail_shown(detail, views, exact, snapshot),
        by=by,
    )


def without_each(snapshot: Snapshot, viewer: Viewer, wanted: Selection) -> dict[str, int | None]:
    """For an empty answer: per filter that is set, the claims there would be without it."""
    check_sees_scorecard(viewer, wanted.trust)
    exact = may(check_sees_claims, viewer, wanted.trust)
    prepared = measures.prepare(_claims(snapshot, wanted.trust), wanted.basis)
    freed = [
        measures.headline(measures.select(prepared, wanted.narrowed(name)))
        for name in wanted.filters
    ]
    claims = [int(frame["claims"].to_list()[0]) for frame in _collect(freed)]
    return {
        name: number if exact else protect_count(number)
        for name, number in zip(wanted.filters, claims, strict=True)
        if number
    }


def _claims(snapshot: Snapshot, trust: str) -> measures.Lazy:
    if trust not in snapshot.organisations:
        raise UserError(f"The published claims know no trust “{trust}”.")
    claims: measures.Lazy = nw.from_native(snapshot.claims(trust))
    return claims


def _ordered(dimension: str, codes: Sequence[str], snapshot: Snapshot) -> tuple[str, ...]:
    if dimension in FIXED_ORDER:
        return tuple(code for code in FIXED_ORDER[dimension] if code in codes)
    return tuple(sorted(codes, key=snapshot.taxonomy[dimension].name_of))


def _every(dimension: str, kind: Kind, snapshot: Snapshot) -> tuple[str, ...]:
    if dimension in FIXED_ORDER:
        return FIXED_ORDER[dimension]
    return _ordered(dimension, [code.code for code in snapshot.taxonomy[dimension]], snapshot)


def _collect(questions: Sequence[measures.Lazy]) -> list[pl.DataFrame]:
    return pl.collect_all([nw.to_native(question) for question in questions])


def _detail(selected: measures.Lazy, views: Views) -> measures.Lazy:
    match views.detail:
        case Detail.CROSSED:
            return measures.crossed(selected, views.across, views.down)
        case Detail.BANDS:
            return measures.by(selected, "band")
        case Detail.CLAIMS:
            return measures.listed(selected)


def _detail_shown(
    frame: pl.DataFrame, views: Views, exact: bool, snapshot: Snapshot
) -> pl.DataFrame:
    match views.detail:
        case Detail.CROSSED:
            frame = _named(_protected(frame, exact), "down", "down_name", views.down, snapshot)
            return _named(frame, "across", "across_name", views.across, snapshot)
        case Detail.BANDS:
            bands = frame.sort(pl.col("code").replace_strict(BAND_ORDER, return_dtype=pl.Int64))
            return _shares(_named(_protected(bands, exact), "code", "name", "band", snapshot))
        case Detail.CLAIMS:
            for dimension in ("scheme", "specialty", "cause", "injury", "location", "status"):
                frame = _named(frame, dimension, dimension, dimension, snapshot)
            return frame


def _protected(frame: pl.DataFrame, exact: bool) -> pl.DataFrame:
    return frame if exact else protect_table(frame, counts=COUNTS, money=("total",))


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


def _headline(row: dict[str, int], incidents: int, undated: int, exact: bool) -> Headline:
    claims, total, paid = row["claims"], row["total"], row["paid_claims"]
    nil_share = row["nil"] / row["closed"] if row["closed"] else None
    largest_share = row["largest"] / total if total else None
    median, mean = _whole(row["median_damages"]), _whole(row["mean_damages"])
    if exact:
        return Headline(
            claims, total, paid, median, mean, row["closed"], row["nil"],
            nil_share, largest_share, undated, incidents,
        )  # fmt: skip
    paid_share = row["largest_damages"] / row["paid_damages"] if row["paid_damages"] else 0.0
    closed, nil = protect_count(row["closed"]), protect_count(row["nil"])
    return Headline(
        claims=protect_count(claims),
        total=protect_money(total, claims=claims, largest_share=largest_share or 0.0),
        paid_claims=protect_count(paid),
        median_damages=protect_money(median, claims=paid, largest_share=paid_share),
        mean_damages=protect_money(mean, claims=paid, largest_share=paid_share),
        closed=closed,
        nil=nil,
        nil_share=nil / closed if closed and nil is not None else None,
        largest_share=None,
        undated=protect_count(undated),
        incidents=protect_count(incidents),
    )


def _whole(pence: float | None) -> int | None:
    return None if pence is None else round(pence)


def _cuts(snapshot: Snapshot, wanted: Selection, dimension: str, points: pl.DataFrame) -> Cuts:
    """What is typical of the trust's peers over as many years; else the middle of what is shown."""
    number = wanted.last - wanted.first + 1
    group = snapshot.organisations[wanted.trust].type
    rows = snapshot.peers("typical").filter(
        pl.col("group").is_in((group, EVERYONE)),
        pl.col("kind") == wanted.kind.value,
        pl.col("dimension") == dimension,
    )
    found = {row["group"]: row for row in rows.collect().iter_rows(named=True)}
    row = found.get(group) or found.get(EVERYONE)
    if row is None:
        middle = points.select(pl.col("claims").median(), pl.col("total").median()).row(0)
        return Cuts(middle[0] or 1.0, middle[1] or 1.0, "the middle of what is shown")
    who = f"{row['trusts']} organisations"
    if row["group"] == group:
        who = f"{row['trusts']} trusts of the same type ({group})"
    claims, cost = (_about(row[name] * number) for name in ("claims_a_year", "cost_a_year"))
    return Cuts(claims, cost, f"typical of {who}")


def _about(number: float) -> float:
    """To two figures: a middle may be one trust's own figure, which nobody else may read off."""
    return float(f"{number:.1e}")
