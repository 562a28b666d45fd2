"""Several processes write at once, or are killed as they do (DB-1, DB-7): nothing is lost."""

import multiprocessing
import random
import signal

import pytest
from sqlalchemy import func, select

from scorecards.store import schema, tables
from scorecards.store.engine import open_engine
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.store.writers import count_up, write_on_and_on


PROCESSES, ROUNDS = 8, 300


def _context():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "tests.store.writers", "tests.snapshots.children"])
    return context


def _url(engine):
    return engine.url.render_as_string(hide_password=False)


def _together(url, processes, rounds):
    """Lets them all count up at once; what failed."""
    context = _context()
    start, results = context.Barrier(processes), context.Queue()
    writers = [
        context.Process(target=count_up, args=(url, rounds, start, results))
        for _ in range(processes)
    ]
    for writer in writers:
        writer.start()
    told = [results.get(timeout=200) for _ in writers]
    for writer in writers:
        writer.join()
    return [failure for failures in told for failure in failures]


def test_read_then_write_by_eight_processes_never_fails_nor_loses_one(store):
    _, engine = store
    with writing(engine) as session:
        session.add(tables.Organisation(code="N", name="0", type="t", region="r", fictional=True))
    failures = _together(_url(engine), PROCESSES, ROUNDS)
    with reading(engine) as session:
        counted = int(session.scalars(select(tables.Organisation.name)).one())
    assert (failures, counted) == ([], PROCESSES * ROUNDS)


def test_the_first_start_of_several_processes_at_once_makes_the_tables_once(url):
    failures = _together(url, 4, 0)
    engine = open_engine(url)
    with reading(engine) as session:
        assert session.scalars(select(tables.Organisation)).all() == []
    assert schema.step_of(engine) == schema.head()
    engine.dispose()
    assert failures == []


@pytest.mark.parametrize("kills", [20, pytest.param(300, marks=pytest.mark.slow)])
def test_killed_at_any_moment_of_a_transaction_all_of_it_is_there_or_nothing(store, kills):
    kind, engine = store
    context, chance = _context(), random.Random(kills)
    number = 0
    for _ in range(kills):
        begun = context.Event()
        child = context.Process(target=write_on_and_on, args=(_url(engine), number + 1, begun))
        child.start()
        assert begun.wait(60)
        child.join(timeout=chance.uniform(0, 0.1))
        child.kill()
        child.join()
        assert child.exitcode == -signal.SIGKILL
        with writing(engine, SYSTEM) as session:  # takes its turn after whatever was under way
            counts = [
                session.scalar(select(func.count()).select_from(table))
                for table in (tables.Snapshot, tables.Publication)
            ]
            counts.append(session.get_one(tables.AuditHead, 1).seq)
        assert counts == [counts[0]] * 3
        assert counts[0] > number
        number = counts[0]
    if kind == "sqlite":
        with reading(engine) as session:
            connection = session.connection()
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
