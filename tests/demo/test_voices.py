"""What the invented people of the demonstration have written is there, once, and fit to be read."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from scorecards.cli.main import main
from scorecards.demo.voices import writing
from scorecards.documents.model import Wanted
from scorecards.documents.queries import listed
from scorecards.exchange.queries import open_offers, posts
from scorecards.feedback.queries import of_page, waiting
from scorecards.ledger.queries import summary
from scorecards.library.editions import shipped
from scorecards.people.demonstration import people
from scorecards.snapshots.queries import open_current
from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading


WRITTEN = (tables.Post, tables.Feedback, tables.LedgerEntry, tables.Document, tables.Notice)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def spoken(own_demonstration):
    """A demonstration whose people have written; with its engine, snapshot and people."""
    engine = open_engine(f"sqlite:///{own_demonstration / 'scorecards.db'}")
    snapshot = open_current(engine, own_demonstration / "snapshots", opened={}).snapshot
    writing.write(engine, shipped(), snapshot, now=NOW)
    yield engine, snapshot, people(snapshot.organisations, snapshot.sizes)
    engine.dispose()


def rows(engine):
    with reading(engine, SYSTEM) as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in WRITTEN]


def test_every_voice_is_heard_by_those_it_is_for(spoken):
    engine, _, here = spoken
    manager, editor = here["manager-NMU"], here["editor"]
    with reading(engine, manager) as session:
        assert len(posts(session, manager)) == 4
        assert open_offers(session, manager)["Learning from claims"] == 1
        assert summary(session, manager, "NMU", today=NOW.date()).entries == 3
        assert listed(session, manager, Wanted()).number == 3
    with reading(engine, editor) as session:
        assert waiting(session, editor) == 1
        (comment,) = of_page(session, manager, "item/third-visit").comments
        assert comment.answer.startswith("Thank you.")


def test_written_again_nothing_is_there_twice(spoken):
    engine, snapshot, _ = spoken
    before = rows(engine)
    writing.write(engine, shipped(), snapshot, now=NOW)
    assert rows(engine) == before
    assert all(before)


def test_the_command_can_leave_them_out(own_demonstration, monkeypatch):
    monkeypatch.setenv("SCORECARDS_HOME", str(own_demonstration))
    assert main(["demo", "--claims-only"]) == 0
    engine = open_engine(f"sqlite:///{own_demonstration / 'scorecards.db'}")
    assert rows(engine) == [0] * len(WRITTEN)
    engine.dispose()
