"""An act and its entry are one: both are there, or neither. On both kinds of database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from scorecards.audit import trail, verifying
from scorecards.audit.model import ORIGIN, Action, Origin
from scorecards.people.model import Role, Viewer
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.audit.entries import ANN, BEN, NOW, fill


def entries(engine):
    with reading(engine, SYSTEM) as session:
        return session.scalars(select(tables.AuditEntry).order_by(tables.AuditEntry.seq)).all()


def rows(engine, table):
    with reading(engine, SYSTEM) as session:
        return session.scalar(select(func.count()).select_from(table))


def act(session):
    """Something that people write."""
    session.add(tables.Acceptance(person="ann", version="2026-11", at=NOW))
    session.flush()


@pytest.fixture
def engine(store):
    with writing(store.engine, SYSTEM) as session:
        session.add(tables.Person(id="ann", name="Ann Lee", created_at=NOW, created_by="test"))
    return store.engine


def test_an_act_that_fails_leaves_no_entry(engine):
    with pytest.raises(ZeroDivisionError), writing(engine, ANN) as session:
        act(session)
        trail.record(session, ANN, Action.TERMS_ACCEPTED, "terms/2026-11", now=NOW)
        raise ZeroDivisionError
    assert rows(engine, tables.Acceptance) == 0
    assert entries(engine) == []


def test_an_entry_that_cannot_be_written_undoes_the_act(engine):
    with pytest.raises(ValueError, match="no time zone"), writing(engine, ANN) as session:
        act(session)
        trail.record(
            session, ANN, Action.TERMS_ACCEPTED, "terms/2026-11", now=NOW.replace(tzinfo=None)
        )
    assert rows(engine, tables.Acceptance) == 0
    assert entries(engine) == []


def test_both_are_kept_when_nothing_fails(engine):
    with writing(engine, ANN) as session:
        act(session)
        trail.record(session, ANN, Action.TERMS_ACCEPTED, "terms/2026-11", now=NOW)
    assert rows(engine, tables.Acceptance) == 1
    assert [(e.seq, e.person, e.trust, e.subject) for e in entries(engine)] == [
        (1, "ann", "RA1", "terms/2026-11")
    ]


def test_an_entry_says_where_the_act_came_from(engine):
    token = ORIGIN.set(Origin("4F2A10", "192.0.2.7"))
    try:
        fill(engine, 1)
    finally:
        ORIGIN.reset(token)
    fill(engine, 1)
    assert [(e.request, e.address) for e in entries(engine)] == [("4F2A10", "192.0.2.7"), ("", "")]


def test_an_entry_of_nobody_and_of_a_patch_belongs_to_no_trust_unless_it_is_said(engine):
    lead = Viewer("lead", "Lead", Role.LEAD, ("RA1", "RB2"))
    with writing(engine, SYSTEM) as session:
        trail.record(session, None, Action.REFUSED, "session/1", now=NOW)
        trail.record(session, lead, Action.COMPARED, "trust/RA1", now=NOW)
        trail.record(session, lead, Action.COMPARED, "trust/RA1", now=NOW, trust="RA1")
    assert [(e.person, e.trust) for e in entries(engine)] == [
        ("nobody", None), ("lead", None), ("lead", "RA1"),
    ]  # fmt: skip


def test_what_is_too_long_is_cut_and_still_fits_its_hash(engine):
    with writing(engine, SYSTEM) as session:
        trail.record(session, ANN, Action.REFUSED, "s" * 900, now=NOW, detail="d" * 900)
    assert [(len(e.subject), len(e.detail)) for e in entries(engine)] == [(200, 500)]
    with reading(engine, SYSTEM) as session:
        assert verifying.whole(session).broken is None


@pytest.mark.parametrize("change", ["UPDATE audit SET detail = 'x'", "DELETE FROM audit"])
def test_the_application_cannot_change_what_was_written(engine, change):
    fill(engine, 3)
    with pytest.raises(DBAPIError), writing(engine, SYSTEM) as session:
        session.execute(text(change))
    assert len(entries(engine)) == 3


def test_many_who_write_at_once_make_one_chain(engine):
    def write(number):
        with writing(engine, SYSTEM) as session:
            who = (ANN, BEN)[number % 2]
            at = NOW + timedelta(seconds=number)
            trail.record(session, who, Action.EXPORTED, f"export/{number}", now=at)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(80)))
    assert [e.seq for e in entries(engine)] == list(range(1, 81))
    with reading(engine, SYSTEM) as session:
        assert verifying.whole(session) == verifying.Verdict(80, None)
