"""No cell of a file becomes something else than it was, whatever people wrote."""

import csv
import re
import zipfile
from io import BytesIO, StringIO

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.spreadsheets import OPTIONS, csv_bytes, harmless, write_cell


FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "  =1", "\xa0=1", "＝1+1",
    "＋1", "－1", "＠A1", "\u200b=1", "\ufeff=1", "=HYPERLINK(\"http://x\")", "\x01=1", "\tx",
)  # fmt: skip
# What Excel may hold: no surrogates; control characters come back in an escape of its own.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=60)
CELLS = st.one_of(
    TEXTS,
    st.sampled_from(FORMULAS[:4]).flatmap(lambda head: TEXTS.map(lambda rest: head + rest)),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 2)),
    st.none(),
)
SHEETS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_may_be_taken_for_a_formula_is_marked_as_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Leeds", "2026-11-24", "a=b", "'x", "£-5", "(–)", "…", "1"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


@pytest.mark.parametrize("number", [-5, 0, 12, -0.25, 1e6])
def test_a_number_stays_a_number(number):
    assert harmless(number) is number
    line = csv_bytes([(number,)]).decode("utf-8-sig")
    assert float(line) == number, "not quoted"


def test_a_csv_file_begins_with_the_byte_order_mark_and_ends_lines_as_windows_does():
    content = csv_bytes([("a", 1), ("b\nc", None)])
    assert content == b'\xef\xbb\xbf"a",1\r\n"b\nc",""\r\n'


@settings(deadline=None, max_examples=400)
@given(SHEETS)
def test_no_cell_of_a_csv_file_is_a_formula_and_values_come_back(rows):
    text = csv_bytes(rows).decode("utf-8-sig")
    back = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert len(back) == len(rows)
    for given_row, read_row in zip(rows, back, strict=True):
        for value, read in zip(given_row, read_row, strict=True):
            if isinstance(value, str):
                assert read.removeprefix("'") == value.removeprefix("'")
                assert not re.match(r"[\W_]*?[=+\-@＝＋－＠]", read.strip()[:1])
            elif value is not None:
                assert float(read) == value


@settings(deadline=None, max_examples=60)
@given(SHEETS)
def test_no_cell_of_an_excel_file_is_a_formula_or_a_link_and_values_come_back(rows):
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                write_cell(sheet, line, place, value)
    with zipfile.ZipFile(stream) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in xml
        assert b"hyperlink" not in xml
    read = openpyxl.load_workbook(stream).active
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = read.cell(line, place)
            assert cell.data_type in ("s", "n")
            assert cell.value == (None if value == "" else value) or _rounded(cell.value, value)


def test_a_cell_holds_what_excel_can_hold():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        write_cell(book.add_worksheet(), 0, 0, "x" * 40_000)
    assert len(openpyxl.load_workbook(stream).active["A1"].value) == 32_767


def _rounded(read, value):
    return isinstance(value, float) and read == pytest.approx(value)
