"""The screens: one line each, with the rule for who sees them in the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from scorecards.people.access import check_is_viewer, check_loads_claims, may
from scorecards.people.model import Viewer


@dataclass(frozen=True, slots=True)
class Screen:
    """`url` is the last part of the address; hidden screens are reached by a link."""

    section: str
    title: str
    path: str
    url: str
    check: Callable[[Viewer], None] = check_is_viewer
    default: bool = False
    hidden: bool = False


SCREENS = (
    Screen("Scorecards", "Clinical scorecard", "pages/scorecards/clinical.py", "clinical",
           default=True),
    Screen("Scorecards", "Non-clinical scorecard", "pages/scorecards/non_clinical.py",
           "non-clinical"),
    Screen("Scorecards", "Compare with peers", "pages/scorecards/compare.py", "compare"),
    Screen("Scorecards", "Trends and signals", "pages/scorecards/trends.py", "trends"),
    Screen("Scorecards", "What changed", "pages/scorecards/changes.py", "changes"),
    Screen("Scorecards", "Reporting delay", "pages/scorecards/delay.py", "delay"),
    Screen("Learning", "Case studies", "pages/learning/case_studies.py", "case-studies"),
    Screen("Learning", "Case study", "pages/learning/case_study.py", "case-study", hidden=True),
    Screen("Learning", "What the numbers mean", "pages/learning/methods.py", "methods"),
    Screen("Data", "Check a claims file", "pages/data/check.py", "check-claims",
           check=check_loads_claims),
)  # fmt: skip


def menu(viewer: Viewer) -> dict[str, list[StreamlitPage]]:
    """The pages this person may open, by section. Each page checks again by itself."""
    sections: dict[str, list[StreamlitPage]] = {}
    for screen in SCREENS:
        if may(partial(screen.check, viewer)):
            sections.setdefault(screen.section, []).append(
                st.Page(
                    screen.path,
                    title=screen.title,
                    url_path=screen.url,
                    default=screen.default,
                    visibility="hidden" if screen.hidden else "visible",
                )
            )
    return sections
