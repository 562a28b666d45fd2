"""The Data desk: releases and what is done with them, and claims files on their way to one."""

import streamlit as st

from scorecards.people.model import Viewer
from scorecards.ui import filters, intake, releases
from scorecards.ui.words import plain


def draw(viewer: Viewer) -> None:
    """The whole screen below the title. What was pressed is done first."""
    made = intake.make_release(viewer)
    if made is not None:
        st.session_state["release"] = made
    releases.act(viewer, releases.standing(viewer))
    bar = filters.Bar("data-desk")
    found = releases.standing(viewer)
    with st.container(key="sentence"):
        st.markdown(plain(releases.sentence(found)))
    st.header("Releases", anchor=False)
    releases.table(found)
    if found:
        releases.opened(viewer, releases.choice(bar, found), found)
    st.header("Load claims files", anchor=False)
    intake.form(viewer)
    intake.report(viewer)
    st.header("What readers have seen", anchor=False)
    releases.history(viewer)
    bar.close()
