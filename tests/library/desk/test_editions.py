"""The library that readers see: the files with editions laid over them, and never nothing."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.library import editions, reading
from scorecards.library.editions import Standing, overlaid
from scorecards.library.model import Library
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading as reads
from scorecards.store.transactions import writing
from tests.library.desk.writing_items import TAXONOMY, Desk, text


def library(*slugs):
    return Library(
        tuple(reading.item_of(slug, text(f"The file {slug}"), TAXONOMY) for slug in sorted(slugs)),
        TAXONOMY,
    )


def titles(told):
    return {item.slug: item.title for item in told.library.items}


def test_an_edition_takes_the_place_of_the_file_and_a_new_one_joins_in_order():
    told = overlaid(
        library("a", "c"),
        [Standing("b", 1, False, text("New")), Standing("c", 3, False, text("Renewed"))],
    )
    assert list(titles(told).items()) == [("a", "The file a"), ("b", "New"), ("c", "Renewed")]
    assert told.damaged == {}


def test_what_is_withdrawn_is_gone_whether_it_shipped_or_not():
    told = overlaid(
        library("a", "b"), [Standing("a", 1, True, text()), Standing("z", 1, True, text())]
    )
    assert list(titles(told)) == ["b"]


@given(st.text(max_size=80) | st.just("+++\ntitle = 1\n+++\nx"))
def test_no_edition_whatever_it_holds_takes_the_library_away(damage):
    told = overlaid(library("a", "b"), [Standing("a", 1, False, damage)])
    assert titles(told) == {"a": "The file a", "b": "The file b"}
    assert set(told.damaged) == {"a"}


@pytest.fixture
def desk(engine):
    return Desk(engine, editions.shipped())


def seen(desk):
    with reads(desk.engine) as session:
        return editions.current(session)


def test_what_is_published_is_seen_at_once_and_built_anew_only_then(desk):
    before = seen(desk)
    assert seen(desk) is before
    assert before.library.items == editions.shipped().items
    number = desk.start()
    desk.hand_in(number)
    desk.approve(number)
    assert seen(desk) is before
    desk.publish(number)
    assert seen(desk).library.by_slug["ask-twice"].title == "Ask twice"
    desk.withdraw()
    assert "ask-twice" not in seen(desk).library.by_slug


def test_a_later_edition_is_seen_and_one_withdrawn_brings_no_earlier_one_back(desk):
    desk.published("third-visit", text("First"))
    desk.published("third-visit", text("Second"))
    assert seen(desk).library.by_slug["third-visit"].title == "Second"
    desk.withdraw("third-visit")
    assert "third-visit" not in seen(desk).library.by_slug
    desk.published("third-visit", text("Third"))
    assert seen(desk).library.by_slug["third-visit"].title == "Third"


def test_a_damaged_edition_leaves_the_file_standing_and_is_named_in_the_log(desk, caplog):
    number = desk.published("third-visit", text("First"))
    with writing(desk.engine, SYSTEM) as session:
        row = session.get(tables.Edition, number)
        row.text, row.revision = row.text.replace("guidance", "poem"), row.revision + 1
    with caplog.at_level(logging.ERROR):
        told = seen(desk)
    assert told.library.by_slug["third-visit"] == editions.shipped().by_slug["third-visit"]
    assert "“poem” is not a kind of item" in " ".join(told.damaged["third-visit"])
    assert "The edition of third-visit was left out" in caplog.text


def test_each_database_has_its_own_library(desk, tmp_path):
    from tests.stores import sqlite_at  # noqa: PLC0415

    other = Desk(sqlite_at(tmp_path / "other" / "other.db"), editions.shipped())
    desk.published("ask-twice", text("Here"))
    other.published("ask-twice", text("There"))
    assert seen(desk).library.by_slug["ask-twice"].title == "Here"
    assert seen(other).library.by_slug["ask-twice"].title == "There"
    other.engine.dispose()


def test_the_text_of_a_file_is_as_it_stands():
    for slug in ("third-visit", "saying-sorry", "stillbirth-claims"):
        item = reading.item_of(slug, editions.shipped_text(slug), TAXONOMY)
        assert item == editions.shipped().by_slug[slug]
    assert editions.shipped_text("nothing") == ""


def test_an_edition_differs_from_its_file_once_a_word_of_it_does():
    written = editions.shipped_text("third-visit")
    assert not editions.differs("third-visit", f"{written}\n\n")
    assert editions.differs(
        "third-visit", written.replace("## What changed", "One more.\n\n## What changed")
    )
    assert editions.differs("third-visit", "no head")
    assert editions.differs("nothing", text())
