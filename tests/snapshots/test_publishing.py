"""What readers see: one row moves it forward, one row moves it back, damage moves it aside."""

import logging
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.errors import NoSnapshot, UserError
from scorecards.snapshots import queries
from scorecards.snapshots.build import build
from scorecards.snapshots.commands import publish, record, roll_back
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.queries import open_current
from scorecards.store import tables
from scorecards.store.transactions import reading, writing
from tests.people.viewers import steward
from tests.snapshots.releases import NOW, built, contents, figures, origin, published, total_damages
from tests.stores import sqlite_in_memory


def _by(action, engine, *, hours=0, **asked):
    if action is publish:
        asked["approvals"] = 0
    with writing(engine) as session:
        return action(session, steward(), now=NOW + timedelta(hours=hours), **asked)


def _known(engine, root, count):
    """So many releases, built and recorded, none published."""
    snapshots = [built(root, number) for number in range(count)]
    with writing(engine) as session:
        for snapshot in snapshots:
            record(session, snapshot.manifest)
    return [snapshot.id for snapshot in snapshots]


def _current(engine):
    with reading(engine) as session:
        return queries.current_id(session)


def test_before_anything_is_published_there_is_a_sentence_instead_of_claims(engine, root):
    _known(engine, root, 1)
    with pytest.raises(NoSnapshot, match="No claims have been published yet"):
        open_current(engine, root, opened={})


def test_publishing_shows_a_release_and_the_history_says_who_did_it_and_when(engine, root):
    one, two = _known(engine, root, 2)
    _by(publish, engine, snapshot_id=one)
    _by(publish, engine, snapshot_id=two, hours=1)
    with reading(engine) as session:
        newest, oldest = queries.published(session)
    assert (newest.id, newest.current, oldest.id, oldest.current) == (two, True, one, False)
    assert (newest.by, newest.at, newest.claims) == ("steward", NOW + timedelta(hours=1), 24)
    assert (newest.as_at, newest.action) == (date(2024, 9, 30), "published")
    assert open_current(engine, root, opened={}).snapshot.id == two


def test_recording_twice_is_the_same_as_once_and_publishes_nothing(engine, root):
    one, two = _known(engine, root, 2)
    assert [one, two] == _known(engine, root, 2)
    _by(publish, engine, snapshot_id=one)
    with reading(engine) as session:
        told = {each.id: each.current for each in queries.recorded(session)}
    assert told == {one: True, two: False}


def test_an_unknown_release_cannot_be_published(engine):
    with pytest.raises(UserError, match="There is no release called “2024-09-30-0123456789”"):
        _by(publish, engine, snapshot_id="2024-09-30-0123456789")


def test_the_current_release_cannot_be_published_or_rolled_back_to(engine, root):
    (one,) = _known(engine, root, 1)
    _by(publish, engine, snapshot_id=one)
    with pytest.raises(UserError, match="already the one"):
        _by(publish, engine, snapshot_id=one)
    with pytest.raises(UserError, match="already the one"):
        _by(roll_back, engine, to=one)


def test_rolling_back_needs_something_to_go_back_to(engine, root):
    one, two = _known(engine, root, 2)
    with pytest.raises(UserError, match="Nothing has been published"):
        _by(roll_back, engine)
    _by(publish, engine, snapshot_id=one)
    with pytest.raises(UserError, match="Nothing was published before"):
        _by(roll_back, engine)
    with pytest.raises(UserError, match="has never been published"):
        _by(roll_back, engine, to=two)


def test_rolling_back_twice_goes_back_twice_and_not_forward_again(engine, root):
    one, two, three = _known(engine, root, 3)
    for snapshot_id in (one, two, three):
        _by(publish, engine, snapshot_id=snapshot_id)
    assert _by(roll_back, engine) == two
    assert _by(roll_back, engine) == one
    with pytest.raises(UserError, match="Nothing was published before"):
        _by(roll_back, engine)
    with reading(engine) as session:
        assert [each.action for each in queries.published(session)][:2] == ["rolled back"] * 2


def test_one_can_go_back_by_name_and_publish_what_was_taken_away(engine, root):
    one, two, three = _known(engine, root, 3)
    for snapshot_id in (one, two, three):
        _by(publish, engine, snapshot_id=snapshot_id)
    assert _by(roll_back, engine, to=one) == one
    assert _by(roll_back, engine, to=three) == three
    assert _by(roll_back, engine) == one
    _by(publish, engine, snapshot_id=two)
    assert _current(engine) == two


@settings(deadline=None, max_examples=200)
@given(some.lists(some.tuples(some.booleans(), some.integers(0, 3)), max_size=20))
def test_the_release_on_top_is_the_one_of_the_last_line_whatever_came_before(history):
    pile, current = _played(history)
    assert (pile[-1] if pile else None) == current


def _played(history):
    """Plays a history into a fresh database; what stands, and the current one."""
    engine = sqlite_in_memory()
    with writing(engine) as session:
        for number in range(4):
            told = {"profile": "p", "claims": 0, "fictional": True, "currency": "GBP"}
            session.add(
                tables.Snapshot(id=str(number), as_at=date(2024, 1, 1), created_at=NOW, **told)
            )
        session.flush()
        for back, number in history:
            try:
                if back:
                    roll_back(session, steward(), to=str(number), now=NOW)
                else:
                    publish(session, steward(), str(number), approvals=0, now=NOW)
            except UserError:
                continue
        told = queries.standing(session), queries.current_id(session)
    engine.dispose()
    return told


def test_a_damaged_release_is_replaced_by_the_one_before_with_a_notice(engine, root, caplog):
    before = published(engine, root, 0, as_at=date(2024, 6, 30))
    after = published(engine, root, 1)
    (root / after.id / "codes.parquet").write_bytes(b"")
    opened = {}
    with caplog.at_level(logging.ERROR):
        serving = open_current(engine, root, opened=opened)
        open_current(engine, root, opened=opened)
    assert serving.snapshot.id == before.id
    assert figures(serving.snapshot) == total_damages(0)
    assert "could not be trusted and are not shown" in serving.notice
    assert "30 June 2024" in serving.notice
    assert [after.id in each.getMessage() for each in caplog.records] == [True]
    assert _current(engine) == after.id


def test_a_sound_release_has_no_notice(engine, root):
    published(engine, root)
    assert open_current(engine, root, opened={}).notice is None


def test_a_release_that_people_took_away_is_not_served_instead_of_a_damaged_one(engine, root):
    oldest, taken = published(engine, root, 0), published(engine, root, 1)
    _by(roll_back, engine)
    newest = published(engine, root, 2)
    shutil.rmtree(root / newest.id)
    serving = open_current(engine, root, opened={})
    assert serving.snapshot.id == oldest.id != taken.id


def test_when_no_release_is_sound_there_is_a_sentence(engine, root):
    for number in range(2):
        shutil.rmtree(root / published(engine, root, number).id)
    with pytest.raises(NoSnapshot, match="None of the published claims can be trusted"):
        open_current(engine, root, opened={})


def test_a_release_that_is_built_again_serves_again_without_a_restart(engine, root):
    published(engine, root, 0)
    after = published(engine, root, 1)
    opened = {}
    (root / after.id / "codes.parquet").write_bytes(b"")
    assert open_current(engine, root, opened=opened).snapshot.id != after.id
    with writing(engine) as session:
        again = built(root, 1)
        record(session, again.manifest)
    serving = open_current(engine, root, opened=opened)
    assert (serving.snapshot.id, serving.notice) == (after.id, None)


def test_damage_found_while_a_page_reads_moves_the_next_page_to_the_release_before(engine, root):
    before, after = published(engine, root, 0), published(engine, root, 1)
    opened = {}
    held = open_current(engine, root, opened=opened).snapshot
    path = root / after.id / "claims" / "trust=RA1" / "claims.parquet"
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(DamagedSnapshot):
        held.claims("RA1")
    assert open_current(engine, root, opened=opened).snapshot.id == before.id


def test_a_page_holds_its_release_while_another_one_is_published(engine, root):
    published(engine, root, 0)
    opened = {}
    held = open_current(engine, root, opened=opened).snapshot
    published(engine, root, 1)
    newer = open_current(engine, root, opened=opened).snapshot
    assert figures(held) == total_damages(0)
    assert figures(newer) == total_damages(1)
    assert list(opened) == [newer.id]


def test_whoever_asks_for_the_current_release_again_gets_it_without_its_being_opened_again(
    engine, root, monkeypatch
):
    for number in range(3):
        published(engine, root, number)
    opened = {}
    held = open_current(engine, root, opened=opened).snapshot
    monkeypatch.setattr(queries, "open_snapshot", None)
    assert all(open_current(engine, root, opened=opened).snapshot is held for _ in range(3))


def test_a_release_keeps_the_instant_it_was_built_in_utc(engine, root):
    done = build(root, origin(), contents(), now=datetime(2024, 10, 1, tzinfo=UTC))
    published(engine, root)
    with reading(engine) as session:
        (only,) = queries.recorded(session)
    assert (only.id, only.created_at) == (done.snapshot_id, datetime(2024, 10, 1, tzinfo=UTC))
