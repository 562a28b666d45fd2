"""Sentences about roles and their limits; and what was done last, told in the next run."""

from datetime import date

import streamlit as st

from scorecards import clock
from scorecards.accounts import limits
from scorecards.accounts.model import Membership
from scorecards.clock import london_date
from scorecards.formatting import day
from scorecards.people.model import Role, Viewer
from scorecards.ui.words import plain


SIGNED_OUT = "They are signed out everywhere."
_TOLD = "people.told"


def say(sentence: str, *, letter: str = "") -> None:
    """Keeps a sentence, and a text to copy, for the next run; then runs again."""
    st.session_state[_TOLD] = (sentence, letter)
    st.rerun()


def tell() -> None:
    """Shows once what was kept."""
    sentence, letter = st.session_state.pop(_TOLD, ("", ""))
    if sentence:
        st.success(plain(sentence))
    if letter:
        st.markdown("Nothing was sent. Copy this text into a message of your own:")
        st.code(letter, language=None, wrap_lines=True)


def limits_of(viewer: Viewer) -> None:
    """Which limits apply to a person, as one list."""
    st.header("What you see, and what you do not", anchor=False)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in limits.of(viewer)))


def role_of(role: Role, place: str) -> str:
    """`a trust reader of Northmoor University Hospitals`, `an auditor of the scheme`."""
    article = "an" if role.value[0] in "aeiou" else "a"
    return f"{article} {role.value} of {place}"


def has(name: str, held: Membership) -> str:
    """`Ann Lee is a trust reader of Northmoor until 31 March 2027.`"""
    today = london_date(clock.now())
    role = role_of(held.role, held.place)
    if held.from_date > today:
        return f"{name} will be {role} {days(held.from_date, held.to_date)}."
    until = "" if held.to_date is None else f" until {day(held.to_date)}"
    return f"{name} is {role}{until}."


def days(from_date: date, to_date: date | None) -> str:
    if to_date is None:
        return f"from {day(from_date)}"
    return f"from {day(from_date)} until {day(to_date)}"
