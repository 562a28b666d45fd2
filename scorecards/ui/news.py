"""“New for you”: what was published since the person last looked, and the way to it."""

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from scorecards import clock
from scorecards.clock import london_date
from scorecards.formatting import count, day
from scorecards.ledger.model import Summary
from scorecards.notices import commands, queries
from scorecards.notices.model import Told
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading, writing
from scorecards.ui import navigation, own_feedback, page, person, resources
from scorecards.ui.words import plain


SHOWN = 6
SOON = timedelta(days=14)
_SEEN, _DRAWN = "news.seen", "news.drawn"


def draw(viewer: Viewer) -> None:
    """What editors answered this person, the newest notices of their circles, and the button that
    marks all as seen that the person has before them.
    """
    if st.session_state.get(_SEEN):
        with page.attempt(), writing(resources.engine(), viewer) as session:
            commands.see(session, viewer, now=st.session_state[_DRAWN])
        st.rerun()  # what stands above says how much is new, too
    st.session_state[_DRAWN] = clock.now()
    with reading(resources.engine(), viewer) as session:
        told = queries.latest(session, viewer, limit=SHOWN)
    unread = person.unread(viewer)
    st.header("New for you", anchor=False)
    _due(viewer)
    own_feedback.news(viewer)
    if not told and not unread:
        st.markdown("Nothing yet. What is published in the library and the documents stands here.")
        return
    for each in told:
        with st.container(gap=None, key=f"news-{each.id}"):
            _one(each)
    if unread:
        st.markdown(plain(_in_words(unread)))
        st.button("I have seen these", key=_SEEN)
    else:
        st.caption("You have seen all of it.")


def _due(viewer: Viewer) -> None:
    """For who keeps a learning ledger: what is overdue there, or is looked at again soon."""
    today = london_date(clock.now())
    for trust, told in person.kept_ledgers(viewer).items():
        said = due(told, today)
        if said:
            with st.container(gap=None, key=f"news-ledger-{trust}"):
                st.page_link(
                    person.LEDGER, label=f"**{plain(said)}**", query_params=person.in_address()
                )
                st.caption("From your learning ledger.")


def due(told: Summary, today: date) -> str:
    """What of a ledger is overdue, or comes up within a fortnight; empty where nothing does."""
    if told.overdue:
        changes = "change is" if told.overdue == 1 else "changes are"
        return f"{count(told.overdue)} {changes} overdue to be looked at again"
    if told.next is not None and told.next <= today + SOON:
        return f"A change is to be looked at again by {day(told.next)}"
    return ""


def _one(each: Told) -> None:
    parts = urlsplit(each.address)
    screen = navigation.at(parts.path.removeprefix("/"))
    if screen is None:
        st.markdown(plain(each.title))
    else:
        st.page_link(
            screen.path,
            label=f"**{plain(each.title)}**",
            query_params={**dict(parse_qsl(parts.query)), **person.in_address()},
        )
    new = "**New.** " if each.unread else ""
    kind = f"{each.kind.value[:1].upper()}{each.kind.value[1:]}"
    st.caption(new + plain(f"{kind}, {day(london_date(each.at))}."))


def _in_words(unread: int) -> str:
    hidden = ", the newest of them here" if unread > SHOWN else ""
    return f"{count(unread)} {'is' if unread == 1 else 'are'} new since you last looked{hidden}."
