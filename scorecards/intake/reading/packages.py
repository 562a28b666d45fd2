"""What a workbook's package may be, checked before any reader opens it. Nothing is unpacked whole.

Every sheet is read once as a stream: a cell outside the limits, rows or cells out of order (which
readers drop in silence) all end it here. The same pass notes which cells are formulas.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from scorecards.errors import Refused
from scorecards.intake.reading.limits import Limits
from scorecards.intake.reading.words import WORDS
from scorecards.sandbox import packages


DAMAGED = WORDS.damaged
_REFERENCE = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL, _ROW, _FORMULA = (f"{_MAIN} {name}" for name in ("c", "row", "f"))


@dataclass
class SheetFacts:
    """What the pass over one sheet saw: the columns with a formula by row, both from 1."""

    formulas: dict[int, list[int]] = field(default_factory=dict)
    row: int = 0
    column: int = 0


def check(package: zipfile.ZipFile, size: int, limits: Limits) -> dict[str, SheetFacts]:
    """Facts of each sheet by its path in the package. Raises Refused at the first thing wrong."""
    packages.check(package, size, limits, WORDS)
    if any(name.lower().startswith("xl/externallinks/") for name in package.namelist()):
        raise Refused(
            "The workbook takes values from other files. Paste the table as values into a new "
            "workbook, and load that."
        )
    sheets: dict[str, SheetFacts] = {}

    def watch(name: str, parser: expat.XMLParserType) -> None:
        if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml"):
            sheets[name] = SheetFacts()
            parser.StartElementHandler = _watch_cells(sheets[name], limits)

    packages.read_parts(package, watch, WORDS)
    if len(sheets) > limits.sheets:
        raise Refused(
            f"The workbook has {len(sheets):,} sheets; at most {limits.sheets} are read. Copy the "
            "table into a new workbook, and load that."
        )
    return sheets


def column_number(letters: str) -> int:
    """`A` as 1, `AA` as 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _watch_cells(facts: SheetFacts, limits: Limits) -> Callable[[str, dict[str, str]], None]:
    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == _CELL:
            _see_cell(facts, attributes.get("r"), limits)
        elif tag == _ROW:
            _see_row(facts, attributes.get("r"), limits)
        elif tag == _FORMULA:
            facts.formulas.setdefault(facts.row, []).append(facts.column)

    return start


def _see_row(facts: SheetFacts, reference: str | None, limits: Limits) -> None:
    if reference is not None and not (reference.isascii() and reference.isdecimal()):
        raise Refused(DAMAGED)
    row = facts.row + 1 if reference is None else int(reference)
    if row <= facts.row:
        raise Refused(f"{DAMAGED} (Its rows are out of order.)")
    if row > limits.rows:
        _refuse_extent(limits)
    facts.row, facts.column = row, 0


def _see_cell(facts: SheetFacts, reference: str | None, limits: Limits) -> None:
    column = facts.column + 1
    if reference is not None:
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise Refused(DAMAGED)
        column = column_number(found[1])
        if int(found[2]) > limits.rows:
            _refuse_extent(limits)
        if int(found[2]) != facts.row or column <= facts.column:
            raise Refused(f"{DAMAGED} (Its cells are out of order.)")
    if column > limits.columns:
        _refuse_extent(limits)
    facts.column = column


def _refuse_extent(limits: Limits) -> None:
    raise Refused(
        f"The workbook has a cell beyond row {limits.rows:,} or column {limits.columns}. "
        "Copy only the table into a new workbook, and load that."
    )
