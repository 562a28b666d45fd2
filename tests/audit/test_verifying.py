"""A file of the database changed behind the back of the product: found, at the exact entry."""

import sqlite3
from contextlib import closing
from dataclasses import astuple, fields

import pytest
from sqlalchemy import select

from scorecards.audit import anchors, verifying
from scorecards.audit.chain import sealed
from scorecards.audit.model import Entry
from scorecards.errors import UserError
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from tests.audit.entries import ANN, NOW, fill, history
from tests.stores import sqlite_at


NUMBER = 30
TEXTS = [
    field.name
    for field in fields(Entry)
    if field.name not in ("seq", "at", "trust", "snapshot", "hash")
]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "scorecards.db"


@pytest.fixture
def engine(file):
    opened = sqlite_at(file)
    fill(opened, NUMBER)
    yield opened
    opened.dispose()


def behind(file, *statements):
    """Runs statements on the file, with the guards of the table taken away as an attacker would."""
    with closing(sqlite3.connect(file)) as connection:
        for name, *_ in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(*statement if isinstance(statement, tuple) else (statement,))
        connection.commit()


def whole(engine, noted=()):
    with reading(engine, SYSTEM) as session:
        return verifying.whole(session, noted)


def recent(engine, last=10):
    with reading(engine, SYSTEM) as session:
        return verifying.recent(session, last)


def test_a_trail_that_nobody_touched_is_whole(engine):
    assert whole(engine) == verifying.Verdict(NUMBER, None)
    assert recent(engine) == verifying.Verdict(10, None)
    assert recent(engine, NUMBER + 1) == verifying.Verdict(NUMBER, None)


def test_an_empty_trail_is_whole(tmp_path):
    opened = sqlite_at(tmp_path / "empty.db")
    assert whole(opened) == recent(opened) == verifying.Verdict(0, None)
    opened.dispose()


@pytest.mark.parametrize("column", TEXTS)
def test_one_changed_character_is_found_at_its_entry(engine, file, column):
    behind(file, f"UPDATE audit SET {column} = {column} || 'x' WHERE seq = 17")
    assert whole(engine).broken.seq == 17


@pytest.mark.parametrize("column", ["trust", "snapshot"])
def test_what_was_something_and_is_nothing_or_the_other_way_round_is_found(engine, file, column):
    other = "NULL" if column == "trust" else "''"
    behind(file, f"UPDATE audit SET {column} = {other} WHERE seq = 17")
    assert whole(engine).broken.seq == 17


def test_a_time_moved_by_a_microsecond_is_found(engine, file):
    behind(file, "UPDATE audit SET at = replace(at, '.000000', '.000001') WHERE seq = 17")
    assert whole(engine).broken.seq == 17


def test_a_hash_that_was_changed_is_found(engine, file):
    behind(file, "UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE seq = 17")
    assert whole(engine).broken.seq == 17


@pytest.mark.parametrize("seq", [1, 17, NUMBER])
def test_a_removed_entry_is_found(engine, file, seq):
    behind(file, f"DELETE FROM audit WHERE seq = {seq}")
    assert whole(engine).broken.seq == seq
    assert "missing" in whole(engine).sentence()


def test_a_shortened_end_is_found_at_the_first_entry_that_is_gone(engine, file):
    behind(file, "DELETE FROM audit WHERE seq > 20")
    assert whole(engine).broken.seq == recent(engine).broken.seq == 21


def test_an_end_that_is_not_marked_is_found(engine, file):
    behind(file, "DELETE FROM audit_head")
    assert whole(engine).broken.seq == recent(engine).broken.seq == NUMBER


def test_an_end_that_is_marked_elsewhere_is_found(engine, file):
    behind(file, "UPDATE audit_head SET hash = 'f' || substr(hash, 2) || 'f'")
    assert whole(engine).broken.seq == recent(engine).broken.seq == NUMBER


def test_an_entry_written_anew_with_a_hash_that_fits_is_found(engine, file):
    one = next(e for e in _entries(engine) if e.seq == 17)
    forged = sealed(Entry(*[*astuple(one)[:8], "forged", *astuple(one)[9:14], ""]))
    behind(
        file,
        (
            "UPDATE audit SET detail = ?, hash = ? WHERE seq = 17",
            (forged.detail, forged.hash),
        ),
    )
    assert whole(engine).broken.seq == 17


def test_the_quick_look_sees_a_change_among_the_last_entries_only(engine, file):
    behind(file, "UPDATE audit SET detail = 'x' WHERE seq = 25")
    assert recent(engine).broken.seq == 25
    behind(file, "UPDATE audit SET detail = '' WHERE seq = 25", "DELETE FROM audit WHERE seq = 3")
    assert recent(engine).broken is None
    assert whole(engine).broken.seq == 3


def test_a_whole_chain_written_anew_is_found_by_what_was_noted_outside(engine, file, tmp_path):
    noted = tmp_path / "anchors.jsonl"
    with reading(engine, SYSTEM) as session:
        anchors.note(session, noted, now=NOW)
    forged = history(NUMBER + 5)
    names = [field.name for field in fields(Entry)]
    behind(
        file,
        "DELETE FROM audit",
        *[
            (
                f"INSERT INTO audit ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                [e.seq, f"{e.at:%Y-%m-%d %H:%M:%S.%f}", *astuple(e)[2:]],
            )
            for e in forged
        ],
        ("UPDATE audit_head SET seq = ?, hash = ?", (forged[-1].seq, forged[-1].hash)),
    )
    assert whole(engine).broken is None, "by itself the new chain is whole"
    assert whole(engine, anchors.read(noted)).broken.seq == NUMBER


def test_a_shortened_chain_with_a_head_that_fits_is_found_by_what_was_noted(engine, file, tmp_path):
    noted = tmp_path / "anchors.jsonl"
    with reading(engine, SYSTEM) as session:
        anchors.note(session, noted, now=NOW)
    last = next(e for e in _entries(engine) if e.seq == 20)
    behind(
        file,
        "DELETE FROM audit WHERE seq > 20",
        ("UPDATE audit_head SET seq = 20, hash = ?", (last.hash,)),
    )
    assert whole(engine).broken is None
    assert whole(engine, anchors.read(noted)).broken.seq == NUMBER


def test_where_the_chain_stands_is_noted_once_for_each_end(engine, tmp_path):
    noted = tmp_path / "var" / "anchors.jsonl"
    with reading(engine, SYSTEM) as session:
        first = anchors.note(session, noted, now=NOW)
        assert anchors.note(session, noted, now=NOW) == first
    fill(engine, 1)
    with reading(engine, SYSTEM) as session:
        anchors.note(session, noted, now=NOW)
    assert [anchor.seq for anchor in anchors.read(noted)] == [NUMBER, NUMBER + 1]
    assert noted.stat().st_mode & 0o007 == 0


def test_a_damaged_note_is_refused_in_words(tmp_path):
    noted = tmp_path / "anchors.jsonl"
    noted.write_text('{"seq": 1, "hash"', encoding="utf-8")
    with pytest.raises(UserError, match="Line 1 of anchors"):
        anchors.read(noted)


def test_nobody_looks_at_a_part_of_a_chain_and_takes_it_for_the_whole(engine):
    for whose in (ANN, None):
        with reading(engine, whose) as session, pytest.raises(ValueError, match="whole"):
            verifying.whole(session)
        with reading(engine, whose) as session, pytest.raises(ValueError, match="whole"):
            verifying.recent(session)


def _entries(engine):
    with reading(engine, SYSTEM) as session:
        rows = session.scalars(select(tables.AuditEntry).order_by(tables.AuditEntry.seq))
        return [Entry(*(getattr(row, field.name) for field in fields(Entry))) for row in rows]
