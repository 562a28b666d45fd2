"""The index of words of each store: what it holds, and what it needs."""

import json
import subprocess
import sys

import pytest
from sqlalchemy import event, text

from scorecards.errors import UserError
from scorecards.store import schema, searching
from scorecards.store.postgres import open_owner
from scorecards.store.tables import Findable, Spelling
from scorecards.store.transactions import reading, writing
from tests.places import PROJECT
from tests.stores import open_engine


def findable(number):
    return Findable(
        id=number, ref=f"item/{number}", digest="d", title="t", place="t", address="/", dated=None,
        seen_by="everyone", facets="{}", summary="", pieces="[]", spelt="[]",
    )  # fmt: skip


def test_it_says_who_holds_a_word_and_forgets_what_is_removed(engine):
    with writing(engine) as session:
        session.add_all([findable(1), findable(2)])
        session.flush()
        searching.add(session, {1: {"tfall", "t=group"}, 2: {"tfall", "b日本", "bx²"}})
    with reading(engine) as session:
        held = searching.holding(session, ["tfall", "t=group", "b日本", "bx²", "bfall", "group"])
        assert {word: sorted(numbers) for word, numbers in held.items()} == {
            "tfall": [1, 2], "t=group": [1], "b日本": [2], "bx²": [2], "bfall": [], "group": [],
        }  # fmt: skip
        assert searching.holding(session, []) == {}
    with writing(engine) as session:
        searching.remove(session, [2])
    with reading(engine) as session:
        assert searching.holding(session, ["tfall", "bx²"]) == {"tfall": (1,), "bx²": ()}
        assert searching.held(session) == {1}


def test_spellings_are_counted_by_circle_and_gone_when_nothing_has_them(engine):
    with writing(engine) as session:
        searching.count_spelling(session, "everyone", {"fall": 2, "falls": 1})
        searching.count_spelling(session, "scheme", {"fall": 5})
        searching.count_spelling(session, "everyone", {"fall": -1, "falls": -1})
    with reading(engine) as session:

        def told(*circles):
            return searching.spelt(session, shortest=4, longest=4, circles=circles)

        assert told("everyone") == {"fall": 1}
        assert told("everyone", "scheme") == {"fall": 6}
        assert told("nobody") == told() == {}
        assert session.query(Spelling).count() == 2


def test_what_a_circle_may_find_is_told_without_the_rest(engine):
    with writing(engine) as session:
        session.add_all([findable(1), findable(2)])
        session.flush()
        session.get(Findable, 2).seen_by = "scheme"
    with reading(engine) as session:
        assert [tuple(row) for row in searching.seen(session, ["everyone"])] == [
            (1, "t", "item/1", "", "{}")
        ]
        assert len(searching.seen(session, ["everyone", "scheme"])) == 2


def test_the_index_comes_and_goes_with_its_step(url, postgres_server):
    with postgres_server.database(empty=True) as database:
        for engine, there in (
            (open_engine(url), "SELECT count(*) FROM sqlite_master WHERE name LIKE '{}%'"),
            (open_owner(database.owner_url), "SELECT count(*) FROM pg_class WHERE relname = '{}'"),
        ):
            asked = text(there.format(searching.TABLE))
            for step, expected in ((schema.head(), True), ("0003", False), (schema.head(), True)):
                move = schema.downgrade if not expected else schema.upgrade
                move(engine, step)
                with engine.connect() as connection:
                    assert bool(connection.scalar(asked)) is expected
            engine.dispose()


def test_sqlite_without_full_text_search_is_told_at_the_start(url):
    engine = open_engine(url)

    @event.listens_for(engine, "connect")
    def without(connection, _):
        connection.create_function("sqlite_compileoption_used", 1, lambda name: 0)

    with pytest.raises(UserError, match="without FTS5, which the search of the library needs"):
        schema.bring_up(engine)
    engine.dispose()


INDEX = """
import sys
from scorecards.library.search import indexing
from scorecards.library.search.model import Entry, Facet
from scorecards.store.engine import open_engine

engine = open_engine(sys.argv[1])
for turn in range(6):
    indexing.bring_entries_up(engine, [
        Entry(f"item/{number}", f"fall {turn}", "/", {Facet.KIND: ("case-study",)})
        for number in range(20)
    ])
"""


def test_two_processes_that_index_at_once_leave_every_item_there_once(store, tmp_path):
    url = store.engine.url.render_as_string(hide_password=False)
    begun = [
        subprocess.Popen([sys.executable, "-c", INDEX, url], cwd=PROJECT, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for process in begun:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    with reading(store.engine) as session:
        rows = session.query(Findable).all()
        assert len(rows) == 20
        assert searching.held(session) == {row.id for row in rows}
        found = searching.holding(session, ["tfall"])["tfall"]
        assert sorted(found) == sorted(row.id for row in rows)
        spelt = {row.word: row.held_by for row in session.query(Spelling)}
        told = [word for row in rows for word in json.loads(row.spelt)]
        assert spelt == {word: told.count(word) for word in set(told)}
