"""The address bar is the one place that says what is being looked at.

Widgets are seeded from the address whenever it is not what they last wrote: on a shared link, on
Back, and after a button or a click on a chart has rewritten it. Else the widgets' own values are
written to it. So a reload, a second window and the Back button all show the same.
"""

from collections.abc import Mapping, Sequence

import streamlit as st


SEPARATOR = ","
_WRITTEN = "address.written"
_Values = Mapping[str, tuple[str, ...]]


def asked() -> dict[str, tuple[str, ...]]:
    """What the address asks for, unchecked: names with their values in order, each once."""
    named = {
        name: tuple(dict.fromkeys(part for part in value.split(SEPARATOR) if part))
        for name, value in st.query_params.to_dict().items()
    }
    return {name: values for name, values in named.items() if values}


def first(name: str) -> str:
    """The one value that the address asks for by a name, the first of several; "" for none."""
    return asked().get(name, ("",))[0]


def put(name: str, values: Sequence[str]) -> None:
    """For buttons and clicks: change one thing in the address; no values take it away."""
    if values:
        st.query_params[name] = SEPARATOR.join(values)
    elif name in st.query_params:
        del st.query_params[name]


def keep_only(names: Sequence[str]) -> None:
    """Take everything else out of the address."""
    kept = {name: value for name, value in st.query_params.to_dict().items() if name in names}
    st.query_params.from_dict(kept)


def moved(page: str) -> bool:
    """Whether the address is another than this page's widgets wrote last."""
    written: object = st.session_state.get(_WRITTEN)
    return written != (page, st.query_params.to_dict())


def write(page: str, values: _Values) -> None:
    """The address of what is shown. Written only where it differs, so Back takes whole steps."""
    wanted = {name: SEPARATOR.join(parts) for name, parts in values.items() if parts}
    before = st.session_state.get(_WRITTEN)
    # A link to the screen that one is on changes the address here, and not in the browser.
    unheard = before is not None and before[0] == page and before[1] != wanted
    if unheard or wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)
    st.session_state[_WRITTEN] = (page, wanted)
