"""The intake report as an Excel file. Text is written as text: nothing in it is ever a formula."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from scorecards import formatting
from scorecards.intake.report import FINDINGS, IntakeReport
from scorecards.money import POUND
from scorecards.spreadsheets import OPTIONS, write_cell


MOST_ROWS = 1_048_575  # what a sheet holds below its headings
_RULE_HEADINGS = ("Rule", "Action", "How often", "What it means")
_HIT_HEADINGS = ("File", "Column", "Looks like", "Values", "Share", "State")
_MONEY_WIDTHS = (34, 18, 18, 18, 18, 12)
_FINDING_HEADINGS = (
    "File",
    "Line",
    "Last line",
    "Rule",
    "Action",
    "Column",
    "Value as written",
    "What was done",
)


def report_workbook(report: IntakeReport) -> bytes:
    """Sheets: summary, money, rules, personal data, findings."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        pounds = book.add_format({"num_format": "#,##0.00"})
        _table(
            book,
            "Summary",
            ("What", "Value"),
            _summary(report),
            head,
            widths=(30, 90),
            form=wrapped,
        )
        _table(
            book, "Money", _MONEY_HEADINGS, _money(report), head, widths=_MONEY_WIDTHS, form=pounds
        )
        rules = [(one.rule, one.action, one.rows, one.sentence) for one in report.rules]
        _table(book, "Rules", _RULE_HEADINGS, rules, head, widths=(28, 10, 12, 90), form=wrapped)
        hits = [
            (hit.file, hit.column, hit.sign.value, hit.count, formatting.percent(hit.rate))
            + (("confirmed",) if hit.confirmed else ("to be confirmed",))
            for hit in report.personal_data
        ]
        _table(book, "Personal data", _HIT_HEADINGS, hits, head, widths=(30, 30, 24, 10, 12, 18))
        findings = report.findings.select(*FINDINGS).head(MOST_ROWS).iter_rows()
        widths = (30, 9, 9, 26, 9, 22, 40, 60)
        _table(book, "Findings", _FINDING_HEADINGS, findings, head, widths=widths)
    return stream.getvalue()


_MONEY_HEADINGS = ("Column", "Read", "Loaded", "In rejected rows", "Difference", "Unreadable")


def _money(report: IntakeReport) -> list[tuple[Any, ...]]:
    return [
        (
            f"{line.heading} ({report.currency})",
            line.read / POUND,
            line.loaded / POUND,
            line.rejected / POUND,
            (line.read - line.loaded - line.rejected) / POUND,
            line.unreadable,
        )
        for line in report.money
    ]


def _summary(report: IntakeReport) -> list[tuple[str, Any]]:
    lines: list[tuple[str, Any]] = [
        ("Rows read", report.rows_read),
        ("Rows loaded", report.rows_loaded),
        ("Rows rejected", report.rows_rejected),
        ("Rows blank", report.rows_blank),
        ("Organisations", report.trusts),
        ("Financial years", " to ".join(report.years) if report.years else "none"),
        ("As at", formatting.day(report.as_at)),
        ("Profile", report.profile),
    ]
    for file in report.files:
        lines += [
            ("File", file.name),
            ("Kind", file.kind),
            ("Encoding", file.encoding or "as the workbook says"),
            ("Delimiter", file.delimiter or "none"),
            ("Sheet", file.sheet or "none"),
            ("Headings on line", file.header_line),
            ("Rows read in this file", file.rows_read),
            ("Columns not used", ", ".join(file.unused) or "none"),
            ("SHA-256", file.sha256),
        ]
        lines += [("Heading accepted", f"{wanted}: {given}") for wanted, given in file.accepted]
        lines += [("Note", note) for note in file.notes]
    return lines


def _table(
    book: xlsxwriter.Workbook,
    name: str,
    headings: Sequence[str],
    rows: Any,
    head: Any,
    *,
    widths: Sequence[int],
    form: Any = None,
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, width, form if place else None)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            write_cell(sheet, number, place, value)
