"""`audit verify|list|anchor`, as an operator runs them."""

import json
import sqlite3
from contextlib import closing

import pytest


@pytest.fixture
def home(own_demonstration):
    return own_demonstration


def damage(home, statement):
    with closing(sqlite3.connect(home / "scorecards.db")) as database:
        for change in ("update", "delete"):
            database.execute(f"DROP TRIGGER audit_no_{change}")
        database.execute(statement)
        database.commit()


def test_a_whole_trail_is_said_to_be_whole(run, home):
    code, told = run(home, "audit", "verify", "--json")
    assert code == 0
    assert told == {"entries": 2, "anchors": 0, "broken": None}


def test_a_changed_byte_is_named_and_the_exit_code_is_1(run, home):
    damage(home, "UPDATE audit SET subject = 'release/2026-03-31-x' WHERE seq = 2")
    code, told = run(home, "audit", "verify")
    assert code == 1
    assert "Entry 2 was changed" in told
    code, told = run(home, "audit", "verify", "--json")
    assert (code, told["broken"]["seq"]) == (1, 2)


def test_what_was_noted_is_compared(run, home):
    code, told = run(home, "audit", "anchor", "--json")
    assert (code, told["anchor"]["seq"]) == (0, 2)
    lines = (home / "anchors.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [2]
    assert run(home, "audit", "verify", "--json")[1]["anchors"] == 1
    (home / "anchors.jsonl").write_text(lines[0].replace('"hash": "', '"hash": "0'), "utf-8")
    code, told = run(home, "audit", "verify")
    assert code == 1
    assert "Entry 2 is not the one that was noted outside the database" in told


def test_a_file_elsewhere_can_be_named(run, home, tmp_path):
    elsewhere = tmp_path / "elsewhere" / "noted.jsonl"
    assert run(home, "audit", "anchor", "--file", elsewhere)[0] == 0
    assert elsewhere.exists()
    assert not (home / "anchors.jsonl").exists()
    assert run(home, "audit", "verify", "--file", elsewhere, "--json")[1]["anchors"] == 1


def test_the_list_can_be_narrowed(run, home):
    code, told = run(home, "audit", "list", "--action", "PUBLISHED", "--most", "1", "--json")
    assert code == 0
    assert told["number"] == 2
    assert [line["seq"] for line in told["entries"]] == [2]
    assert run(home, "audit", "list", "--action", "SIGNED_IN")[1] == "There are no such entries.\n"
    code, told = run(home, "audit", "list", "--first", "soon")
    assert (code, "A day is written like" in told) == (1, True)
