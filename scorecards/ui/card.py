"""A chart is a card: heading, figure, takeaway, table, meaning and stamp, all from one answer."""

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecards import palette
from scorecards.claims.findings import Finding
from scorecards.claims.stamp import Stamp
from scorecards.palette import Ground
from scorecards.ui import explain
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


CONFIG = {"displayModeBar": False, "responsive": True}
ROWS_A_PAGE = 25
LONGEST_ALT = 250


def ground() -> Ground:
    """The ground that figures stand on, as the reader's theme has it."""
    return palette.DARK if st.context.theme.type == "dark" else palette.LIGHT


def draw(
    key: str,
    finding: Finding,
    figure: go.Figure | None,
    table: Callable[[], pd.DataFrame],
    stamp: Stamp,
    *,
    controls: Callable[[], None] | None = None,
    on_select: Callable[[], None] | None = None,
    measures: Sequence[str] = (),
    said: str = "",
) -> None:
    """One card. `table` is only made when it is opened; without a figure it is always open.

    `measures` are codes of data/measures, and `said` is what is being looked at, in words: both
    stand in the drawer “Explain this number”, which is only filled when it is opened.
    """
    with st.container(border=True, key=f"card-{key}"):
        st.header(plain(finding.heading), anchor=False)
        if controls is not None:
            controls()
        if figure is not None:
            _figure(key, figure, finding, on_select)
        st.markdown(plain(finding.takeaway))
        if figure is None:
            paged(key, table(), finding.heading)
        with _more(key):
            if figure is not None:
                _part("Show as table", f"table-{key}", lambda: paged(key, table(), finding.heading))
            if measures:
                _meaning("Explain this number", key, stamp, said, measures)
        with st.container(key=f"stamp-{key}"):
            st.caption(plain(str(stamp)))


def explained(label: str, key: str, stamp: Stamp, said: str, measures: Sequence[str]) -> None:
    """For what is not a chart: the drawer alone, below what it explains."""
    with _more(key):
        _meaning(label, key, stamp, said, measures)


def _meaning(label: str, key: str, stamp: Stamp, said: str, measures: Sequence[str]) -> None:
    _part(label, f"meaning-{key}", lambda: explain.drawer(stamp, said, measures))


def _more(key: str) -> DeltaGenerator:
    """A line for what can be opened. What is opened has the whole width (`ui/style.py`)."""
    return st.container(horizontal=True, gap="small", key=f"more-{key}")


def _part(label: str, key: str, content: Callable[[], None]) -> None:
    """A part that is only drawn when the reader opens it."""
    part = st.expander(label, key=key, type="compact", on_change="rerun")
    if part.open:
        with part:
            content()


def clicked(key: str) -> str | None:
    """What was clicked in the figure of a card: the first datum of the first point."""
    points = st.session_state[f"figure-{key}"]["selection"]["points"]
    told = points[0].get("customdata") if points else None
    return str(told) if told is not None else None


def _figure(
    key: str, figure: go.Figure, finding: Finding, on_select: Callable[[], None] | None
) -> None:
    alt = f"{finding.heading}. {finding.takeaway}"[:LONGEST_ALT]
    if on_select is None:
        st.plotly_chart(figure, key=f"figure-{key}", config=CONFIG, theme=None, alt=alt)
    else:
        st.plotly_chart(
            figure,
            key=f"figure-{key}",
            config=CONFIG,
            theme=None,
            alt=alt,
            on_select=on_select,
            selection_mode="points",
        )


def paged(key: str, rows: pd.DataFrame, alt: str) -> None:
    """A real table, some rows at a time."""
    pages = -(-len(rows) // ROWS_A_PAGE)
    page = 1
    if pages > 1:
        page = st.pagination(pages, key=f"page-{key}")
    shown = rows.iloc[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    draw_table(shown, alt)
    if pages > 1:
        first = (page - 1) * ROWS_A_PAGE + 1
        st.caption(f"Rows {first:,} to {first + len(shown) - 1:,} of {len(rows):,}.")
