"""Draws the text of items: every letter as it is written, and links that say where they lead.

Streamlit reads Markdown of its own, with remote pictures, colours and formulas. So nothing that an
editor wrote reaches it but escaped; what is strong or a link is marked here.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import streamlit as st

from scorecards.library import prose
from scorecards.library.prose import (
    Block,
    Grid,
    Line,
    Listing,
    Paragraph,
    Quotation,
    Span,
    Style,
    Subheading,
)
from scorecards.ui import navigation, person
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


BOX = "☐"


def heading(text: str, level: int) -> None:
    """A heading of the second or third level, as it is written."""
    draws = {2: st.header, 3: st.subheader}[level]
    draws(plain(text), anchor=False)


def section(title: str, text: str, *, level: int = 3) -> None:
    """A heading of a level and the text under it, whose own headings are one lower."""
    heading(title, level)
    draw(prose.parsed(text), alt=title, level=level + 1)


def write(text: str, *, alt: str = "Table") -> None:
    """Parses a text and draws it. `alt` names its tables."""
    draw(prose.parsed(text), alt=alt)


def draw(blocks: Sequence[Block], *, alt: str = "Table", level: int = 4) -> None:
    """Draws blocks in their order. Paths of our own stand as links under what names them.

    `level`: of the headings in the text.
    """
    for block in blocks:
        match block:
            case Paragraph(line):
                st.markdown(marked(line))
            case Quotation(line):
                st.markdown(f"> {marked(line)}")
            case Subheading(line):
                st.markdown(f"{'#' * level} {marked(line)}")
            case Listing():
                st.markdown(_list(block))
            case Grid():
                _table(block, alt)
        for span in _own_paths(block):
            _page_link(span)


def marked(line: Line) -> str:
    """A line in Streamlit's Markdown: strong words and outside links marked, the rest escaped."""
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    shown = plain(span.text)
    if span.strong and span.text.strip():
        before = len(span.text) - len(span.text.lstrip())
        after = len(span.text.rstrip())
        inner = plain(span.text.strip())
        shown = f"{span.text[:before]}**{inner}**{span.text[after:]}"
    if span.href is not None and prose.is_outside(span.href):
        return f"[{shown}](<{span.href}>) {plain(f'(opens {prose.host(span.href)})')}"
    return shown


def _list(block: Listing) -> str:
    return "\n".join(
        f"{_mark(block.style, number)} {marked(line)}"
        for number, line in enumerate(block.lines, block.first)
    )


def _mark(style: Style, number: int) -> str:
    if style is Style.NUMBERED:
        return f"{number}."
    return f"- {BOX}" if style is Style.TICKS else "-"


def _table(block: Grid, alt: str) -> None:
    """Columns are told apart by their place, for two headings may be alike."""
    heads = [prose.words(line) for line in block.head]
    names = [
        head if heads.count(head) == 1 else f"{head} ({at})" for at, head in enumerate(heads, 1)
    ]
    rows = [[marked(line) for line in row] for row in block.rows]
    draw_table(pd.DataFrame(rows, columns=names), alt, marked=names)


def _own_paths(block: Block) -> Iterator[Span]:
    for line in _lines(block):
        yield from (s for s in line if s.href is not None and not prose.is_outside(s.href))


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Listing():
            yield from block.lines
        case Grid():
            yield from block.head
            for row in block.rows:
                yield from row
        case _:
            yield block.line


def _page_link(span: Span) -> None:
    """The way to a screen of ours, in the same window; nothing where there is no such screen."""
    assert span.href is not None
    parts = urlsplit(span.href)
    screen = navigation.at(parts.path.strip("/"))
    if screen is not None:
        st.page_link(
            screen.path,
            label=plain(f"Go to {span.text}"),
            query_params={**dict(parse_qsl(parts.query)), **person.in_address()},
        )
