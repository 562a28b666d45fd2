"""A CSV as text cells, within limits. It does not know what the file is about."""

import csv
from dataclasses import dataclass
from io import StringIO

from scorecards.errors import Refused


MEGABYTE = 1024 * 1024
LARGEST_BYTES, MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20 * MEGABYTE, 500_000, 100, 1_000


@dataclass(frozen=True, slots=True)
class Cells:
    """Every row that holds a value, with the line that it ends on. `blank` counts the others."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    blank: int


def read(content: bytes) -> Cells:
    """Raises Refused, with a sentence, for all that is not a table of text within the limits."""
    if len(content) > LARGEST_BYTES:
        raise Refused(f"It is larger than {LARGEST_BYTES // MEGABYTE} MB.")
    if b"\0" in content:
        raise Refused("It is not plain text. Save it as CSV, and import that.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    blank = 0
    try:
        for row in reader:
            cells = tuple(" ".join(cell.split()) for cell in row)
            if not any(cells):
                blank += 1
                continue
            _check_size(cells, reader.line_num, len(rows))
            rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise Refused(
            f"Line {reader.line_num} cannot be read: a quotation mark is in the wrong place or "
            "never closed, or a cell is too long."
        ) from error
    if not rows:
        raise Refused("There is nothing in it: no row holds a value.")
    return Cells(tuple(rows), blank)


def _check_size(cells: tuple[str, ...], line: int, rows: int) -> None:
    if rows >= MOST_ROWS:
        raise Refused(f"It has more than {MOST_ROWS:,} rows.")
    if len(cells) > MOST_COLUMNS:
        raise Refused(f"Line {line} has more than {MOST_COLUMNS} cells.")
    if max(map(len, cells)) > LONGEST_CELL:
        raise Refused(f"A cell on line {line} has more than {LONGEST_CELL:,} characters.")
