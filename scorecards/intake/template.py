"""The workbook that people fill in: our own layout, written from its profile and code lists."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Any

import xlsxwriter

from scorecards.claims.model import COLUMNS, MONEY, STATUS_NAMES
from scorecards.intake import profiles
from scorecards.intake.profiles import DATES, Cells, Field, Profile
from scorecards.spreadsheets import OPTIONS
from scorecards.taxonomy.codes import ListName, Taxonomy


NAME = "scorecard-extract"
_LISTED = {
    "scheme": ListName.SCHEME,
    "specialty": ListName.SPECIALTY,
    "cause": ListName.CAUSE,
    "cause_2": ListName.CAUSE,
    "injury": ListName.INJURY,
    "injury_2": ListName.INJURY,
    "location": ListName.LOCATION,
}
_MEANINGS = {column.name: column.meaning for column in COLUMNS}
_NEEDS = {
    Cells.FILLED: "In every row",
    Cells.COLUMN: "The column must be there; cells may be empty",
    Cells.OPTIONAL: "May be left out",
}
_NOTES = (
    "Fill in the sheet “Claims”: one row for each claim, the headings left as they are.",
    "Leave a cell empty where nothing is known. Do not write 0 for an amount that is not known.",
    "Do not add names, dates of birth, NHS numbers, postcodes, addresses or descriptions of what "
    "happened. A file that seems to hold personal data is refused, and no copy of it is kept.",
    "The claim reference must not let anyone outside your claims system tell who the person is.",
    "The sheet “Codes” lists every code. A code, its name or any spelling given there is read.",
)


@cache
def template_workbook() -> bytes:
    """Sheets: Claims (headings only), Notes (what each column means), Codes (every list)."""
    profile = profiles.load(NAME)
    taxonomy = profile.taxonomy()
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        _claims(book, profile)
        _notes(book, profile, taxonomy)
        _codes(book, taxonomy)
    return stream.getvalue()


def _claims(book: xlsxwriter.Workbook, profile: Profile) -> None:
    sheet = book.add_worksheet("Claims")
    formats = {
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "text": book.add_format({"num_format": "@"}),
    }
    head = _head(book)
    for place, field in enumerate(profile.fields):
        sheet.write_string(0, place, field.heading, head)
        sort = "day" if field.name in DATES else "money" if field.name in MONEY else "text"
        sheet.set_column(place, place, max(16, len(field.heading) + 2), formats[sort])
    sheet.freeze_panes(1, 0)


def _notes(book: xlsxwriter.Workbook, profile: Profile, taxonomy: Taxonomy) -> None:
    sheet = book.add_worksheet("Notes")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate((30, 46, 34, 60)):
        sheet.set_column(place, place, width, wrapped)
    for row, note in enumerate(_NOTES):
        sheet.merge_range(row, 0, row, 3, note, wrapped)
        sheet.set_row(row, 32)
    headings = ("Heading", "What it means", "Needed", "What may stand there")
    rows = [
        (field.heading, _meaning(field), _NEEDS[field.cells], _allowed(field, profile, taxonomy))
        for field in profile.fields
    ]
    _write(sheet, headings, rows, _head(book), start=len(_NOTES) + 1)


def _codes(book: xlsxwriter.Workbook, taxonomy: Taxonomy) -> None:
    sheet = book.add_worksheet("Codes")
    for place, width in enumerate((14, 34, 60, 34, 60)):
        sheet.set_column(place, place, width)
    rows = [
        (name.value, code.code, code.name, code.group, ", ".join(code.labels))
        for name in ListName
        for code in taxonomy[name]
    ]
    headings = ("List", "Code", "Name", "Group", "Other spellings")
    _write(sheet, headings, rows, _head(book))
    sheet.freeze_panes(1, 0)


def _meaning(field: Field) -> str:
    meaning = _MEANINGS[field.name]
    if field.name in MONEY:
        return meaning.replace("pence", "pounds and pence")
    return meaning.split("; one per snapshot")[0]


def _allowed(field: Field, profile: Profile, taxonomy: Taxonomy) -> str:
    if field.name in DATES:
        forms = " or ".join(form.value for form in profile.dates)
        return f"A date cell, or text like {forms}"
    if field.name in MONEY:
        return "Pounds with at most two decimals, like 1234.56 or £1,234.56"
    if field.name in _LISTED:
        count = len(taxonomy[_LISTED[field.name]].codes)
        return f"One of the {count} codes or names of the list {_LISTED[field.name].value}"
    if field.name == "status":
        return ", ".join(STATUS_NAMES.values())
    if field.name == "settlement":
        return "Lump sum, Periodical payments"
    fixed = {
        "kind": "clinical or non-clinical; it must be what the scheme is",
        "currency": str(profile.currency),
        "trust": "A code of the register of organisations, like RJ1",
    }
    return fixed.get(field.name, "Letters and numbers, each reference once")


def _head(book: xlsxwriter.Workbook) -> Any:
    return book.add_format({"bold": True, "bottom": 1})


def _write(
    sheet: Any, headings: Iterable[str], rows: Iterable[Iterable[str]], head: Any, *, start: int = 0
) -> None:
    for place, heading in enumerate(headings):
        sheet.write_string(start, place, heading, head)
    for number, row in enumerate(rows, start + 1):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text)
