"""The text of an item as blocks: a small, strict Markdown. Pure; what it does not know stays text.

Known are paragraphs, points (`- `), numbered steps (`1. `), boxes to tick (`- [ ] `), quotes
(`> `), sub-headings (`### `), tables of pipes, `**strong words**` and `[links](https://…)`. A link
leads to a whole address that begins with https, or to a path of our own. Nothing else does
anything: HTML, pictures, formulas and code are text like any other.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. `href`: where it leads, a whole https address or a path of our own."""

    text: str
    href: str | None = None
    strong: bool = False


Line = tuple[Span, ...]


class Style(StrEnum):
    """How the lines of a list begin."""

    POINTS = "points"
    NUMBERED = "numbered"
    TICKS = "ticks"


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines under each other. `first`: the number of the first, where they are numbered."""

    style: Style
    lines: tuple[Line, ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class Quotation:
    line: Line


@dataclass(frozen=True, slots=True)
class Subheading:
    line: Line


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: as many cells in each row as there are headings."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Paragraph | Listing | Quotation | Subheading | Grid

_LINK = r"\[(?P<label>[^\[\]]+)\]\((?P<href>[^\s()]+)\)"
_STRONG = r"\*\*(?P<strong>(?=\S).{1,600}?(?<=\S))\*\*"
_INLINE = re.compile(f"{_LINK}|{_STRONG}")
_ADDRESS = re.compile(r"[A-Za-z0-9\-._~/?#&=%+,;:@!']+")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_SEPARATOR = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_NUMBER = re.compile(r"(\d{1,3})\. +(?=\S)")
_BEGINNINGS = (("- [ ] ", Style.TICKS), ("- ", Style.POINTS))
_OTHER: Mapping[str, type[Paragraph | Quotation | Subheading]] = {
    "": Paragraph,
    "> ": Quotation,
    "### ": Subheading,
}
# Letters that do not show and turn what follows them round. Nobody needs them in English.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def parsed(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in its order. Any text can be parsed; none of its letters is lost."""
    lines = [line.strip() for line in _TURNING.sub("", text).splitlines()]
    return tuple(_joined(_blocks(lines)))


def words(line: Line) -> str:
    """A line as it is read, without what is strong in it or where it leads."""
    return "".join(span.text for span in line)


def is_outside(href: str) -> bool:
    """Whether an address that `parsed` let through leads away from this service."""
    return not href.startswith("/")


def host(href: str) -> str:
    """Where an outside address leads, as people know it: `resolution.nhs.uk`."""
    return (urlsplit(href).hostname or "").removeprefix("www.")


def leads_somewhere(href: str) -> bool:
    """Whether an address is one that may be followed: https and a host, or a path of our own."""
    if not _ADDRESS.fullmatch(href):
        return False
    if href.startswith("/"):
        return not href.startswith("//")
    try:
        parts = urlsplit(href)
        return parts.scheme == "https" and bool(_HOST.fullmatch(parts.netloc.lower()))
    except ValueError:  # such as half an address in brackets
        return False


def _blocks(lines: list[str]) -> Iterator[Block]:
    """What each run of lines is, every line of a list on its own."""
    at, expected = 0, 1
    while at < len(lines):
        if not lines[at]:
            at += 1
        elif _begins_grid(lines, at):
            at, grid = _grid(lines, at)
            yield grid
        else:
            mark, style = _mark(lines[at], expected)
            at, whole = _run(lines, at, expected)
            line = _inline(whole[len(mark) :].strip())
            if style is Style.NUMBERED:
                number = int(mark.split(".")[0])
                expected = number + 1
                yield Listing(style, (line,), number)
            elif style is not None:
                yield Listing(style, (line,))
            else:
                yield _OTHER[mark](line)


def _mark(line: str, expected: int) -> tuple[str, Style | None]:
    """What a line begins with, and the list that it is of. `expected`: the number that may come."""
    for mark, style in _BEGINNINGS:
        if line.startswith(mark):
            return mark, style
    number = _NUMBER.match(line)
    if number and number[1] in ("1", str(expected)):
        return number[0], Style.NUMBERED
    for mark in ("> ", "### "):
        if line.startswith(mark):
            return mark, None
    return "", None


def _run(lines: list[str], at: int, expected: int) -> tuple[int, str]:
    """The line at a place with those that go on with it, as one; and the place after them."""
    mark, style = _mark(lines[at], expected)
    whole = [lines[at]]
    at += 1
    if mark == "### ":
        return at, whole[0]
    following = int(mark.split(".")[0]) + 1 if style is Style.NUMBERED else expected
    while at < len(lines) and lines[at] and not _begins_grid(lines, at):
        new, _ = _mark(lines[at], following)
        if mark == "> " == new:
            whole.append(lines[at][len(new) :].strip())
        elif new:
            break
        else:
            whole.append(lines[at])
        at += 1
    return at, " ".join(whole)


def _begins_grid(lines: list[str], at: int) -> bool:
    if at + 1 >= len(lines) or not _is_row(lines[at]):
        return False
    under = lines[at + 1]
    return bool(_SEPARATOR.fullmatch(under)) and len(_cells(under)) == len(_cells(lines[at]))


def _is_row(line: str) -> bool:
    return len(line) > 1 and line.startswith("|") and line.endswith("|")


def _grid(lines: list[str], at: int) -> tuple[int, Grid]:
    head = _cells(lines[at])
    at += 2
    rows = []
    while at < len(lines) and _is_row(lines[at]):
        cells = _cells(lines[at])
        wide = [*cells, *[""] * (len(head) - len(cells))]
        last = " | ".join(wide[len(head) - 1 :])
        rows.append(tuple(_inline(cell) for cell in (*wide[: len(head) - 1], last)))
        at += 1
    return at, Grid(tuple(_inline(cell) for cell in head), tuple(rows))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line[1:-1].split("|")]


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Lines of a list that follow each other are one list; where 1 comes again, another begins."""
    held: Listing | None = None
    for block in blocks:
        if held is not None and isinstance(block, Listing) and _goes_on(held, block):
            held = Listing(held.style, held.lines + block.lines, held.first)
            continue
        if held is not None:
            yield held
        held = block if isinstance(block, Listing) else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _goes_on(before: Listing, after: Listing) -> bool:
    if before.style is not after.style:
        return False
    return before.style is not Style.NUMBERED or after.first == before.first + len(before.lines)


def _inline(text: str, *, href: str | None = None, strong: bool = False) -> Line:
    spans: list[Span] = []
    end = 0
    for found in _INLINE.finditer(text):
        label, leads, bold = found["label"], found["href"], found["strong"]
        if leads is not None and (href is not None or not leads_somewhere(leads)):
            continue
        if bold is not None and strong:
            continue
        spans.append(Span(text[end : found.start()], href, strong))
        if leads is not None:
            spans += _inline(label, href=leads, strong=strong)
        else:
            spans += _inline(bold, href=href, strong=True)
        end = found.end()
    spans.append(Span(text[end:], href, strong))
    return tuple(span for span in spans if span.text)
