"""Which releases one can be set against, and a second one that stays open beside the current."""

from datetime import date

import pytest

from scorecards.errors import UserError
from scorecards.snapshots import commands, queries
from scorecards.store.transactions import reading, writing
from tests.people.viewers import steward
from tests.snapshots.releases import NOW, built, published


def earlier(engine, snapshot):
    with reading(engine) as session:
        return [each.id for each in queries.earlier(session, snapshot.id)]


def again(engine, snapshot):
    with writing(engine) as session:
        commands.publish(session, steward(), snapshot.id, approvals=0, now=NOW)


def test_what_was_published_before_is_offered_the_newest_first(engine, root):
    first, second, third = (published(engine, root, number) for number in range(3))
    assert earlier(engine, third) == [second.id, first.id]
    assert earlier(engine, second) == [first.id]
    assert earlier(engine, first) == []


def test_what_was_taken_back_is_not_offered(engine, root):
    first, _, third = (published(engine, root, number) for number in range(3))
    with writing(engine) as session:
        commands.roll_back(session, steward(), to=first.id, now=NOW)
    assert earlier(engine, first) == []
    again(engine, third)
    assert earlier(engine, third) == [first.id]


def test_an_older_extract_that_was_published_later_is_offered_once_the_newer_is_again(engine, root):
    newer = published(engine, root, 1)
    older = published(engine, root, 2, as_at=date(2023, 9, 30))
    assert earlier(engine, newer) == []
    again(engine, newer)
    assert earlier(engine, newer) == [older.id]


def test_what_is_as_at_a_later_day_is_not_earlier(engine, root):
    published(engine, root, 1, as_at=date(2025, 9, 30))
    assert earlier(engine, published(engine, root, 2)) == []


@pytest.mark.parametrize(
    "others", [{"currency": "USD"}, {"profile": "another"}, {"fictional": False}]
)
def test_what_cannot_be_set_against_it_is_not_offered(engine, root, others):
    published(engine, root, 1, **others)
    like = published(engine, root, 2)
    assert earlier(engine, published(engine, root, 3)) == [like.id]


def test_a_release_nobody_has_published_has_nothing_before_it(engine, root):
    published(engine, root, 1)
    with reading(engine) as session:
        assert queries.earlier(session, "2024-09-30-0000000000") == ()


def test_a_second_release_stays_open_and_neither_pushes_the_other_out(engine, root):
    first, second = published(engine, root, 1), published(engine, root, 2)
    opened, beside = {}, {}
    current = queries.open_current(engine, root, opened=opened).snapshot
    before = queries.open_published(engine, root, first.id, opened=beside)
    assert (current.id, before.id) == (second.id, first.id)
    assert queries.open_current(engine, root, opened=opened).snapshot is current
    assert queries.open_published(engine, root, first.id, opened=beside) is before


def test_only_some_are_kept_open_those_that_were_asked_for_last(engine, root):
    first, second, third = (published(engine, root, number) for number in range(3))
    beside = {}
    for each in (first, second, first, third):
        queries.open_published(engine, root, each.id, opened=beside)
    assert list(beside) == [first.id, third.id]
    assert len(beside) == queries.KEPT_BESIDE


def test_what_readers_have_not_seen_is_not_opened(engine, root):
    published(engine, root, 1)
    with pytest.raises(UserError, match="no published release called"):
        queries.open_published(engine, root, built(root, 2).id, opened={})


def test_a_damaged_one_is_refused_in_words_and_looked_at_again_once_it_is_mended(engine, root):
    first = published(engine, root, 1)
    published(engine, root, 2)
    path = root / first.id / "codes.parquet"
    sound = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
    beside = {}
    for _ in range(2):
        with pytest.raises(UserError, match="could not be trusted and is not shown"):
            queries.open_published(engine, root, first.id, opened=beside)
    path.unlink()
    path.write_bytes(sound)
    assert queries.open_published(engine, root, first.id, opened=beside).id == first.id
