"""What is sent twice is kept once (DB-5), also when nobody heard of the first time."""

import threading
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from scorecards.claims.model import Kind
from scorecards.claims.signals.commands import pin
from scorecards.claims.signals.model import Draft
from scorecards.store.scope import SYSTEM
from scorecards.store.tables import AuditEntry, Intervention
from scorecards.store.transactions import reading, writing
from tests.people.viewers import manager
from tests.store.rows import NOW, intervention


DRAFT = Draft(
    trust="RA1",
    kind=Kind.CLINICAL,
    title="A second midwife reads every trace",
    note="",
    started=date(2024, 1, 15),
    effect_from=date(2025, 9, 1),
    form_key="0" * 32,
)
SENT = 5


class Lost(Exception):
    """The line went dead after the database had kept everything, and before it could say so."""


def send(engine):
    with writing(engine, manager("RA1")) as session:
        return pin(session, manager("RA1"), DRAFT, now=NOW)


def kept(engine):
    with reading(engine, SYSTEM) as session:
        return tuple(
            session.scalar(select(func.count()).select_from(each))
            for each in (Intervention, AuditEntry)
        )


def test_a_form_that_is_sent_five_times_makes_one_row_and_one_entry(engine):
    assert len({send(engine) for _ in range(SENT)}) == 1
    assert kept(engine) == (1, 1)


def test_a_form_that_is_sent_again_because_the_answer_was_lost_makes_one_row(engine, monkeypatch):
    commit = engine.dialect.do_commit

    def commit_and_fall_silent(connection):
        commit(connection)
        raise Lost

    with monkeypatch.context() as patch:
        patch.setattr(engine.dialect, "do_commit", commit_and_fall_silent)
        for _ in range(SENT - 1):
            with pytest.raises(Lost):
                send(engine)
            engine.dispose()
    send(engine)
    assert kept(engine) == (1, 1)


def test_a_form_that_is_sent_five_times_at_once_makes_one_row(engine):
    begun, numbers = threading.Barrier(SENT), []

    def at_once():
        begun.wait()
        numbers.append(send(engine))

    threads = [threading.Thread(target=at_once) for _ in range(SENT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == SENT
    assert len(set(numbers)) == 1
    assert kept(engine) == (1, 1)


def test_the_database_itself_refuses_a_key_twice(engine):
    with writing(engine, SYSTEM) as session:
        session.add(intervention("RA1", form_key="k"))
    with pytest.raises(IntegrityError), writing(engine, SYSTEM) as session:
        session.add(intervention("RA1", form_key="k"))
