"""The aid to the duty of candour: one question at a time, then what to do now.

What is picked is held by the open page alone: no address, no table and no log has it.
"""

import streamlit as st

from scorecards.candour import rules
from scorecards.candour.model import Aid, Answers, Asked, Choice, Outcome, Question
from scorecards.library import queries
from scorecards.people.model import Viewer
from scorecards.ui import downloads, item_link, person, resources
from scorecards.ui.words import plain


ANSWERS = "candour-answers"
WHAT_FOR = (
    "Has care led to harm, or nearly? Answer up to five questions. You then see whether the event "
    "is notifiable under regulation 20, and what to do now. This is not legal advice."
)
KEEPS_NOTHING = (
    "Nothing that you pick is kept, passed on or put into the address. It is gone when you start "
    "again, reload or close this page. There is no place to type."
)
PICK_FIRST = "Choose one of the answers, then continue."
AWAY = {
    "duty-of-candour.pptx": "Slides for teaching (PowerPoint)",
    "duty-of-candour.pdf": "Guidance with the aid (PDF)",
    "candour-checklist.pdf": "Checklist (PDF)",
    "saying-sorry.pdf": "Saying sorry (PDF)",
}
TO_READ = ("duty-of-candour", "candour-checklist", "saying-sorry")


def draw(viewer: Viewer) -> None:
    """The answers so far, the next question or the outcome, and what to read and take away."""
    aid = resources.candour_aid()
    answers = rules.kept(aid, _held())
    question, outcome = rules.next_question(aid, answers), rules.outcome(aid, answers)
    if not answers:
        st.markdown(plain(WHAT_FOR))
    st.caption(KEEPS_NOTHING)
    if answers:
        _so_far(aid, answers)
    if question is not None:
        _ask(question, question.offered(answers), number=len(answers) + 1)
    if outcome is not None:
        _tell(outcome)
    _take_away(viewer)
    person.write_address("candour", {})


def _held() -> dict[Asked, str]:
    held: dict[Asked, str] = st.session_state.setdefault(ANSWERS, {})
    return held


def _so_far(aid: Aid, answers: Answers) -> None:
    """What was answered, each with the way back to it."""
    with st.container(border=True, key="card-candour-so-far", gap="small"):
        st.header("Your answers so far", anchor=False)
        for question in aid.questions[: len(answers)]:
            given = answers[question.asked]
            label = next(each.label for each in question.offered(answers) if each.key == given)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{plain(question.short)}: **{plain(label)}**", width="content")
                st.button(
                    f"Change: {question.short.lower()}",
                    key=f"open-change-{question.asked}",
                    on_click=_forget,
                    args=(question.asked,),
                    type="tertiary",
                )
        st.button("Start again", key="candour-again", on_click=_held().clear)


def _ask(question: Question, offered: tuple[Choice, ...], *, number: int) -> None:
    key = f"candour-{question.asked}"
    with st.form(f"form-{key}", border=True):
        st.header(f"{number}. {plain(question.ask)}", anchor=False)
        st.markdown(plain(question.help))
        st.radio(
            question.ask,
            [choice.key for choice in offered],
            index=None,
            format_func={choice.key: plain(choice.label) for choice in offered}.__getitem__,
            captions=[plain(choice.more) for choice in offered],
            key=key,
            label_visibility="collapsed",
        )
        pressed = st.form_submit_button(
            "Continue",
            type="primary",
            key=f"submit-{key}",
            on_click=_answer,
            args=(question.asked,),
        )
        if pressed:
            st.error(PICK_FIRST)


def _answer(asked: Asked) -> None:
    """Takes what is picked; where nothing is, the question stays, and says so."""
    given = st.session_state.get(f"candour-{asked}")
    if given is not None:
        _held()[asked] = given


def _forget(asked: Asked) -> None:
    _held().pop(asked, None)


def _tell(outcome: Outcome) -> None:
    with st.container(border=True, key="card-candour-outcome"):
        st.header(plain(outcome.ending.title), anchor=False)
        st.markdown(plain(outcome.ending.lead))
        st.markdown("Why:")
        st.markdown("\n".join(f"- {plain(reason)}" for reason in outcome.reasons))
    steps, aside = st.columns([3, 2], gap="large")
    with steps, st.container(border=True, key="card-candour-steps"):
        st.header("What to do, in this order", anchor=False)
        st.markdown(
            "\n".join(
                f"{number}. **{plain(step.do)}.** {plain(step.what)}  \n"
                f"    :small[{plain(step.terms)}]"
                for number, step in enumerate(outcome.steps, 1)
            )
        )
        if outcome.ending.days:
            st.info(plain(outcome.ending.days))
    with aside:
        with st.container(border=True, key="card-candour-words"):
            st.header("What to say, for example", anchor=False)
            st.markdown("\n".join(f"- “{plain(words)}”" for words in outcome.words))
        with st.container(border=True, key="card-candour-record"):
            st.header("What to write down", anchor=False)
            st.markdown("\n".join(f"- {plain(entry)}" for entry in outcome.record))


def _take_away(viewer: Viewer) -> None:
    """The items on the subject, where the library has them, and the same as files."""
    st.header("Read, and take away", anchor=False)
    there = {item.slug: item for item in queries.items(resources.library(), viewer)}
    for slug in TO_READ:
        if slug in there:
            item_link.draw(there[slug])
    with st.container(horizontal=True, key="not-printed-candour-files"):
        for name, label in AWAY.items():
            downloads.link(label, name)
    st.caption("The slides and the guidance come from one text. It ends with the aid on paper.")
