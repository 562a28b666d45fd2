"""A claims file as text, read in a child process. Parses no upload itself."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from scorecards.intake.reading.limits import Limits
from scorecards.intake.reading.words import WORDS
from scorecards.sandbox import process
from scorecards.sandbox.model import Task


READER = "scorecards.intake.reading.claims_file"


@dataclass(frozen=True)
class RawTable:
    """A file as text. `frame`: line, extra, and c0, c1, … for the headings in their order.

    `marks`: line, last_line, column (number of the heading, or missing), rule, value.
    """

    kind: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_line: int
    headings: tuple[str, ...]
    notes: tuple[str, ...]
    blank_rows: int
    frame: pl.DataFrame
    marks: pl.DataFrame


def read_file(
    content: bytes, *, limits: Limits | None = None, known_headings: Iterable[str] = ()
) -> RawTable:
    """The table in a CSV file or workbook. `known_headings`: folded, to find the heading row.

    Raises Refused, with a plain sentence, whatever is wrong with the file.
    """
    task = Task(READER, limits or Limits(), WORDS, {"known": sorted(known_headings)})
    found = process.read(content, task)
    told = found.facts
    frame, marks = (pl.read_ipc_stream(part) for part in found.parts)
    return RawTable(
        kind=told["kind"],
        encoding=told["encoding"],
        delimiter=told["delimiter"],
        sheet=told["sheet"],
        header_line=told["header_line"],
        headings=tuple(told["headings"]),
        notes=tuple(told["notes"]),
        blank_rows=told["blank_rows"],
        frame=frame,
        marks=marks,
    )
