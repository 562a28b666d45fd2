"""`organisations import` as people call it, and what becomes of a claims file afterwards."""

import json
import subprocess
import sys

import pytest

from tests import real_data
from tests.intake.claims_files import file_of
from tests.organisations.small_files import BIRTHS, ETR, MERGERS, REGIONS, TYPES
from tests.places import PROJECT


@pytest.fixture
def real_home(empty_home, monkeypatch):
    """An instance where people sign in, so that trusts may be real; nothing is in it yet."""
    for name, value in real_data.environment(empty_home).items():
        monkeypatch.setenv(name, value)
    return empty_home


@pytest.fixture
def paths(tmp_path):
    """The small files, under names that say nothing."""
    files = {}
    for number, file in enumerate((BIRTHS, MERGERS, TYPES, ETR, REGIONS)):
        files[file.name] = tmp_path / f"{number}.txt"
        files[file.name].write_bytes(file.content)
    return files


def test_files_are_imported_in_any_order_and_each_oddity_is_a_line(run, empty_home, paths):
    code, told = run(empty_home, "organisations", "import", *paths.values(), "--as-at",
                     "2024-07-31")  # fmt: skip
    assert code == 0
    lines = told.splitlines()
    assert lines[0] == "0.txt: births, 4 rows."
    assert lines[3] == "3.txt: the organisation file (etr), 5 rows."
    assert lines[5].startswith("The register holds 6 organisations: 4 of 31 July 2024")
    assert any(line.startswith("blank-region: 1 organisation has no region") for line in lines)


def test_as_json_the_same_is_told(run, empty_home, paths):
    code, told = run(empty_home, "organisations", "import", *paths.values(), "--as-at",
                     "2024-07-31", "--json")  # fmt: skip
    assert code == 0
    assert told["organisations"] == 6
    assert told["merged"] == 2
    assert told["whole_years"] == 1
    assert [file["rows"] for file in told["files"]] == [4, 2, 2, 5, 1]
    assert {"kind", "count", "sentence", "examples"} == set(told["oddities"][0])


def test_a_file_that_is_none_of_them_is_refused_with_what_is_known(run, empty_home, tmp_path):
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\n1,2\n")
    code, told = run(empty_home, "organisations", "import", odd, "--json")
    assert code == 1
    assert told["refused"].startswith("odd.csv was refused. It is none of the files")
    assert "trust_code_old" in told["reasons"][0]
    code, told = run(empty_home, "organisations", "import", tmp_path / "nowhere.csv")
    assert code == 1
    assert "cannot be read" in told


def test_called_wrongly_it_exits_with_two(empty_home):
    for wrong in ([], ["--as-at", "yesterday", "x.csv"]):
        ran = subprocess.run(
            [sys.executable, "-m", "scorecards", "organisations", "import", *wrong],
            cwd=PROJECT, capture_output=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 2


def test_a_claims_file_follows_the_mergers_and_the_filter_finds_it(run, real_home, paths, tmp_path):
    claims = tmp_path / "claims.csv"
    rows = [{"Trust code": code} for code in ("XA1", "XB2", "XB2", "XC3")]
    claims.write_bytes(file_of(*rows).content)
    asked = ("claims", "import", claims, "--as-at", "2024-07-31", "--publish")
    assert run(real_home, *asked)[0] == 1
    run(real_home, "organisations", "import", *paths.values(), "--as-at", "2024-07-31")
    code, told = run(real_home, *asked)
    assert code == 0
    assert "2 rows against XB2 are counted for XA1, of which it is a part today." in told
    _, whole = run(real_home, "scorecard", "--trust", "XA1", "--by", "organisation", "--json")
    assert [(row["code"], row["name"], row["claims"]) for row in whole["rows"]] == [
        ("XB2", "Beech, Birch and Box NHS Trust", 2),
        ("XA1", "Alder and Elm NHS Foundation Trust", 1),
        ("XC3", "Cedar's NHS Trust", 1),
    ]
    _, part = run(real_home, "scorecard", "--trust", "XA1", "--filter", "organisation=XB2",
                  "--json")  # fmt: skip
    assert part["claims"] == 2
    assert "As constituted then: Beech, Birch and Box NHS Trust." in part["sentence"]
    code, told = run(real_home, "scorecard", "--trust", "XB2")
    assert (code, "know no trust" in told) == (1, True)


def test_figures_that_were_imported_later_make_another_release(run, real_home, paths, tmp_path):
    claims = tmp_path / "claims.csv"
    claims.write_bytes(file_of({"Trust code": "XA1"}).content)
    asked = ("claims", "import", claims, "--as-at", "2024-07-31", "--json")
    organisations = ("organisations", "import", "--as-at", "2024-07-31")
    run(real_home, *organisations, paths["etr.csv"])
    _, first = run(real_home, *asked)
    _, again = run(real_home, *asked)
    assert (again["snapshot"], again["already_imported"]) == (first["snapshot"], True)
    run(real_home, *organisations, paths["births.csv"])
    _, second = run(real_home, *asked)
    assert second["snapshot"] != first["snapshot"]
    manifest = json.loads(
        (real_home / "snapshots" / second["snapshot"] / "manifest.json").read_text()
    )
    (file,) = [each for each in manifest["files"] if each["path"] == "across/exposures.parquet"]
    assert file["rows"] == 1
