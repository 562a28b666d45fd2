"""A statement, a lock and a place in the pool are waited for only so long (DB-3)."""

import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from scorecards.store import engine as opening
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.store.rows import release
from tests.stores import open_engine


FOR_EVER = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n
"""


def _works(engine):
    with reading(engine) as session:
        return session.scalar(text("SELECT 1")) == 1


def test_a_statement_that_does_not_end_is_ended(store):
    kind, engine = store
    said = {"sqlite": "interrupted", "postgres": "statement timeout"}[kind]
    began = time.monotonic()
    with pytest.raises(OperationalError, match=said), reading(engine) as session:
        session.scalar(text(FOR_EVER))
    assert time.monotonic() - began > opening.STATEMENT_SECONDS - 1
    assert _works(engine)


def test_who_waits_for_a_writer_that_does_not_end_is_told(store, monkeypatch):
    kind, engine = store
    monkeypatch.setattr(opening, "BUSY_MILLISECONDS", 300)
    other = open_engine(engine.url.render_as_string(hide_password=False))
    said = {"sqlite": "locked", "postgres": "lock timeout"}[kind]
    with writing(engine, SYSTEM) as session:
        session.add(release())
        session.flush()
        with pytest.raises(DBAPIError, match=said), writing(other, SYSTEM) as waiting:
            waiting.add(release("another"))
        assert _works(other), "who reads waits for nobody"
    with writing(other, SYSTEM) as session:
        session.add(release("another"))
    other.dispose()


def test_who_writes_and_then_does_nothing_loses_the_turn(service):
    asked = text("SELECT current_setting('idle_in_transaction_session_timeout')")
    with reading(service) as session:
        assert session.scalar(asked) == f"{opening.IDLE_SECONDS}s"


def test_a_connection_that_was_lost_is_made_anew(service, database):
    with reading(service) as session:
        lost = session.scalar(text("SELECT pg_backend_pid()"))
    admin = open_engine(database.superuser.render_as_string(hide_password=False))
    with admin.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:lost)"), {"lost": lost})
    admin.dispose()
    with reading(service) as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) != lost
