"""The thematic reports as cards, each with its headline figures."""

import streamlit as st

from scorecards.claims.figures import queries as figures
from scorecards.claims.figures.model import Subject
from scorecards.claims.figures.words import headline, period
from scorecards.library.model import Item
from scorecards.library.placeholders import filled, names, values
from scorecards.library.themes import queries
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.ui import item_link, page, resources, theme_form
from scorecards.ui.words import plain


IN_BRIEF = 2  # of the headline figures
TOO_FEW = "Too few trusts have such claims for figures."


def draw(viewer: Viewer) -> None:
    """Every report, with what it comes to in the current release; and the way to a new one."""
    snapshot = page.snapshot()
    reports = queries.reports(resources.library(), viewer)
    st.markdown(
        "Each report looks at one subject across all trusts. The text was written by hand. The "
        "figures come from the current release of claims, and change with the next."
    )
    grid = st.grid(min_column_width=330)
    stamp = ""
    for report in reports:
        with grid.container(border=True, height="stretch", key=f"card-{report.slug}"):
            item_link.draw(report)
            st.markdown(plain(_summary(viewer, snapshot, report)))
            shown, stamp = _in_brief(viewer, snapshot, report)
            st.markdown(shown)
    if reports:
        with st.container(key="stamp-reports"):
            st.caption(plain(stamp))
    theme_form.draw(viewer)


def _summary(viewer: Viewer, snapshot: Snapshot, report: Item) -> str:
    asks = names(report.summary)
    return filled(report.summary, values(snapshot, viewer, report) if asks else {})


def _in_brief(viewer: Viewer, snapshot: Snapshot, report: Item) -> tuple[str, str]:
    (subject,) = report.subjects()
    return _kept(snapshot.id, repr(subject), _snapshot=snapshot, _viewer=viewer, _subject=subject)


@st.cache_data(max_entries=500, show_spinner=False)
def _kept(
    snapshot_id: str, subject: str, *, _snapshot: Snapshot, _viewer: Viewer, _subject: Subject
) -> tuple[str, str]:
    """National figures are the same for everybody, and as long as the release: so kept."""
    nation = figures.national(_snapshot, _viewer, _subject)
    as_known = f"All trusts, by incident date. Release {snapshot_id}, counts of 1 to 7 hidden."
    if nation is None:
        return TOO_FEW, as_known
    told = headline(nation)[:IN_BRIEF]
    shown = ", ".join(f"**{plain(number)}** {plain(what)}" for number, what in told)
    return f"{shown}, {plain(period(nation))}", as_known
