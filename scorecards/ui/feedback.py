"""What people say of a page, beneath it: whether it was useful, comments with answers, the form.

On a scorecard it is folded, and asks nothing until it is opened.
"""

from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.clock import london_date
from scorecards.feedback import commands, queries
from scorecards.feedback.model import ITEM, SCORECARD, Comment, Draft, Said, ShownTo, State
from scorecards.formatting import count, day
from scorecards.people.access import check_gives_feedback, may
from scorecards.people.model import OF_A_TRUST, Role, Viewer
from scorecards.store.transactions import reading, writing
from scorecards.ui import item_link, ledger, page, resources, written
from scorecards.ui.words import plain


FORM = "feedback.form"
USEFUL = {"yes": True, "no": False}
_REPORT = "feedback-report-{}"
HOW = (
    "A library editor reads what you write before anybody else does, and may answer. Write nothing "
    "that could tell who somebody is: no names, numbers, dates of birth or addresses."
)
OWN_STATES = {
    State.WAITING: "An editor has not read it yet.",
    State.SHOWN: "An editor has read it, and it is shown.",
    State.REPORTED: "Somebody reported it. An editor will look at it again.",
}
READ_BY_EDITORS = "An editor has read it."


def draw(viewer: Viewer, about: str) -> None:
    """The whole block, at the end of an item. Nothing for people without a role."""
    if viewer.role is not Role.NONE:
        with st.container(border=True, key="card-feedback"):
            st.header("Was this useful?", anchor=False)
            _block(viewer, about, None)
            if about.startswith(ITEM):
                ledger.link(viewer, about.removeprefix(ITEM))


def fold(viewer: Viewer, kind: str, trust: str) -> None:
    """The same of a trust's scorecard, behind a line that is opened."""
    if not may(check_gives_feedback, viewer):
        return
    part = st.expander("Say what you think of this scorecard", key="feedback", on_change="rerun")
    if part.open:
        with part:
            _block(viewer, f"{SCORECARD}{kind}", trust)


def _block(viewer: Viewer, about: str, trust: str | None) -> None:
    listed = st.container(gap="small", key="feedback-said")
    if may(check_gives_feedback, viewer):
        told = st.container(key="feedback-told")
        with told:
            _send(viewer, about, trust)
        _form(viewer, about)
    with listed:
        said = _report(viewer, about, trust)
        _said(said, scorecard=trust is not None)
        for each in (*said.own, *said.comments):
            _comment(viewer, each)


def _read(viewer: Viewer, about: str, trust: str | None) -> Said:
    with reading(resources.engine(), viewer) as session:
        return queries.of_page(session, viewer, about, trust)


def subject(each: Comment) -> None:
    """What a comment is about: the way to the item, or which scorecard of whom."""
    if each.about.startswith(SCORECARD):
        of = f" of {each.place}" if each.place else ""
        st.markdown(plain(f"About the {each.about.removeprefix(SCORECARD)} scorecard{of}"))
        return
    item = resources.library().by_slug.get(each.about.removeprefix(ITEM))
    if item is not None:
        item_link.draw(item)
    else:
        st.markdown("About an item that is no longer in the library.")


def _said(said: Said, *, scorecard: bool) -> None:
    if said.asked:
        people = "person" if said.asked == 1 else "people"
        st.markdown(
            plain(f"{count(said.useful)} of {count(said.asked)} {people} found this useful.")
        )
    elif not said.comments and not said.own:
        st.markdown(
            "What is said here stays within the trust."
            if scorecard
            else "Nobody has said so yet. Yours would be the first answer."
        )


def _comment(viewer: Viewer, each: Comment) -> None:
    with st.container(border=True, gap="xxsmall", key=f"comment-{each.id}"):
        who = "You" if each.own else f"{each.by[:1].upper()}{each.by[1:]}"
        st.caption(plain(f"{who}, {day(london_date(each.at))}. {state(each)}".strip()))
        words(each)
        if not each.own and may(check_gives_feedback, viewer):
            st.button("Report this comment", key=_REPORT.format(each.id), type="tertiary")


def words(each: Comment) -> None:
    """What a comment says, and the answer to it."""
    if each.useful is not None:
        st.markdown("Found it useful." if each.useful else "Did not find it useful.")
    if each.text:
        written.draw(each.text)
    if each.will_do:
        st.markdown("What they will do:" if not each.own else "What you will do:")
        written.draw(each.will_do)
    if each.answer and each.answered_at is not None:
        with st.container(border=True, gap="xxsmall", key=f"answered-{each.id}"):
            st.caption(plain(f"Answer by {each.answered_by}, {day(london_date(each.answered_at))}"))
            written.draw(each.answer)


def state(each: Comment) -> str:
    """For its writer: where it stands, and who reads it."""
    if not each.own:
        return ""
    if not (each.text or each.will_do):
        return "It is counted."
    if each.state is State.HIDDEN:
        return f"An editor has hidden it. The reason: {each.why}"
    if each.shown_to is ShownTo.EDITORS and each.state is State.SHOWN:
        return READ_BY_EDITORS
    return f"{OWN_STATES[each.state]} For: {each.shown_to.value}."


def _report(viewer: Viewer, about: str, trust: str | None) -> Said:
    """What was pressed beneath a comment is done before the comments are drawn."""
    said = _read(viewer, about, trust)
    for each in said.comments:
        if st.session_state.get(_REPORT.format(each.id)):
            with page.attempt():
                with writing(resources.engine(), viewer) as session:
                    commands.report(session, viewer, each.id, now=clock.now())
                st.success("Reported. Nobody reads it until an editor has looked at it.")
            return _read(viewer, about, trust)
    return said


def offered(viewer: Viewer, about: str) -> list[ShownTo]:
    """Whom one may show it to: what is said of a scorecard stays within its trust."""
    if about.startswith(SCORECARD):
        return [ShownTo.EDITORS, ShownTo.TRUST]
    if viewer.role in OF_A_TRUST:
        return list(ShownTo)
    return [ShownTo.EDITORS, ShownTo.EVERYONE]


def _form(viewer: Viewer, about: str) -> None:
    key = _key(about)
    with st.form(f"feedback-{key}", border=False):
        st.radio(
            "Was this useful?", list(USEFUL), index=None, horizontal=True,
            format_func=str.capitalize, key=f"feedback-useful-{key}",
        )  # fmt: skip
        st.text_area(
            "What will you do? (optional)", max_chars=commands.LONGEST_TEXT, height=80,
            key=f"feedback-do-{key}",
        )  # fmt: skip
        st.text_area(
            "Comment (optional)", max_chars=commands.LONGEST_TEXT, height=110,
            key=f"feedback-text-{key}",
        )  # fmt: skip
        st.selectbox(
            "Who may read it", offered(viewer, about), key=f"feedback-for-{key}",
            format_func=lambda each: each.value.capitalize(),
        )  # fmt: skip
        st.caption(HOW)
        st.form_submit_button("Send", type="primary", key=f"feedback-send-{key}")


def _send(viewer: Viewer, about: str, trust: str | None) -> None:
    """What the form was sent with, kept; then the form is empty again."""
    key, held = _key(about), st.session_state
    if not held.get(f"feedback-send-{key}"):
        return
    with page.attempt():
        text, will_do = held[f"feedback-text-{key}"], held[f"feedback-do-{key}"]
        draft = Draft(
            about=about,
            trust=trust,
            useful=USEFUL.get(held[f"feedback-useful-{key}"]),
            text=text or "",
            will_do=will_do or "",
            shown_to=held[f"feedback-for-{key}"],
            form_key=key,
        )
        with writing(resources.engine(), viewer) as session:
            commands.give(session, viewer, resources.library(), draft, now=clock.now())
        held[FORM] = (about, uuid4().hex)
        waits = "An editor will read it." if text or will_do else "It is counted."
        st.success(f"Sent. {waits}")


def _key(about: str) -> str:
    """Of the form beneath this page: another page has another form."""
    if st.session_state.get(FORM, ("", ""))[0] != about:
        st.session_state[FORM] = (about, uuid4().hex)
    return str(st.session_state[FORM][1])
