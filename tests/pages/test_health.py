"""The screen that says how the service stands: for stewards and auditors, with what to do."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from scorecards import clock
from scorecards.backups.commands import record_test
from scorecards.cli.answers import OPERATOR
from scorecards.store.engine import open_engine
from scorecards.store.transactions import writing
from tests.pages import screen
from tests.pages.screen import HEALTH, visit


def lines(window) -> dict[str, tuple[str, str, str]]:
    """Each line by its name: how it stands, the judgement, and what to do."""
    table = next(table for table in screen.tables(window) if "Judgement" in table.columns)
    return {
        row["What"]: tuple(
            screen.as_read(row[name]).strip("*")
            for name in ("How it stands", "Judgement", "What to do")
        )
        for _, row in table.iterrows()
    }


def restored(home, *, days_ago: int, sound: bool = True, detail: str = "All came back.") -> None:
    engine = open_engine(f"sqlite:///{home / 'scorecards.db'}")
    at = clock.now() - timedelta(days=days_ago)
    with writing(engine, OPERATOR) as session:
        record_test(session, OPERATOR, "monday", sound=sound, detail=detail, now=at)
    engine.dispose()


def red(window) -> list[str]:
    return [screen.as_read(error.value) for error in window.error]


@pytest.mark.parametrize("person", ["steward", "auditor"])
def test_every_line_has_a_judgement_and_says_what_to_do_where_it_is_not_fine(
    at_home, demonstration, person
):
    at_home(demonstration)
    window = visit(HEALTH, person=person)
    assert not window.exception
    told = lines(window)
    assert {judgement for _, judgement, _ in told.values()} <= {"Fine", "Look at it"}
    for value, judgement, advice in told.values():
        assert value
        assert (judgement == "Look at it") is bool(advice)
    assert told["Claims: what readers see"][0].startswith("As at 31 March 2026, ")
    assert told["Tables"][1] == told["Database"][1] == "Fine"
    versions = next(table for table in screen.tables(window) if "Version" in table.columns)
    assert list(versions["What"]) == [
        "Claims scorecards", "Python", "Streamlit", "SQLAlchemy", "SQLite",
    ]  # fmt: skip


@pytest.mark.parametrize("person", ["manager-NMU", "board", "lead", "administrator", "newcomer"])
def test_nobody_else_is_told(at_home, demonstration, person):
    at_home(demonstration)
    window = visit(HEALTH, person=person)
    assert not window.table
    assert screen.texts(window)[2:] == [
        "The state of the service is for data stewards and auditors."
    ]


def test_a_backup_that_was_never_tried_is_said_in_red(at_home, own_demonstration):
    at_home(own_demonstration)
    assert red(visit(HEALTH, person="steward"))[0].startswith("No restore has been tested.")


@pytest.mark.parametrize(("days_ago", "due"), [(0, False), (34, False), (36, True)])
def test_a_restore_test_is_good_for_thirty_five_days(at_home, own_demonstration, days_ago, due):
    at_home(own_demonstration)
    restored(own_demonstration, days_ago=days_ago)
    window = visit(HEALTH, person="steward")
    value, judgement, _ = lines(window)["Last restore test"]
    if due:
        assert value == "No restore has been tested for 36 days."
        assert red(window)[0].startswith(value)
    else:
        assert value.startswith("Sound, on ")
        assert red(window) == []
    assert judgement == ("Look at it" if due else "Fine")


def test_a_restore_that_failed_outweighs_an_earlier_one_that_did_not(at_home, own_demonstration):
    at_home(own_demonstration)
    restored(own_demonstration, days_ago=3)
    restored(own_demonstration, days_ago=1, sound=False, detail="scorecards.db is missing.")
    window = visit(HEALTH, person="steward")
    assert "failed" in lines(window)["Last restore test"][0]
    assert "scorecards.db is missing." in red(window)[0]


def test_a_changed_audit_entry_and_a_damaged_release_are_named(at_home, own_demonstration):
    at_home(own_demonstration)
    with closing(sqlite3.connect(own_demonstration / "scorecards.db")) as database:
        database.execute("DROP TRIGGER audit_no_update")
        database.execute("UPDATE audit SET detail = 'nothing' WHERE seq = 1")
        database.commit()
    for path in (own_demonstration / "snapshots").glob("2026-*/codes.parquet"):
        path.write_bytes(b"")
    window = visit(HEALTH, person="auditor")
    told = lines(window)
    assert told["Audit trail: its chain"][1] == "Look at it"
    assert "audit verify" in told["Audit trail: its chain"][2]
    assert told["Claims: every byte was read"][:2] == ("Not lately", "Look at it")
    assert next(iter(told)) == "Claims: every byte was read"
    assert "things need a look." in " ".join(screen.texts(window))


def test_a_release_that_waits_is_in_the_queue(at_home, own_demonstration, monkeypatch, capsys):
    from scorecards.cli.main import main  # noqa: PLC0415
    from tests.places import PROJECT  # noqa: PLC0415

    monkeypatch.setenv("SCORECARDS_APPROVALS", "1")
    monkeypatch.setenv("SCORECARDS_HOME", str(own_demonstration))
    example = PROJECT / "docs" / "examples" / "claims.csv"
    assert main(["claims", "import", str(example), "--as-at", "2026-03-31"]) == 0
    at_home(own_demonstration)
    assert lines(visit(HEALTH, person="auditor"))["Releases waiting for approval"][:2] == (
        "1", "Look at it",
    )  # fmt: skip


def test_old_claims_are_said_to_be_old(at_home, two_releases, monkeypatch):
    at_home(two_releases)
    later = datetime(2027, 6, 1, 9, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: later)
    told = lines(visit(HEALTH, person="steward"))["Claims: what readers see"]
    assert told[:2] == ("As at 31 March 2026, 427 days ago", "Look at it")
