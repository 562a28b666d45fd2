"""Every file that can be had: who may have it, what it says of itself, what it refuses."""

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest

from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.errors import NotAllowed, UserError
from scorecards.people.model import Role, Viewer
from scorecards.reports import delimited, exports, model, workbook
from scorecards.reports.exports import EXPORTS, made
from scorecards.reports.model import MOST_ROWS, Asked, Table
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.people import viewers
from tests.stores import sqlite_at


NOW = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # half past eleven at night in London
KEEPERS = (Role.ADMINISTRATOR, Role.STEWARD, Role.AUDITOR)
MAY = {
    "audit.csv": KEEPERS,
    "audit.xlsx": KEEPERS,
    "access-matrix.csv": KEEPERS,
    "access-matrix.xlsx": KEEPERS,
    "duty-of-candour.pdf": tuple(Role),
    "duty-of-candour.pptx": tuple(Role),
    "candour-checklist.pdf": tuple(Role),
    "saying-sorry.pdf": tuple(Role),
    "item.pdf": tuple(Role),
    "thematic-report.pdf": tuple(Role),
    "document": tuple(Role),
    "edition.md": (Role.EDITOR, Role.LEAD),
    "claims-template.xlsx": (Role.STEWARD,),
    "intake-report.xlsx": (Role.STEWARD,),
    "intake-report.json": (Role.STEWARD,),
}
ONE_TRUST = (Role.RISK_MANAGER, Role.READER, Role.BOARD_MEMBER, Role.ADMINISTRATOR, Role.LEAD)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    opened = sqlite_at(tmp_path_factory.mktemp("exports") / "scorecards.db")
    with writing(opened, SYSTEM) as session:
        for trust in ("RA1", "RB2"):
            for subject in ("export/audit.csv", "=cmd|'calc'!A0"):
                trail.record(
                    session, viewers.reader(trust), Action.EXPORTED, subject, now=NOW
                )  # fmt: skip
    yield opened
    opened.dispose()


def ask(engine, name, viewer, **given):
    with reading(engine, viewer) as session:
        return made(name, Asked(session, viewer, given, NOW))


def rows(file):
    return list(csv.reader(StringIO(file.content.decode("utf-8-sig"), newline="")))


def test_every_export_is_in_the_table_of_who_may_have_it():
    assert set(MAY) == set(EXPORTS)


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_have_it_get_a_file(engine, name, role):
    viewer = viewers.viewer(role, *(("RA1",) if role in ONE_TRUST else ()))
    if role in MAY[name]:
        EXPORTS[name].check(viewer)
    else:
        with pytest.raises(NotAllowed):
            ask(engine, name, viewer)


@pytest.mark.parametrize("name", EXPORTS)
def test_nobody_gets_no_file(engine, name):
    with pytest.raises(NotAllowed):
        ask(engine, name, None)


def test_a_file_that_does_not_exist_is_refused(engine):
    with pytest.raises(UserError, match="no such file"):
        ask(engine, "claims.csv", viewers.steward())


def test_what_a_file_does_not_take_is_refused(engine):
    with pytest.raises(UserError, match="does not have"):
        ask(engine, "audit.csv", viewers.steward(), trust="RA1")


@pytest.mark.parametrize(
    "given",
    [
        {"first": "yesterday"}, {"last": "2026-02-30"}, {"action": "signed in"}, {"result": "x"},
        {"action": "__doc__"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(engine, given):
    with pytest.raises(UserError, match=r"day is written|no such kind"):
        ask(engine, "audit.csv", viewers.steward(), **given)


@pytest.mark.parametrize("upload", ["", "x", "1; --", "²", "9" * 13, "7"])
def test_a_report_that_is_not_there_is_refused_in_words(engine, upload):
    for name in ("intake-report.xlsx", "intake-report.json"):
        with pytest.raises(UserError, match="report"):
            ask(engine, name, viewers.steward(), upload=upload)


def test_the_trail_says_of_itself_what_it_is_before_its_first_row(engine):
    administrator = Viewer("anna", "Anna Able", Role.ADMINISTRATOR, ("RA1",), "Ashford")
    file = ask(engine, "audit.csv", administrator, first="2026-07-01", text="audit")
    told = rows(file)
    assert file.name == "audit-2026-07-01.csv"
    assert told[0] == ["Audit trail"]
    assert told[1] == ["Made by", "Anna Able, trust administrator"]
    assert told[2] == ["Made at", "1 July 2026, 23:30, London time"]
    assert told[3] == ["What it holds", "Entries from 1 July 2026, about “audit”"]
    assert told[5] == []
    assert told[6][:3] == ["Entry", "Time (UTC)", "Person"]
    assert [row[5] for row in told[7:]] == ["RA1"], "those of the other trust are not there"


def test_both_formats_say_the_same_and_neither_has_a_formula(engine):
    text = rows(ask(engine, "audit.csv", viewers.auditor()))
    book = openpyxl.load_workbook(BytesIO(ask(engine, "audit.xlsx", viewers.auditor()).content))
    sheet = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
    for by_text, by_cell in zip(text, sheet, strict=True):
        shown = [str(value) for value in by_cell if value is not None]
        assert [value.removeprefix("'") for value in by_text if value] == shown
    assert any(row[7:8] == ["'=cmd|'calc'!A0"] for row in text)


def test_a_template_is_a_workbook(engine):
    file = ask(engine, "claims-template.xlsx", viewers.steward())
    assert openpyxl.load_workbook(BytesIO(file.content)).sheetnames == ["Claims", "Notes", "Codes"]


@pytest.mark.parametrize("written", [delimited.written, workbook.written])
def test_a_table_with_more_rows_than_a_file_may_have_is_refused(written):
    def table(number):
        return Table("T", (), ("Number",), ((count,) for count in range(number)))

    assert written(table(3))
    with pytest.raises(UserError, match="50,000 rows"):
        written(table(MOST_ROWS + 1))


def test_a_table_may_have_as_many_rows_as_it_says():
    table = Table("T", (), ("Number",), ((count,) for count in range(MOST_ROWS)))
    assert sum(1 for _ in model.limited(table)) == MOST_ROWS


def test_time_passes_and_the_name_of_a_file_says_the_day_in_london(engine):
    with reading(engine, viewers.auditor()) as session:
        asked = Asked(session, viewers.auditor(), {}, NOW + timedelta(hours=1))
        assert exports.made("audit.csv", asked).name == "audit-2026-07-02.csv"
