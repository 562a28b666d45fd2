"""`database show|upgrade|downgrade`: the tables, step by step, whichever they are now.

On PostgreSQL as the owner, whose address is in `SCORECARDS_DATABASE_OWNER_URL`.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from scorecards.cli.answers import Answer
from scorecards.cli.context import Context
from scorecards.errors import UserError
from scorecards.store import postgres, schema


NONE = "none"


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = parsers.add_parser("database", help="the tables, and the steps that made them")
    verbs = group.add_subparsers(dest="verb", required=True)
    show_ = verbs.add_parser("show", help="every step, and which were done")
    show_.set_defaults(run=show)
    upgrade_ = verbs.add_parser("upgrade", help="do the steps that were not done yet")
    upgrade_.set_defaults(run=upgrade)
    downgrade_ = verbs.add_parser("downgrade", help="take steps back, with what is in their tables")
    downgrade_.set_defaults(run=downgrade)
    downgrade_.add_argument("step", help=f"the last step that stays, or “{NONE}”")
    for verb in (show_, upgrade_, downgrade_):
        verb.add_argument("--json", action="store_true")
        verb.set_defaults(tables_as_they_are=True)


def show(context: Context, _: argparse.Namespace) -> Answer:
    there = schema.step_of(context.engine)
    told, done = [], there is not None
    for number, about in schema.steps():
        told.append({"step": number, "about": about, "done": done})
        done = done and number != there
    lines = [f"{'*' if each['done'] else ' '} {each['step']}  {each['about']}" for each in told]
    return Answer({"at": there, "steps": told}, [*lines, "* done"])


def upgrade(context: Context, _: argparse.Namespace) -> Answer:
    with _owner(context) as engine:
        before = schema.step_of(engine)
        schema.upgrade(engine)
    return _moved(before, schema.head())


def downgrade(context: Context, wanted: argparse.Namespace) -> Answer:
    numbers = [number for number, _ in schema.steps()]
    with _owner(context) as engine:
        before = schema.step_of(engine)
        done = numbers[: numbers.index(before) + 1] if before in numbers else []
        if wanted.step not in (NONE, *done):
            raise UserError(
                f"The step “{wanted.step}” was not done. Choose one of: {', '.join((NONE, *done))}."
            )
        schema.downgrade(engine, schema.NO_STEP if wanted.step == NONE else wanted.step)
    return _moved(before, wanted.step)


def _moved(before: str | None, now: str) -> Answer:
    return Answer(
        {"before": before, "now": now}, [f"The tables were at step {before or NONE}, now at {now}."]
    )


@contextmanager
def _owner(context: Context) -> Iterator[Engine]:
    """Who may change tables: on SQLite everybody who may change the file."""
    if context.engine.dialect.name == "sqlite":
        yield context.engine
        return
    url = context.settings.database_owner_url
    if url is None:
        raise UserError(
            "Set SCORECARDS_DATABASE_OWNER_URL to the address of the database with the role that "
            "owns the tables. docs/operations/database.md says more."
        )
    engine = postgres.open_owner(url)
    try:
        yield engine
    finally:
        engine.dispose()
