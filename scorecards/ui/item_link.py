"""The one link to an item of the library."""

import streamlit as st

from scorecards.library.addresses import screen_of
from scorecards.library.model import Item
from scorecards.ui import person, returning
from scorecards.ui.words import plain


def draw(item: Item, *, back: str = "") -> None:
    """Its title, as the way to it. `back`: the scorecard that one comes from (`ui.returning`)."""
    carried = {returning.KEY: back} if back else {}
    st.page_link(
        f"pages/learning/{screen_of(item)}.py",
        label=f"**{plain(item.title)}**",
        query_params={"item": item.slug, **carried, **person.in_address()},
    )
