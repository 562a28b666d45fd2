"""The screen “What changed”: two releases set against each other, for one trust."""

import streamlit as st

from scorecards import formatting
from scorecards.claims import queries
from scorecards.claims.changes import charts, findings
from scorecards.claims.changes import queries as door
from scorecards.claims.changes.model import (
    CHANGE_MEANINGS,
    CHANGE_NAMES,
    PART_NAMES,
    Change,
    Changed,
    Part,
)
from scorecards.claims.model import Kind
from scorecards.claims.selection import DIMENSION_NAMES
from scorecards.errors import UserError
from scorecards.people.access import check_sees_claims, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.snapshots.queries import Recorded
from scorecards.ui import card, change_tables, filters, resources
from scorecards.ui.change_tables import COUNTED
from scorecards.ui.words import plain


EVERY = "all"
DIMENSIONS = {
    Kind.CLINICAL: ("specialty", "cause", "injury", "location"),
    Kind.NON_CLINICAL: ("cause", "injury", "location"),
}
MEASURES_OF_COST, MEASURES_OF_CLAIMS = ("change-in-cost",), ("change-in-claims",)
WHY_NOT = (
    "What changed between two releases is for the risk managers of the trust itself and for data "
    "stewards. The difference of two releases is mostly made of small numbers, and a single claim "
    "could be read off it. The scorecard shows the trust’s claims as they stand now."
)


def draw(viewer: Viewer, snapshot: Snapshot) -> None:
    """The whole screen below the title, for what the address and the filter bar say."""
    bar = filters.Bar("changes")
    open_to = queries.trusts_open_to(snapshot, viewer)
    if not any(may(check_sees_claims, viewer, each.code) for each in open_to):
        _not_for(viewer)
        return
    said = st.container(key="sentence")
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        trust = filters.trust(bar, viewer, snapshot)
        kind = filters.kind(bar)
        since = _since(bar, resources.earlier(snapshot))
    if since is None:
        _nothing_earlier(snapshot)
    else:
        before = _opened(since)
        if before is not None:
            _compared(bar, viewer, before, snapshot, said=said, trust=trust, kind=kind)
    bar.close()


def _since(bar: filters.Bar, offered: tuple[Recorded, ...]) -> Recorded | None:
    """The earlier release, by default the one published just before. Always in the address."""
    releases = {each.id: each for each in offered}
    if not releases:
        return None
    days = [each.as_at for each in offered]

    def words(snapshot_id: str) -> str:
        day = releases[snapshot_id].as_at
        told = formatting.day(day)
        return told if days.count(day) == 1 else f"{told} ({snapshot_id})"

    chosen = bar.one(
        "Compared with", list(releases), key="since", default=offered[0].id, words=words, width=260
    )
    bar.shown["since"] = (chosen,)
    return releases[chosen]


def _opened(since: Recorded) -> Snapshot | None:
    """The earlier release; says so where it cannot be trusted, and the choice stays."""
    try:
        return resources.published(since.id)
    except UserError as refused:
        st.error(plain(str(refused)))
        return None


def _compared(
    bar: filters.Bar,
    viewer: Viewer,
    before: Snapshot,
    after: Snapshot,
    *,
    said: "st.delta_generator.DeltaGenerator",
    trust: str,
    kind: Kind,
) -> None:
    dimensions = DIMENSIONS[kind]
    asked = bar.peek("change", (EVERY, *Change))
    told = door.changed(
        before, after, viewer, trust, kind,
        dimension=bar.peek("moved", dimensions),
        only=None if asked == EVERY else Change(asked),
    )  # fmt: skip
    said.markdown(plain(findings.sentence(told)))
    if not told.bridge.claims_before and told.bridge.claims_after:
        st.info(
            "The earlier release has no claims of this kind against this trust, so all of them "
            "are new. Was it loaded for this trust, and under the same code?"
        )
    if not told.bridge.claims_before and not told.bridge.claims_after:
        return
    left, middle, right = st.columns(3)
    with left:
        _cost(bar, told)
    with middle:
        _counts(bar, told)
    with right:
        _moved(bar, told, dimensions)
    _kinds(told)
    _claims(bar, told, asked)


def _cost(bar: filters.Bar, told: Changed) -> None:
    part = Part(bar.peek("part", tuple(Part)))

    def controls() -> None:
        bar.one(
            "Part of the cost", tuple(Part), key="part", default=Part.ALL.value,
            words=lambda value: PART_NAMES[Part(value)],
        )  # fmt: skip

    card.draw(
        "cost",
        findings.cost(told, part),
        charts.cost_bridge(
            told.bridge, part, card.ground(), names=told.days, currency=told.currency
        ),
        lambda: change_tables.bridge(told, part),
        told.stamp(told.bridge.claims_after),
        controls=controls,
        measures=MEASURES_OF_COST,
        said=findings.sentence(told),
    )


def _counts(bar: filters.Bar, told: Changed) -> None:
    only_open = bar.peek("counted", tuple(COUNTED)) == "open"

    def controls() -> None:
        bar.one(
            "Counted", tuple(COUNTED), key="counted", default="all",
            words=COUNTED.__getitem__, buttons=True,
        )  # fmt: skip

    bridge = told.bridge
    card.draw(
        "counts",
        findings.counts(told, only_open=only_open),
        charts.count_bridge(bridge, card.ground(), names=told.days, only_open=only_open),
        lambda: change_tables.count(told, only_open=only_open),
        told.stamp(bridge.open_after if only_open else bridge.claims_after),
        controls=controls,
        measures=MEASURES_OF_CLAIMS,
        said=findings.sentence(told),
    )


def _kinds(told: Changed) -> None:
    card.draw(
        "kinds",
        findings.kinds(told),
        None,
        lambda: change_tables.kinds(told),
        told.stamp(told.bridge.claims_after),
        controls=_meanings,
        measures=(*MEASURES_OF_CLAIMS, *MEASURES_OF_COST),
        said=findings.sentence(told),
    )


def _meanings() -> None:
    with st.popover("What each change means"):
        for change, meaning in CHANGE_MEANINGS.items():
            st.markdown(f"**{CHANGE_NAMES[change]}**: {plain(meaning)}.")


def _moved(bar: filters.Bar, told: Changed, dimensions: tuple[str, ...]) -> None:
    def controls() -> None:
        bar.one(
            "By", dimensions, key="moved", default=dimensions[0],
            words=DIMENSION_NAMES.__getitem__, buttons=True,
        )  # fmt: skip

    card.draw(
        "moved",
        findings.moved(told),
        charts.moved(told.moved, card.ground(), currency=told.currency),
        lambda: change_tables.moved(told),
        told.stamp(told.bridge.claims_after),
        controls=controls,
        measures=MEASURES_OF_COST,
        said=findings.sentence(told),
    )


def _claims(bar: filters.Bar, told: Changed, asked: str) -> None:
    """The trust's own changed claims, one by one."""
    offered = [EVERY, *(c.value for c in Change if told.bridge[c].claims)]

    def words(value: str) -> str:
        if value == EVERY:
            return f"All that changed ({formatting.count(told.bridge.changed)})"
        change = Change(value)
        return f"{CHANGE_NAMES[change]} ({formatting.count(told.bridge[change].claims)})"

    def controls() -> None:
        kept = offered if asked in offered else [*offered, asked]
        bar.one("Show", kept, key="change", default=EVERY, words=words, width=320)

    card.draw(
        "claims",
        findings.list_of(told, None if asked == EVERY else Change(asked)),
        None,
        lambda: change_tables.claims(told),
        told.stamp(told.listed.height),
        controls=controls,
        measures=MEASURES_OF_CLAIMS,
        said=findings.sentence(told),
    )


def _nothing_earlier(snapshot: Snapshot) -> None:
    st.info(
        plain(
            f"There is nothing to compare with: no earlier release of the same kind was published "
            f"before the one as at {formatting.day(snapshot.manifest.as_at)}. Once a data steward "
            "publishes the next claims file, this page says what changed. To compare with an older "
            "extract, a steward imports and publishes it first, and then publishes this release "
            "again."
        )
    )
    _to_scorecard()


def _not_for(viewer: Viewer) -> None:
    st.info(plain(WHY_NOT) if viewer.trusts else "There is no organisation here you may open.")
    if viewer.trusts:
        _to_scorecard()


def _to_scorecard() -> None:
    st.page_link("pages/scorecards/clinical.py", label="Go to the clinical scorecard")
    st.page_link("pages/scorecards/non_clinical.py", label="Go to the non-clinical scorecard")
