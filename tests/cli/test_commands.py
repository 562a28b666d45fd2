"""What every command promises: exit codes, JSON, and that a refusal leaves nothing behind."""

import subprocess
import sys

import pytest

from scorecards.claims import queries
from scorecards.claims.changes.queries import changed
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Views
from scorecards.claims.selection import Selection
from scorecards.cli.answers import OPERATOR
from scorecards.snapshots.opening import open_snapshot
from tests.places import PROJECT


EXTRACT = PROJECT / "docs" / "examples" / "claims.csv"
AS_AT = "2026-03-31"


def test_called_without_a_command_it_says_how_and_exits_with_2():
    found = subprocess.run(
        [sys.executable, "-m", "scorecards"],
        cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert found.returncode == 2
    assert "usage: python -m scorecards" in found.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("claims", "check"),
        ("claims", "import", "file.csv"),
        ("claims", "check", "file.csv", "--profile", "none-such"),
        ("scorecard",),
        ("scorecard", "--trust", "NMU", "--from", "2015/17"),
        ("scorecard", "--trust", "NMU", "--basis", "guessed"),
        ("snapshots", "burn"),
    ],
)
def test_a_command_called_wrongly_exits_with_2(run, empty_home, arguments):
    with pytest.raises(SystemExit) as ended:
        run(empty_home, *arguments)
    assert ended.value.code == 2


def test_nothing_published_is_said_and_exits_with_1(run, empty_home):
    code, told = run(empty_home, "scorecard", "--trust", "NMU", "--json")
    assert code == 1
    assert "published" in told["refused"]


def test_the_demonstration_is_not_built_where_people_sign_in(
    run, empty_home, tmp_path, monkeypatch
):
    secret = tmp_path / "secret"
    secret.write_text("s" * 40, encoding="utf-8")
    secret.chmod(0o400)
    monkeypatch.setenv("SCORECARDS_SIGN_IN", "openid")
    monkeypatch.setenv("SCORECARDS_OPENID_ISSUER", "https://login.example.org")
    monkeypatch.setenv("SCORECARDS_OPENID_CLIENT", "scorecards")
    monkeypatch.setenv("SCORECARDS_OPENID_SECRET_FILE", str(secret))
    code, told = run(empty_home, "demo", "--json")
    assert code == 1
    assert "beside real claims" in told["refused"]
    assert run(empty_home, "snapshots", "list", "--json")[1]["snapshots"] == []


def test_the_demonstration_is_built_once_and_says_so_the_second_time(run, tmp_path):
    first = run(tmp_path, "demo", "--json")
    second = run(tmp_path, "demo", "--json")
    assert first[0] == second[0] == 0
    assert not first[1]["already_built"]
    assert second[1]["already_built"]
    assert first[1]["snapshot"] == second[1]["snapshot"]
    code, told = run(tmp_path, "snapshots", "list", "--json")
    assert code == 0
    assert [each["id"] for each in told["publications"]] == [
        each["id"] for each in told["snapshots"]
    ]
    assert [(each["as_at"], each["current"]) for each in told["snapshots"]] == [
        ("2026-03-31", True), ("2025-03-31", False),
    ]  # fmt: skip
    assert told["snapshots"][0]["id"] == first[1]["snapshot"]


def test_checking_a_file_stores_nothing(run, own_demonstration):
    before = sorted(path.name for path in (own_demonstration / "snapshots").iterdir())
    code, told = run(own_demonstration, "claims", "check", EXTRACT, "--as-at", AS_AT, "--json")
    assert code == 0
    rows = told["report"]["rows"]
    assert rows["read"] == rows["loaded"] + rows["rejected"] + rows["blank"]
    assert sorted(path.name for path in (own_demonstration / "snapshots").iterdir()) == before


def test_importing_the_same_bytes_twice_makes_one_release_and_says_so(run, own_demonstration):
    arguments = ("claims", "import", EXTRACT, "--as-at", AS_AT, "--publish", "--json")
    first = run(own_demonstration, *arguments)
    second = run(own_demonstration, *arguments)
    assert first[0] == second[0] == 0
    assert not first[1]["already_imported"]
    assert second[1]["already_imported"]
    assert first[1]["snapshot"] == second[1]["snapshot"]
    code, said = run(own_demonstration, *arguments[:-1])
    assert code == 0
    assert "had been imported before" in said


def test_a_refused_file_exits_with_1_and_leaves_the_home_as_it_was(
    run, own_demonstration, tmp_path
):
    hostile = tmp_path / "claims.csv"
    hostile.write_bytes(b"%PDF-1.7 this is no table")
    before = sorted(path.name for path in (own_demonstration / "snapshots").iterdir())
    code, told = run(own_demonstration, "claims", "import", hostile, "--as-at", AS_AT, "--json")
    assert code == 1
    assert told["refused"].endswith(".")
    assert sorted(path.name for path in (own_demonstration / "snapshots").iterdir()) == before


def test_a_file_that_is_not_there_is_refused_by_name(run, empty_home, tmp_path):
    missing = tmp_path / "nowhere.csv"
    code, told = run(empty_home, "claims", "check", missing, "--json")
    assert code == 1
    assert "nowhere.csv" in told["refused"]


def test_the_report_is_written_as_a_workbook_when_asked(run, own_demonstration, tmp_path):
    report = tmp_path / "report.xlsx"
    code, _ = run(
        own_demonstration, "claims", "check", EXTRACT, "--as-at", AS_AT, "--report", report
    )
    assert code == 0
    assert report.read_bytes().startswith(b"PK")


def test_releases_are_published_rolled_back_and_compared(run, two_releases):
    code, told = run(two_releases, "snapshots", "list", "--json")
    newest, oldest = (each["id"] for each in told["snapshots"])
    assert code == 0
    assert run(two_releases, "snapshots", "rollback", "--json")[1] == {"current": oldest}
    assert run(two_releases, "scorecard", "--trust", "ONE", "--json")[1]["total_cost"] == 100_000
    assert run(two_releases, "snapshots", "publish", newest, "--json")[0] == 0
    assert run(two_releases, "scorecard", "--trust", "ONE", "--json")[1]["total_cost"] == 1_234_500
    assert run(two_releases, "snapshots", "publish", newest)[0] == 1
    code, changes = run(two_releases, "snapshots", "diff", oldest, newest, "--json")
    assert code == 0
    assert (changes["new"], changes["removed"], changes["changed"]) == (0, 0, 1)
    bridge = changes["money"]["damages_paid"]
    assert bridge == {
        "before": 100_000, "new": 0, "removed": 0, "revalued": 1_134_500, "after": 1_234_500,
    }  # fmt: skip
    steps = {step["change"]: step for step in changes["bridge"]["steps"]}
    assert {name: step["claims"] for name, step in steps.items() if step["claims"]} == {
        "revalued": 1
    }
    assert steps["revalued"]["total_cost"] == steps["revalued"]["money"]["damages_paid"]
    assert steps["revalued"]["total_cost"] == 1_134_500


def test_two_releases_are_compared_to_the_penny_for_one_trust_and_for_all(run, demonstration):
    _, told = run(demonstration, "snapshots", "list", "--json")
    newest, oldest = (each["id"] for each in told["snapshots"])
    whole, own = (
        run(demonstration, "snapshots", "diff", oldest, newest, *trust, "--json")[1]["bridge"]
        for trust in ((), ("--trust", "NMU"))
    )
    for bridge in (whole, own):
        for column, before in bridge["before"]["money"].items():
            moved = sum(step["money"][column] for step in bridge["steps"])
            assert before + moved == bridge["after"]["money"][column]
        claims = {step["change"]: step["claims"] for step in bridge["steps"]}
        assert (
            bridge["before"]["claims"] + claims["new"] - claims["removed"]
            == (bridge["after"]["claims"])
        )
    assert 0 < own["after"]["claims"] < whole["after"]["claims"] / 50
    snapshots = [open_snapshot(demonstration / "snapshots", each) for each in (oldest, newest)]
    page = [changed(*snapshots, OPERATOR, "NMU", kind).bridge for kind in Kind]
    assert own["after"]["money"]["damages_paid"] == sum(each.after["damages_paid"] for each in page)
    lines = run(demonstration, "snapshots", "diff", oldest, newest, "--trust", "NMU")[1]
    assert f"After: {own['after']['claims']:,} claims, £" in lines


def test_a_release_with_one_changed_bit_fails_verification_and_the_one_before_serves(
    run, two_releases
):
    newest = run(two_releases, "snapshots", "list", "--json")[1]["snapshots"][0]["id"]
    assert run(two_releases, "snapshots", "verify", "--json")[1]["sound"]
    path = two_releases / "snapshots" / newest / "claims" / "trust=ONE" / "claims.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    code, told = run(two_releases, "snapshots", "verify", "--json")
    assert code == 1
    assert "claims/trust=ONE/claims.parquet" in told["refused"]
    assert run(two_releases, "scorecard", "--trust", "ONE", "--json")[1]["total_cost"] == 100_000


def test_the_scorecard_prints_what_the_page_is_drawn_from(run, demonstration):
    code, told = run(
        demonstration, "scorecard", "--trust", "NMU", "--scheme", "clinical", "--basis", "notified",
        "--from", "2018/19", "--to", "2022/23", "--by", "cause",
        "--filter", "specialty=obstetrics,gynaecology", "--json",
    )  # fmt: skip
    assert code == 0
    snapshot = open_snapshot(demonstration / "snapshots", told["snapshot"])
    wanted = Selection(
        "NMU", Kind.CLINICAL, 2018, 2022, Basis.NOTIFIED,
        {"specialty": ("obstetrics", "gynaecology")},
    )  # fmt: skip
    page = queries.scorecard(
        snapshot, OPERATOR, wanted, Views("specialty", "cause", "cause", "specialty")
    )
    assert told["claims"] == page.headline.claims > 20
    assert told["total_cost"] == page.headline.total
    assert told["median_damages"] == page.headline.median_damages
    assert [row["code"] for row in told["rows"]] == page.ranking["code"].to_list()
    assert sum(row["claims"] for row in told["rows"]) == told["claims"]
    assert sum(row["total"] for row in told["years"]) == told["total_cost"]


@pytest.mark.parametrize(
    ("given", "said"),
    [("specialty", "no value"), ("colour=red", "There is no filter"), ("=x", "There is no filter")],
)
def test_a_filter_that_means_nothing_is_refused(run, demonstration, given, said):
    code, told = run(demonstration, "scorecard", "--trust", "NMU", "--filter", given, "--json")
    assert code == 1
    assert said in told["refused"]


def test_an_unknown_trust_is_refused_by_its_code(run, demonstration):
    code, told = run(demonstration, "scorecard", "--trust", "ZZZ", "--json")
    assert code == 1
    assert "ZZZ" in told["refused"]


def test_a_port_that_is_none_is_refused_in_words(run, empty_home, monkeypatch):
    monkeypatch.setenv("PORT", "abc")
    code, told = run(empty_home, "serve", "--json")
    assert code == 1
    assert "PORT is “abc”" in told["refused"]


def test_a_home_that_cannot_be_made_is_refused_by_name(run, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    code, told = run(tmp_path / "file" / "home", "snapshots", "list", "--json")
    assert code == 1
    assert "SCORECARDS_HOME" in told["refused"]
