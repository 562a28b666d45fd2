"""The body of an item: an opening, then sections under headings. Pure.

Each check yields sentences about what is wrong.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from scorecards.claims.figures.model import Quantity
from scorecards.formatting import listed
from scorecards.library import placeholders
from scorecards.library.model import ILLUSTRATIVE, SECTIONS, Item, ItemKind


_HEADING = re.compile(r"^## +(.+?) *\r?$", re.MULTILINE)


def opening(body: str) -> str:
    """What stands before the first heading."""
    return _HEADING.split(body)[0].strip()


def sections(body: str) -> list[tuple[str, str]]:
    """Headings and the text under each, as they stand."""
    pieces = _HEADING.split(body)
    return [
        (heading, text.strip()) for heading, text in zip(pieces[1::2], pieces[2::2], strict=True)
    ]


def wrong(kind: ItemKind | None, body: str, found: list[tuple[str, str]]) -> Iterator[str]:
    """What is not as agreed for an item of a kind; of an unknown kind, what holds for all."""
    if kind is ItemKind.CASE_STUDY and not body.startswith(ILLUSTRATIVE):
        yield f"the body must begin with: {ILLUSTRATIVE}"
    if not opening(body):
        yield "the body must begin with a paragraph before the first heading."
    headings = [heading for heading, _ in found]
    agreed = SECTIONS.get(kind) if kind is not None else None
    if agreed is not None:
        yield from _not_agreed(headings, agreed)
    elif len(set(headings)) < len(headings):
        yield "a heading stands twice. Give each section its own."
    elif kind is not None and not headings:
        yield "there is no section. Put headings that begin with “## ” into the text."
    for heading, text in found:
        if not text:
            yield f"the section “{heading}” is empty."


def unknown_figures(item: Item) -> Iterator[str]:
    """Names in braces that are no figures of the item."""
    known = {*item.figures, *(Quantity if item.subjects() else ())}
    for name in placeholders.names("\n".join(placeholders.texts(item))):
        if name not in known:
            near = get_close_matches(name, sorted(known), n=3)
            meant = f" Did you mean {listed([f'“{{{each}}}”' for each in near], 'or')}?"
            yield (
                f"“{{{name}}}” is no figure of this item. Define it in the head, or use one that "
                f"every item with codes has, such as “{{claims}}”.{meant if near else ''}"
            )


def _not_agreed(found: list[str], agreed: tuple[str, ...]) -> Iterator[str]:
    for heading in agreed:
        if heading not in found:
            yield f"the section “{heading}” is missing."
    for heading in found:
        if heading not in agreed:
            yield f"the section “{heading}” is not one that is agreed."
    known = [heading for heading in found if heading in agreed]
    if known != [heading for heading in agreed if heading in known]:
        yield f"the sections must stand once, in this order: {listed(agreed)}."
