"""The way back to the scorecard that somebody came from, with what was chosen on it.

It travels in the address as a path of ours, `/clinical?trust=NMU&specialty=obstetrics`. Whoever
writes another address there is led nowhere: only our scorecards are gone back to.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from scorecards.ui import address, navigation, person


KEY = "back"
LONGEST = 1_500
SECTION = "Scorecards"


def way(screen: str, values: Mapping[str, tuple[str, ...]]) -> str:
    """The path of a scorecard as it is shown: the screen's address, and what stands in its own."""
    wanted = {name: address.SEPARATOR.join(parts) for name, parts in values.items() if parts}
    path = f"/{screen}?{urlencode(wanted)}" if wanted else f"/{screen}"
    return path if len(path) <= LONGEST else f"/{screen}"


def asked() -> str:
    """The way back that the address names, where it is one; else nothing."""
    written = st.query_params.get(KEY, "")
    return written if _script(written) is not None else ""


def chosen(back: str, name: str) -> str:
    """What a way back has chosen of something, such as the trust."""
    return dict(parse_qsl(urlsplit(back).query)).get(name, "")


def draw(back: str) -> None:
    """The link back, where there is a way."""
    script = _script(back)
    if script is not None:
        query = dict(parse_qsl(urlsplit(back).query))
        query.pop(person.KEY, None)
        st.page_link(
            script,
            label="← Back to your scorecard",
            query_params={**query, **person.in_address()},
        )


def _script(back: str) -> str | None:
    """The page of a way back; None for whatever leads anywhere else."""
    if not back.startswith("/") or len(back) > LONGEST:
        return None
    screen = navigation.at(back.partition("?")[0][1:])
    return screen.path if screen is not None and screen.section == SECTION else None
