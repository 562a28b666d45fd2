"""An item of the library as a booklet, for whichever writer."""

from collections.abc import Iterator, Mapping, Sequence

from scorecards.formatting import day
from scorecards.library import placeholders, prose
from scorecards.library.model import Item
from scorecards.library.placeholders import filled
from scorecards.reports.booklet import (
    Block,
    Booklet,
    Bullets,
    Heading,
    Paragraph,
    Quote,
    Rows,
)
from scorecards.reports.model import Asked


SOURCES = "Sources"


def values(asked: Asked, item: Item) -> Mapping[str, str]:
    """The figures of an item in words; the claims are read only where it asks for any.

    Raises NoSnapshot where it does and nothing is published.
    """
    if not placeholders.asked(item):
        return {}
    return placeholders.values(asked.opened.snapshot(), asked.viewer, item)


def booklet(
    item: Item, values: Mapping[str, str], *, about: Sequence[tuple[str, str]] = ()
) -> Booklet:
    """The whole item. `values`: its figures in words; `about`: what the file says of itself first.

    KeyError for a figure that is not among the values.
    """
    return Booklet(
        title=item.title,
        summary=filled(item.summary, values),
        about=(*about, *said_of(item)),
        blocks=(
            *blocks(filled(item.opening, values), caption=item.title),
            *sections(item, values),
            *_sources(item),
        ),
    )


def said_of(item: Item) -> tuple[tuple[str, str], ...]:
    """Who wrote an item, and when it was looked at."""
    return (
        ("Written by", item.authored_by),
        ("Reviewed", f"{day(item.reviewed)}, next review {day(item.next_review)}"),
        ("Licence", "text under CC BY 4.0"),
    )


def sections(item: Item, values: Mapping[str, str]) -> Iterator[Block]:
    """Each section with its heading, in the item's order."""
    for heading, text in item.sections.items():
        yield Heading(heading)
        yield from blocks(filled(text, values), caption=heading)


def blocks(text: str, *, caption: str) -> Iterator[Block]:
    """A text of an item in blocks of a booklet. `caption`: what its tables are called."""
    for block in prose.parsed(text):
        match block:
            case prose.Paragraph(line):
                yield Paragraph(said(line))
            case prose.Subheading(line):
                yield Heading(said(line), 2)
            case prose.Quotation(line):
                yield Quote(said(line), "")
            case prose.Listing(style, lines, _):
                parted = [_parted(line) for line in lines]
                yield Bullets(
                    tuple(item for _, item in parted),
                    numbered=style is prose.Style.NUMBERED,
                    boxes=style is prose.Style.TICKS,
                    leads=tuple(lead for lead, _ in parted) if any(x for x, _ in parted) else (),
                )
            case prose.Grid(head, rows):
                yield Rows(
                    caption,
                    tuple(said(cell) for cell in head),
                    tuple(tuple(said(cell) for cell in row) for row in rows),
                )


def said(line: prose.Line) -> str:
    """A line on paper: where a link leads away from here, its address follows it."""
    told = []
    for span in line:
        outside = span.href is not None and prose.is_outside(span.href)
        told.append(f"{span.text} ({span.href})" if outside else span.text)
    return "".join(told)


def _parted(line: prose.Line) -> tuple[str, str]:
    """The strong words that a line begins with, and the rest of it."""
    first = line[0] if line else None
    if first is None or not first.strong or first.href is not None or len(line) == 1:
        return "", said(line)
    return first.text.strip(), said(line[1:]).strip()


def _sources(item: Item) -> Iterator[Block]:
    if item.sources:
        yield Heading(SOURCES)
        yield Bullets(item.sources)
