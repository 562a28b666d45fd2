"""Searches that people make: forty, and many held out. Both stores answer them alike."""

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
HELD_OUT = [
    (asked, items.split())
    for line in (Path(__file__).parent / "held_out.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
    for asked, items in [line.split(" | ")]
]
ENOUGH, AMONG = 0.9, 3


@pytest.fixture(scope="module")
def sqlite():
    """The real library, findable."""
    engine = sqlite_in_memory()
    indexing.bring_up_to_date(engine, library())
    return engine


@pytest.fixture(scope="module")
def postgres(postgres_server):
    with postgres_server.database() as database:
        engine = open_engine(database.url)
        indexing.bring_up_to_date(engine, library())
        yield engine
        engine.dispose()


def ask(engine, wanted):
    with reading(engine, MANAGER) as session:
        return queries.search(session, MANAGER, wanted)


def test_there_are_forty_and_half_are_in_other_words_or_slips():
    assert len(SEARCHES) == 40
    assert sum(each["how"] in ("lay", "slip") for each in SEARCHES) >= 20
    assert {each["first"] for each in SEARCHES} <= set(library().by_slug)


def missed(engine, searches):
    """The searches that have none of their items among the first, with what is there instead."""
    for asked, items in searches:
        hits = ask(engine, Wanted(asked)).hits[:AMONG]
        found = [hit.ref.removeprefix(indexing.ITEM) for hit in hits]
        if not set(items) & set(found):
            yield f"{asked}: none of {items}, but {found}"


def test_people_find_what_they_look_for_among_the_first(sqlite):
    not_found = list(missed(sqlite, [(each["for"], [each["first"]]) for each in SEARCHES]))
    assert len(not_found) <= len(SEARCHES) * (1 - ENOUGH) + 1e-9, not_found


def test_so_do_those_whose_searches_nobody_had_in_mind(sqlite):
    assert len(HELD_OUT) >= 200
    assert {item for _, items in HELD_OUT for item in items} <= set(library().by_slug)
    not_found = list(missed(sqlite, HELD_OUT))
    assert len(not_found) <= len(HELD_OUT) * (1 - ENOUGH), not_found


def test_both_stores_give_the_same_answer_to_any_search(sqlite, postgres):
    draw = random.Random(5)
    known = sorted({word.spelt for item in library().items for word in words(item.summary)})
    tried = [Wanted(each["for"]) for each in SEARCHES]
    for number in range(30):
        text = " ".join(draw.choices(known, k=1 + number % 4))
        if number % 3 == 0:
            place = draw.randrange(len(text))
            text = text[:place] + text[place + 1 :]
        kinds = {Facet.KIND: ("case-study",)} if number % 5 == 0 else {}
        tried.append(Wanted(text, kinds, page=1 + number % 2))
    for wanted in tried:
        assert ask(sqlite, wanted) == ask(postgres, wanted)


def test_an_item_is_found_by_what_it_rests_on(sqlite):
    item = library().by_slug["line-beneath-the-drape"]
    hit = ask(sqlite, Wanted("National Audit Project")).hits[0]
    assert hit.ref == f"{indexing.ITEM}{item.slug}"
    assert "".join(piece.text for piece in hit.passage if piece.marked) == "NationalAuditProject"
