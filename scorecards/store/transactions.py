"""The only two ways into the database. No rules, no retries: a transaction is short or it fails.

One command inside, nothing else: no network, no parsing, and no Streamlit call that ends the run,
for that rolls the transaction back. Of tables with a column `trust` only the rows of those are seen
whose transaction it is: without a viewer none.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from scorecards.people.access import check_changes_anything
from scorecards.people.model import Viewer
from scorecards.store.engine import reading_options, take_turn
from scorecards.store.scope import Scope, narrow, scope_of


@contextmanager
def writing(engine: Engine, whose: Viewer | Scope | None = None) -> Iterator[Session]:
    """Everything inside is committed at the end, or nothing is: any exception rolls it back.

    NotAllowed for a steward who looks with another person's eyes.
    """
    if isinstance(whose, Viewer):
        check_changes_anything(whose)
    with Session(engine, expire_on_commit=False) as session, session.begin():
        take_turn(session.connection())
        narrow(session, scope_of(whose))
        yield session


@contextmanager
def reading(engine: Engine, whose: Viewer | Scope | None = None) -> Iterator[Session]:
    """Reads one consistent state, waits for nobody; the database refuses any change inside."""
    with Session(
        engine.execution_options(**reading_options(engine)), expire_on_commit=False
    ) as session:
        narrow(session, scope_of(whose))
        yield session
