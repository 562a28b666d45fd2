"""How a booklet falls into slides: what fits on one, under which title, with which notes. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from math import ceil

from scorecards.reports.booklet import (
    Bars,
    Block,
    Booklet,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Rows,
)


LETTERS_OF_A_LINE = 78
POINTS_OF_A_LINE, POINTS_BETWEEN = 24, 6  # of type, as the writer sets it
HEIGHT = 350
LONGEST_POINT = 3 * LETTERS_OF_A_LINE
LONGEST_TITLE = 90
MOST_BARS = 12
MOST_TABLE_LINES, LETTERS_ACROSS = 17, 122
BEGINNING = "In short"
SHORT = (Bullets, Quote, Facts)
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+(?=[A-Z“‘])")


class Mark(StrEnum):
    """What a line begins with; a heading and a lead begin with nothing."""

    POINT = "point"
    NUMBER = "number"
    BOX = "box"
    LEAD = "lead"
    HEADING = "heading"


LEADING = (Mark.LEAD, Mark.HEADING)


@dataclass(frozen=True, slots=True)
class Point:
    """One line of text. `number`: where it stands in an order; `lead`: strong words before it."""

    text: str
    mark: Mark = Mark.POINT
    number: int = 0
    lead: str = ""

    @property
    def height(self) -> int:
        lines = max(1, ceil(len(f"{self.lead} {self.text}") / LETTERS_OF_A_LINE))
        return lines * POINTS_OF_A_LINE + POINTS_BETWEEN


@dataclass(frozen=True, slots=True)
class Points:
    title: str
    points: tuple[Point, ...]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    title: str
    rows: Rows
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one chart that fit on a slide; `longest` of the whole chart, so that they compare."""

    title: str
    bars: Bars
    longest: float
    notes: str = ""


Part = Points | Grid | Chart


def parts(booklet: Booklet) -> Iterator[Part]:
    """The slides after the opening one. The first of a section has its whole text as notes."""
    title, held = BEGINNING, list[Block]()
    for block in booklet.blocks:
        if isinstance(block, Heading) and block.level == 1:
            yield from _section(title, held)
            title, held = block.text, []
        else:
            held.append(block)
    yield from _section(title, held)


def in_words(block: Block) -> str:
    """A block as it is read out."""
    match block:
        case Heading(text) | Paragraph(text):
            return text
        case Bullets(items, numbered):
            marks = (f"{number}." if numbered else "-" for number in range(1, len(items) + 1))
            told = zip(marks, _leads(block), items, strict=True)
            return "\n".join(" ".join(word for word in words if word) for words in told)
        case Facts(shown):
            return "\n".join(f"{figure} {meaning}" for figure, meaning in shown)
        case Rows(caption, headings, rows):
            lines = ("; ".join(_cells(headings, row)) for row in rows)
            return "\n".join((caption, *lines))
        case Bars(caption, alt):
            return f"{caption}. {alt}"
        case Quote(text, who):
            return f"{who}: {text}" if who else text


def _section(title: str, blocks: Sequence[Block]) -> Iterator[Part]:
    if not blocks:
        return
    slides = list(_slides(title, blocks))
    notes = "\n\n".join(in_words(block) for block in blocks)
    for number, slide in enumerate(slides):
        named = slide.title
        alike = [each for each in slides if each.title == named]
        if len(alike) > 1:
            place = sum(each.title == named for each in slides[: number + 1])
            named = f"{_cut(named, LONGEST_TITLE - 12)} ({place} of {len(alike)})"
        yield replace(slide, title=_cut(named, LONGEST_TITLE), notes=notes if not number else "")


def _slides(title: str, blocks: Sequence[Block]) -> Iterator[Part]:
    """First what is read, then what is drawn."""
    yield from _texts(title, [*_points(blocks)])
    for block in blocks:
        if isinstance(block, Rows):
            yield from _grids(block)
        elif isinstance(block, Bars):
            yield from _charts(block)


def _points(blocks: Sequence[Block]) -> Iterator[Point]:
    """What of a section stands on its slides.

    A paragraph is shortened to the sentence that leads a list; elsewhere it is in the notes alone,
    unless there is nothing shorter than paragraphs.
    """
    listed = any(isinstance(block, SHORT) for block in blocks)
    for block, following in zip_longest(blocks, blocks[1:]):
        match block:
            case Heading(text):
                yield Point(text, Mark.HEADING)
            case Paragraph(text) if isinstance(following, SHORT):
                yield Point(_leading(text), Mark.LEAD)
            case Paragraph(text) if not listed:
                yield Point(_beginning(text))
            case Bullets(items, numbered, boxes):
                mark = Mark.NUMBER if numbered else Mark.BOX if boxes else Mark.POINT
                for place, (lead, item) in enumerate(zip(_leads(block), items, strict=True), 1):
                    yield Point(item, mark, place, _cut(lead, LETTERS_OF_A_LINE))
            case Facts(shown):
                yield from (Point(f"{figure} {meaning}") for figure, meaning in shown)
            case Quote():
                yield Point(in_words(block))


def _leads(listed: Bullets) -> Sequence[str]:
    return listed.leads or [""] * len(listed.items)


def _leading(paragraph: str) -> str:
    """The sentence that ends with a colon, or else the first."""
    sentences = _SENTENCE_ENDS.split(paragraph)
    return sentences[-1] if paragraph.endswith(":") else sentences[0]


def _beginning(paragraph: str) -> str:
    """As many whole sentences as one point may have."""
    first, *more = _SENTENCE_ENDS.split(paragraph)
    for sentence in more:
        if len(first) + 1 + len(sentence) > LONGEST_POINT:
            break
        first = f"{first} {sentence}"
    return first


def _texts(title: str, points: Sequence[Point]) -> Iterator[Points]:
    """Slides of the points. What is led stays with its lead, which is said again where it must be:
    words to leave out never stand on a slide as words to say.
    """
    held: list[Point] = []
    for group in _groups([replace(each, text=_cut(each.text, LONGEST_POINT)) for each in points]):
        if held and _height(held) + _height(group) > HEIGHT:
            yield Points(title, tuple(held))
            held = []
        for point in group:
            if _height(held) + point.height > HEIGHT:
                yield Points(title, tuple(held))
                held = [group[0]] if group[0].mark in LEADING else []
            held.append(point)
    if held:
        yield Points(title, tuple(held))


def _groups(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Each lead with the points under it."""
    group: list[Point] = []
    for point in points:
        if point.mark in LEADING and group and group[-1].mark not in LEADING:
            yield group
            group = []
        group.append(point)
    if group:
        yield group


def _height(points: Sequence[Point]) -> int:
    return sum(point.height for point in points)


def _grids(table: Rows) -> Iterator[Grid]:
    across = LETTERS_ACROSS // max(1, len(table.headings))
    longest = across * (MOST_TABLE_LINES // 2)
    head = _lines_of_row(table.headings, across)
    held: list[Sequence[str]] = []
    used = head
    for row in (tuple(_cut(cell, longest) for cell in each) for each in table.rows):
        height = _lines_of_row(row, across)
        if held and used + height > MOST_TABLE_LINES:
            yield Grid(table.caption, replace(table, rows=tuple(held)))
            held, used = [], head
        held.append(row)
        used += height
    yield Grid(table.caption, replace(table, rows=tuple(held)))


def _charts(chart: Bars) -> Iterator[Chart]:
    longest = max((length for _, length, _ in chart.bars if length is not None), default=0.0)
    for at in range(0, len(chart.bars), MOST_BARS):
        shown = replace(chart, bars=tuple(chart.bars[at : at + MOST_BARS]))
        yield Chart(chart.caption, shown, longest)


def _lines_of_row(cells: Sequence[str], across: int) -> float:
    return max((ceil(len(cell) / across) for cell in cells), default=1) + 0.4


def _cells(headings: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    yield row[0]
    for heading, cell in zip(headings[1:], row[1:], strict=True):
        yield f"{heading}: {cell}"


def _cut(text: str, longest: int) -> str:
    """A text that is not longer than that, cut at the end of a word where there is one."""
    if len(text) <= longest:
        return text
    whole, _, _ = text[:longest].rpartition(" ")
    return f"{whole or text[: longest - 1]}…"
