"""Who is here. Until there is sign-in: a switch in the sidebar between demonstration people."""

from collections.abc import Mapping

import streamlit as st

from scorecards.errors import NoSnapshot
from scorecards.people import demonstration
from scorecards.people.model import Viewer
from scorecards.ui import address, resources


KEY = "person"
_REFUSED = "person.refused"
_ASKED = "person.asked"


def everyone() -> dict[str, Viewer]:
    """The demonstration people of what is published; without a snapshot only the steward."""
    try:
        snapshot = resources.serving().snapshot
    except NoSnapshot:
        return demonstration.people({}, {})
    return demonstration.people(snapshot.organisations, snapshot.sizes)


def viewer() -> Viewer:
    """The person chosen in the sidebar; the address names them too, so that links can be shared."""
    people = everyone()
    chosen = st.session_state.get(KEY)
    return people.get(str(chosen), next(iter(people.values())))


def chosen() -> str:
    """The short name of the person who is here, for the address."""
    return str(st.session_state.get(KEY, ""))


def write_address(page: str, values: Mapping[str, tuple[str, ...]]) -> None:
    """The address of what is shown, and of who is here: what is written was not asked."""
    address.write(page, {**values, KEY: (chosen(),)})
    st.session_state[_ASKED] = chosen()


def refused() -> str | None:
    """The person that the address asks for, where there is none of that name."""
    asked: str | None = st.session_state.get(_REFUSED)
    return asked


def switch() -> None:
    """Draws the switch. A link that names a person opens as that person."""
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
