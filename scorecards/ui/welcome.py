"""The screen that greets: what this person can do here, which limits apply, and whom to ask."""

from functools import partial

import streamlit as st

from scorecards import clock
from scorecards.accounts import queries
from scorecards.formatting import listed
from scorecards.people.access import may
from scorecards.people.model import Role, Viewer
from scorecards.store.transactions import reading
from scorecards.ui import navigation, news, resources, role_words
from scorecards.ui.words import plain


HERE = "welcome"
# What each screen is for, said to the person who may open it.
PURPOSES = {
    "clinical": "Where the trust's clinical claims and their cost lie, and what can be learned.",
    "non-clinical": "The same for claims of staff, visitors and property.",
    "compare": "Whether the trust's claims are unusual for what it does.",
    "trends": "Whether claims come more often, less often or as before.",
    "changes": "What is different from an earlier release.",
    "delay": "How much of what happened is known yet.",
    "library": "Stories, guidance, leaflets and links, to be found in your own words.",
    "documents": "Guidance, reports, presentations and minutes to download.",
    "candour": "From an event to what to do now, in up to five questions.",
    "methods": "What is counted behind each figure, and what is hidden.",
    "ledger": "What teams of your trust used, what they changed, and when they look again.",
    "asks": "What trusts would like to know, and what others are glad to show.",
    "gap-map": "Where many claims meet little to read, and where to begin.",
    "feedback": "Comments that wait for you: show, hide or answer them.",
    "reports": "One subject across all trusts, with figures that stay up to date.",
    "editorial-desk": "Write items of the library, have them approved, and publish them.",
    "data-desk": "Check claims files, make releases of them and publish them.",
    "people": "Who has which role where, from when to when.",
    "audit": "Who did what, and what was refused.",
    "health": "Whether the service is well.",
    "account": "Who you are here, your roles, your sessions, and what became of your feedback.",
}


def draw(viewer: Viewer) -> None:
    st.markdown(plain(_greeting(viewer)))
    links, aside = st.columns([3, 2], gap="large")
    with links, st.container(border=True, key="card-links"):
        st.header("What you can do here", anchor=False)
        for screen in navigation.SCREENS:
            shown = not screen.hidden and screen.url != HERE
            if shown and may(partial(screen.check, viewer)):
                with st.container(gap=None, key=f"link-{screen.url}"):
                    st.page_link(screen.path, label=screen.title)
                    st.markdown(plain(PURPOSES[screen.url]))
    with aside, st.container(border=True, key="card-news"):
        news.draw(viewer)
    with aside, st.container(border=True, key="card-limits"):
        role_words.limits_of(viewer)
    with aside, st.container(border=True, key="card-ask"):
        st.header("Whom to ask", anchor=False)
        st.markdown(plain(_whom_to_ask(viewer)))


def _greeting(viewer: Viewer) -> str:
    if viewer.role is Role.NONE:
        return (
            "You are signed in, but nobody has given you a role yet. You can read the library "
            "and what the numbers mean."
        )
    return f"You act as {viewer.role.value} of {viewer.place}."


def _whom_to_ask(viewer: Viewer) -> str:
    if viewer.role is Role.NONE:
        return (
            "The administrator of your trust can give you a role. Tell them the e-mail address "
            "that you sign in with. Once you have a role, you are asked to sign in again."
        )
    with reading(resources.engine(), viewer) as session:
        names = queries.administrators(session, viewer, now=clock.now())
    others = [name for name in names if name != viewer.name]
    if others:
        are = "is the administrator" if len(others) == 1 else "are the administrators"
        return (
            f"{listed(others)} {are} of your trust: they give roles, change them and end them. Ask "
            "them where you need to see more than you do."
        )
    return "A data steward gives roles and ends them. Ask them where you need another one."
