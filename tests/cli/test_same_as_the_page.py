"""The command line and the screen say the same of the same selection, to the penny."""

import subprocess
import sys

import pytest

from scorecards import formatting
from tests.intake.claims_files import file_of
from tests.pages import screen
from tests.places import PROJECT


SELECTIONS = (
    {},
    {"scheme": "non-clinical"},
    {"basis": "closed", "from": "2018/19", "to": "2021/22"},
    {"basis": "notified", "specialty": "obstetrics", "status": "settled,continuing"},
    {"cause": "delayed-diagnosis,consent", "band": "25k-to-100k"},
    {"scheme": "non-clinical", "injury": "fracture", "from": "2016/17"},
    {"status": "incident"},
)
KEYS = {
    "sentence", "snapshot", "as_at", "trust", "name", "kind", "basis", "from", "to", "filters",
    "currency", "claims", "total_cost", "claims_with_damages", "median_damages", "mean_damages",
    "closed", "closed_nil", "share_closed_nil", "share_of_largest_claim",
    "total_without_largest_claim", "capped_total", "likely_median_damages",
    "trimmed_mean_damages", "parts_of_cost", "notified_incidents",
    "claims_without_date", "by", "rows", "years",
}  # fmt: skip


def all_money(given: dict[str, str], asked: dict[str, str]) -> dict[str, str]:
    """Some of the table of all figures of money, by name."""
    window = screen.visit(given["scheme"], person="steward", trust="NMU", detail="money", **asked)
    table = next(t for t in screen.tables(window) if "Figure" in t.columns)
    shown = dict(zip(table["Figure"], table["Amount"], strict=True))
    names = ("Total cost", "Total without largest claim", "Mean damages", "Trimmed mean of damages")
    return {name: shown[name] for name in names}


def _shown(pence: int | None, missing: str) -> str:
    return missing if pence is None else formatting.money_exact(pence)


def arguments(selection: dict[str, str]) -> list[str]:
    found = []
    for name, value in selection.items():
        if name in ("scheme", "basis", "from", "to"):
            found += [f"--{name}", value]
        else:
            found += ["--filter", f"{name}={value}"]
    return found


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_the_figures_of_a_selection_are_those_of_the_page(
    run, demonstration, monkeypatch, selection
):
    given = {"scheme": "clinical", **selection}
    code, told = run(demonstration, "scorecard", "--trust", "NMU", *arguments(given), "--json")
    assert code == 0
    assert set(told) >= KEYS
    monkeypatch.setenv("SCORECARDS_HOME", str(demonstration))
    screen.forget_other_homes(demonstration)
    asked = {name: value for name, value in given.items() if name != "scheme"}
    window = screen.visit(
        given["scheme"], person="steward", trust="NMU", ranked="location", **asked
    )
    assert screen.sentence(window) == told["sentence"]
    tiles = screen.metrics(window)
    assert tiles["Claims"] == formatting.count(told["claims"])
    assert tiles["Capped total"] == formatting.money(told["capped_total"])
    if told["share_of_largest_claim"] is not None:
        assert tiles["Largest claim"] == formatting.percent(told["share_of_largest_claim"])
    if told["median_damages"] is not None:
        assert tiles["Median damages"] == formatting.money(told["median_damages"])
    assert all_money(given, asked) == {
        "Total cost": formatting.money_exact(told["total_cost"]),
        "Total without largest claim": formatting.money_exact(told["total_without_largest_claim"]),
        "Mean damages": _shown(told["mean_damages"], "none paid"),
        "Trimmed mean of damages": _shown(told["trimmed_mean_damages"], "too few claims"),
    }
    for key in ("years", "ranking"):
        window.session_state[f"table-{key}"] = True
    window.run()
    yearly = next(t for t in screen.tables(window) if "Financial year" in t.columns)
    assert list(yearly["Financial year"]) == [row["year"] for row in told["years"]]
    assert list(yearly["Total cost"]) == [
        formatting.money_exact(row["total"]) for row in told["years"]
    ]
    by_place = run(
        demonstration,
        "scorecard",
        "--trust",
        "NMU",
        *arguments(given),
        "--by",
        "location",
        "--json",
    )[1]
    places = next(t for t in screen.tables(window) if "Location" in t.columns)
    assert sorted(zip(places["Location"], places["Claims"], places["Total cost"], strict=True)) == (
        sorted(
            (row["name"], formatting.count(row["claims"]), formatting.money_exact(row["total"]))
            for row in by_place["rows"]
        )
    )


def test_without_json_the_same_is_said_in_lines(run, demonstration):
    given = ("scorecard", "--trust", "NMU", "--scheme", "clinical")
    told = run(demonstration, *given, "--json")[1]
    code, lines = run(demonstration, *given)
    first, second, *rest = lines.splitlines()
    assert code == 0
    assert first == told["sentence"]
    assert second == f"Total cost {formatting.money_exact(told['total_cost'])}."
    assert len(rest) == len(told["rows"])


def test_filters_given_one_by_one_are_filters_given_together(run, demonstration):
    one = ("--filter", "cause=consent", "--filter", "cause=delayed-diagnosis")
    other = ("--filter", "cause=consent,delayed-diagnosis")
    answers = [
        run(demonstration, "scorecard", "--trust", "NMU", *filters, "--json")[1]
        for filters in (one, other)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["claims"] > 0


def test_a_period_that_ends_before_it_starts_is_refused(run, demonstration):
    code, told = run(
        demonstration,
        "scorecard",
        "--trust",
        "NMU",
        "--from",
        "2020/21",
        "--to",
        "2016/17",
        "--json",
    )
    assert code == 1
    assert "2020/21" in told["refused"]


def test_a_file_with_personal_data_is_refused_with_reasons_and_leaves_no_copy(
    run, own_demonstration, tmp_path
):
    before = sorted((own_demonstration / "snapshots").glob("2*"))
    people = tmp_path / "claims.csv"
    people.write_bytes(file_of(*({"Contact": f"person{n}@example.org"} for n in range(40))).content)
    report = tmp_path / "report.xlsx"
    code, told = run(
        own_demonstration, "claims", "import", people, "--as-at", "2025-03-31", "--publish",
        "--report", report, "--json",
    )  # fmt: skip
    assert code == 1
    assert "personal data" in told["refused"]
    assert any("“Contact”" in reason for reason in told["reasons"])
    assert not report.exists()
    kept = [path for path in own_demonstration.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"example.org" in path.read_bytes()]
    assert sorted((own_demonstration / "snapshots").glob("2*")) == before


@pytest.mark.parametrize("verb", ["publish", "rollback", "verify"])
def test_a_release_that_is_not_there_is_refused(run, two_releases, verb):
    for name in ("2020-01-01-0123456789", "../../etc", "nonsense"):
        code, told = run(two_releases, "snapshots", verb, name, "--json")
        assert code == 1
        assert told["refused"].endswith(".")


def test_a_real_process_answers_with_its_exit_code(demonstration):
    """As a script calls it: JSON on standard output, and 0, 1 or 2 at the end."""
    for arguments, code in (
        (("scorecard", "--trust", "NMU", "--json"), 0),
        (("scorecard", "--trust", "ZZZ", "--json"), 1),
        (("scorecard", "--trust"), 2),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "scorecards", *arguments],
            cwd=PROJECT, env={"SCORECARDS_HOME": str(demonstration), "PATH": ""},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        assert done.stdout.startswith("{") == (code < 2)
