"""The real claims files: every claim loads, counted again here in plain Python."""

import csv
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import openpyxl
import polars as pl
import pytest

from scorecards.intake import profiles
from scorecards.intake.checking import SourceFile, check
from scorecards.intake.report import IntakeReport
from tests.places import shared


TSA = profiles.load("tsa-claims")
AS_AT = date(2015, 1, 31)
OLD, NEW, NEW_CSV = "claims-data-2010-2013.xls", "claims-data-2014.xls", "claims-2014.csv"


def source(name: str) -> SourceFile:
    return SourceFile(name, shared(f"data/tsa-claims/{name}").read_bytes())


def rows_of(name: str) -> list[tuple]:
    """Every row below the headings, read without any code of ours."""
    path = shared(f"data/tsa-claims/{name}")
    if name == NEW_CSV:
        return [tuple(row) for row in csv.reader(StringIO(path.read_text("ascii")))][1:]
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        return list(book.worksheets[0].iter_rows(min_row=2, values_only=True))


def is_blank(row: tuple) -> bool:
    return all(value is None or not str(value).strip() for value in row)


def cents(value: object) -> int:
    text = str(value).strip().replace("$", "").replace(",", "")
    return 0 if text in ("-", "None") else round(Decimal(text) * 100)


@pytest.fixture(scope="module")
def both():
    return check([source(OLD), source(NEW)], profile=TSA, as_at=AS_AT)


@pytest.fixture(scope="module")
def rows():
    return [row for name in (OLD, NEW) for row in rows_of(name)]


@pytest.fixture(scope="module")
def claims(rows):
    """What is a claim: rows with a date. One row holds a web page's line break and nothing else."""
    return [row for row in rows if isinstance(row[1], datetime)]


def test_every_claim_of_both_workbooks_loads(both, claims):
    assert both.claims.height == len(claims) == 50_452
    assert both.claims["claim_ref"].n_unique() == 50_452
    known = Counter(str(row[0]) for row in claims)
    loaded = Counter(ref.removesuffix("/2") for ref in both.claims["claim_ref"])
    assert loaded == known


def test_the_rows_read_are_those_of_the_files_and_all_accounted_for(both, rows):
    report: IntakeReport = both.report
    assert report.rows_read == len(rows) == 53_142
    assert report.rows_blank == sum(is_blank(row) for row in rows) == 2_689
    assert (report.rows_loaded, report.rows_rejected) == (50_452, 1)
    assert [(file.rows_read, file.rows_blank) for file in report.files] == [
        (43_727, 2_129),
        (9_415, 560),
    ]


def test_the_one_row_that_is_no_claim_is_rejected_and_named(both, rows):
    found = both.report.findings.filter(pl.col("action") == "reject")
    assert found.select("file", "line", "rule", "column").rows() == [
        (OLD, 41_599, "missing-required", "Date Received"),
        (OLD, 41_599, "missing-required", "Disposition"),
    ]
    assert rows[41_597][0] == "<BR>"
    assert is_blank(rows[41_597][1:])


def test_claims_and_cents_per_airport_are_those_counted_straight_from_the_files(both, claims):
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in claims:
        airport = str(row[3]).strip()
        counted["NONE" if airport == "-" else airport][0] += 1
        counted["NONE" if airport == "-" else airport][1] += cents(row[9])
    loaded = both.claims.group_by("trust").agg(pl.len(), pl.col("damages_paid").sum())
    assert {code: [number, paid] for code, number, paid in loaded.iter_rows()} == dict(counted)
    assert counted["NONE"][0] == 384
    assert counted["ATL"][0] == 1_770


def test_the_money_reconciles_to_the_cent(both, claims):
    (line,) = both.report.money
    total = sum(cents(row[9]) for row in claims)
    assert (line.read, line.loaded, line.rejected, line.unreadable) == (total, total, 0, 0)


def test_every_date_is_the_day_that_the_file_gives(both, claims):
    wanted = sorted((row[1].date(), row[2].date()) for row in claims)
    assert sorted(both.claims.select("notified_date", "incident_date").iter_rows()) == wanted


def test_status_cause_and_location_are_those_of_the_files(both, claims):
    status = {"Deny": "nil", "Approve in Full": "settled", "Settle": "settled", "-": "open"}
    assert dict(both.claims["status"].value_counts().iter_rows()) == Counter(
        status[row[10]] for row in claims
    )
    for place, name in ((6, "cause"), (7, "location")):
        words = Counter(None if row[place] == "-" else row[place] for row in claims)
        assert dict(both.claims[f"{name}_raw"].value_counts().iter_rows()) == words
        missing = both.claims.filter(pl.col(name).is_null()).height
        assert missing == words[None]
        assert "unknown" not in both.claims[name].to_list()


def test_every_item_has_its_code_and_the_cell_is_kept_whole(both, claims):
    codes = both.taxonomy["injury"].by_label
    wanted = Counter()
    for row in claims:
        parts = list(dict.fromkeys(part.strip() for part in row[8].split(";")))
        first, second = (*parts, None)[:2] if parts != ["-"] else (None, None)
        fold = [None if p is None else codes[_fold(p)] for p in (first, second)]
        wanted[(row[8].strip() if first else None, *fold)] += 1
    loaded = Counter(both.claims.select("injury_raw", "injury", "injury_2").iter_rows())
    assert loaded == wanted


def _fold(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def test_what_is_odd_is_reported(both, claims):
    report = both.report
    late = sum(row[2].date() > row[1].date() for row in claims)
    same_day = sum(row[2] > row[1] and row[2].date() == row[1].date() for row in claims)
    assert (late, same_day) == (169, 105)  # with the time of day, 274 are after midnight of receipt
    assert report.counted("notified-before-incident") == late
    assert report.counted("duplicate-reference") == 7
    assert report.counted("blank-row") == 2_689
    timed = sum(row[2].time() != datetime.min.time() for row in claims)
    assert report.counted("time-dropped") == timed
    dashes = Counter()
    for row in claims:
        dashes.update(place for place in (3, 4, 6, 7, 8, 9) if str(row[place]).strip() == "-")
    assert report.counted("missing-mark") == dashes.total()
    amounts = pl.col("column") == "Close Amount"
    marks = report.findings.filter(amounts & (pl.col("rule") == "missing-mark"))
    assert marks.height == dashes[9] == 10_686


def test_airports_are_named_by_the_file(both):
    names = {one.code: one for one in both.organisations}
    assert len(names) == both.report.trusts
    assert names["ATL"].name == "Hartsfield-Jackson Atlanta International Airport"
    assert names["LAX"].name == "Los Angeles International Airport"
    assert names["NONE"].name == "Airport not stated"
    assert {one.type for one in names.values()} == {"Airport"}


def test_the_csv_and_the_workbook_of_2014_give_the_same_claims():
    one = check([source(NEW_CSV)], profile=TSA, as_at=AS_AT)
    two = check([source(NEW)], profile=TSA, as_at=AS_AT)
    assert one.claims.height == 8_855
    assert one.claims.equals(two.claims)
    assert one.organisations == two.organisations
    file, book = one.report.files[0], two.report.files[0]
    assert (file.kind, file.encoding, file.delimiter) == ("CSV", "UTF-8", "comma")
    assert (book.kind, book.sheet) == ("Excel workbook", "interactive_report")


def test_nothing_in_the_real_files_looks_like_personal_data(both):
    assert both.report.personal_data == ()
