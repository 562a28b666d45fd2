"""A backup is taken while people work, a changed byte in it is found, and it serves elsewhere."""

import json
import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from scorecards import clock
from scorecards.accounts import demonstration, sessions
from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.backups import making, restoring
from scorecards.cli.answers import OPERATOR
from scorecards.errors import UserError
from scorecards.people.demonstration import people
from scorecards.settings import Settings
from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.conftest import NOW
from tests.pages import screen


def opened(home):
    return open_engine(f"sqlite:///{home / 'scorecards.db'}")


def outcomes(home) -> list[tuple[str, bool, str]]:
    """What was written down of restored backups, oldest first."""
    engine = opened(home)
    with reading(engine, OPERATOR) as session:
        rows = session.scalars(select(tables.RestoreTest).order_by(tables.RestoreTest.id)).all()
        told = [(row.backup, row.sound, row.detail) for row in rows]
    engine.dispose()
    return told


def acts(home) -> list[tuple[str, str, str]]:
    engine = opened(home)
    with reading(engine, OPERATOR) as session:
        entry = tables.AuditEntry
        told = session.execute(
            select(entry.action, entry.subject, entry.result).order_by(entry.seq)
        ).all()
    engine.dispose()
    return [tuple(each) for each in told]


@pytest.fixture
def backup(run, two_releases, tmp_path):
    folder = tmp_path / "backups" / "monday"
    assert run(two_releases, "backup", "--to", folder, "--json")[0] == 0
    return folder


def test_what_is_restored_is_what_was_there_and_serves(run, two_releases, backup, tmp_path):
    away = tmp_path / "away"
    code, told = run(two_releases, "restore", "--from", backup, "--to", away, "--json")
    assert (code, told["whole"]) == (0, True)
    said = " ".join(told["found"])
    assert "The database is sound." in said
    assert "2 releases are as written." in said
    assert "1 claim, and every sum is right." in said
    asked = ("scorecard", "--trust", "ONE", "--json")
    assert run(away, *asked) == run(two_releases, *asked)
    assert run(away, "audit", "verify", "--json")[0] == 0
    screen.forget_other_homes(away)
    window = screen.visit(trust="ONE", person="steward")
    assert not window.exception
    assert screen.metrics(window)["Claims"] == "1"


def test_both_are_written_down_and_the_test_with_its_outcome(run, two_releases, backup, tmp_path):
    run(two_releases, "restore", "--from", backup, "--to", tmp_path / "away")
    ((name, sound, detail),) = outcomes(two_releases)
    assert (name, sound) == ("monday", True)
    assert "The database is sound." in detail
    assert acts(two_releases)[-2:] == [
        ("BACKED_UP", "backup/monday", "DONE"), ("RESTORE_TESTED", "backup/monday", "DONE"),
    ]  # fmt: skip


def files_of(folder) -> list[str]:
    return [each["path"] for each in json.loads((folder / "backup.json").read_bytes())["files"]]


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_one_changed_byte_in_any_file_is_found_and_nothing_is_left(
    run, two_releases, backup, tmp_path, place
):
    paths = [*files_of(backup), "backup.json", "backup.sha256"]
    whole = {path: (backup / path).read_bytes() for path in paths}
    for path, content in whole.items():
        at = {"first": 0, "middle": len(content) // 2, "last": len(content) - 1}[place]
        changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        (backup / path).write_bytes(changed)
        away = tmp_path / "away"
        code, told = run(two_releases, "restore", "--from", backup, "--to", away, "--json")
        assert code == 1, path
        named = "backup.json" if path == "backup.sha256" else path
        assert told["refused"].startswith(f"This backup cannot be relied on. {named} ")
        assert not away.exists()
        (backup / path).write_bytes(content)
    assert {sound for _, sound, _ in outcomes(two_releases)} == {False}
    assert len(outcomes(two_releases)) == len(paths)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_missing_file_and_a_folder_without_a_backup_are_refused(
    run, two_releases, backup, tmp_path
):
    (backup / "scorecards.db").unlink()
    away = tmp_path / "away"
    code, told = run(two_releases, "restore", "--from", backup, "--to", away, "--json")
    assert code == 1
    assert "scorecards.db is missing from the backup." in told["refused"]
    code, told = run(two_releases, "restore", "--from", tmp_path, "--to", away, "--json")
    assert code == 1
    assert "It is no backup" in told["refused"]


@pytest.mark.parametrize("command", [("backup",), ("restore", "--from")])
def test_nothing_is_written_over(run, two_releases, backup, tmp_path, command):
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    source = (backup,) if len(command) == 2 else ()
    code, told = run(two_releases, *command, *source, "--to", taken, "--json")
    assert code == 1
    assert "Name a folder that is empty." in told["refused"]
    assert [path.name for path in taken.iterdir()] == ["mine.txt"]


def test_a_backup_of_a_changed_trail_is_not_sound(run, two_releases, tmp_path):
    """The bytes are those of the backup; what they say was changed before."""
    engine = opened(two_releases)
    with writing(engine, SYSTEM) as session:
        trail.record(session, OPERATOR, Action.PUBLISHED, "release/one-more", now=NOW)
    engine.dispose()
    with closing(sqlite3.connect(two_releases / "scorecards.db")) as database:
        database.execute("DROP TRIGGER audit_no_update")
        database.execute("UPDATE audit SET subject = 'release/another' WHERE seq = 2")
        database.commit()
    folder, away = tmp_path / "backup", tmp_path / "away"
    assert run(two_releases, "backup", "--to", folder)[0] == 0
    code, told = run(two_releases, "restore", "--from", folder, "--to", away, "--json")
    assert code == 1
    assert "The audit trail is not what was written." in told["refused"]
    assert not away.exists()


def test_a_damaged_release_is_left_out_by_name_and_the_rest_is_kept(run, two_releases, tmp_path):
    (old,) = (two_releases / "snapshots").glob("2025-*")
    (old / "codes.parquet").write_bytes(b"")
    folder, away = tmp_path / "backup", tmp_path / "away"
    code, told = run(two_releases, "backup", "--to", folder, "--json")
    assert code == 1
    assert list(told["left_out"]) == [old.name]
    assert len(told["releases"]) == 1
    code, told = run(two_releases, "restore", "--from", folder, "--to", away, "--json")
    assert code == 0
    assert "1 release is as written." in " ".join(told["found"])


def test_nobody_is_signed_in_on_what_was_restored(run, two_releases, tmp_path):
    engine = opened(two_releases)
    with writing(engine, SYSTEM) as session:
        demonstration.settle(session, people({}, {}), now=clock.now())
        token = sessions.begin(session, "steward", browser="test", now=clock.now())
    folder, away = tmp_path / "backup", tmp_path / "away"
    assert run(two_releases, "backup", "--to", folder)[0] == 0
    assert run(two_releases, "restore", "--from", folder, "--to", away)[0] == 0
    with reading(engine, SYSTEM) as session:
        assert sessions.find(session, token, now=clock.now()) is not None
    engine.dispose()
    restored = opened(away)
    with reading(restored, SYSTEM) as session:
        assert sessions.find(session, token, now=clock.now()) is None
    restored.dispose()


def test_a_backup_under_load_is_of_one_moment_and_holds_nobody_up(run, two_releases, tmp_path):
    """Each writer adds two entries at a time: a backup between them would have an odd number."""
    engine, failed = opened(two_releases), []
    began, stop = threading.Event(), threading.Event()

    def work() -> None:
        try:
            while not stop.wait(0.02):  # some hundred transactions a second, as people would
                with writing(engine, SYSTEM) as session:
                    for half in ("one", "two"):
                        subject = f"half/{half}"
                        trail.record(session, OPERATOR, Action.EXPORTED, subject, now=NOW)
                began.set()
        except Exception as error:
            failed.append(error)

    writers = [threading.Thread(target=work) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        assert began.wait(60)
        for number in range(3):
            folder, away = tmp_path / f"backup-{number}", tmp_path / f"away-{number}"
            assert run(two_releases, "backup", "--to", folder)[0] == 0
            assert run(two_releases, "restore", "--from", folder, "--to", away)[0] == 0
            halves = [subject for _, subject, _ in acts(away) if subject.startswith("half/")]
            assert halves
            assert halves == ["half/one", "half/two"] * (len(halves) // 2)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
        engine.dispose()
    assert not failed
    assert run(two_releases, "audit", "verify", "--json")[0] == 0


def test_what_was_noted_outside_the_database_comes_along(run, two_releases, tmp_path):
    assert run(two_releases, "audit", "anchor")[0] == 0
    folder, away = tmp_path / "backup", tmp_path / "away"
    assert run(two_releases, "backup", "--to", folder)[0] == 0
    assert run(two_releases, "restore", "--from", folder, "--to", away)[0] == 0
    assert (away / "anchors.jsonl").read_bytes() == (two_releases / "anchors.jsonl").read_bytes()
    lines = (folder / "anchors.jsonl").read_bytes()
    assert b'"seq"' in lines


def test_nothing_in_a_backup_is_open_to_others(backup):
    modes = {path.stat().st_mode & 0o7 for path in backup.rglob("*")}
    assert modes == {0}


def programs() -> Path:
    """Where the programs of the PostgreSQL that tests run on are."""
    import pgserver  # noqa: PLC0415

    return Path(pgserver.__file__).parent / "pginstall" / "bin"


def test_postgresql_is_dumped_with_the_rows_of_every_trust(
    postgres_server, two_releases, tmp_path, monkeypatch
):
    """The owner too is held by the row policies, and a dump without their rows would be none."""
    settings = Settings.from_env({"SCORECARDS_HOME": str(two_releases)})
    folder, away = tmp_path / "backup", tmp_path / "away"
    with postgres_server.database() as database:
        engine = open_engine(database.url)
        with writing(engine, SYSTEM) as session:
            trail.record(
                session, OPERATOR, Action.INVITED, "person/of-one-trust", now=NOW, trust="RA1"
            )
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(UserError, match="pg_dump is not on the path"):
            making.make(engine, settings, folder, owner_url=database.owner_url, now=NOW)
        assert not folder.exists()
        monkeypatch.setenv("PATH", str(programs()), prepend=":")
        with pytest.raises(UserError, match="SCORECARDS_DATABASE_OWNER_URL"):
            making.make(engine, settings, folder, owner_url=None, now=NOW)
        made = making.make(engine, settings, folder, owner_url=database.owner_url, now=NOW)
        engine.dispose()
    assert [file.path for file in made.files] == ["database.dump"]
    found = restoring.restore(folder, away, now=NOW)
    assert not found.whole
    assert "pg_restore" in found.found[-1]
    told = subprocess.run(
        [programs() / "pg_restore", "--data-only", "--table=audit", "--file=-",
         away / "database.dump"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "person/of-one-trust" in told.stdout
