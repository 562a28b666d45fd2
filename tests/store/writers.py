"""What the processes of the contention test do. Started fresh, so it imports little."""

import time

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.tables import create_tables
from scorecards.store.transactions import writing


def count_up(url, rounds, start, results):
    """Reads a number and writes it plus one, so many times; reports failures and slow waits."""
    engine = open_engine(url)
    start.wait(60)
    failures, slowest = 0, 0.0
    try:
        create_tables(engine)
    except OperationalError:
        failures += 1
    for _ in range(rounds):
        began = time.perf_counter()
        try:
            with writing(engine) as session:
                row = session.scalars(select(tables.Organisation)).one()
                row.name = str(int(row.name) + 1)
        except OperationalError:
            failures += 1
        slowest = max(slowest, time.perf_counter() - began)
    engine.dispose()
    results.put((failures, slowest))
