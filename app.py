"""The frame of every screen: who is here, and the menu. Run by `make run`."""

import streamlit as st

from scorecards.ui import navigation, page, person, resources, style
from scorecards.ui.words import NAME


def frame() -> None:
    """Guarded as the pages are: a damaged instance shows a reference, too."""
    person.switch()
    with person.asked_once() as viewer:
        chosen = st.navigation(navigation.menu(viewer), position="top")
        st.set_page_config(page_title=f"{chosen.title} - {NAME}")
        page.run(chosen.run)


st.set_page_config(page_icon="data/icon.png", layout="wide", initial_sidebar_state="collapsed")
style.apply()
page.run(frame)
resources.settle()
