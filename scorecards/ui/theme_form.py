"""Making a thematic report without code: what it is about is chosen as on a filter bar."""

from collections.abc import Mapping
from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.claims.figures.model import LONGEST_WINDOW, USUAL_WINDOW, VAGUE
from scorecards.claims.model import Kind
from scorecards.claims.selection import DIMENSION_NAMES, Selection
from scorecards.library.model import TOPICS
from scorecards.library.themes import commands
from scorecards.library.themes.choices import asked_by, offered
from scorecards.library.themes.commands import LONGEST_TITLE
from scorecards.library.themes.model import Draft
from scorecards.library.themes.skeleton import ASKS
from scorecards.people.access import check_reads_desk, may
from scorecards.people.model import Viewer
from scorecards.store.transactions import writing
from scorecards.ui import address, filters, page, person, resources


NEW = "new"
REPORTS, DESK = "pages/learning/reports.py", "pages/editing/desk.py"
FORM, _KEY = "theme.form", "theme.form-key"
TITLE, TOPIC, BY = "theme.title", "theme.topic", "theme.by"
_MADE = "theme.made"
HOW = (
    "Choose which claims the report is about, for how many years, and what it asks. You get a "
    "draft at the editorial desk, with a text that has every figure in its place. Add what you "
    "know. A second person approves it before anybody reads it."
)


def draw(viewer: Viewer) -> None:
    """The part below the reports, for library editors and Leads; nothing for others."""
    bar = filters.Bar("reports")
    if may(check_reads_desk, viewer):
        begun = bool(bar.asked.get(NEW))
        part = st.expander("Make a thematic report", expanded=begun, key="theme-new")
        with part:
            _chosen(viewer, bar)
        bar.shown[NEW] = ("yes",) if begun else ()
    bar.close()


def link(viewer: Viewer, wanted: Selection) -> None:
    """From a scorecard to the form, with the codes that are picked out there; where any are."""
    codes = {
        name: address.SEPARATOR.join(code for code in chosen if code not in VAGUE)
        for name, chosen in wanted.filters.items()
        if name in offered(resources.library().taxonomy, wanted.kind)
    }
    if may(check_reads_desk, viewer) and any(codes.values()):
        st.page_link(
            REPORTS,
            label="Make a thematic report of this selection",
            query_params={
                NEW: "yes",
                "kind": wanted.kind.value,
                **{name: value for name, value in codes.items() if value},
                **person.in_address(),
            },
        )


def _chosen(viewer: Viewer, bar: filters.Bar) -> None:
    st.markdown(HOW)
    taxonomy = resources.library().taxonomy
    kind = filters.kind(bar)
    known = offered(taxonomy, kind)
    codes: Mapping[str, tuple[str, ...]] = {
        name: bar.several(
            DIMENSION_NAMES[name],
            known[name],
            key=name,
            words=taxonomy[name].name_of,
        )
        for name in known
    }
    st.caption("Claims are counted that have one of the codes in every list that you choose from.")
    _form(viewer, kind, {name: chosen for name, chosen in codes.items() if chosen})


def _form(viewer: Viewer, kind: Kind, codes: Mapping[str, tuple[str, ...]]) -> None:
    asks = {by: ASKS[by] for by in asked_by(kind, codes)}
    with st.form(FORM, border=False):
        title = st.text_input("Title", max_chars=LONGEST_TITLE, key=TITLE)
        topic = st.selectbox("Topic", TOPICS, index=len(TOPICS) - 1, key=TOPIC)
        years = st.slider("Latest whole incident years", 1, LONGEST_WINDOW, USUAL_WINDOW)
        by = st.pills(
            "What does it ask?",
            list(asks),
            selection_mode="multi",
            default=[each for each in asks if each != "status"],
            format_func=asks.__getitem__,
            key=f"{BY}-{'-'.join(asks)}",  # what can be asked follows the codes
        )
        sent = st.form_submit_button("Make a draft", type="primary")
    if sent:
        key = st.session_state.setdefault(_KEY, str(uuid4()))
        _begin(viewer, Draft(title, str(topic), kind, codes, int(years), tuple(by), key))
    if made := st.session_state.get(_MADE):
        st.success("The draft is at the editorial desk.")
        st.page_link(
            DESK,
            label="Open it there",
            query_params={"edition": str(made), **person.in_address()},
        )


def _begin(viewer: Viewer, draft: Draft) -> None:
    st.session_state.pop(_MADE, None)
    with page.attempt():
        with writing(resources.engine(), viewer) as session:
            made = commands.begin(
                session, viewer, draft, library=resources.library(), now=clock.now()
            )
        st.session_state[_MADE] = made
        st.session_state.pop(_KEY, None)
