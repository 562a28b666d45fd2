"""The one way a screen offers a file: a link to the service's own route, never to `/media`."""

from urllib.parse import urlencode

import streamlit as st

from scorecards.reports.exports import EXPORTS
from scorecards.ui import resources


NEEDS_THE_SERVER = "Files can be fetched where the whole service runs. Start it with `make run`."


def link(label: str, name: str, **given: str | int) -> None:
    """A button that fetches the export `name`. `given` is what it takes."""
    takes = EXPORTS[name].takes
    wanted = {key: str(value) for key, value in given.items() if value != ""}
    assert set(wanted) <= set(takes), f"{name} takes {takes}"
    gated = resources.gated()
    st.link_button(
        label,
        f"/export/{name}?{urlencode(wanted)}" if wanted else f"/export/{name}",
        disabled=not gated,
        help=None if gated else NEEDS_THE_SERVER,
    )
