"""Who is here: behind the gate the person of the session, asked of the database at every run.

Without the gate, for trying out alone: a switch in the sidebar between demonstration people.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from scorecards import clock
from scorecards.accounts import sessions
from scorecards.accounts.model import SignedIn
from scorecards.clock import london_date
from scorecards.errors import NoSnapshot
from scorecards.feedback import queries as feedback
from scorecards.ledger import queries as ledger
from scorecards.ledger.model import Summary
from scorecards.notices import queries as notices
from scorecards.people import demonstration
from scorecards.people.access import check_keeps_ledger, may
from scorecards.people.model import Viewer
from scorecards.settings import SignInBy
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from scorecards.ui import address, resources
from scorecards.ui.words import plain


KEY = "person"
SIGN_IN, SIGN_OUT, STOP_VIEWING = "/signin", "/signout", "/view-as"
ACCOUNT, WELCOME = "pages/you/account.py", "pages/you/welcome.py"
LEDGER = "pages/learning/ledger.py"
ONLY_BEHIND_GATE = (
    "This needs sign-in, and here nobody can sign in. Start the service with "
    "`python -m scorecards serve`."
)
_REFUSED = "person.refused"
_ASKED = "person.asked"
_found: ContextVar[Viewer | None] = ContextVar("found", default=None)


def signed_in() -> SignedIn | None:
    """The live session that this screen's browser came with. None without the gate, where there
    are no sessions. One that has ended ends the run: nothing more is drawn.
    """
    if not resources.gated():
        return None
    token = st.context.cookies.get(resources.configuration().cookie)
    found = None
    if token:
        with reading(resources.engine(), SYSTEM) as session:
            found = sessions.find(session, token, now=clock.now())
    if found is None:
        st.info("You are signed out. Sign in again to go on.")
        leave_for(f"{SIGN_IN}?ended=1")
        st.stop()
    return found


def viewer() -> Viewer:
    """Whose eyes see. Without the gate the person chosen in the sidebar; the address names them
    too, so that links can be shared.
    """
    found = _found.get()
    if found is not None:
        return found
    here = signed_in()
    if here is not None:
        return here.viewer
    people = everyone()
    chosen = st.session_state.get(KEY)
    return people.get(str(chosen), next(iter(people.values())))


@contextmanager
def asked_once() -> Iterator[Viewer]:
    """Whose eyes see, for the whole of one run of the screens: found once, not for every part."""
    here = viewer()
    before = _found.set(here)
    try:
        yield here
    finally:
        _found.reset(before)


def everyone() -> dict[str, Viewer]:
    """The demonstration people of what is published; without a snapshot only the steward.

    Where people must sign in, or where what is published is real, there are none: the run ends.
    """
    demonstrated = resources.configuration().sign_in is SignInBy.DEMONSTRATION
    try:
        snapshot = resources.serving().snapshot if demonstrated else None
    except NoSnapshot:
        return demonstration.people({}, {})
    if snapshot is None or not snapshot.manifest.fictional:
        st.error(ONLY_BEHIND_GATE)
        st.stop()
    return demonstration.people(snapshot.organisations, snapshot.sizes)


def in_address() -> dict[str, str]:
    """What a link within the service adds to its address, so that the same person stays here."""
    return {} if resources.gated() else {KEY: str(st.session_state.get(KEY, ""))}


def write_address(page: str, values: Mapping[str, tuple[str, ...]]) -> None:
    """The address of what is shown, and of who is here: what is written was not asked."""
    own = in_address()
    address.write(page, {**values, **{name: (value,) for name, value in own.items()}})
    st.session_state[_ASKED] = own.get(KEY)


def refused() -> str | None:
    """The person that the address asks for, where there is none of that name."""
    asked: str | None = st.session_state.get(_REFUSED)
    return asked


def switch() -> None:
    """Draws the switch. A link that names a person opens as that person; behind the gate nobody is
    chosen, and the name is taken out of the address.
    """
    if resources.gated():
        address.put(KEY, ())
        return
    people = everyone()
    asked = address.asked().get(KEY, ())
    here = st.session_state.get(KEY)
    if here not in people:
        here = asked[0] if asked and asked[0] in people else next(iter(people))
    elif asked and asked[0] in people and st.session_state.get(_ASKED) != asked[0]:
        here = asked[0]
    # Written at every run: in the first run of a server, Streamlit knows the switch by another
    # name than ever after, and would begin again with the first person.
    st.session_state[KEY] = here
    st.session_state[_ASKED] = asked[0] if asked else None
    st.session_state[_REFUSED] = asked[0] if asked and asked[0] not in people else None
    with st.sidebar:
        st.selectbox(
            "Demonstration person",
            list(people),
            format_func=lambda short: people[short].name,
            key=KEY,
            persist_state="session",
            help="Sign-in takes the place of this switch. Each person sees what their role allows.",
        )


def header(viewer: Viewer) -> None:
    """The line that says who is here, with the ways to one's account and out."""
    if not resources.gated():
        st.caption(plain(f"You are here as: {viewer.name}."))
        _what_is_new(viewer)
        return
    if viewer.seen_by:
        _seen_by_another(viewer)
    with st.container(horizontal=True, vertical_alignment="center", key="who"):
        st.caption(plain(f"You are here as: {described(viewer)}."), width="content")
        st.page_link(ACCOUNT, label="Your account")
        _what_is_new(viewer)
        if st.button("Sign out", type="tertiary", key="sign-out"):
            leave_for(SIGN_OUT)


def unread(viewer: Viewer) -> int:
    """How much there is that the person has not seen: notices, and answers to their feedback."""
    with reading(resources.engine(), viewer) as session:
        return notices.unread(session, viewer) + len(feedback.told(session, viewer))


def kept_ledgers(viewer: Viewer) -> dict[str, Summary]:
    """How the learning ledgers stand that the person keeps, by trust; for most people none."""
    kept = [trust for trust in viewer.trusts if may(check_keeps_ledger, viewer, trust)]
    if not kept:
        return {}
    today = london_date(clock.now())
    with reading(resources.engine(), viewer) as session:
        return {trust: ledger.summary(session, viewer, trust, today=today) for trust in kept}


def _what_is_new(viewer: Viewer) -> None:
    """How much the person has not seen, and is overdue in a ledger they keep, as ways to it."""
    number = unread(viewer)
    if number:
        st.page_link(WELCOME, label=f"{number:,} new for you", query_params=in_address())
    overdue = sum(each.overdue for each in kept_ledgers(viewer).values())
    if overdue:
        st.page_link(LEDGER, label=f"{overdue:,} overdue in your ledger", query_params=in_address())


def described(viewer: Viewer) -> str:
    """A person by name, role and place. In the demonstration the name says all three."""
    if resources.configuration().sign_in is SignInBy.DEMONSTRATION:
        return viewer.name
    return ", ".join(part for part in (viewer.name, viewer.role.value, viewer.place) if part)


def leave_for(url: str) -> None:
    """Sends the browser to a plain page of ours, in the same window: links open another one."""
    context = get_script_run_ctx()
    if context is not None:
        told = ForwardMsg()
        told.auth_redirect.url = url
        context.enqueue(told)


def _seen_by_another(viewer: Viewer) -> None:
    with st.container(key="seen-by", horizontal=True, vertical_alignment="center"):
        st.warning(
            plain(
                f"You are looking with the eyes of {described(viewer)}. You can change nothing, "
                "and the audit trail says that you looked."
            )
        )
        if st.button("Stop looking", key="stop-viewing"):
            leave_for(STOP_VIEWING)
