"""Notices reach whom they are for, are new until the person says so, and are never changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from scorecards.errors import NotAllowed
from scorecards.notices import commands, queries
from scorecards.notices.model import Happening
from scorecards.people.model import Circle
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.people.viewers import ONE_OF_EACH, board, editor, manager
from tests.spec.drawn import cases


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TOLD = cases(
    """
    person                   | everyone | members | scheme
    trust risk manager       | yes      | yes     | no
    trust reader             | yes      | yes     | no
    trust administrator      | yes      | yes     | no
    board member             | yes      | yes     | no
    Safety and Learning Lead | yes      | yes     | yes
    data steward             | yes      | yes     | yes
    library editor           | yes      | yes     | yes
    auditor                  | yes      | yes     | yes
    no role yet              | yes      | no      | no
    """
)


def tell(engine, title="New", circle=Circle.EVERYONE, kind=Happening.ITEM_PUBLISHED, now=NOW):
    with writing(engine, editor()) as session:
        commands.raise_notice(
            session, editor(), kind, f"item/{title}", title=title, address=f"/item?item={title}",
            seen_by=circle, now=now,
        )  # fmt: skip


def see(engine, who, now=NOW):
    with writing(engine, who) as session:
        commands.see(session, who, now=now)


def told(engine, who, limit=10):
    with reading(engine, who) as session:
        return queries.latest(session, who, limit=limit), queries.unread(session, who)


def test_each_person_is_told_what_is_for_their_circles_and_nothing_else(engine):
    for circle in Circle:
        tell(engine, circle.name, circle)
    for row in TOLD:
        latest, unread = told(engine, ONE_OF_EACH[row["person"]])
        wanted = {circle.name for circle in Circle if row[circle.name.lower()] == "yes"}
        assert {each.title for each in latest} == wanted, row["person"]
        assert unread == len(wanted), row["person"]


def test_the_newest_come_first_and_no_more_than_are_asked_for(engine):
    for number in range(4):
        tell(engine, str(number), now=NOW + timedelta(days=number))
    latest, unread = told(engine, board("RA1"), limit=3)
    assert [each.title for each in latest] == ["3", "2", "1"]
    assert unread == 4
    assert latest[0].at == NOW + timedelta(days=3)
    assert (latest[0].kind, latest[0].address) == (Happening.ITEM_PUBLISHED, "/item?item=3")


def test_what_was_seen_stays_seen_and_what_comes_after_is_new(engine):
    tell(engine, "old")
    see(engine, board("RA1"))
    assert told(engine, board("RA1"))[1] == 0
    tell(engine, "young")
    latest, unread = told(engine, board("RA1"))
    assert [(each.title, each.unread) for each in latest] == [("young", True), ("old", False)]
    assert unread == 1


def test_what_one_person_has_seen_is_new_for_another(engine):
    tell(engine)
    see(engine, board("RA1"))
    assert told(engine, manager("RA1"))[1] == 1


def test_what_a_person_may_not_see_does_not_count_as_seen_later(engine):
    """Somebody who gets a wider circle is still told what was raised for it before."""
    tell(engine, "for all")
    tell(engine, "for the scheme", Circle.SCHEME)
    see(engine, board("RA1"))
    with reading(engine, SYSTEM) as session:
        (seen,) = session.scalars(select(tables.NoticesSeen.notice))
        first = session.scalar(select(func.min(tables.Notice.id)))
    assert seen == first


def test_to_have_seen_nothing_or_twice_or_from_an_older_screen_takes_nothing_back(engine):
    see(engine, board("RA1"))
    tell(engine)
    later = NOW + timedelta(days=1)
    for at in (NOW, later, NOW):
        see(engine, board("RA1"), at)
    with reading(engine, SYSTEM) as session:
        (row,) = session.scalars(select(tables.NoticesSeen))
    assert (row.at, told(engine, board("RA1"))[1]) == (later, 0)


def test_what_came_after_the_screen_was_drawn_is_still_new(engine):
    tell(engine, "drawn")
    tell(engine, "came since", now=NOW + timedelta(minutes=5))
    see(engine, board("RA1"))
    latest, _ = told(engine, board("RA1"))
    assert [each.title for each in latest if each.unread] == ["came since"]


def test_who_looks_with_another_persons_eyes_sees_nothing_for_them(engine):
    tell(engine)
    with pytest.raises(NotAllowed):
        see(engine, replace(board("RA1"), seen_by="sam"))
    assert told(engine, board("RA1"))[1] == 1


def test_a_notice_is_never_changed_or_taken_away(engine):
    tell(engine)
    with pytest.raises(DatabaseError), writing(engine, SYSTEM) as session:
        session.delete(session.scalars(select(tables.Notice)).one())
    with pytest.raises(DatabaseError), writing(engine, SYSTEM) as session:
        session.scalars(select(tables.Notice)).one().title = "Other"


def test_nobody_is_told_nothing(engine):
    for act in (queries.latest, queries.unread):
        with reading(engine) as session, pytest.raises(NotAllowed):
            act(session, None)
