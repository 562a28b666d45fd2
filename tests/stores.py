"""Databases for tests: SQLite files, and a PostgreSQL server that is started when it is needed.

Each process of tests has one server. `TEST_POSTGRES_URL` names another, by a role that may do
everything there. Tables belong to OWNER, and the application connects as SERVICE, like on a server
that people use.
"""

import os
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from scorecards.store import schema
from scorecards.store.engine import open_engine
from scorecards.store.postgres import ROLE, open_owner


OWNER, SERVICE, PASSWORD = "scorecards_test_owner", "scorecards_test_service", "for-tests-only"
# Nothing here has to outlive the machine.
QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@dataclass(frozen=True, slots=True)
class Database:
    """One database: the addresses of the server's superuser, the owner and the application."""

    superuser: URL
    owner: URL
    service: URL

    @property
    def url(self) -> str:
        return self.service.render_as_string(hide_password=False)

    @property
    def owner_url(self) -> str:
        return self.owner.render_as_string(hide_password=False)


class Server:
    """Where databases are made, each a copy of one that has all tables."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._admin = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._numbers = count(1)
        self._template = f"scorecards_template_{os.getpid()}"
        self._make_roles()
        self._run(f"CREATE DATABASE {self._template} OWNER {OWNER}")
        owner = open_owner(self._at(self._template).owner)
        schema.upgrade(owner)
        with owner.begin() as connection:
            connection.execute(text(f"GRANT {ROLE} TO {SERVICE}"))

    @contextmanager
    def database(self, *, empty: bool = False) -> Iterator[Database]:
        """One of its own, with all tables and no rows; `empty`: without tables."""
        name = f"scorecards_test_{os.getpid()}_{next(self._numbers)}"
        source = "template1" if empty else self._template
        self._run(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {source}")
        try:
            yield self._at(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._run(f"DROP DATABASE {self._template} WITH (FORCE)")
        self._admin.dispose()

    def _at(self, database: str) -> Database:
        there = self._url.set(database=database)
        by = {who: there.set(username=who, password=PASSWORD) for who in (OWNER, SERVICE)}
        return Database(there, by[OWNER], by[SERVICE])

    def _make_roles(self) -> None:
        """Roles belong to the server: another process of tests may have made them just now."""
        for role, may in ((OWNER, "CREATEROLE"), (SERVICE, "NOCREATEROLE")):
            with suppress(ProgrammingError):
                self._run(f"CREATE ROLE {role} LOGIN {may} PASSWORD '{PASSWORD}'")

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


@contextmanager
def running() -> Iterator[Server]:
    """The server that the environment names, or one of our own, which ends with the block."""
    named = os.environ.get("TEST_POSTGRES_URL")
    if named:
        server = Server(make_url(named))
        yield server
        server.close()
        return
    with warnings.catch_warnings():
        # It says that it puts its lock elsewhere where there is no folder for such things.
        warnings.simplefilter("ignore")
        import pgserver  # noqa: PLC0415
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path has 107 bytes at most
    started = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        for setting in QUICK:
            started.psql(f"ALTER SYSTEM SET {setting}")
        started.psql("SELECT pg_reload_conf()")
        url = make_url(started.get_uri()).set(drivername="postgresql+psycopg")
        yield Server(url)
    finally:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


class Store(NamedTuple):
    """Which database it is, `sqlite` or `postgres`, and its engine, as the application has it."""

    kind: str
    engine: Engine


def sqlite_at(path: Path) -> Engine:
    """A new file with all tables and no rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_file_with_tables())
    return open_engine(f"sqlite:///{path}")


def sqlite_in_memory() -> Engine:
    """The same without a file, for tests that need hundreds."""
    engine = open_engine("sqlite://")
    connection = engine.raw_connection()
    connection.driver_connection.deserialize(_file_with_tables())
    connection.close()
    return engine


@cache
def _file_with_tables() -> bytes:
    """Made by the steps once; a copy is quicker."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables.db"
        engine = open_engine(f"sqlite:///{path}")
        schema.bring_up(engine)
        engine.dispose()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # so that it can be in memory too
        return path.read_bytes()
