"""Forty searches that people make, and that both stores answer alike."""

import random
import tomllib
from pathlib import Path

import pytest

from scorecards.library.search import indexing, queries
from scorecards.library.search.language import words
from scorecards.library.search.model import Facet, Wanted
from scorecards.store.transactions import reading
from tests.library.search.entries import MANAGER
from tests.library.shelf import library
from tests.stores import open_engine, sqlite_in_memory


SEARCHES = tomllib.loads((Path(__file__).parent / "searches.toml").read_text(encoding="utf-8"))[
    "search"
]
ENOUGH, AMONG = 0.9, 3


@pytest.fixture(scope="module")
def stores(postgres_server):
    """The real library, findable on both stores."""
    with postgres_server.database() as database:
        both = {"sqlite": sqlite_in_memory(), "postgres": open_engine(database.url)}
        for engine in both.values():
            indexing.bring_up_to_date(engine, library())
        yield both
        both["postgres"].dispose()


def ask(engine, wanted):
    with reading(engine, MANAGER) as session:
        return queries.search(session, MANAGER, wanted)


def test_there_are_forty_and_half_are_in_other_words_or_slips():
    assert len(SEARCHES) == 40
    assert sum(each["how"] in ("lay", "slip") for each in SEARCHES) >= 20
    assert {each["first"] for each in SEARCHES} <= set(library().by_slug)


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_people_find_what_they_look_for_among_the_first(stores, store):
    missed = []
    for each in SEARCHES:
        hits = ask(stores[store], Wanted(each["for"])).hits[:AMONG]
        if each["first"] not in [hit.ref.removeprefix(indexing.ITEM) for hit in hits]:
            missed.append(f"{each['for']}: not {each['first']}, but {[hit.ref for hit in hits]}")
    assert len(missed) <= len(SEARCHES) * (1 - ENOUGH) + 1e-9, missed


def test_both_stores_give_the_same_answer_to_any_search(stores):
    draw = random.Random(5)
    known = sorted({word.spelt for item in library().items for word in words(item.summary)})
    tried = [Wanted(each["for"]) for each in SEARCHES]
    for number in range(60):
        text = " ".join(draw.choices(known, k=1 + number % 4))
        if number % 3 == 0:
            place = draw.randrange(len(text))
            text = text[:place] + text[place + 1 :]
        kinds = {Facet.KIND: ("case-study",)} if number % 5 == 0 else {}
        tried.append(Wanted(text, kinds, page=1 + number % 2))
    for wanted in tried:
        assert ask(stores["sqlite"], wanted) == ask(stores["postgres"], wanted)
