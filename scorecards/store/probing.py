"""Whether the database takes a row and gives it back, soon. Leaves nothing in it."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select, text

from scorecards.store import tables
from scorecards.store.engine import BUSY_MILLISECONDS


SOON_MILLISECONDS = 1000


def write_and_read(engine: Engine, *, now: datetime) -> None:
    """Raises whatever the database raises, after a second at the most; FileNotFoundError where the
    file of SQLite is gone: its pages may still be open, and what is written there is lost.
    """
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if file and not Path(file).exists():
        raise FileNotFoundError(file)
    with engine.connect() as connection:
        _hurry(connection, SOON_MILLISECONDS)
        try:
            with connection.begin() as transaction:
                if file is None:
                    connection.execute(text(f"SET LOCAL statement_timeout = {SOON_MILLISECONDS}"))
                _write_and_read(connection, now)
                transaction.rollback()
        finally:
            _hurry(connection, BUSY_MILLISECONDS)


def _write_and_read(connection: Connection, now: datetime) -> None:
    """A row of a table that every session may write to, under a name that nobody has."""
    attempt, name = tables.SignInAttempt, uuid4().hex
    told = {"nonce": "", "verifier": "", "return_to": "", "created_at": now, "used_at": now}
    connection.execute(insert(attempt).values(state_hash=name, **told))
    found = connection.scalar(select(attempt.created_at).where(attempt.state_hash == name))
    if found != now:
        raise OSError("What was written could not be read again.")


def _hurry(connection: Connection, milliseconds: int) -> None:
    """How long SQLite waits for its turn. It hears this between transactions only."""
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and driver is not None:
        driver.execute(f"PRAGMA busy_timeout = {milliseconds}")
