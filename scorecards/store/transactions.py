"""The only two ways into the database. No rules, no retries: a transaction is short or it fails.

One command inside, nothing else: no network, no parsing, and no Streamlit call that ends the run,
for that rolls the transaction back.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from scorecards.store.engine import READING


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Everything inside is committed at the end, or nothing is: any exception rolls it back."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Reads one consistent state, waits for nobody; the database refuses any change inside."""
    with Session(engine.execution_options(**READING), expire_on_commit=False) as session:
        yield session
