"""The real claims files through the command line, against a count made straight from the files."""

import csv
from collections import Counter
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest

from scorecards.cli.main import main
from tests import real_data
from tests.places import shared


WORKBOOKS = ("claims-data-2010-2013.xls", "claims-data-2014.xls")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with both workbooks imported and published."""
    folder = tmp_path_factory.mktemp("airports")
    files = [str(shared(f"data/tsa-claims/{name}")) for name in WORKBOOKS]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in real_data.environment(folder).items():
            patch.setenv(name, value)
        arguments = ["--profile", "tsa-claims", "--as-at", "2015-01-31", "--publish", "--json"]
        assert main(["claims", "import", *files, *arguments]) == 0
    return folder


@pytest.fixture(scope="module")
def rows():
    """Claims of both workbooks: the rows with a date of receipt."""
    found = []
    for name in WORKBOOKS:
        with shared(f"data/tsa-claims/{name}").open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
        found += [row for row in rows if isinstance(row[1], datetime)]
    return found


def cents(value) -> int:
    return 0 if value in ("-", None) else round(Decimal(str(value)) * 100)


def test_every_claim_of_the_files_is_published(run, home, rows):
    code, told = run(home, "snapshots", "verify", "--json")
    assert code == 0
    assert told["claims"] == len(rows) == 50_452
    assert told["money"]["damages_paid"] == sum(cents(row[9]) for row in rows)


@pytest.mark.parametrize("airport", ["ATL", "LAX", "HPN"])
def test_an_airports_scorecard_equals_a_count_from_the_files(run, home, rows, airport):
    code, told = run(home, "scorecard", "--trust", airport, "--by", "status", "--json")
    own = [row for row in rows if row[3] == airport]
    assert code == 0
    assert told["currency"] == "USD"
    assert told["claims"] == len(own)
    assert told["total_cost"] == sum(cents(row[9]) for row in own)
    meaning = {"Deny": "nil", "Approve in Full": "settled", "Settle": "settled", "-": "open"}
    counted = Counter(meaning[row[10]] for row in own)
    assert {row["code"]: row["claims"] for row in told["rows"]} == counted


@pytest.mark.slow
def test_what_was_odd_is_reported_with_its_lines(run, home):
    files = [shared(f"data/tsa-claims/{name}") for name in WORKBOOKS]
    code, told = run(
        home,
        "claims",
        "check",
        *files,
        "--profile",
        "tsa-claims",
        "--as-at",
        "2015-01-31",
        "--json",
    )
    report = told["report"]
    odd = {rule["rule"]: rule["rows"] for rule in report["rules"]}
    assert code == 0
    assert odd["notified-before-incident"] == 169
    assert odd["duplicate-reference"] == 7
    assert odd["blank-row"] == report["rows"]["blank"] == 2_689
    rejected = [one for one in report["findings"] if one["action"] == "reject"]
    assert {(one["file"], one["line"]) for one in rejected} == {(WORKBOOKS[0], 41_599)}


@pytest.mark.slow
def test_the_2014_csv_gives_the_same_scorecards_as_the_2014_workbook(run, tmp_path, monkeypatch):
    """But for the range that is drawn with the seed of the release."""
    answers = []
    for name in ("claims-2014.csv", "claims-data-2014.xls"):
        folder = tmp_path / name
        for variable, value in real_data.environment(folder).items():
            monkeypatch.setenv(variable, value)
        file = shared(f"data/tsa-claims/{name}")
        arguments = ("--profile", "tsa-claims", "--as-at", "2015-01-31", "--publish", "--json")
        assert run(folder, "claims", "import", file, *arguments)[0] == 0
        told = run(folder, "scorecard", "--trust", "ATL", "--by", "injury", "--json")[1]
        answers.append(
            {
                key: value
                for key, value in told.items()
                if key not in ("snapshot", "likely_median_damages")
            }
        )
    assert answers[0] == answers[1]
    with shared("data/tsa-claims/claims-2014.csv").open(newline="") as file:
        assert answers[0]["claims"] == sum(row[3] == "ATL" for row in csv.reader(file))
