"""The screen “Health”: how the service stands, line by line, and what to do."""

import pandas as pd
import streamlit as st

from scorecards import clock
from scorecards.health import queries
from scorecards.health.model import Judgement, Line
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading
from scorecards.ui import resources
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


FOR_MACHINES = (
    "Whatever watches the service asks /livez and /readyz, which need no sign-in. How to use them, "
    "and what to do about each line: docs/operations/health.md."
)


def draw(viewer: Viewer) -> None:
    """The whole screen below the title."""
    now = clock.now()
    found = resources.probe().look(now)
    with reading(resources.engine(), viewer) as session:
        lines = queries.lines(session, viewer, resources.configuration(), found, now=now)
        versions = queries.versions(session, viewer)
        due = queries.restore_is_due(session, viewer, now=now)
    with st.container(key="sentence"):
        st.markdown(plain(_sentence(lines)))
    if due is not None:
        st.error(plain(due))
    draw_table(
        pd.DataFrame(
            {
                "What": [line.name for line in lines],
                "How it stands": [line.value for line in lines],
                "Judgement": [_judged(line) for line in lines],
                "What to do": [line.advice for line in lines],
            }
        ),
        "The state of the service, line by line",
        marked=("Judgement",),
    )
    st.header("Versions", anchor=False)
    draw_table(
        pd.DataFrame(
            {
                "What": [line.name for line in versions],
                "Version": [line.value for line in versions],
            }
        ),
        "What runs here, with its version",
    )
    st.caption(plain(FOR_MACHINES))


def _sentence(lines: tuple[Line, ...]) -> str:
    number = sum(line.judgement is Judgement.LOOK for line in lines)
    if not number:
        return "Everything is fine."
    return "1 thing needs a look." if number == 1 else f"{number} things need a look."


def _judged(line: Line) -> str:
    """Bold where somebody must look: never told by colour alone."""
    words = line.judgement.value
    return f"**{words}**" if line.judgement is Judgement.LOOK else words
