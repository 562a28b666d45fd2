"""The nation a year before obeys the same rules, and became what it is today."""

from datetime import date

import polars as pl
import pytest

from scorecards.claims.changes.measures import paired
from scorecards.claims.changes.model import Bridge, Change
from scorecards.claims.changes.queries import bridge_of
from scorecards.claims.model import MONEY, SCHEMA, Kind, Status
from scorecards.demo import earlier, nation, release
from scorecards.demo.nation import Nation
from scorecards.people.demonstration import FIRST
from scorecards.snapshots import queries
from scorecards.store.engine import open_engine
from scorecards.store.schema import bring_up
from scorecards.store.transactions import reading
from tests.conftest import NOW
from tests.people.viewers import steward


@pytest.fixture(scope="module")
def before(drawn: Nation) -> Nation:
    return earlier.rewind(drawn)


@pytest.fixture(scope="module")
def own(before: Nation, drawn: Nation) -> Bridge:
    """Northmoor's clinical claims."""
    sides = (each.claims.filter(trust=FIRST) for each in (before, drawn))
    return bridge_of(paired(*sides, Kind.CLINICAL))


@pytest.fixture(scope="module")
def whole(before: Nation, drawn: Nation) -> Bridge:
    return bridge_of(paired(before.claims, drawn.claims))


def none(claims: pl.DataFrame, *wrong: pl.Expr) -> bool:
    return claims.filter(*wrong).is_empty()


def test_the_same_seed_gives_the_same_year_before(drawn: Nation, before: Nation):
    again = earlier.rewind(drawn)
    assert again.claims.equals(before.claims)
    assert again.exposures.equals(before.exposures)
    assert not earlier.rewind(drawn, seed=1).claims.equals(before.claims)


def test_columns_and_types_are_those_of_claims(before: Nation):
    assert list(before.claims.schema.items()) == list(SCHEMA.items())
    required = ["claim_ref", "trust", "scheme", "kind", "status", *MONEY]
    assert before.claims.select(required).null_count().sum_horizontal().item() == 0


def test_references_are_all_different_and_in_order(before: Nation):
    references = before.claims.get_column("claim_ref")
    assert references.is_sorted()
    assert references.n_unique() == len(references)
    assert references.str.contains(r"^D\d{7}$").all()


def test_nothing_in_it_was_known_later(before: Nation):
    for name in ("incident_date", "notified_date", "closed_date"):
        assert none(before.claims, pl.col(name) > before.as_at)
    assert before.as_at == date(2025, 3, 31)
    assert before.exposures["year"].max() == 2024


def test_dates_are_in_their_order_and_fit_the_status(before: Nation):
    assert none(before.claims, pl.col("notified_date") < pl.col("incident_date"))
    assert none(before.claims, pl.col("closed_date") < pl.col("notified_date"))
    still_open = pl.col("status").is_in([Status.OPEN, Status.INCIDENT])
    assert none(before.claims, still_open, pl.col("closed_date").is_not_null())
    assert none(before.claims, still_open, pl.col("settlement").is_not_null())
    closed = pl.col("status").is_in([Status.SETTLED, Status.NIL])
    assert none(before.claims, closed, pl.col("closed_date").is_null())


def test_amounts_are_never_negative_and_fit_the_status(before: Nation):
    assert none(before.claims, pl.any_horizontal(pl.col(MONEY) < 0))
    damages = pl.col("damages_paid") + pl.col("damages_reserved")
    assert none(before.claims, pl.col("status") == Status.NIL, damages > 0)
    incident = pl.col("status") == Status.INCIDENT
    assert none(before.claims, incident, pl.any_horizontal(pl.col(MONEY) > 0))
    reserved = [name for name in MONEY if name.endswith("_reserved")]
    assert none(before.claims, pl.any_horizontal(pl.col(reserved) % 100 != 0))


def test_what_was_notified_since_is_new_and_nothing_else_but_incidents(
    before: Nation, drawn: Nation
):
    rows = paired(before.claims, drawn.claims).filter(pl.col("change") == "new")
    late = pl.col("notified_date_there") > before.as_at
    assert none(rows, ~late, ~pl.col("incident"))
    assert rows.filter("incident").height > 20


def test_what_ended_since_was_open_with_nothing_final_paid(before: Nation, drawn: Nation):
    rows = paired(before.claims, drawn.claims).filter(
        pl.col("closed_date_there") > before.as_at, pl.col("was")
    )
    assert rows.height > 5000
    assert set(rows["status"]) == {"open"}
    assert rows["damages_paid"].sum() == rows["claimant_costs_paid"].sum() == 0


def test_each_kind_of_change_happens_as_often_as_a_year_brings(whole: Bridge):
    part = {step.change: step.claims / whole.claims_after for step in whole.steps}
    assert 0.06 < part[Change.NEW] < 0.12
    assert 0.03 < part[Change.SETTLED] < 0.06
    assert 0.02 < part[Change.NIL] < 0.05
    assert 0.01 < part[Change.REVALUED] < 0.05
    assert 0.005 < part[Change.RECODED] < 0.03
    for seldom in (Change.REMOVED, Change.REOPENED, Change.REDATED):
        assert 0 < part[seldom] < 0.005
    assert part[Change.UNCHANGED] > 0.7
    assert whole[Change.OTHER].claims == 0


def test_the_risk_manager_of_northmoor_has_something_of_each_to_look_at(own: Bridge):
    for change in Change:
        assert (own[change].claims > 0) == (change is not Change.OTHER), change


def test_reserves_missed_what_claims_came_to_in_both_directions(own: Bridge, whole: Bridge):
    assert min(whole[Change.SETTLED].raised, whole[Change.SETTLED].lowered) > 500
    assert min(own[Change.REVALUED].raised, own[Change.REVALUED].lowered) > 5
    assert whole[Change.NIL].pence() < 0


def test_both_releases_are_published_the_earlier_first_and_only_once(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'scorecards.db'}")
    bring_up(engine)
    first = release.publish(engine, tmp_path / "snapshots", steward(), now=NOW)
    again = release.publish(engine, tmp_path / "snapshots", steward(), now=NOW)
    assert (first.already, again.already) == (False, True)
    assert first.snapshot_id == again.snapshot_id
    with reading(engine) as session:
        lines = queries.published(session)
        offered = queries.earlier(session, first.snapshot_id)
    engine.dispose()
    assert [line.as_at for line in lines] == [nation.AS_AT, earlier.AS_AT]
    assert [each.as_at for each in offered] == [earlier.AS_AT]
