"""Opening the database with the settings that keep it sound. No tables, no queries.

SQLite takes its write lock at the start of every transaction that may write: a transaction that
reads first and asks for the lock later fails at once when another one wrote in between, however
long it would have waited.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from scorecards.store.locks import alone


BUSY_MILLISECONDS = 5000
FOLDER_MODE, FILE_MODE = 0o750, 0o640
# The execution options of an engine that only reads, on SQLite and on PostgreSQL.
READING = {"reading": True, "postgresql_readonly": True}


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql+psycopg://…`; makes the folder of the file."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(
            address, pool_size=5, max_overflow=5, pool_timeout=3, pool_pre_ping=True
        )
    _make_database(address)
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_database(address: URL) -> None:
    """A file in WAL mode, readable by the service and its group only. WAL stays with the file.

    One process at a time: SQLite does not wait for its turn when it changes to WAL.
    """
    if not address.database or address.database.startswith((":", "file:")):
        return
    path = Path(address.database)
    path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    with alone(path.parent):
        path.touch(mode=FILE_MODE)
        with closing(sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    reading = bool(connection.get_execution_options().get("reading"))
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
    connection.exec_driver_sql(f"BEGIN {'DEFERRED' if reading else 'IMMEDIATE'}")
