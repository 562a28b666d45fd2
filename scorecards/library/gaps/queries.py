"""The door to the gap map: national claims by theme, beside what the library has on them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from scorecards.claims.figures import queries as figures
from scorecards.claims.figures.model import Figures, Subject
from scorecards.claims.model import Kind
from scorecards.claims.stamp import Stamp
from scorecards.library.gaps import measures
from scorecards.library.gaps.measures import ByCause
from scorecards.library.gaps.model import GapMap, Held, Theme
from scorecards.library.history import queries as history
from scorecards.library.history.model import LATELY, subject_of
from scorecards.library.model import Library
from scorecards.money import Currency
from scorecards.people.access import check_reads_desk
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot


def gap_map(
    session: Session,
    snapshot: Snapshot,
    viewer: Viewer,
    library: Library,
    *,
    offers: Mapping[str, int],
    now: datetime,
) -> GapMap | None:
    """Every theme, the largest gap first. None where too few trusts have claims of a kind.

    Claims are of all trusts and protected, whoever asks. `offers`: how many are open, by topic.
    """
    check_reads_desk(viewer)
    told: dict[Kind, Figures] = {}
    for kind in Kind:
        national = figures.national(snapshot, viewer, Subject(kind))
        if national is None:
            return None
        told[kind] = national
    themes = measures.themes(library.taxonomy)
    holdings = {theme: _held(theme, told[theme.kind]) for theme in themes}
    bearing = {
        theme.key: [subject_of(item.slug) for item in measures.bearing_on(theme, library.items)]
        for theme in themes
    }
    readers = history.readers_of(session, viewer, bearing, since=now - LATELY)
    return GapMap(
        measures.gaps(holdings, library.items, readers, offers),
        Currency(snapshot.manifest.currency),
        _stamp(list(told.values())),
    )


def _held(theme: Theme, told: Figures) -> Held:
    return measures.held(theme, _by_cause(told), pooled="cause" in told.pooled)


def _by_cause(told: Figures) -> ByCause:
    rows = told.by["cause"].select("code", "claims", "total").iter_rows()
    return {code: (claims, total) for code, claims, total in rows if code is not None}


def _stamp(told: list[Figures]) -> Stamp:
    """One line for both kinds together."""
    counts = [each.claims for each in told]
    known = [count for count in counts if count is not None]
    return replace(
        told[0].stamp,
        schemes="all schemes",
        claims=sum(known) if len(known) == len(counts) else None,
    )
