"""Cells that stay what they are: no text becomes a formula, a link or a number. CSV and Excel."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any


# For xlsxwriter: what looks like a formula, a number or an address stays text.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_CHARACTERS = 32_767  # what a cell of a sheet holds
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # else Excel takes UTF-8 for something else
AS_TEXT = "'"  # what makes a spreadsheet take the cell for text
# What spreadsheets take for the beginning of a formula, in both widths, and what hides one.
_FORMULAS = frozenset("=+-@＝＋－＠")
_HIDING = frozenset("\t\r\n\0")

Cell = str | int | float | None


def write_cell(sheet: Any, row: int, column: int, value: object, form: Any = None) -> None:
    """A number as a number, anything else as text; nothing for nothing. `sheet` is xlsxwriter's."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value, form)
    elif value is not None and value != "":
        sheet.write_string(row, column, str(value)[:MOST_CHARACTERS], form)


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as CSV that Excel opens as it is meant: all text quoted, numbers bare, lines by CRLF."""
    stream = StringIO(newline="")
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode()


def harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet might take for a formula, marked as text; numbers as they are."""
    if not isinstance(cell, str) or not cell:
        return cell
    begins = next((letter for letter in cell if letter.isprintable() and not letter.isspace()), "")
    return f"{AS_TEXT}{cell}" if cell[0] in _HIDING or begins in _FORMULAS else cell
