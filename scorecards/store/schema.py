"""Bringing a database to the tables of this program, by the steps in `store.migrations`.

SQLite does it by itself at every start. On PostgreSQL the owner does it, by command: the
application's role owns nothing, and only checks.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from scorecards.errors import UserError
from scorecards.store import postgres, searching
from scorecards.store.engine import take_turn
from scorecards.store.locks import alone


STEPS = Path(__file__).parent / "migrations"
NO_STEP = "base"


def bring_up(engine: Engine) -> None:
    """SQLite: all steps that are not done yet. PostgreSQL: UserError unless the owner did them.

    UserError too where this SQLite cannot search.
    """
    if engine.dialect.name == "sqlite":
        searching.check_fts5(engine)
        if step_of(engine) != head():
            upgrade(engine)
    else:
        check_up(engine)


def check_up(engine: Engine) -> None:
    """UserError where the tables are not those of this program, or the role may do too much."""
    postgres.check_role(engine)
    there = step_of(engine)
    if there != head():
        raise UserError(
            f"The tables in the database are at step {there or 'none'}; this program needs step "
            f"{head()}. Have the owner of the database run: python -m scorecards database upgrade"
        )


def upgrade(engine: Engine, to: str = "head") -> None:
    """Does the steps up to one, all or none of them; on PostgreSQL also grants and row policies."""
    with _moving(engine) as (connection, steps):
        command.upgrade(steps, to)
        if connection.dialect.name == "postgresql":
            postgres.settle(connection)


def downgrade(engine: Engine, to: str) -> None:
    """Takes back the steps after one, with what is in their tables; NO_STEP leaves none."""
    with _moving(engine) as (connection, steps):
        command.downgrade(steps, to)
        if connection.dialect.name == "postgresql":
            postgres.settle(connection)


def step_of(engine: Engine) -> str | None:
    """The last step that was done; None for a database without any."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str:
    """The last step that there is."""
    found = ScriptDirectory(str(STEPS)).get_current_head()
    assert found is not None
    return found


def steps() -> list[tuple[str, str]]:
    """Every step in order: its number and what it is about."""
    found = ScriptDirectory(str(STEPS)).walk_revisions()
    return [(each.revision, each.doc) for each in reversed(list(found))]


@contextmanager
def _moving(engine: Engine) -> Iterator[tuple[Connection, Config]]:
    """One transaction for all steps, by one process at a time, that sees every row."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    sqlite = engine.dialect.name == "sqlite"
    file = engine.url.database if sqlite else None
    steps = Config()
    steps.set_main_option("script_location", str(STEPS))
    with alone(Path(file).parent) if file else nullcontext(), engine.connect() as opened:
        connection = opened.execution_options(endless=True)
        steps.attributes["connection"] = connection
        guarded = _without_foreign_keys if sqlite else nullcontext
        with guarded(connection), connection.begin():
            if not sqlite:
                take_turn(connection)
                postgres.see_everything(connection)
            yield connection, steps
            if sqlite:
                _check_foreign_keys(connection)


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """A table that is made anew and takes the old one's place would take its rows' keys along.

    SQLite hears this outside of transactions only, so it is said before the first begins.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _check_foreign_keys(connection: Connection) -> None:
    astray = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if astray:
        raise ValueError(f"{len(astray)} rows of {astray[0][0]} would lose what they refer to.")
