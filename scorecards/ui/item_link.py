"""Where an item of the library is read, and the one link to it."""

import streamlit as st

from scorecards.library.model import Item, ItemKind
from scorecards.ui import person
from scorecards.ui.words import plain


ITEM, REPORT = "item", "report"


def screen_of(item: Item) -> str:
    """The last part of the address of the screen that shows it."""
    return REPORT if item.kind is ItemKind.REPORT else ITEM


def path(item: Item) -> str:
    """The address of an item, as notices carry it."""
    return f"/{screen_of(item)}?item={item.slug}"


def draw(item: Item) -> None:
    """Its title, as the way to it."""
    st.page_link(
        f"pages/learning/{screen_of(item)}.py",
        label=f"**{plain(item.title)}**",
        query_params={"item": item.slug, **person.in_address()},
    )
