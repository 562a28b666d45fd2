"""Checked claims become a release once, and are published only when asked, by who may."""

from dataclasses import replace

import polars as pl
import pytest

from scorecards.claims.commands import recipe, release
from scorecards.claims.model import SCHEMA
from scorecards.errors import NotAllowed
from scorecards.settings import REFERENCE
from scorecards.snapshots import queries
from scorecards.snapshots.model import Origin, Source
from scorecards.snapshots.opening import open_snapshot
from scorecards.store.transactions import reading
from scorecards.taxonomy.codes import read
from tests.claims.nation import AS_AT, EMPTY, NOW, ORGANISATIONS, rows
from tests.people.viewers import board, lead, manager, steward


ORIGIN = Origin(AS_AT, "test", (Source("a.csv", "0" * 64, 1),), "GBP", True, "r1")


@pytest.fixture
def releasing(engine, tmp_path):
    """Releases the small nation; `origin` says which bytes it came from."""

    def released(viewer=None, origin=ORIGIN, publish=False):
        return release(
            engine,
            tmp_path / "snapshots",
            viewer if viewer is not None else steward(),
            claims=pl.DataFrame(list(rows()), schema=SCHEMA, orient="row"),
            organisations=ORGANISATIONS,
            taxonomy=read(REFERENCE),
            origin=origin,
            publish=publish,
            now=NOW,
        )

    return released


def current(engine):
    with reading(engine) as session:
        return queries.current_id(session)


@pytest.mark.parametrize("viewer", [manager("RA1"), board("RA1"), lead("RA1"), "steward"])
def test_only_a_steward_releases_and_a_refusal_writes_nothing(releasing, tmp_path, engine, viewer):
    with pytest.raises(NotAllowed):
        releasing(viewer, publish=True)
    assert not (tmp_path / "snapshots").exists()
    assert current(engine) is None


def test_a_release_is_built_and_recorded_but_not_shown_until_it_is_published(releasing, engine):
    done = releasing()
    assert (done.already, done.published) == (False, False)
    assert current(engine) is None
    with reading(engine) as session:
        assert [each.id for each in queries.recorded(session)] == [done.snapshot_id]


def test_publishing_later_uses_what_was_built(releasing, engine):
    first, again = releasing(), releasing(publish=True)
    assert (again.snapshot_id, again.already, again.published) == (first.snapshot_id, True, True)
    assert current(engine) == first.snapshot_id


def test_the_same_bytes_again_change_nothing_and_say_that_they_are_shown(releasing, engine):
    first = releasing(publish=True)
    for publish in (True, False):
        again = releasing(publish=publish)
        assert (again.already, again.published) == (True, True)
    assert current(engine) == first.snapshot_id
    with reading(engine) as session:
        assert len(queries.published(session)) == 1


def test_other_bytes_that_are_not_published_leave_the_current_release(releasing, engine):
    first = releasing(publish=True)
    other = releasing(origin=replace(ORIGIN, recipe="r2"))
    assert (other.already, other.published) == (False, False)
    assert current(engine) == first.snapshot_id != other.snapshot_id


def test_a_release_keeps_its_peers_its_words_and_organisations_without_claims(releasing, tmp_path):
    snapshot = open_snapshot(tmp_path / "snapshots", releasing().snapshot_id)
    assert EMPTY in snapshot.organisations
    assert EMPTY not in snapshot.trusts
    peers = snapshot.peers("typical").collect()
    assert peers.height > 4
    assert peers["trusts"].min() >= 10
    assert not {"trust", "claim_ref"} & set(peers.columns)
    assert snapshot.taxonomy["specialty"].name_of("obstetrics") == "Obstetrics"


def test_a_recipe_depends_on_every_text_and_on_where_one_ends():
    recipes = [recipe(), recipe(""), recipe("ab"), recipe("a", "b"), recipe("b", "a"),
               recipe("ab", "")]  # fmt: skip
    assert len(set(recipes)) == len(recipes)
    assert recipe("a", "b") == recipe("a", "b")
    assert len(recipe("a")) == 64
