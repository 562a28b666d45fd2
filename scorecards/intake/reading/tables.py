"""Where the table is in a stream of rows: headings, rows, blank runs. The same for all kinds.

Rows come as they are read and leave in batches, so memory does not grow with the file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from scorecards.errors import Refused
from scorecards.intake.reading.limits import Limits
from scorecards.taxonomy.codes import fold


SEARCHED = 20
LOOKED_AT = 60
# Marks of direction and zero width: they hide what a heading or a value says.
INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff"
)
_REMOVE_INVISIBLE = {ord(character): None for character in INVISIBLE}
_LOOKS_LIKE_VALUE = frozenset("0123456789.,-/: £$€%()")


class Mark(NamedTuple):
    """Something odd at one cell: rule, column from 0 (None: the row), the value as written."""

    rule: str
    column: int | None
    value: str | None


class Cells(NamedTuple):
    """One row: the lines it spans, its cells as text, what was odd."""

    line: int
    last_line: int
    texts: list[str | None]
    marks: list[Mark]
    rows: int = 1  # more than one for a run of blank rows


@dataclass(frozen=True, slots=True)
class Source:
    """Rows as a reader gives them, and what it knows about them."""

    rows: Iterator[Cells]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


@dataclass
class Table:
    """Headings and the rows below them. `notes` grows while the rows are taken."""

    source: Source
    headings: list[str]
    header_line: int
    rows: Iterator[Cells]
    notes: list[str] = field(default_factory=list)


def is_blank(row: Cells) -> bool:
    return not any(text and text.strip() for text in row.texts) and not row.marks


def find_table(source: Source, limits: Limits, known: frozenset[str]) -> Table:
    """The table that starts in the first 20 rows. `known`: folded headings to look for."""
    blank: list[Cells] = []
    first = list(islice(_not_blank(source.rows, blank), LOOKED_AT))
    if not first:
        raise Refused("There is nothing in it: no row holds a value.")
    place = _header_place(first, known)
    header = first[place]
    body = first[place + 1 :]
    headings = _headings(header, first, limits)
    table = Table(source, headings, header.line, iter(()))
    if any(any(c in text for c in INVISIBLE) for text in header.texts if text):
        table.notes.append("Invisible characters were taken out of the headings.")
    if place:
        rows = "row" if place == 1 else "rows"
        table.notes.append(
            f"The headings are on line {header.line}; {place} {rows} above them were left out."
        )
    later = [row for row in blank if row.line > header.line]
    rest = _merged(later, body)
    table.rows = _limited(chain(rest, source.rows), limits)
    return table


def _not_blank(rows: Iterable[Cells], blank: list[Cells]) -> Iterator[Cells]:
    for row in rows:
        if is_blank(row):
            last = blank[-1] if blank else None
            if last is None or last.last_line + 1 != row.line:
                blank.append(row)
            else:
                blank[-1] = last._replace(last_line=row.last_line, rows=last.rows + row.rows)
        else:
            yield row


def _merged(blank: list[Cells], body: list[Cells]) -> Iterator[Cells]:
    return iter(sorted([*blank, *body], key=lambda row: row.line))


def _limited(rows: Iterable[Cells], limits: Limits) -> Iterator[Cells]:
    number = 0
    for row in rows:
        number += row.rows
        if number > limits.rows:
            raise Refused(
                f"The file has more than {limits.rows:,} rows. Split it, and load the parts "
                "together."
            )
        yield row


def _header_place(first: list[Cells], known: frozenset[str]) -> int:
    searched = first[:SEARCHED]
    hits = [len({fold(text) for text in row.texts if text} & known) for row in searched]
    most = max(hits)
    if most >= 2:
        return hits.index(most)
    width = max(_filled(row) for row in first)
    for place, row in enumerate(searched):
        words = [text for text in row.texts if text and text.strip()]
        if len(words) >= max(2, 0.6 * width) and not any(_is_value(word) for word in words):
            return place
    raise Refused(
        "No row of headings was found in its first 20 rows. A table has one heading for each of "
        "two columns or more, and its rows below."
    )


def _filled(row: Cells) -> int:
    return sum(1 for text in row.texts if text and text.strip())


def _is_value(text: str) -> bool:
    return set(text.strip()) <= _LOOKS_LIKE_VALUE


def _headings(header: Cells, first: list[Cells], limits: Limits) -> list[str]:
    texts = [(text or "").translate(_REMOVE_INVISIBLE).strip() for text in header.texts]
    texts = [" ".join(text.split()) for text in texts]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > limits.columns:
        raise Refused(f"It has {len(texts):,} columns; at most {limits.columns} are read.")
    if len(texts) < 2:
        raise Refused("It has one column only. A table of claims has one column for each fact.")
    if len(first) == 1:
        raise Refused("It has headings but no rows below them.")
    counts = Counter(fold(text) or text for text in texts if text)
    twice = sorted({text for text in texts if text and counts[fold(text) or text] > 1})
    if twice:
        named = ", ".join(f"“{text}”" for text in twice)
        raise Refused(f"It has the same heading more than once: {named}. Give each its own name.")
    return [text or f"Column {place} (no heading)" for place, text in enumerate(texts, 1)]
