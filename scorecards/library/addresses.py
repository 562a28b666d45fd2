"""Where items are read: the last part of the address of a screen, and the whole of it."""

from scorecards.library.model import Item, ItemKind


ITEM, REPORT = "item", "report"


def screen_of(item: Item) -> str:
    """The last part of the address of the screen that shows it."""
    return REPORT if item.kind is ItemKind.REPORT else ITEM


def path(item: Item) -> str:
    """The address of an item, as notices carry it."""
    return f"/{screen_of(item)}?item={item.slug}"
