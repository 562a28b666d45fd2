"""What a trust has changed: the list beneath its chart, and the form to pin one."""

from datetime import date
from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.claims.model import Kind
from scorecards.claims.signals import commands, queries
from scorecards.claims.signals.model import Draft, Intervention, Lag
from scorecards.errors import UserError
from scorecards.formatting import day
from scorecards.people.access import check_pins_interventions, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store.transactions import reading, writing
from scorecards.ui import page, resources
from scorecards.ui.words import plain


FORM = "interventions.form"
_UNPIN = "unpin-{}"
MONTH_DAYS = 365.25 / 12


def draw(viewer: Viewer, snapshot: Snapshot, trust: str, kind: Kind) -> tuple[Intervention, ...]:
    """The list, and for the trust's risk managers the form; gives what is pinned afterwards."""
    st.header("What the trust has changed", anchor=False)
    typical = queries.lag(snapshot, viewer, kind)
    explained = st.container()
    listed = st.container(gap="small", key="interventions")
    pins = may(check_pins_interventions, viewer, trust)
    if pins:
        with st.expander("Pin a change", key="interventions.pin"):
            _form(viewer, trust, kind, typical)
    with listed:
        _take_away(viewer, _pinned(viewer, trust, kind))
        standing = _pinned(viewer, trust, kind)
        for number, each in enumerate(standing, 1):
            _one(viewer, each, number, pins=pins)
        if not standing:
            st.caption("Nothing has been pinned yet.")
    if standing or pins:
        explained.markdown(plain(_meaning(kind, typical)))
    return standing


def _meaning(kind: Kind, typical: Lag | None) -> str:
    told = (
        "Numbered lines on the chart show when something was changed. The shaded time after each "
        "is too early for an effect to show: most claims notified then are still about care given "
        "before."
    )
    if typical is None:
        return told
    months = round(typical.days / MONTH_DAYS)
    return (
        f"{told} Half of the {kind.value} claims of {typical.trusts} organisations are notified "
        f"within {months} months of the incident."
    )


def _pinned(viewer: Viewer, trust: str, kind: Kind) -> tuple[Intervention, ...]:
    with reading(resources.engine(), viewer) as session:
        return queries.interventions(session, viewer, trust, kind)


def _one(viewer: Viewer, each: Intervention, number: int, *, pins: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"intervention-{each.id}"):
        with st.container(gap=None):
            st.markdown(f"**{number}. {plain(each.title)}**")
            if each.note:
                st.markdown(plain(each.note))
            st.caption(
                plain(
                    f"Began {day(each.started)}. No effect can be expected to show before "
                    f"{day(each.effect_from)}. Pinned by {each.by} on "
                    f"{day(clock.london_date(each.pinned_at))}."
                )
            )
        if pins:
            st.button("Take away", key=_UNPIN.format(each.id))


def _take_away(viewer: Viewer, pinned: tuple[Intervention, ...]) -> None:
    """What was pressed in the list, done before it is drawn again, so that its numbers agree."""
    for each in pinned:
        if st.session_state.get(_UNPIN.format(each.id)):
            with page.attempt():
                with writing(resources.engine(), viewer) as session:
                    commands.unpin(session, viewer, each.id, now=clock.now())
                st.success(plain(f"Taken away: {each.title}."))


def _form(viewer: Viewer, trust: str, kind: Kind, typical: Lag | None) -> None:
    key: str = st.session_state.setdefault(FORM, uuid4().hex)
    with st.form(f"pin-{key}", border=False):
        title = st.text_input(
            "What was changed", max_chars=commands.LONGEST_TITLE, key=f"title-{key}",
            placeholder="Such as: a second midwife reads every trace",
        )  # fmt: skip
        note = st.text_area(
            "Note (optional). Nothing about a patient, a member of staff or a claim.",
            max_chars=commands.LONGEST_NOTE, key=f"note-{key}", height=90,
        )  # fmt: skip
        left, right = st.columns(2)
        today = clock.london_date(clock.now())
        started = left.date_input(
            "Began on", value=None, format="DD/MM/YYYY", key=f"started-{key}",
            min_value=commands.EARLIEST, max_value=today,
        )  # fmt: skip
        effect = right.date_input(
            "No effect before" if typical is None else "No effect before (empty: as is usual)",
            value=None, format="DD/MM/YYYY", key=f"effect-{key}",
            min_value=commands.EARLIEST, max_value=date(commands.LATEST_YEAR, 12, 31),
        )  # fmt: skip
        if st.form_submit_button("Pin it", type="primary", key=f"submit-{key}"):
            with page.attempt():
                draft = Draft(
                    trust, kind, title, note, *_days(started, effect, typical), form_key=key
                )
                with writing(resources.engine(), viewer) as session:
                    commands.pin(session, viewer, draft, now=clock.now())
                st.session_state[FORM] = uuid4().hex
                st.success("Pinned. All who may open this scorecard see it.")


def _days(started: date | None, effect: date | None, typical: Lag | None) -> tuple[date, date]:
    if started is None:
        raise UserError("Give the day on which it began.")
    if effect is None and typical is None:
        raise UserError(
            "Give the day before which no effect can show. This release has too few organisations "
            "to say how long claims take."
        )
    if effect is None and typical is not None:
        effect = queries.effect_from(started, typical)
    assert effect is not None
    return started, effect
