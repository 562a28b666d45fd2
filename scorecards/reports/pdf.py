"""The one writer of PDF files: tagged for screen readers (PDF/UA), the same bytes each time.

Typst sets the page. The texts go in as data beside the template, so none of them is markup; it
reads no other file, and no font but those that come with it.
"""

import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Final

import font_source_sans_pro
import typst

from scorecards.reports.booklet import Bars, Booklet
from scorecards.reports.visible import visible


MEDIA_TYPE = "application/pdf"
STANDARD: Final = "ua-1"
FONT = "Source Sans Pro"
TEMPLATE = "booklet.typ"
NOT_IN_FONT = "■"
IN_THE_FOOTER = 2  # of what a booklet says of itself, the first lines stand on each page

# Letters of Latin, Greek and Cyrillic, punctuation and signs: those that the font draws.
_NO_LETTER = re.compile(
    "[^\n -~\u00a0-\u017e\u0218-\u021b\u0300-\u030c"
    "\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u1e80-\u1e85\u1ea0-\u1ef9"
    "‒–—―‘’‚“”„†‡•…‰′″‹›⁄€№™←↑→↓−√∞≈≠≤≥■▲▼◆☐☑✓⅓⅔]"
)


def written(booklet: Booklet) -> bytes:
    """A booklet as PDF. ValueError for a chart that does not say in words what it shows.

    A letter that the font does not have is shown as ■; what never shows, such as a mark that turns
    the direction of writing, is left out.
    """
    for block in booklet.blocks:
        if isinstance(block, Bars) and not block.alt.strip():
            raise ValueError(f"the chart “{block.caption}” has no words instead of the picture")
    return typst.compile(
        _template(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"booklet": json.dumps(_drawn(_data(booklet)))},
        pdf_standards=STANDARD,
    )


def _data(booklet: Booklet) -> dict[str, object]:
    return {
        "title": booklet.title,
        "summary": booklet.summary,
        "about": booklet.about,
        "stamp": " · ".join(f"{name}: {said}" for name, said in booklet.about[:IN_THE_FOOTER]),
        "font": FONT,
        "blocks": [{"is": type(block).__name__, **asdict(block)} for block in booklet.blocks],
    }


def _drawn(told: object) -> object:
    """The same data, every text of it in letters that the font has."""
    if isinstance(told, str):
        return _letters(told)
    if isinstance(told, dict):
        return {key: _drawn(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_drawn(each) for each in told]
    return told


def _letters(text: str) -> str:
    return _NO_LETTER.sub(NOT_IN_FONT, visible(text))


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "templates" / TEMPLATE).read_bytes()


@cache
def _fonts() -> typst.Fonts:
    folder = font_source_sans_pro.font_directory
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
