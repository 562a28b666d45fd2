"""The screen “Feedback”: what people wrote, to be shown, hidden with a reason, and answered."""

import streamlit as st

from scorecards import clock
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.feedback import commands, queries
from scorecards.feedback.model import REASONS, TO_DECIDE, Comment, ShownTo, State
from scorecards.formatting import count, day
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading, writing
from scorecards.ui import feedback, filters, page, resources
from scorecards.ui.words import plain
from scorecards.written import tidy


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
_DRAWN = "feedback.drawn"
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
    with st.container(key="feedback-told"):
        refused = _act_on_drawn(viewer)
    listed, pages = _read(viewer, chosen)
    with reading(resources.engine(), viewer) as session:
        waits = queries.waiting(session, viewer)
        gone = refused - {each.id for each in listed}
        again = queries.to_decide_again(session, viewer, gone) if gone else ()
    said.markdown(plain(sentence(waits)))
    if not listed:
        st.info(NOTHING[chosen])
    st.session_state[_DRAWN] = (*again, *listed)
    for each in (*again, *listed):
        _one(each)
    if pages > 1:
        st.pagination(pages, key=f"page-{chosen}")


def sentence(waits: int) -> str:
    """How many comments wait."""
    if not waits:
        return "No comment waits for an editor."
    return f"{count(waits)} {'comment waits' if waits == 1 else 'comments wait'} for an editor."


def _read(viewer: Viewer, chosen: str) -> tuple[tuple[Comment, ...], int]:
    """The page of the list that is turned to, and how many there are. The last, where that one is
    no longer there: what was on it is decided.
    """
    key, states = f"page-{chosen}", STATES[chosen]
    asked = st.session_state.get(key)
    turned = asked if isinstance(asked, int) and asked > 0 else 1
    with reading(resources.engine(), viewer) as session:
        listed, number = queries.to_moderate(session, viewer, states, page=turned)
        pages = max(1, -(-number // queries.A_PAGE))
        if turned > pages:
            st.session_state[key] = pages
            listed, _ = queries.to_moderate(session, viewer, states, page=pages)
    return listed, pages


def _act_on_drawn(viewer: Viewer) -> set[int]:
    """Does what was pressed on the comments that this editor has before them, as they stood then.

    Gives the numbers of those that could not be done: they stay, with what was typed.
    """
    refused = set()
    for each in st.session_state.get(_DRAWN, ()):
        if any(st.session_state.get(key.format(each.id)) for key in (_SHOW, _HIDE, _ANSWER)):
            refused.add(each.id)
            with page.attempt():
                _act(viewer, each)
                refused.discard(each.id)
    return refused


def _act(viewer: Viewer, each: Comment) -> None:
    """What stands in the answer is kept with whatever is pressed."""
    held, now = st.session_state, clock.now()
    text = str(held.get(_TEXT.format(each.id)) or "")
    with writing(resources.engine(), viewer) as session:
        if held.get(_SHOW.format(each.id)):
            commands.show(session, viewer, each.id, now=now, seen=each.state)
        elif held.get(_HIDE.format(each.id)):
            commands.hide(session, viewer, each.id, _reason(each), now=now, seen=each.state)
        if text.strip() or held.get(_ANSWER.format(each.id)):
            commands.answer(session, viewer, each.id, text, now=now, seen=each.answer)
    st.success(plain(_done(each, answered=tidy(text) != each.answer)))


def _done(each: Comment, *, answered: bool) -> str:
    held = st.session_state
    if held.get(_HIDE.format(each.id)):
        told = f"Comment {each.id} is hidden. Its writer reads the reason."
    elif held.get(_SHOW.format(each.id)):
        read = each.shown_to is ShownTo.EDITORS
        whom = "marked as read" if read else f"shown to {each.shown_to.value}"
        told = f"Comment {each.id} is {whom}."
    else:
        return f"Comment {each.id} is answered. Its writer is told."
    return f"{told} The answer is kept with it." if answered else told


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
        with right:
            st.text_area(
                "Answer", value=each.answer, height=110, max_chars=commands.LONGEST_TEXT,
                key=_TEXT.format(each.id),
            )  # fmt: skip
            st.button(f"Answer comment {each.id}", key=_ANSWER.format(each.id))


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
    feedback.subject(each)
    st.caption(
        plain(
            f"{_writer(each)}, {day(london_date(each.at))}. For: {each.shown_to.value}. "
            f"{_stands(each)}"
        )
    )


def _writer(each: Comment) -> str:
    """By name, and of which trust where the name does not say so."""
    return f"{each.by}, {each.place}" if each.place and each.place not in each.by else each.by


def _stands(each: Comment) -> str:
    if each.state is State.REPORTED:
        return "Somebody reported it. Nobody reads it until you decide."
    if each.state is State.HIDDEN:
        return f"Hidden. The reason: {each.why}"
    return "Reported once, and shown again." if each.reported else ""
