"""What changed is answered to those who see claims one by one, exactly, and to nobody else."""

import pytest

from scorecards.claims.changes import queries
from scorecards.claims.changes.model import Change
from scorecards.claims.model import MONEY, Kind
from scorecards.errors import NotAllowed, UserError
from tests.claims import nation
from tests.claims.asking import EXACT, PROTECTED
from tests.claims.changes import twin, two_years
from tests.claims.nation import EMPTY, OWN
from tests.people.viewers import manager, steward


def own(rows, kind):
    return [row for row in rows if (row["trust"], row["kind"]) == (OWN, kind.value)]


@pytest.mark.parametrize("viewer", EXACT.values(), ids=EXACT)
@pytest.mark.parametrize("kind", Kind)
def test_those_who_see_claims_get_what_counting_the_rows_gives(snapshot, later, viewer, kind):
    told = queries.changed(snapshot, later, viewer, OWN, kind)
    before, after = own(nation.rows(), kind), own(two_years.rows(), kind)
    assert {
        step.change.value: (
            step.claims, step.open_before, step.open_after,
            {name: step.after[name] - step.before[name] for name in MONEY},
        )
        for step in told.bridge.steps
        if step.claims
    } == twin.bridge(before, after)  # fmt: skip
    by_hand = twin.by_code(before, after, "specialty")
    assert {row[0]: row[2:] for row in told.moved.iter_rows()} == by_hand


def test_the_two_years_hold_every_usual_change(snapshot, later):
    told = queries.changed(snapshot, later, steward(), OWN, Kind.CLINICAL).bridge
    usual = (Change.NEW, Change.REMOVED, Change.SETTLED, Change.REVALUED, Change.RECODED)
    assert min(told[change].claims for change in usual) > 0
    assert told[Change.NEW].claims == 1


@pytest.mark.parametrize("viewer", PROTECTED.values(), ids=PROTECTED)
def test_nobody_else_is_answered(snapshot, later, viewer):
    with pytest.raises(NotAllowed, match="risk managers of the trust itself"):
        queries.changed(snapshot, later, viewer, OWN, Kind.CLINICAL)
    with pytest.raises(NotAllowed):
        queries.bridge(snapshot, later, viewer, OWN)
    with pytest.raises(NotAllowed):
        queries.national_bridge(snapshot, later, viewer)


def test_a_risk_manager_is_answered_for_their_own_trust_only(snapshot, later):
    with pytest.raises(NotAllowed):
        queries.changed(snapshot, later, manager("RB1"), OWN, Kind.CLINICAL)
    with pytest.raises(NotAllowed):
        queries.national_bridge(snapshot, later, manager(OWN))


def test_the_whole_is_the_trusts_together(snapshot, later):
    whole = queries.national_bridge(snapshot, later, steward())
    codes = {*snapshot.trusts, *later.trusts}
    trusts = [queries.bridge(snapshot, later, steward(), code) for code in codes]
    for change in Change:
        assert whole[change].claims == sum(each[change].claims for each in trusts)
        assert whole[change].pence() == sum(each[change].pence() for each in trusts)


def test_the_list_is_narrowed_and_the_bridge_is_not(snapshot, later):
    every = queries.changed(snapshot, later, steward(), OWN, Kind.CLINICAL)
    only = queries.changed(snapshot, later, steward(), OWN, Kind.CLINICAL, only=Change.SETTLED)
    assert only.bridge == every.bridge
    assert only.listed.height == every.bridge[Change.SETTLED].claims < every.listed.height
    assert set(only.listed["change"]) == {"settled"}


def test_a_trust_without_claims_has_no_changes(snapshot, later):
    told = queries.changed(snapshot, later, steward(), EMPTY, Kind.CLINICAL)
    assert (told.bridge.claims_before, told.bridge.claims_after, told.bridge.changed) == (0, 0, 0)
    assert told.moved.is_empty()
    assert told.listed.is_empty()


def test_names_stand_beside_the_codes(snapshot, later):
    moved = queries.changed(snapshot, later, steward(), OWN, Kind.CLINICAL).moved
    names = dict(moved.select("code", "name").iter_rows())
    assert names["obstetrics"] == "Obstetrics"
    assert names[None] == "Not recorded"


def test_two_currencies_are_not_set_against_each_other(snapshot, tmp_path):
    dollars = two_years.built(tmp_path, currency="USD")
    with pytest.raises(UserError, match="different currencies"):
        queries.changed(snapshot, dollars, steward(), OWN, Kind.CLINICAL)


def test_the_stamp_names_both_releases(snapshot, later):
    stamp = str(queries.changed(snapshot, later, steward(), OWN, Kind.CLINICAL).stamp(5))
    assert f"compared with snapshot {snapshot.id}" in stamp
    assert stamp.endswith(f"snapshot {later.id}")
    assert "31 March 2026 to 31 March 2027" in stamp
    assert "n = 5" in stamp
    assert "exact, not for onward sharing" in stamp
