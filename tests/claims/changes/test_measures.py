"""Each claim is in one kind of change; what was and all that changed is what is, to the penny."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.claims.changes import measures
from scorecards.claims.changes.model import Change, Part
from scorecards.claims.changes.queries import bridge_of
from scorecards.claims.model import MONEY, Kind
from scorecards.snapshots.changes import THERE
from tests.claims.changes import twin
from tests.snapshots.releases import claim, frame


pence = some.sampled_from([0, 0, 1, 99, 1_000_000_00])
days = some.sampled_from([None, date(2020, 1, 2), date(2021, 3, 4)])
some_claims = some.lists(
    some.builds(
        claim,
        some.sampled_from(["C1", "C2", "C3", "C4", "C5"]),
        some.sampled_from(["RA1", "RB2"]),
        damages_paid=pence,
        damages_reserved=pence,
        claimant_costs_paid=pence,
        defence_costs_reserved=pence,
        cause=some.sampled_from([None, "fall", "delay"]),
        cause_raw=some.sampled_from([None, "Fall"]),
        incident_date=days,
        closed_date=days,
        status=some.sampled_from(["open", "open", "nil", "settled", "continuing", "incident"]),
    ),
    max_size=12,
)
WAS = claim("C1", "RA1", status="open", cause="fall", damages_reserved=500, defence_costs_paid=70,
            cause_raw="Fall", incident_date=date(2020, 1, 2))  # fmt: skip
EACH = {
    Change.SETTLED: {"status": "settled", "damages_paid": 900, "damages_reserved": 0},
    Change.NIL: {"status": "nil", "damages_reserved": 0, "cause": "delay"},
    Change.REVALUED: {"damages_reserved": 501, "cause": "delay"},
    Change.RECODED: {"cause": "delay", "incident_date": date(2020, 1, 3)},
    Change.REDATED: {"incident_date": date(2020, 1, 3), "cause_raw": "A fall"},
    Change.OTHER: {"cause_raw": "A fall"},
    Change.UNCHANGED: {},
}


def compared(before, after, kind=None):
    return measures.paired(frame(before), frame(after), kind)


def rows_of(claims):
    return frame(claims).to_dicts()


@pytest.mark.parametrize("change", EACH, ids=str)
def test_the_first_kind_of_change_that_holds_is_the_one(change):
    (row,) = compared([WAS], [WAS | EACH[change]]).to_dicts()
    assert row["change"] == change


@pytest.mark.parametrize("ended", ["settled", "continuing", "nil"])
def test_a_claim_that_had_ended_and_is_open_again_was_reopened(ended):
    (row,) = compared([WAS | {"status": ended}], [WAS]).to_dicts()
    assert row["change"] == Change.REOPENED


def test_settled_claims_whose_costs_have_ended_are_not_settled_again():
    (row,) = compared([WAS | {"status": "continuing"}], [WAS | {"status": "settled"}]).to_dicts()
    assert row["change"] == Change.OTHER


def test_a_claim_that_was_settled_and_is_closed_without_damages_is_closed_nil():
    (row,) = compared([WAS | {"status": "settled"}], [WAS | {"status": "nil"}]).to_dicts()
    assert row["change"] == Change.NIL


def test_other_things_that_hold_are_told_beside_the_kind():
    now = WAS | {"status": "settled", "cause": "delay", "incident_date": date(2019, 5, 5)}
    (row,) = compared([WAS], [now]).to_dicts()
    assert (row["change"], row["recoded"], row["redated"]) == (Change.SETTLED, True, True)


def test_closing_a_claim_dates_it_but_is_no_other_date_of_the_claim():
    now = WAS | {"status": "settled", "closed_date": date(2024, 5, 5)}
    (row,) = compared([WAS], [now]).to_dicts()
    assert (row["change"], row["redated"]) == (Change.SETTLED, False)


def test_an_incident_about_which_somebody_claims_is_a_new_claim_and_says_so():
    incident = WAS | {"status": "incident"} | dict.fromkeys(MONEY, 0)
    (row,) = compared([incident], [WAS]).to_dicts()
    assert (row["change"], row["incident"]) == (Change.NEW, True)
    (row,) = compared([WAS], [incident]).to_dicts()
    assert (row["change"], row["incident"]) == (Change.REMOVED, True)
    (row,) = compared([], [WAS]).to_dicts()
    assert (row["change"], row["incident"]) == (Change.NEW, False)
    assert compared([incident], [incident]).is_empty()


def test_the_bridge_of_a_year_by_hand():
    """£7.70 before: settled +£4.00, revalued +£0.01, one gone −£2.00, one new +£3.00 = £12.71."""
    other, gone = WAS | {"claim_ref": "C2"}, claim("C3", "RA1", status="nil", damages_paid=200)
    new = claim("C4", "RA1", status="open", claimant_costs_reserved=300)
    before = [WAS | {"defence_costs_paid": 0}, other | {"damages_reserved": 0}, gone]
    after = [
        WAS | {"defence_costs_paid": 0, "status": "settled", "damages_paid": 900,
               "damages_reserved": 0},
        other | {"damages_reserved": 1},
        new,
    ]  # fmt: skip
    told = bridge_of(compared(before, after))
    assert (told.pence_before(), told.pence_after()) == (770, 1271)
    moved = {step.change: step.pence() for step in told.steps if step.pence()}
    assert moved == {
        Change.NEW: 300, Change.REMOVED: -200, Change.SETTLED: 400, Change.REVALUED: 1,
    }  # fmt: skip
    assert told[Change.SETTLED].pence(Part.PAID) == 900
    assert told[Change.SETTLED].pence(Part.RESERVED) == -500
    assert told[Change.NEW].pence(Part.CLAIMANT) == 300
    assert (told.claims_before, told.claims_after, told.changed) == (3, 3, 4)
    assert (told.open_before, told.open_after) == (2, 2)
    revalued = told[Change.REVALUED]
    assert (revalued.raised, revalued.lowered, revalued.rise, revalued.fall) == (1, 0, 1, 0)


def test_only_one_kind_of_claims_is_compared_when_asked():
    other = claim("C9", "RA1", kind="non-clinical", scheme="LTPS-EL", damages_paid=5)
    told = bridge_of(compared([WAS], [WAS, other], Kind.NON_CLINICAL))
    assert (told.claims_before, told.claims_after, told.pence_after()) == (0, 1, 5)
    told = bridge_of(compared([WAS], [WAS, other], Kind.CLINICAL))
    assert (told.claims_before, told.claims_after, told.changed) == (1, 1, 0)


def test_nothing_against_nothing_is_a_bridge_of_noughts():
    told = bridge_of(compared([], []))
    assert (told.claims_before, told.claims_after, told.pence_after(), told.changed) == (0, 0, 0, 0)
    assert [step.claims for step in told.steps] == [0] * len(Change)


@settings(deadline=None)
@given(some_claims, some_claims)
def test_what_was_and_every_step_is_what_is_to_the_penny_and_the_claim(before, after):
    told = bridge_of(compared(before, after))
    assert told.claims_before + sum(step.more for step in told.steps) == told.claims_after
    opened = sum(step.open_after - step.open_before for step in told.steps)
    assert told.open_before + opened == told.open_after
    for part in Part:
        moved = sum(step.pence(part) for step in told.steps)
        assert told.pence_before(part) + moved == told.pence_after(part)
    for name in MONEY:
        moved = sum(step.after[name] - step.before[name] for step in told.steps)
        assert told.before[name] + moved == told.after[name]
    whole = [claim for claim in before if claim["status"] != "incident"]
    assert told.pence_before() == sum(claim[name] for claim in whole for name in MONEY)
    for step in told.steps:
        assert step.rise + step.fall == step.pence()
        assert step.raised + step.lowered <= step.claims
    for change in (Change.RECODED, Change.REDATED, Change.OTHER, Change.UNCHANGED):
        assert told[change].before == told[change].after


@settings(deadline=None)
@given(some_claims, some_claims, some.randoms())
def test_the_bridge_is_what_going_through_the_claims_one_by_one_gives(before, after, chance):
    by_hand = twin.bridge(rows_of(before), rows_of(after))
    chance.shuffle(before)
    chance.shuffle(after)
    told = bridge_of(compared(before, after))
    found = {
        step.change.value: (
            step.claims, step.open_before, step.open_after,
            {name: step.after[name] - step.before[name] for name in MONEY},
        )
        for step in told.steps
        if step.claims
    }  # fmt: skip
    assert found == by_hand


@settings(deadline=None)
@given(some_claims, some_claims, some.randoms())
def test_codes_before_and_after_are_those_of_the_claims_and_add_up(before, after, chance):
    by_hand = twin.by_code(rows_of(before), rows_of(after), "cause")
    chance.shuffle(before)
    rows = measures.moved(compared(before, after), "cause")
    assert {code: tuple(numbers) for code, *numbers in rows.iter_rows()} == by_hand
    moved = (rows["after"] - rows["before"]).abs()
    assert moved.is_sorted(descending=True)


@settings(deadline=None)
@given(some_claims, some_claims)
def test_the_list_holds_every_changed_claim_once_and_the_most_changed_first(before, after):
    rows = compared(before, after)
    told = bridge_of(rows)
    listed = measures.changed(rows)
    assert listed.height == told.changed
    assert listed["by"].sum() == told.pence_after() - told.pence_before()
    assert listed["by"].abs().is_sorted(descending=True)
    for change in Change:
        if change is not Change.UNCHANGED:
            assert measures.changed(rows, change).height == told[change].claims


@settings(deadline=None)
@given(some_claims, some_claims)
def test_there_and_back_again_changes_nothing_together(before, after):
    there, back = bridge_of(compared(before, after)), bridge_of(compared(after, before))
    assert there.pence_after() == back.pence_before()
    assert there[Change.NEW].claims == back[Change.REMOVED].claims
    assert there[Change.UNCHANGED].claims == back[Change.UNCHANGED].claims


def test_a_claim_that_is_new_was_nothing_before():
    (row,) = compared([], [WAS]).to_dicts()
    assert row["status"] is None
    assert (row["total"], row[f"total{THERE}"]) == (0, 570)
    assert row["was"] is False


def test_every_claim_is_in_the_pairs_once_whatever_the_order():
    claims = frame([WAS | {"claim_ref": f"C{n}"} for n in range(9)])
    shuffled = claims.sample(fraction=1, shuffle=True, seed=3)
    assert measures.paired(claims, claims).equals(measures.paired(shuffled, claims))
