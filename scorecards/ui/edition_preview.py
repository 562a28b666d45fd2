"""An edition as readers will see it, with its figures where somebody asks for them."""

import streamlit as st

from scorecards import clock
from scorecards.formatting import listed
from scorecards.library import placeholders
from scorecards.library.desk import commands
from scorecards.library.desk.fitness import Fitness
from scorecards.library.desk.model import Edition
from scorecards.library.model import KIND_NAMES, Item, ItemKind
from scorecards.library.themes import queries as themes
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store.transactions import writing
from scorecards.ui import item, item_link, page, report, resources
from scorecards.ui.prose import write
from scorecards.ui.words import plain


_SEEN = "desk.figures"


def draw(viewer: Viewer, each: Edition, found: Fitness, *, saved: bool) -> None:
    """The text as it stands in the fields. What cannot be read is shown as it was written."""
    if found.item is None:
        st.info("It cannot be shown as readers will see it until it can be read. Its text so far:")
        st.code(each.text, language=None, wrap_lines=True)
        return
    shown = found.item
    snapshot = _with_figures(viewer, each, shown, saved=saved)
    if shown.title != each.title:
        st.header(plain(shown.title), anchor=False)
    st.caption(plain(" · ".join((KIND_NAMES[shown.kind], listed(shown.topics)))))
    as_written = {name: f"{{{name}}}" for name in placeholders.asked(shown)}
    if shown.kind is ItemKind.REPORT:
        if snapshot is None:
            write(shown.opening, alt=shown.title)
            for heading, text in shown.sections.items():
                st.subheader(plain(heading), anchor=False)
                write(text, alt=heading)
        else:
            report.preview(themes.theme(snapshot, viewer, shown))
    elif snapshot is None:
        item.body(viewer, shown, None, "", given=as_written, draft=True)
    else:
        item.body(viewer, shown, snapshot, "", draft=True)


def link(shown: Item) -> None:
    """The way to it in the library."""
    item_link.draw(shown)


def _with_figures(viewer: Viewer, each: Edition, shown: Item, *, saved: bool) -> Snapshot | None:
    """The release, once somebody asked to see the figures of this text. That is written down."""
    if not placeholders.asked(shown) and not shown.subjects():
        return None
    asked = (each.id, repr(sorted(map(repr, placeholders.asked(shown).values()))),
             repr(shown.subjects()))  # fmt: skip
    seen: set[object] = st.session_state.setdefault(_SEEN, set())
    if asked in seen:
        return page.snapshot_if_any()
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button("Put the figures in", key=f"figures-{each.id}", disabled=not saved)
        st.caption(
            "The audit trail says that you looked, and at which claims."
            if saved
            else "Save your changes first."
        )
    if pressed:
        with page.attempt():
            with writing(resources.engine(), viewer) as session:
                commands.see_figures(session, viewer, each.id, shown, now=clock.now())
            seen.add(asked)
            st.rerun()
    return None
