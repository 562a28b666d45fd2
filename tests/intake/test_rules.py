"""The rules of intake as a table: what is written, what is found, what becomes of the row."""

import dataclasses
from datetime import date

import polars as pl
import pytest

from scorecards.errors import Refused
from scorecards.intake.checking import SourceFile, check
from scorecards.intake.profiles import Duplicates
from scorecards.intake.rules import RULES, Action
from tests.intake.claims_files import AS_AT, EXTRACT, TRUSTS, checked, file_of
from tests.intake.files import csv_bytes, package, sheet


# what is changed in a row that is right | rule | action | column | value as written
TABLE = [
    ({"Trust code": "RX9"}, "unknown-trust", "reject", "Trust code", "RX9"),
    ({"Scheme": "ABC"}, "unknown-scheme", "reject", "Scheme", "ABC"),
    ({"Status": "Perhaps"}, "unknown-status", "reject", "Status", "Perhaps"),
    ({"Claim reference": ""}, "missing-required", "reject", "Claim reference", None),
    ({"Trust code": ""}, "missing-required", "reject", "Trust code", None),
    ({"Notification date": ""}, "missing-required", "reject", "Notification date", None),
    ({"Incident date": "31/04/2024"}, "unreadable-date", "reject", "Incident date", "31/04/2024"),
    ({"Incident date": "29/02/2023"}, "unreadable-date", "reject", "Incident date", "29/02/2023"),
    ({"Incident date": "1/2/2024"}, "unreadable-date", "reject", "Incident date", "1/2/2024"),
    ({"Incident date": "43831"}, "unreadable-date", "reject", "Incident date", "43831"),
    ({"Incident date": "01-Feb-19"}, "unreadable-date", "reject", "Incident date", "01-Feb-19"),
    ({"Damages paid": "10.005"}, "unreadable-money", "reject", "Damages paid", "10.005"),
    ({"Damages paid": "1,23.00"}, "unreadable-money", "reject", "Damages paid", "1,23.00"),
    ({"Damages paid": "$5"}, "unreadable-money", "reject", "Damages paid", "$5"),
    ({"Damages paid": "1.2e3"}, "unreadable-money", "reject", "Damages paid", "1.2e3"),
    ({"Damages paid": "none"}, "unreadable-money", "reject", "Damages paid", "none"),
    ({"Damages paid": "١٢"}, "unreadable-money", "reject", "Damages paid", "١٢"),
    ({"Damages paid": "-5.00"}, "negative-money", "reject", "Damages paid", "-5.00"),
    ({"Damages paid": "(5.00)"}, "negative-money", "reject", "Damages paid", "(5.00)"),
    ({"Closed date": "2025-04-01"}, "future-date", "reject", "Closed date", "2025-04-01"),
    ({"Currency": "USD"}, "other-currency", "reject", "Currency", "USD"),
    (
        {"Clinical or non-clinical": "Non-clinical"},
        "kind-differs",
        "reject",
        "Clinical or non-clinical",
        "Non-clinical",
    ),
    ({"Specialty": "Alchemy"}, "unknown-specialty", "warn", "Specialty", "Alchemy"),
    ({"Primary cause": "Bad luck"}, "unknown-cause", "warn", "Primary cause", "Bad luck"),
    ({"Primary injury": "Hurt"}, "unknown-injury", "warn", "Primary injury", "Hurt"),
    ({"Location": "Nowhere"}, "unknown-location", "warn", "Location", "Nowhere"),
    ({"Settlement type": "Gold"}, "unknown-settlement", "warn", "Settlement type", "Gold"),
    (
        {"Incident date": "2020-06-03"},
        "notified-before-incident",
        "warn",
        "Notification date",
        "2020-06-02 against 2020-06-03",
    ),
    (
        {"Closed date": "2020-06-01"},
        "closed-before-notified",
        "warn",
        "Closed date",
        "2020-06-01 against 2020-06-02",
    ),
    ({"Status": "Open"}, "closed-date-on-open", "warn", "Closed date", "2022-07-03"),
    ({"Status": "Closed nil damages"}, "damages-on-nil", "warn", "Damages paid", "1,234.56"),
    ({"Location": "N/A"}, "missing-mark", "note", "Location", "N/A"),
    ({"Location": "   "}, "missing-mark", "note", "Location", "   "),
    ({"Location": " Ward "}, "trimmed", "note", "Location", " Ward "),
    ({"Location": "Wa\u200brd"}, "trimmed", "note", "Location", "Wa\u200brd"),
    (
        {"Incident date": "2019-05-01 14:30"},
        "time-dropped",
        "note",
        "Incident date",
        "2019-05-01 14:30",
    ),
    (
        {"Trust code": "Northmoor University Hospitals"},
        "trust-spelling",
        "note",
        "Trust code",
        "Northmoor University Hospitals",
    ),
    ({"Trust code": "RX0"}, "merged-trust", "note", "Trust code", "RX0"),
]


@pytest.fixture(scope="module")
def table():
    """Every row of the table as one load: line 2 is right, line 3 breaks the first rule, …"""
    return checked({}, *(change for change, *_ in TABLE))


@pytest.mark.parametrize("place", range(len(TABLE)), ids=[f"{r} {v}" for _, r, _, _, v in TABLE])
def test_a_row_that_breaks_one_rule_has_that_finding_and_no_other(table, place):
    _, rule, action, column, value = TABLE[place]
    line = place + 3
    found = table.report.findings.filter(pl.col("line") == line)
    assert found.drop("file", "last_line", "done").rows() == [(line, rule, action, column, value)]
    loaded = set(table.claims["claim_ref"])
    assert (f"C{line - 1:04d}" in loaded) == (action != "reject")


def test_the_rows_of_the_table_are_all_accounted_for(table):
    rejected = sum(action == "reject" for _, _, action, *_ in TABLE)
    assert table.report.rows_rejected == rejected
    assert table.report.rows_loaded == len(TABLE) + 1 - rejected


def test_a_row_that_is_right_has_no_finding_and_is_read_exactly():
    result = checked({})
    assert result.report.findings.is_empty()
    assert result.claims.row(0, named=True) == {
        "claim_ref": "C0001",
        "trust": "RX1",
        "organisation": "RX1",
        "scheme": "CNST",
        "kind": "clinical",
        "incident_date": date(2019, 5, 1),
        "notified_date": date(2020, 6, 2),
        "closed_date": date(2022, 7, 3),
        "specialty": "obstetrics",
        "specialty_raw": "Obstetrics",
        "cause": "medication-error",
        "cause_raw": "Medication Errors",
        "cause_2": None,
        "cause_2_raw": None,
        "injury": "fatality",
        "injury_raw": "Fatality",
        "injury_2": None,
        "injury_2_raw": None,
        "location": "ward",
        "location_raw": "Ward",
        "status": "settled",
        "settlement": None,
        "damages_paid": 123456,
        "damages_reserved": 0,
        "claimant_costs_paid": 20000,
        "claimant_costs_reserved": 0,
        "defence_costs_paid": 1050,
        "defence_costs_reserved": 0,
        "currency": "GBP",
    }


def test_every_rule_that_a_row_can_break_is_in_a_test_of_this_file():
    elsewhere = {
        "too-many-cells", "more-codes", "duplicate-reference", "formula", "formula-without-value",
        "error-value", "short-row", "blank-row",
    }  # fmt: skip
    assert {rule for _, rule, *_ in TABLE} | elsewhere == set(RULES)


def test_a_code_that_is_not_in_the_list_becomes_unknown_and_keeps_the_words_of_the_file():
    claim = checked({"Primary cause": "Bad luck"}).claims.row(0, named=True)
    assert (claim["cause"], claim["cause_raw"]) == ("unknown", "Bad luck")


def test_dates_put_the_day_first():
    claim = checked({"Incident date": "01/02/2019"}, {"Incident date": "13/02/2019"}).claims
    assert claim["incident_date"].to_list() == [date(2019, 2, 1), date(2019, 2, 13)]


def test_a_column_that_puts_the_month_first_refuses_the_file():
    with pytest.raises(Refused, match="put the month first"):
        checked({"Incident date": "02/13/2019"}, {"Incident date": "01/02/2019"})


def test_one_date_the_wrong_way_round_among_many_rejects_its_row_only():
    rows = [{"Incident date": f"{day}/01/2019"} for day in range(13, 29)]
    result = checked(*rows, {"Incident date": "02/13/2019"})
    assert (result.report.rows_loaded, result.report.rows_rejected) == (16, 1)


def test_the_same_reference_twice_is_kept_with_a_number_where_the_profile_says_keep():
    keep = dataclasses.replace(EXTRACT, duplicates=Duplicates.KEEP)
    rows = [{"Claim reference": ref} for ref in ("A", "B", "A", "A/2", "A")]
    result = checked(*rows, profile=keep)
    assert result.claims["claim_ref"].to_list() == ["A", "B", "A/3", "A/2", "A/4"]
    done = result.report.findings["done"].to_list()
    assert done == [
        "Loaded as A/3. The first is on line 2; all values are the same.",
        "Loaded as A/4. The first is on line 2; all values are the same.",
    ]
    assert "one injury, two defendants" in RULES["duplicate-reference"].sentence


def test_the_same_reference_twice_is_left_out_where_the_profile_says_reject():
    result = checked({"Claim reference": "A"}, {"Claim reference": "A", "Location": "Theatre"})
    finding = result.report.findings.row(0, named=True)
    assert finding["action"] == "reject"
    assert "The first is on line 2; other values differ." in finding["done"]
    assert result.report.rows_loaded == 1


def test_a_reference_is_no_duplicate_of_a_row_that_was_rejected():
    result = checked({"Claim reference": "A", "Scheme": "no"}, {"Claim reference": "A"})
    assert result.claims["claim_ref"].to_list() == ["A"]
    assert result.report.counted("duplicate-reference") == 0


def test_a_reference_that_two_files_share_is_a_duplicate_across_the_load():
    one, two = file_of({}, name="one.csv"), file_of({"Location": "Theatre"}, name="two.csv")
    result = check([one, two], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS)
    finding = result.report.findings.row(0, named=True)
    assert (finding["file"], finding["line"]) == ("two.csv", 2)
    assert "line 2 of one.csv" in finding["done"]


def test_a_profile_may_change_what_a_rule_does():
    strict = dataclasses.replace(EXTRACT, rules={"unknown-cause": Action.REJECT})
    result = checked({"Primary cause": "Bad luck"}, {}, profile=strict)
    assert result.report.rows_rejected == 1


def test_a_row_with_too_many_cells_is_rejected_with_its_line_and_what_was_over():
    content = file_of({}, {}).content.replace(b"C0002,RX1,", b"C0002,RX1,CNST,", 1)
    result = check(
        [SourceFile("a.csv", content)], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS
    )
    first = result.report.findings.filter(pl.col("rule") == "short-row")
    assert first.is_empty()
    assert result.report.rows_rejected == 1


def test_blank_rows_are_counted_one_by_one_and_told_as_runs():
    content = (
        file_of({}).content
        + b"\n,,,\n   ,\n"
        + file_of({"Claim reference": "Z"}).content.split(b"\n")[1]
    )
    result = check(
        [SourceFile("a.csv", content)], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS
    )
    runs = result.report.findings.filter(pl.col("rule") == "blank-row")
    assert runs.select("line", "last_line").rows() == [(3, 5)]
    assert (result.report.rows_blank, result.report.rows_loaded) == (3, 2)
    assert result.report.counted("blank-row") == 3


def test_a_short_row_is_noted_and_its_last_cells_are_missing():
    head = file_of({}).content.split(b"\n")[0].decode()
    content = csv_bytes(head, "A,RX1,CNST,2019-01-01,2019-02-01,,Obstetrics,,,,Open")
    result = check(
        [SourceFile("a.csv", content)], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS
    )
    assert result.report.findings.select("rule", "value").rows() == [
        ("short-row", "11 of 17 cells")
    ]
    assert result.claims["damages_paid"].to_list() == [0]


def _book(*cells: str) -> bytes:
    """GOOD as a bare sheet, with some cells given as XML in place of the last ones."""
    values = file_of({}).content.decode().splitlines()
    head = values[0].split(",")
    text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    letters = [chr(ord("A") + place) for place in range(len(head))]
    good = dict(zip(head, ("C0001", "RX1", "CNST", "2019-05-01", "2020-06-02", "2022-07-03",
        "Obstetrics", "Medication Errors", "Fatality", "Ward", "Settled", "5", "0", "0", "0", "0",
        "0"), strict=True))  # fmt: skip
    first = "".join(
        text.format(f"{letter}1", name) for letter, name in zip(letters, head, strict=True)
    )
    row = "".join(
        cells[0] if name == "Damages paid" else text.format(f"{letter}2", good[name])
        for letter, name in zip(letters, head, strict=True)
    )
    return bytes(package(sheet(f'<row r="1">{first}</row><row r="2">{row}</row>')))


@pytest.mark.parametrize(
    ("cell", "rules", "loaded"),
    [
        ('<c r="L2"><f>1+1</f><v>2</v></c>', ["formula"], 1),
        ('<c r="L2"><f>1+1</f></c>', ["formula-without-value", "unreadable-money"], 0),
        ('<c r="L2" t="e"><v>#N/A</v></c>', ["error-value", "unreadable-money"], 0),
    ],
)
def test_a_formula_is_flagged_and_an_amount_without_a_value_is_never_nought(cell, rules, loaded):
    file = SourceFile("a.xlsx", _book(cell))
    result = check([file], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS)
    assert result.report.findings["rule"].to_list() == rules
    assert result.report.rows_loaded == loaded
    if loaded:
        assert result.claims["damages_paid"].to_list() == [200]
    else:
        assert result.report.money[0].unreadable == 1


def test_a_register_is_needed_where_the_profile_says_so():
    with pytest.raises(Refused, match="register of organisations"):
        checked({}, known_trusts=None)
