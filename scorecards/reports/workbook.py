"""The one writer of Excel files: one sheet, what it says of itself on top, headings that stay."""

from io import BytesIO

import xlsxwriter

from scorecards.reports.model import Table, limited
from scorecards.spreadsheets import OPTIONS, write_cell


MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROWEST, WIDEST = 10, 60


def written(table: Table) -> bytes:
    """A workbook of the one table. Text stays text, numbers stay numbers."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Table")
        write_cell(sheet, 0, 0, table.title, bold)
        for line, (name, value) in enumerate(table.about, 1):
            write_cell(sheet, line, 0, name)
            write_cell(sheet, line, 1, value)
        top = len(table.about) + 2
        widths = [len(heading) for heading in table.headings]
        for place, heading in enumerate(table.headings):
            write_cell(sheet, top, place, heading, head)
        for line, row in enumerate(limited(table), top + 1):
            for place, cell in enumerate(row):
                write_cell(sheet, line, place, cell)
                widths[place] = max(widths[place], len(str(cell or "")))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(max(width + 2, NARROWEST), WIDEST))
        sheet.freeze_panes(top + 1, 0)
    return stream.getvalue()
