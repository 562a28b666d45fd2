"""What intake hands out: the report as JSON and Excel, the template. Text is never a formula."""

import json
from datetime import date, datetime
from io import BytesIO

import openpyxl
import polars as pl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scorecards.claims.model import COLUMNS, MONEY
from scorecards.intake.checking import SourceFile, check
from scorecards.intake.reading.process import read_file
from scorecards.intake.reading.sheets import number_text, text_of
from scorecards.intake.template import template_workbook
from scorecards.intake.workbook import report_workbook
from tests.intake.claims_files import AS_AT, EXTRACT, GOOD, TRUSTS, checked
from tests.intake.files import workbook


NINE = datetime.fromisoformat("2020-06-02T09:30")
EVIL = '=HYPERLINK("http://evil.example","x")'


def opened(content: bytes):
    return openpyxl.load_workbook(BytesIO(content))


def test_the_report_as_a_workbook_holds_every_finding_as_text():
    report = checked(
        {"Primary cause": EVIL}, {"Trust code": "@SUM(1)"}, {"Location": " Ward"}
    ).report
    book = opened(report_workbook(report))
    assert book.sheetnames == ["Summary", "Money", "Rules", "Personal data", "Findings"]
    rows = list(book["Findings"].iter_rows(min_row=2))
    assert len(rows) == report.findings.height == 3
    assert [row[6].value for row in rows] == [EVIL, "@SUM(1)", " Ward"]
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in rows for cell in row)
    money = list(book["Money"].iter_rows(min_row=2, values_only=True))
    assert money[0] == ("Damages paid (GBP)", 3703.68, 2469.12, 1234.56, 0, 0)


def test_the_report_as_json_is_whole_and_plain():
    result = checked({"Trust code": "RX9"}, {}, {"Location": "Nowhere"})
    told = json.loads(json.dumps(result.report.to_json_dict()))
    assert told["summary"] == "3 rows read: 2 loaded, 1 rejected, 0 blank."
    assert told["rows"] == {"read": 3, "loaded": 2, "rejected": 1, "blank": 0}
    assert [finding["line"] for finding in told["findings"]] == [2, 4]
    assert {rule["rule"]: rule["rows"] for rule in told["rules"]} == {
        "unknown-trust": 1,
        "unknown-location": 1,
    }
    assert told["as_at"] == "2025-03-31"
    assert told["years"] == ["2019/20", "2019/20"]
    assert len(told["files"][0]["sha256"]) == 64


def test_the_template_has_a_column_for_each_fact_and_explains_every_one():
    book = opened(template_workbook())
    assert book.sheetnames == ["Claims", "Notes", "Codes"]
    heads = [cell.value for cell in book["Claims"][1]]
    assert heads == [field.heading for field in EXTRACT.fields]
    derived = {
        "organisation",
        "specialty_raw",
        "cause_raw",
        "cause_2_raw",
        "injury_raw",
        "injury_2_raw",
        "location_raw",
    }
    assert set(EXTRACT.by_name) == {column.name for column in COLUMNS} - derived
    notes = [row[0] for row in book["Notes"].iter_rows(values_only=True)]
    assert set(heads) <= set(notes)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


def test_a_claim_typed_into_the_template_loads_exactly():
    book = opened(template_workbook())
    sheet = book["Claims"]
    typed = {
        **{key: value or None for key, value in GOOD.items()},
        "Incident date": date(2019, 5, 1),
        "Notification date": NINE,
        "Damages paid": 1234.56,
        "Defence costs paid": 0.1 + 0.2,
    }
    sheet.append([typed.get(cell.value) for cell in sheet[1]])
    stream = BytesIO()
    book.save(stream)
    file = SourceFile("template.xlsx", stream.getvalue())
    result = check([file], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS)
    assert result.report.rows_loaded == 1
    claim = result.claims.row(0, named=True)
    assert (claim["incident_date"], claim["notified_date"]) == (date(2019, 5, 1), date(2020, 6, 2))
    assert (claim["damages_paid"], claim["defence_costs_paid"]) == (123456, 30)
    assert result.report.counted("time-dropped") == 1
    assert "“Claims” is the first with a table" in result.report.files[0].notes[0]


@given(st.integers(-(10**13), 10**13))
@settings(deadline=None)
def test_an_amount_in_a_number_cell_keeps_its_pence(pence):
    text = number_text(pence / 100)
    assert round(float(text) * 100) == pence
    assert "e" not in text.lower() and len(text.partition(".")[2]) <= 2


def test_values_of_cells_have_one_canonical_spelling():
    assert text_of(2010010567154) == "2010010567154"
    assert text_of(2010010567154.0) == "2010010567154"
    assert text_of(1e15) == "1000000000000000"
    assert text_of(0.1 + 0.2) == "0.3"
    assert text_of(-0.5) == "-0.5"
    assert text_of(True) == "TRUE"
    assert text_of(datetime.fromisoformat("2014-02-28")) == "2014-02-28"
    assert text_of(datetime.fromisoformat("2014-02-28T08:05")) == "2014-02-28T08:05:00"
    assert text_of("") is None


days = st.dates(date(1905, 1, 1), date(2099, 12, 31))
cells = st.tuples(
    st.integers(0, 10**13), days, st.integers(0, 10**11), st.text("ab é\"',;\n", max_size=9)
)


@given(st.lists(cells, min_size=1, max_size=20), st.booleans())
@settings(
    max_examples=8, deadline=None, phases=(Phase.generate,)
)  # a child each time: no shrinking
def test_a_workbook_comes_back_as_it_was_written(rows, epoch_1904):
    head = ["Claim Number", "Date Received", "Close Amount", "Words"]
    written = [[ref, day, pence / 100, text] for ref, day, pence, text in rows]
    table = read_file(workbook([head, *written], epoch_1904=epoch_1904))
    got = table.frame.select("c0", "c1", "c3").rows()
    assert got == [(str(ref), str(day), text or None) for ref, day, _, text in rows]
    pence = [round(float(text) * 100) for text in table.frame["c2"]]
    assert pence == [pence for _, _, pence, _ in rows]


def test_every_column_of_money_is_mapped_by_our_own_layout():
    assert set(MONEY) <= set(EXTRACT.by_name)
    assert isinstance(checked({}).report.findings, pl.DataFrame)
