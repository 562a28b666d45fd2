"""Several processes write to one SQLite file (DB-1). Nobody fails, nothing is lost."""

import multiprocessing

from sqlalchemy import select

from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.transactions import reading, writing
from tests.store.writers import count_up


def _together(url, processes, rounds):
    """Lets them all count up at once; the failures and the longest wait in seconds."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "tests.store.writers", "tests.snapshots.children"])
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
    return sum(failures for failures, _ in told), max(slowest for _, slowest in told)


def test_read_then_write_by_eight_processes_never_fails_nor_loses_one(engine, url):
    processes, rounds = 8, 300
    with writing(engine) as session:
        session.add(tables.Organisation(code="N", name="0", type="t", region="r", fictional=True))
    failures, slowest = _together(url, processes, rounds)
    with reading(engine) as session:
        counted = int(session.scalars(select(tables.Organisation.name)).one())
    assert (failures, counted) == (0, processes * rounds)
    assert slowest < 5.0


def test_the_first_start_of_several_processes_at_once_makes_the_tables_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 'scorecards.db'}"
    failures, _ = _together(url, 4, 0)
    engine = open_engine(url)
    with reading(engine) as session:
        assert session.scalars(select(tables.Organisation)).all() == []
    engine.dispose()
    assert failures == 0
