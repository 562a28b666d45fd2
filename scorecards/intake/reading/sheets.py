"""A workbook's sheet as text cells. Runs only in the child; openpyxl reads it as a stream."""

import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from scorecards.errors import Refused
from scorecards.intake.reading import packages
from scorecards.intake.reading.limits import Limits
from scorecards.intake.reading.tables import Cells, Mark, Source, Table, find_table


ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
)
_SIGNIFICANT = ".15g"  # what Excel itself keeps of a number


def read(content: bytes, limits: Limits, known: frozenset[str]) -> Table:
    """The first sheet with a table. Raises Refused where there is none or the file is unsafe."""
    stream = BytesIO(content)
    with zipfile.ZipFile(stream) as package:
        facts = packages.check(package, len(content), limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl on styles and extensions that it does not read
        try:
            workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError) as error:
            raise Refused(packages.DAMAGED) from error
    reasons = []
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # what a sheet says about its size may be wrong, and would cut it
        seen = facts.get(sheet._worksheet_path)
        if seen is None:  # a sheet outside its folder was not looked through
            raise Refused(packages.DAMAGED)
        source = Source(_rows(sheet, seen), sheet=sheet.title)
        try:
            table = find_table(source, limits, known)
        except Refused as refused:
            reasons.append(f"Sheet “{sheet.title}”: {refused}")
            continue
        if len(workbook.worksheets) > 1:
            table.notes.append(
                f"The workbook has {len(workbook.worksheets)} sheets; “{sheet.title}” is the first "
                "with a table, and the only one that was read."
            )
        if workbook.epoch.year == 1904:
            table.notes.append("The workbook counts its dates from 1904; they were read so.")
        return table
    if len(reasons) == 1:
        raise Refused(reasons[0])
    raise Refused("No sheet of the workbook holds a table of claims.", tuple(reasons))


def _rows(
    sheet: "openpyxl.worksheet._read_only.ReadOnlyWorksheet", facts: packages.SheetFacts
) -> Iterator[Cells]:
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = [None if value is None else text_of(value) for value in values]
        marks: list[Mark] = []
        for place, text in enumerate(texts):
            if text in ERRORS:
                marks.append(Mark("error-value", place, text))
                texts[place] = None
        for column in facts.formulas.get(line, ()):
            cached = texts[column - 1] if column <= len(texts) else None
            rule = "formula" if cached is not None else "formula-without-value"
            marks.append(Mark(rule, column - 1, cached))
        yield Cells(line, line, texts, marks)


def text_of(value: object) -> str | None:
    """A cell's value in one canonical spelling; what is empty is None."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        moment = value.replace(microsecond=0)
        return str(moment.date()) if moment.time() == time() else moment.isoformat()
    return str(value) or None


def number_text(number: float) -> str:
    """Plain decimal without the noise of binary fractions: 0.1 + 0.2 as `0.3`."""
    text = format(Decimal(format(number, _SIGNIFICANT)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
