"""The screen “Feedback”: what people wrote, to be shown, hidden with a reason, and answered."""

import streamlit as st

from scorecards import clock
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.feedback import commands, queries
from scorecards.feedback.model import (
    ITEM,
    REASONS,
    SCORECARD,
    TO_DECIDE,
    Comment,
    ShownTo,
    State,
)
from scorecards.formatting import count, day
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading, writing
from scorecards.ui import feedback, filters, item_link, page, resources
from scorecards.ui.words import plain


STATES = {
    "waiting": TO_DECIDE,
    "shown": (State.SHOWN,),
    "hidden": (State.HIDDEN,),
}
STATE_NAMES = {"waiting": "To decide", "shown": "Shown", "hidden": "Hidden"}
NOTHING = {
    "waiting": "Nothing waits for you. What people write about items and scorecards comes here.",
    "shown": "Nothing is shown yet.",
    "hidden": "Nothing is hidden.",
}
_SHOW, _HIDE, _ANSWER = "show-{}", "hide-{}", "answer-{}"
_WHY, _TEXT, _OWN = "why-{}", "text-{}", "own-why-{}"
OWN_WORDS = "In my own words"


def draw(viewer: Viewer) -> None:
    """What was pressed is done before anything is drawn, so that the list shows it at once."""
    said = st.container(key="sentence")
    bar = filters.Bar("feedback")
    chosen = bar.one(
        "Comments", list(STATES), key="state", default="waiting", buttons=True,
        words=STATE_NAMES.__getitem__,
    )  # fmt: skip
    bar.close()
    told = st.container()
    states = STATES[chosen]
    number_of_page = _page(chosen)
    listed, _ = _read(viewer, states, number_of_page)
    with told:
        for each in listed:
            _act(viewer, each)
    listed, number = _read(viewer, states, number_of_page)
    with reading(resources.engine(), viewer) as session:
        waits = queries.waiting(session, viewer)
    said.markdown(plain(sentence(waits)))
    if not listed:
        st.info(NOTHING[chosen])
    for each in listed:
        _one(each)
    pages = -(-number // queries.A_PAGE)
    if pages > 1:
        st.pagination(pages, key=f"page-{chosen}")


def sentence(waits: int) -> str:
    """How many comments wait."""
    if not waits:
        return "No comment waits for an editor."
    return f"{count(waits)} {'comment waits' if waits == 1 else 'comments wait'} for an editor."


def _page(chosen: str) -> int:
    held = st.session_state.get(f"page-{chosen}", 1)
    return held if isinstance(held, int) and held > 0 else 1


def _read(
    viewer: Viewer, states: tuple[State, ...], number: int
) -> tuple[tuple[Comment, ...], int]:
    with reading(resources.engine(), viewer) as session:
        return queries.to_moderate(session, viewer, states, page=number)


def _act(viewer: Viewer, each: Comment) -> None:
    held = st.session_state
    if held.get(_SHOW.format(each.id)):
        with page.attempt():
            with writing(resources.engine(), viewer) as session:
                commands.show(session, viewer, each.id, now=clock.now())
            read = each.shown_to is ShownTo.EDITORS
            st.success("Read." if read else f"Shown to {each.shown_to.value}.")
    elif held.get(_HIDE.format(each.id)):
        with page.attempt():
            with writing(resources.engine(), viewer) as session:
                commands.hide(session, viewer, each.id, _reason(each), now=clock.now())
            st.success("Hidden. Its writer reads the reason.")
    elif held.get(_ANSWER.format(each.id)):
        with page.attempt():
            text = held.get(_TEXT.format(each.id)) or ""
            with writing(resources.engine(), viewer) as session:
                commands.answer(session, viewer, each.id, text, now=clock.now())
            st.success("Answered. Whoever reads the comment reads the answer.")


def _reason(each: Comment) -> str:
    chosen = st.session_state.get(_WHY.format(each.id), REASONS[0])
    if chosen != OWN_WORDS:
        return str(chosen)
    own = str(st.session_state.get(_OWN.format(each.id)) or "")
    if not own.strip():
        raise UserError("Write the reason. Its writer reads it.")
    return own


def _one(each: Comment) -> None:
    with st.container(border=True, gap="small", key=f"card-comment-{each.id}"):
        _head(each)
        feedback.words(each)
        left, right = st.columns(2, gap="medium")
        with left:
            _decide(each)
        with right, st.form(f"answering-{each.id}", border=False):
            st.text_area(
                "Answer", value=each.answer, height=110, max_chars=commands.LONGEST_TEXT,
                key=_TEXT.format(each.id),
            )  # fmt: skip
            st.form_submit_button(f"Answer comment {each.id}", key=_ANSWER.format(each.id))


def _decide(each: Comment) -> None:
    if each.state is not State.SHOWN:
        alone = each.shown_to is ShownTo.EDITORS
        label = f"Mark comment {each.id} as read" if alone else f"Show comment {each.id}"
        st.button(label, key=_SHOW.format(each.id), type="primary")
    chosen = st.selectbox("Reason to hide it", (*REASONS, OWN_WORDS), key=_WHY.format(each.id))
    if chosen == OWN_WORDS:
        st.text_input(
            "The reason", max_chars=commands.LONGEST_REASON, key=_OWN.format(each.id)
        )  # fmt: skip
    st.button(f"Hide comment {each.id}", key=_HIDE.format(each.id))


def _head(each: Comment) -> None:
    """What it is about, who wrote it, and for whom."""
    st.header(plain(f"Comment {each.id}"), anchor=False)
    if each.about.startswith(ITEM):
        item = resources.library().by_slug.get(each.about.removeprefix(ITEM))
        if item is not None:
            item_link.draw(item)
        else:
            st.markdown("About an item that is no longer in the library.")
    else:
        st.markdown(f"About the {plain(each.about.removeprefix(SCORECARD))} scorecard")
    st.caption(
        plain(
            f"{each.by}, {day(london_date(each.at))}. For: {each.shown_to.value}. {_stands(each)}"
        )
    )


def _stands(each: Comment) -> str:
    if each.state is State.REPORTED:
        return "Somebody reported it. Nobody reads it until you decide."
    if each.state is State.HIDDEN:
        return f"Hidden. The reason: {each.why}"
    return "Reported once, and shown again." if each.reported else ""
