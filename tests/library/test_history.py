"""What was read: kept once for each person and item, told to themselves, counted for the desk."""

import itertools
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scorecards.errors import NotAllowed
from scorecards.library.history import commands, queries
from scorecards.library.history.model import FEWEST, at_least, told_of_places
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.people.viewers import board, editor, lead, manager, steward


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
FALL, SHARP = "item/found-beside-the-bed", "item/sharp-in-the-orange-bag"


@pytest.fixture
def note(engine):
    def noted(person, subject=FALL, place="Acute", now=NOW):
        with writing(engine, SYSTEM) as session:
            commands.note(session, person, subject, place, now=now)

    return noted


@pytest.fixture
def ask(engine):
    def asked(question, *given, **named):
        with reading(engine, SYSTEM) as session:
            return question(session, *given, **named)

    return asked


def crowd(number, start=0):
    return [replace(manager("RA1"), person=f"person-{n}") for n in range(start, start + number)]


def test_somebody_is_told_when_they_last_read_what(note, ask):
    note(manager("RA1"))
    note(manager("RA1"), now=NOW + DAY)
    note(manager("RA1"), SHARP)
    assert ask(queries.read_by, manager("RA1")) == {FALL: NOW + DAY, SHARP: NOW}


def test_nobody_is_told_what_others_read(note, ask):
    note(manager("RA1"))
    assert ask(queries.read_by, board("RA1")) == {}


def test_an_earlier_clock_does_not_take_back_when_it_was_read(note, ask):
    note(manager("RA1"), now=NOW + DAY)
    note(manager("RA1"), now=NOW)
    assert ask(queries.read_by, manager("RA1")) == {FALL: NOW + DAY}


def test_who_looks_with_another_persons_eyes_reads_nothing_in_their_name(note, ask):
    note(replace(manager("RA1"), seen_by="steward"))
    assert ask(queries.read_by, manager("RA1")) == {}


def test_the_desk_is_told_how_many_people_read_an_item_and_from_where(note, ask):
    for person in crowd(6):
        note(person)
        note(person)  # twice is one reader
    for person in crowd(5, start=10):
        note(person, place="Ambulance")
    (found,) = ask(queries.readers, editor())
    assert (found.subject, found.people, found.places) == (FALL, 10, {"Acute": 5, "Ambulance": 5})


def test_fewer_than_five_readers_are_not_told_as_a_number(note, ask):
    for person in crowd(FEWEST - 1):
        note(person)
    (found,) = ask(queries.readers, lead("RA1"))
    assert (found.people, found.places) == (None, {})


def test_a_small_number_does_not_follow_from_the_total_and_the_others(note, ask):
    for person in crowd(9):
        note(person)
    for person in crowd(6, start=20):
        note(person, place="Mental health")
    note(crowd(1, start=40)[0], place="Ambulance")
    (found,) = ask(queries.readers, editor())
    assert found.people == 15
    assert found.places == {"Acute": 5, "Mental health": 5}


def test_no_small_number_of_readers_follows_from_what_is_told():
    """Every number of readers of three kinds is tried: each small one might be another."""
    worlds = defaultdict(list)
    for world in itertools.product(range(3 * FEWEST), repeat=3):
        places = {place: number for place, number in zip("abc", world, strict=True) if number}
        shown = told_of_places(places)
        assert all(shown[place] <= places[place] for place in shown)
        worlds[at_least(sum(world)), tuple(shown.items())].append(world)
    for alike in worlds.values():
        for place in range(3):
            possible = {world[place] for world in alike}
            assert len(possible) > 1 or possible.isdisjoint(range(1, FEWEST))


def test_only_what_was_read_lately_counts_where_it_is_asked_so(note, ask):
    for person in crowd(6):
        note(person, now=NOW - 100 * DAY)
    for person in crowd(5, start=10):
        note(person, SHARP)
    (found,) = ask(queries.readers, editor(), since=NOW - 90 * DAY)
    assert (found.subject, found.people) == (SHARP, 5)


def test_a_reader_of_two_items_of_a_group_is_one_reader_of_the_group(note, ask):
    for person in crowd(6):
        note(person)
        note(person, SHARP)
    groups = {"both": [FALL, SHARP], "neither": ["item/other"], "one": [SHARP]}
    found = ask(queries.readers_of, editor(), groups, since=NOW - DAY)
    assert found == {"both": 6, "neither": 0, "one": 6}


@pytest.mark.parametrize("person", [manager("RA1"), board("RA1"), steward()])
def test_how_many_people_read_what_is_for_the_desk_alone(ask, person):
    with pytest.raises(NotAllowed, match="library editors and Safety and Learning Leads"):
        ask(queries.readers, person)
    with pytest.raises(NotAllowed, match="library editors and Safety and Learning Leads"):
        ask(queries.readers_of, person, {}, since=NOW)


def test_nothing_is_noted_or_told_without_a_viewer(note, ask):
    with pytest.raises(NotAllowed, match="Sign in first"):
        note(None)
    with pytest.raises(NotAllowed, match="Sign in first"):
        ask(queries.read_by, None)
