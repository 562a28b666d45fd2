"""The screen “Trends and signals”: a control chart, where else something shows, what changed."""

import pandas as pd
import streamlit as st

from scorecards.claims.definitions import Better
from scorecards.claims.model import Kind
from scorecards.claims.selection import DIMENSION_NAMES, PLURALS, name_of
from scorecards.claims.signals import charts, findings, icons
from scorecards.claims.signals import queries as door
from scorecards.claims.signals.judging import SMALLEST_BASELINE
from scorecards.claims.signals.model import Asked, Intervention, Signal, Step
from scorecards.people.access import check_sees_claims, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.ui import address, card, filters, interventions, resources
from scorecards.ui.words import plain


ALL = "all"
STEPS = {Step.QUARTER.value: "Quarter", Step.MONTH.value: "Month"}
NARROWING = {
    "specialty": "Specialty", "cause": "Cause", "step": "A point for each",
    "baseline": "Baseline",
}  # fmt: skip
ICON, SMALL_ICON = 56, 40
CLOSER = "Show only these"


def draw(viewer: Viewer, snapshot: Snapshot) -> None:
    """The whole screen below the title, for what the address and the filter bar say."""
    bar = filters.Bar("trends")
    said = st.container(key="sentence")
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        trust = filters.trust(bar, viewer, snapshot)
        kind = filters.kind(bar)
        exact = may(check_sees_claims, viewer, trust)
        narrowed = _narrowed(bar, viewer, snapshot, trust, kind)
    if not exact:
        bar.refuse(NARROWING)
    asked = Asked(_step(bar), narrowed, _baseline(bar)) if exact else Asked()
    signal = door.signal(snapshot, viewer, trust, kind, asked)
    with said:
        _answer(signal)
    left, right = st.columns([2.15, 1]) if exact else (st.container(), None)
    with left:
        above = st.container(key="trend")
        with st.container(border=True, key="card-interventions"):
            pinned = interventions.draw(viewer, snapshot, trust, kind)
        with above:
            _chart(bar, signal, pinned)
    if right is not None:
        with right:
            _overview(viewer, snapshot, trust, kind)
    bar.close()


def _narrowed(
    bar: filters.Bar, viewer: Viewer, snapshot: Snapshot, trust: str, kind: Kind
) -> dict[str, str]:
    """One code of a dimension, for those who see claims one by one."""
    chosen = {}
    for dimension, codes in door.narrowings(snapshot, viewer, trust, kind).items():
        names = {ALL: "All"} | {code: name_of(dimension, code, snapshot.taxonomy) for code in codes}
        code = bar.one(
            DIMENSION_NAMES[dimension], tuple(names), key=dimension, default=ALL,
            words=names.__getitem__, width=240,
        )  # fmt: skip
        if code != ALL:
            chosen[dimension] = code
    return chosen


def _step(bar: filters.Bar) -> Step:
    return Step(bar.peek("step", tuple(STEPS)))


def _baseline(bar: filters.Bar) -> int | None:
    """As the address has it; one that is too short is told where it is typed."""
    points = bar.number("baseline")
    return None if points is None or points < SMALLEST_BASELINE else points


def _answer(signal: Signal) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="answer"):
        _icon(signal, ICON)
        st.markdown(plain(findings.answer(signal)))


def _icon(signal: Signal, width: int) -> None:
    """Where anything can be said."""
    better = resources.measures()[signal.measure].better
    drawn = icons.icon(signal, findings.meaning(signal, better), card.ground())
    if drawn is not None:
        st.image(drawn, width=width, alt=findings.icon_words(signal, better))


def _chart(bar: filters.Bar, signal: Signal, pinned: tuple[Intervention, ...]) -> None:
    better = resources.measures()[signal.measure].better
    if not signal.points:
        _no_chart(signal, better)
        return

    def controls() -> None:
        if not signal.exact or signal.limits is None:
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if signal.monthly:
                bar.one(
                    "A point for each", tuple(STEPS), key="step", default=Step.QUARTER.value,
                    words=STEPS.__getitem__, buttons=True,
                )  # fmt: skip
            with st.popover("Baseline"):
                _baseline_chosen(bar)

    card.draw(
        "trend",
        findings.chart(signal, better),
        None
        if signal.limits is None
        else charts.control_chart(
            signal, signal.limits, card.ground(), better=better, pinned=pinned
        ),
        lambda: _table(signal),
        signal.stamp(),
        controls=controls,
        measures=(signal.measure,),
        said=findings.answer(signal),
    )


def _no_chart(signal: Signal, better: Better) -> None:
    """Nothing to draw, and no number to stamp: why, in words."""
    finding = findings.chart(signal, better)
    with st.container(border=True, key="card-trend"):
        st.header(plain(finding.heading), anchor=False)
        st.info(plain(finding.takeaway))


def _baseline_chosen(bar: filters.Bar) -> None:
    st.markdown(
        "All points set the mean and the limits. To see whether something changed after a time, "
        f"let only the first so many set them, {SMALLEST_BASELINE} or more."
    )
    bar.amount("First points", key="baseline")
    typed = bar.number("baseline")
    if typed is not None and typed < SMALLEST_BASELINE:
        st.warning(f"{typed} points are too few for limits. All points set them.")


def _table(signal: Signal) -> pd.DataFrame:
    waits = signal.step is Step.CLAIM
    return pd.DataFrame(
        {
            "Claim of" if waits else signal.step.value.capitalize(): [
                findings.period(point, signal.step) for point in signal.points
            ],
            "Days since the claim before" if waits else "Claims": [
                f"{point.value:,}" for point in signal.points
            ],
            "What it shows": [
                "" if signal.limits is None else findings.rule(point) for point in signal.points
            ],
        }
    )


def _overview(viewer: Viewer, snapshot: Snapshot, trust: str, kind: Kind) -> None:
    """A row for all claims and for each of the leading codes: icon, series, words."""
    found = door.overview(snapshot, viewer, trust, kind)
    finding = findings.overview(found, PLURALS[found.dimension])
    with st.container(border=True, key="card-overview"):
        st.header(plain(finding.heading), anchor=False)
        for place, line in enumerate(found.lines):
            _line(line, place, found.dimension)
        st.markdown(plain(finding.takeaway))
        with st.container(key="stamp-overview"):
            st.caption(plain(str(found.lines[0].stamp())))


def _line(line: Signal, place: int, dimension: str) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"line-{place}"
    ):
        _icon(line, SMALL_ICON)
        with st.container(gap=None):
            st.button(
                plain(findings.name(line)),
                key=f"closer-{place}",
                type="tertiary",
                on_click=_closer,
                args=(dimension, tuple(line.narrowed.values())),
                help=CLOSER,
            )
            st.caption(plain(findings.line(line)))


def _closer(dimension: str, codes: tuple[str, ...]) -> None:
    for name in ("specialty", "cause"):
        address.put(name, codes if name == dimension else ())
