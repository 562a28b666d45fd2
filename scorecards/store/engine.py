"""Opening the database with the settings that keep it sound. No tables, no queries.

Who writes takes turns, on both stores: what a command has read is still so when it writes. SQLite
takes its write lock at the start of a transaction, for one that reads first and asks later fails at
once when another one wrote in between. On PostgreSQL the turn is a lock that stands for no table.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import uniform
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.pool import ConnectionPoolEntry

from scorecards.store.locks import alone


BUSY_MILLISECONDS = 5000
STATEMENT_SECONDS, LOCK_SECONDS, IDLE_SECONDS = 5, 3, 10
# What PostgreSQL keeps to on every connection of the application.
LIMITS = (
    f"-c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout={LOCK_SECONDS}s "
    f"-c idle_in_transaction_session_timeout={IDLE_SECONDS}s -c timezone=UTC"
)
FOLDER_MODE, FILE_MODE = 0o750, 0o640
TURN = 4_201_604  # any number of our own
_ASK_EVERY = 0.001, 0.004  # seconds
_LOOK_EVERY = 100_000  # steps of SQLite's machine: some milliseconds


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql+psycopg://…`; makes the folder of the file."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(
            address,
            connect_args={"options": LIMITS},
            hide_parameters=True,  # errors are logged, and values may be personal
            pool_size=5,
            max_overflow=5,
            pool_timeout=LOCK_SECONDS,
            pool_pre_ping=True,
        )
    _make_database(address)
    engine = create_engine(address, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _begin_to_count)
    return engine


def reading_options(engine: Engine) -> dict[str, Any]:
    """The execution options of an engine that only reads, and sees one state of the database."""
    if engine.dialect.name == "sqlite":
        return {"reading": True}
    return {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}


def take_turn(connection: Connection) -> None:
    """Waits until no other transaction writes; SQLite did so when this one began."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})


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


def _prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.set_progress_handler(lambda: monotonic() > entry.info["until"], _LOOK_EVERY)
    entry.info["until"] = monotonic() + STATEMENT_SECONDS
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    reading = bool(connection.get_execution_options().get("reading"))
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
    if reading or not _begin_in_turn(connection):
        connection.exec_driver_sql(f"BEGIN {'DEFERRED' if reading else 'IMMEDIATE'}")


def _begin_in_turn(connection: Connection) -> bool:
    """Asks for the write lock every few milliseconds, as long as SQLite itself would.

    SQLite asks ever more seldom, so that who has waited long loses to whoever has just come.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    until = monotonic() + BUSY_MILLISECONDS / 1000
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while monotonic() < until:
            with suppress(sqlite3.OperationalError):
                driver.execute("BEGIN IMMEDIATE")
                return True
            sleep(uniform(*_ASK_EVERY))
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    return False


def _begin_to_count(connection: Connection, *_: Any) -> None:
    """A statement that takes too long is ended by the progress handler. The steps of an upgrade
    may take as long as they take.
    """
    endless = connection.get_execution_options().get("endless")
    connection.info["until"] = monotonic() + (1e9 if endless else STATEMENT_SECONDS)
