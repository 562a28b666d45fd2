"""A whole database into one file while others write to it, and whether such a copy is sound."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, make_url

from scorecards.errors import UserError
from scorecards.store.engine import FILE_MODE
from scorecards.store.scope import ALL, SETTING


PG_DUMP = "pg_dump"
NO_PG_DUMP = (
    "The database is PostgreSQL, and pg_dump is not on the path of this machine. Install the "
    "programs of PostgreSQL, or take the backup where they are."
)
NO_OWNER = (
    "The database is PostgreSQL. Set SCORECARDS_DATABASE_OWNER_URL: only the owner of the tables "
    "can copy them whole."
)


def copy_sqlite(database: Path, to: Path) -> None:
    """The state of one moment. Those who write meanwhile are not held up, and not in it."""
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    address = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(to)) as new:
        source.backup(new, pages=-1)
        # Else whoever reads the copy would need to write beside it.
        new.execute("PRAGMA journal_mode = DELETE")
    _sync(to)


def dump_postgres(owner_url: str | None, to: Path) -> None:
    """What pg_dump makes in its own format: pg_restore reads it. UserError where it cannot."""
    if owner_url is None:
        raise UserError(NO_OWNER)
    program = shutil.which(PG_DUMP)
    if program is None:
        raise UserError(NO_PG_DUMP)
    address = make_url(owner_url)
    named = address.set(drivername="postgresql", password=None)
    done = subprocess.run(
        [
            program, "--format=custom", "--no-owner", "--enable-row-security",
            f"--file={to}", f"--dbname={named.render_as_string(hide_password=False)}",
        ],
        env={
            **os.environ,
            "PGPASSWORD": address.password or os.environ.get("PGPASSWORD", ""),
            "PGOPTIONS": f"-c {SETTING}={ALL}",  # the owner too is held by the row policies
        },
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["it did not say why"]
        raise UserError(f"pg_dump did not finish: {reason[0]}")
    to.chmod(FILE_MODE)
    _sync(to)


def faults(engine: Engine) -> tuple[str, ...]:
    """What SQLite itself finds wrong with a database: its pages, and rows that refer to nothing."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        astray = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    found = [f"The database is damaged: {each}." for each in pages if each != "ok"]
    if astray:
        found.append(f"{len(astray):,} rows of the database refer to what is not there.")
    return tuple(found)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
