"""The engine's settings, the types and the two kinds of transaction."""

import stat
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.schema import bring_up
from scorecards.store.transactions import reading, writing


# By a trigger of SQLite, and by the rights of PostgreSQL's role.
REFUSED = "only ever added|permission denied"
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def _release(name="2024-09-30-0123456789", **values):
    told = {"profile": "p", "claims": 1, "fictional": True, "currency": "GBP", **values}
    return tables.Snapshot(id=name, as_at=date(2024, 9, 30), created_at=NOON, **told)


def _publication(**values):
    told = {"snapshot_id": "2024-09-30-0123456789", "action": "published", "by": "s", **values}
    return tables.Publication(at=NOON, **told)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("busy_timeout", 5000), ("foreign_keys", 1), ("synchronous", 2)],
)
def test_every_connection_to_sqlite_has_the_sound_settings(sqlite, pragma, value):
    with reading(sqlite) as one, reading(sqlite) as other:
        for session in (one, other):
            assert session.scalar(text(f"PRAGMA {pragma}")) == value


def test_the_database_is_made_with_its_folder_and_is_closed_to_others(url, tmp_path):
    engine = open_engine(url)
    bring_up(engine)
    engine.dispose()
    for path in (tmp_path / "var").iterdir():
        assert not path.stat().st_mode & stat.S_IRWXO, path.name
    assert not (tmp_path / "var").stat().st_mode & stat.S_IRWXO


def test_a_database_in_memory_needs_no_file():
    engine = open_engine("sqlite://")
    bring_up(engine)
    with reading(engine) as session:
        assert session.scalars(select(tables.Snapshot)).all() == []
    engine.dispose()
    assert not Path(":memory:").exists()


def test_what_is_written_is_there_afterwards_even_when_read_first(engine):
    with writing(engine) as session:
        assert session.scalars(select(tables.Snapshot)).all() == []
        session.add(_release())
    with reading(engine) as session:
        assert session.scalars(select(tables.Snapshot)).one().claims == 1


@pytest.mark.parametrize("ending", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_ends_a_transaction_early_undoes_all_of_it(engine, ending):
    with pytest.raises(ending), writing(engine) as session:
        session.add(_release())
        session.flush()
        raise ending
    with reading(engine) as session:
        assert session.scalars(select(tables.Snapshot)).all() == []


def test_a_reading_transaction_cannot_write(engine):
    with pytest.raises(DBAPIError, match=r"read-?only"), reading(engine) as session:
        session.add(_release())
        session.flush()
    with writing(engine) as session:
        session.add(_release())
    with reading(engine) as session:
        assert session.scalars(select(tables.Snapshot)).one()


def test_a_reader_sees_one_state_and_does_not_wait_for_a_writer(engine):
    with reading(engine) as reader:
        assert reader.scalars(select(tables.Snapshot)).all() == []
        with writing(engine) as writer:
            writer.add(_release())
            writer.flush()
            assert reader.scalars(select(tables.Snapshot)).all() == []
        assert reader.scalars(select(tables.Snapshot)).all() == []


def test_two_threads_that_read_and_then_write_take_turns(engine):
    with writing(engine) as session:
        session.add(_release(claims=0))
    started = threading.Barrier(2)

    def add_up():
        started.wait()
        for _ in range(50):
            with writing(engine) as session:
                row = session.scalars(select(tables.Snapshot)).one()
                row.claims += 1

    threads = [threading.Thread(target=add_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as session:
        assert session.scalars(select(tables.Snapshot)).one().claims == 100


def test_a_publication_needs_a_release_that_exists(engine):
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(_publication())


def test_a_publication_has_a_known_action(engine):
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add_all([_release(), _publication(action="hidden")])


@pytest.mark.parametrize("change", ["UPDATE publication SET by = 'x'", "DELETE FROM publication"])
def test_publications_are_only_ever_added(engine, change):
    with writing(engine) as session:
        session.add(_release())
        session.flush()
        session.add(_publication())
    with pytest.raises(DBAPIError, match=REFUSED), writing(engine) as session:
        session.execute(text(change))


def test_creating_the_tables_again_keeps_what_is_in_them(engine):
    with writing(engine) as session:
        session.add(_release())
    bring_up(engine)
    with reading(engine) as session:
        assert session.scalars(select(tables.Snapshot)).one()


def test_a_time_without_a_zone_is_refused(engine):
    naive = datetime(2026, 6, 1, 12, 0)  # noqa: DTZ001
    with pytest.raises(StatementError, match="no time zone"), writing(engine) as session:
        release = _release()
        release.created_at = naive
        session.add(release)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(some.datetimes(timezones=some.sampled_from([UTC, ZoneInfo("Europe/London")])))
def test_an_instant_comes_back_as_the_same_instant_in_utc(engine, instant):
    try:
        expected = instant.astimezone(UTC)
    except OverflowError:  # the first or last hours that Python knows
        return
    with writing(engine) as session:
        release = _release()
        release.created_at = instant
        session.merge(release)
    with reading(engine) as session:
        found = session.scalars(select(tables.Snapshot.created_at)).one()
    assert (found, found.utcoffset()) == (expected, UTC.utcoffset(None))
