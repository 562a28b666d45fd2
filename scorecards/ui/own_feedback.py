"""“Your feedback”: what a person said and where, what became of it, and the answers."""

import streamlit as st

from scorecards.clock import london_date
from scorecards.feedback import queries
from scorecards.feedback.model import ITEM, SCORECARD, Comment, State
from scorecards.formatting import count, day
from scorecards.people.access import check_gives_feedback, may
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading
from scorecards.ui import feedback, person, resources
from scorecards.ui.words import plain


SHOWN = 5
NOTHING = (
    "You have said nothing yet. Beneath each item of the library is a form that asks whether it "
    "was useful."
)
_PAGE = "own-feedback-page"


def draw(viewer: Viewer) -> None:
    """The newest of it, and the way to the older. Nothing for people who never give any."""
    asked = st.session_state.get(_PAGE)
    turned = asked if isinstance(asked, int) and asked > 0 else 1
    with reading(resources.engine(), viewer) as session:
        found, number = queries.mine(session, viewer, page=turned, size=SHOWN)
    if not number and not may(check_gives_feedback, viewer):
        return
    with st.container(border=True, key="card-own-feedback"):
        st.header("Your feedback", anchor=False)
        if not number:
            st.markdown(NOTHING)
            return
        times = "once" if number == 1 else f"{count(number)} times"
        st.markdown(plain(f"You have said something {times}."))
        for each in found:
            _one(each)
        if number > SHOWN:
            st.pagination(-(-number // SHOWN), key=_PAGE)


def news(viewer: Viewer) -> None:
    """What an editor answered or hid since the person last looked, each with the way to it."""
    with reading(resources.engine(), viewer) as session:
        told = queries.told(session, viewer)
    for each in told:
        with st.container(gap=None, key=f"news-feedback-{each.id}"):
            st.page_link(
                person.ACCOUNT,
                label=f"**{plain(_happened(each))}**",
                query_params=person.in_address(),
            )
            times = [at for at in (each.answered_at, each.decided_at) if at is not None]
            on = f", {day(london_date(max(times)))}" if times else ""
            st.caption("**New.** " + plain(f"Your feedback{on}."))


def _happened(each: Comment) -> str:
    item = resources.library().by_slug.get(each.about.removeprefix(ITEM))
    about = (
        f"the {each.about.removeprefix(SCORECARD)} scorecard"
        if each.about.startswith(SCORECARD)
        else f"“{item.title}”"
        if item is not None
        else "an item that is no longer in the library"
    )
    done = [
        "hid" if each.state is State.HIDDEN else "",
        "answered" if each.answer else "",
    ]
    return f"An editor {' and '.join(filter(None, done))} what you said about {about}"


def _one(each: Comment) -> None:
    with st.container(border=True, gap="xxsmall", key=f"own-comment-{each.id}"):
        feedback.subject(each)
        st.caption(plain(f"{day(london_date(each.at))}. {feedback.state(each)}"))
        feedback.words(each)
