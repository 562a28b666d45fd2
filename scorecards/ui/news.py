"""“New for you”: what was published since the person last looked, and the way to it."""

from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from scorecards import clock
from scorecards.clock import london_date
from scorecards.formatting import count, day
from scorecards.notices import commands, queries
from scorecards.notices.model import Told
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading, writing
from scorecards.ui import navigation, page, person, resources
from scorecards.ui.words import plain


SHOWN = 6
_SEEN = "news.seen"


def draw(viewer: Viewer) -> None:
    """The newest notices of the person's circles, and the button that marks them as seen."""
    if st.session_state.get(_SEEN):
        with page.attempt(), writing(resources.engine(), viewer) as session:
            commands.see(session, viewer, now=clock.now())
        st.rerun()  # what stands above says how much is new, too
    with reading(resources.engine(), viewer) as session:
        told = queries.latest(session, viewer, limit=SHOWN)
        unread = queries.unread(session, viewer)
    st.header("New for you", anchor=False)
    if not told:
        st.markdown("Nothing yet. What is published in the library and the documents stands here.")
        return
    for each in told:
        with st.container(gap=None, key=f"news-{each.id}"):
            _one(each)
    if unread:
        st.markdown(plain(_number(unread)))
        st.button("I have seen these", key=_SEEN)
    else:
        st.caption("You have seen all of it.")


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


def _number(unread: int) -> str:
    hidden = f", the newest {SHOWN} of them here" if unread > SHOWN else ""
    return f"{count(unread)} {'is' if unread == 1 else 'are'} new since you last looked{hidden}."
