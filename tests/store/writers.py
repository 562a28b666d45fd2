"""What the processes of the tests of the store do. Started fresh, so it imports little."""

from itertools import count

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from scorecards.errors import UserError
from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.schema import bring_up
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from tests.store.rows import publication, release


def count_up(url, rounds, start, results):
    """Reads a number and writes it plus one, so many times; reports what failed."""
    engine = open_engine(url)
    start.wait(60)
    failures = []
    try:
        bring_up(engine)
    except (SQLAlchemyError, UserError) as error:
        failures.append(str(error))
    for _ in range(rounds):
        try:
            with writing(engine) as session:
                row = session.scalars(select(tables.Organisation)).one()
                row.name = str(int(row.name) + 1)
        except SQLAlchemyError as error:
            failures.append(str(error))
    engine.dispose()
    results.put(failures)


def write_on_and_on(url, first, begun):
    """A release, its publication and an audit entry in each transaction, until it is killed."""
    engine = open_engine(url)
    for number in count(first):
        with writing(engine, SYSTEM) as session:
            name = f"release-{number}"
            session.add(release(name))
            session.flush()
            session.add(publication(snapshot_id=name))
            session.get_one(tables.AuditHead, 1).seq = number
        begun.set()
