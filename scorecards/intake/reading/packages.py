"""What a workbook's package may be, checked before any reader opens it. Nothing is unpacked whole.

Every XML part is read once as a stream: a DOCTYPE, a cell outside the limits, rows or cells out of
order (which readers drop in silence) all end it here. The same pass notes which cells are formulas.
"""

import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.parsers import expat

from scorecards.errors import Refused
from scorecards.intake.reading.limits import MEGABYTE, Limits


DAMAGED = "The workbook is damaged. Open it in Excel, save it again, and load the new file."
_REFERENCE = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")
_CHUNK = 1 << 16
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
    members = package.infolist()
    _check_sizes(members, size, limits)
    for member in members:
        _check_member(member)
    if len({member.filename for member in members}) < len(members):
        raise Refused("The workbook holds two parts of the same name. Save it again in Excel.")
    return _read_parts(package, members, limits)


def column_number(letters: str) -> int:
    """`A` as 1, `AA` as 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _check_sizes(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if len(members) > limits.zip_members:
        raise Refused(
            f"The workbook has {len(members):,} parts; at most {limits.zip_members:,} are read. "
            "Copy the table into a new workbook with one sheet, and load that."
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes or unpacked > limits.zip_ratio * max(size, 1):
        raise Refused(
            f"Unpacked, the workbook would take {unpacked / MEGABYTE:,.0f} MB, which is more than "
            "a table of claims needs. Save the table as CSV, and load that."
        )


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & 1:
        raise Refused("The workbook is encrypted. Save it without a password, and load that.")
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\x00" in name:
        raise Refused(f"{DAMAGED} (It holds a part with an unsafe name.)")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused(f"{DAMAGED} (It holds a link instead of a part.)")
    lower = name.lower()
    if lower.endswith("vbaproject.bin"):
        raise Refused("The workbook holds macros. Save it as .xlsx without macros, and load that.")
    if lower.startswith("xl/externallinks/"):
        raise Refused(
            "The workbook takes values from other files. Paste the table as values into a new "
            "workbook, and load that."
        )


def _read_parts(
    package: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits
) -> dict[str, SheetFacts]:
    sheets: dict[str, SheetFacts] = {}
    for member in members:
        name = member.filename
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        facts = SheetFacts()
        parser = _parser()
        if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml"):
            sheets[name] = facts
            parser.StartElementHandler = _watch_cells(facts, limits)
        _stream(package, member, parser)
    if len(sheets) > limits.sheets:
        raise Refused(
            f"The workbook has {len(sheets):,} sheets; at most {limits.sheets} are read. Copy the "
            "table into a new workbook, and load that."
        )
    return sheets


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise Refused(f"{DAMAGED} (It holds a document type, which no workbook needs.)")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _stream(package: zipfile.ZipFile, member: zipfile.ZipInfo, parser: expat.XMLParserType) -> None:
    try:
        with package.open(member) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(DAMAGED) from error


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
