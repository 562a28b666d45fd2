"""The screens: one line each, with the rule for who sees them in the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from scorecards.people.access import (
    check_edits_library,
    check_has_ledger,
    check_is_viewer,
    check_loads_claims,
    check_reads_audit,
    check_reads_desk,
    check_reads_matrix,
    check_reads_posts,
    check_sees_health,
    check_sees_scorecards,
    may,
)
from scorecards.people.model import Viewer


START = "start"  # what Streamlit calls the page at the bare address, and no screen is called


@dataclass(frozen=True, slots=True)
class Screen:
    """`url` is the last part of the address; hidden screens are reached by a link.

    `default`: the first of these that a person may open is what they meet at the bare address.
    """

    section: str
    title: str
    path: str
    url: str
    check: Callable[[Viewer], None] = check_is_viewer
    default: bool = False
    hidden: bool = False


SCREENS = (
    Screen("Scorecards", "Clinical scorecard", "pages/scorecards/clinical.py", "clinical",
           check=check_sees_scorecards, default=True),
    Screen("Scorecards", "Non-clinical scorecard", "pages/scorecards/non_clinical.py",
           "non-clinical", check=check_sees_scorecards),
    Screen("Scorecards", "Compare with peers", "pages/scorecards/compare.py", "compare",
           check=check_sees_scorecards),
    Screen("Scorecards", "Trends and signals", "pages/scorecards/trends.py", "trends",
           check=check_sees_scorecards),
    Screen("Scorecards", "What changed", "pages/scorecards/changes.py", "changes",
           check=check_sees_scorecards),
    Screen("Scorecards", "Reporting delay", "pages/scorecards/delay.py", "delay",
           check=check_sees_scorecards),
    Screen("Learning", "Safety and Learning Library", "pages/learning/library.py", "library"),
    Screen("Learning", "From the library", "pages/learning/item.py", "item", hidden=True),
    Screen("Learning", "Thematic reports", "pages/learning/reports.py", "reports"),
    Screen("Learning", "Thematic report", "pages/learning/report.py", "report", hidden=True),
    Screen("Learning", "Duty of candour, step by step", "pages/learning/candour.py", "candour"),
    Screen("Learning", "Documents", "pages/learning/documents.py", "documents"),
    Screen("Learning", "What the numbers mean", "pages/learning/methods.py", "methods"),
    Screen("Learning", "Learning ledger", "pages/learning/ledger.py", "ledger",
           check=check_has_ledger),
    Screen("Community", "Asks and offers", "pages/community/asks.py", "asks",
           check=check_reads_posts),
    Screen("Editing", "Editorial desk", "pages/editing/desk.py", "editorial-desk",
           check=check_reads_desk),
    Screen("Editing", "Learning gap map", "pages/editing/gap_map.py", "gap-map",
           check=check_reads_desk),
    Screen("Editing", "Feedback", "pages/editing/feedback.py", "feedback",
           check=check_edits_library),
    Screen("Data", "Data desk", "pages/data/desk.py", "data-desk", check=check_loads_claims),
    Screen("Administration", "People", "pages/administration/people.py", "people",
           check=check_reads_matrix),
    Screen("Administration", "Audit", "pages/administration/audit.py", "audit",
           check=check_reads_audit),
    Screen("Administration", "Health", "pages/administration/health.py", "health",
           check=check_sees_health),
    Screen("You", "Welcome", "pages/you/welcome.py", "welcome", default=True),
    Screen("You", "Your account", "pages/you/account.py", "account"),
)  # fmt: skip


def at(url: str) -> Screen | None:
    """The screen whose address ends so; None where there is none."""
    return next((each for each in SCREENS if each.url == url), None)


def first(viewer: Viewer) -> Screen:
    """What a person meets at the bare address: a scorecard, or else the welcome."""
    return next(each for each in SCREENS if each.default and may(partial(each.check, viewer)))


def menu(viewer: Viewer) -> dict[str, list[StreamlitPage]]:
    """The pages by section, those hidden that this person may not open: they say so themselves.

    The first is at the bare address alone, so that it is there again, hidden, at its own.
    """
    beginning = first(viewer)
    sections: dict[str, list[StreamlitPage]] = {}
    for screen in SCREENS:
        shown = not screen.hidden and may(partial(screen.check, viewer))
        pages = sections.setdefault(screen.section, [])
        if screen is beginning:
            pages.append(st.Page(screen.path, title=screen.title, url_path=START, default=True))
            shown = False
        pages.append(
            st.Page(
                screen.path,
                title=screen.title,
                url_path=screen.url,
                visibility="visible" if shown else "hidden",
            )
        )
    return sections
