"""What changed between two releases agrees with counting by hand, to the penny."""

from collections import Counter
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.claims.model import MONEY, SCHEMA
from scorecards.errors import UserError
from scorecards.snapshots.changes import Changes, MoneyChange, compare, diff
from tests.snapshots.releases import built, claim, claims, frame


pence = some.sampled_from([0, 1, 99, 1_000_000_00])
few_claims = some.lists(
    some.builds(
        claim,
        some.sampled_from(["C1", "C2", "C3", "C4"]),
        some.sampled_from(["RA1", "RB2"]),
        damages_paid=pence,
        defence_costs_reserved=pence,
        cause=some.sampled_from([None, "fall", "delay"]),
        status=some.sampled_from(["open", "nil"]),
    ),
    max_size=12,
)


def changes_by_hand(before, after):
    """The slow way, over plain rows: strike out what is identical, then pair by reference."""
    before, after = (sorted(rows, key=_in_order) for rows in (before, after))
    old, fresh = _left_over(before, after), _left_over(after, before)
    keys = {(row["trust"], row["claim_ref"]) for row in old + fresh}
    new, removed, pairs = [], [], []
    for key in keys:
        was = [row for row in old if (row["trust"], row["claim_ref"]) == key]
        now = [row for row in fresh if (row["trust"], row["claim_ref"]) == key]
        paired = min(len(was), len(now))
        pairs += zip(was[:paired], now[:paired], strict=True)
        removed += was[paired:]
        new += now[paired:]
    columns = Counter(name for was, now in pairs for name in was if was[name] != now[name])
    return Changes(
        before=len(before),
        after=len(after),
        new=len(new),
        removed=len(removed),
        changed=len(pairs),
        columns=dict(columns),
        money={
            name: MoneyChange(
                before=sum(row[name] for row in before),
                new=sum(row[name] for row in new),
                removed=sum(row[name] for row in removed),
                revalued=sum(now[name] - was[name] for was, now in pairs),
                after=sum(row[name] for row in after),
            )
            for name in MONEY
        },
    )


def _in_order(row):
    """Missing values come first, as in the columns of a frame."""
    return [
        (row.get(name) is not None, row.get(name) or "") for name in SCHEMA if name not in MONEY
    ] + [row[name] for name in MONEY]


def _left_over(rows, others):
    there = Counter(tuple(row.items()) for row in others)
    left = []
    for row in rows:
        if there[tuple(row.items())]:
            there[tuple(row.items())] -= 1
        else:
            left.append(row)
    return left


@settings(deadline=None, max_examples=150)
@given(few_claims, few_claims, some.randoms())
def test_changes_agree_with_counting_by_hand_in_any_order_of_rows(before, after, chance):
    by_hand = changes_by_hand(before, after)
    chance.shuffle(before)
    chance.shuffle(after)
    assert compare(frame(before), frame(after)) == by_hand


@settings(deadline=None, max_examples=100)
@given(few_claims, few_claims)
def test_claims_and_pence_always_reconcile(before, after):
    told = compare(frame(before), frame(after))
    assert told.before + told.new - told.removed == told.after
    for money in told.money.values():
        assert money.before + money.new - money.removed + money.revalued == money.after


@settings(deadline=None, max_examples=50)
@given(few_claims, few_claims)
def test_looking_backwards_swaps_new_and_removed(before, after):
    there, back = compare(frame(before), frame(after)), compare(frame(after), frame(before))
    assert (there.new, there.removed, there.changed) == (back.removed, back.new, back.changed)
    assert there.columns == back.columns


def test_a_new_a_removed_and_a_revalued_claim_are_told_apart():
    before = [claim("C1", "RA1", damages_paid=500), claim("C2", "RA1", damages_paid=70)]
    after = [claim("C1", "RA1", damages_paid=650, status="nil"), claim("C3", "RA1", damages_paid=9)]
    told = compare(frame(before), frame(after))
    assert (told.new, told.removed, told.changed) == (1, 1, 1)
    assert told.columns == {"damages_paid": 1, "status": 1}
    assert told.money["damages_paid"] == MoneyChange(570, 9, 70, 150, 659)


def test_of_two_identical_rows_the_one_that_went_is_removed_and_none_changed():
    twice = [claim("C1", "RA1", damages_paid=5)] * 2
    told = compare(frame(twice), frame(twice[:1]))
    assert (told.removed, told.changed, told.new) == (1, 0, 0)


def test_two_releases_are_compared_for_one_trust_or_for_all(root):
    before, after = built(root, 0), built(root, 3)
    everything, own = diff(before, after, trust=None), diff(before, after, trust="RB2")
    assert (everything.changed, own.changed) == (24, 8)
    assert everything.columns == {"damages_paid": 24}
    assert own.money["damages_paid"].revalued == 8 * 300
    nothing = diff(before, after, trust="RX9")
    assert {getattr(nothing, field.name) for field in fields(Changes)[:5]} == {0}


def test_releases_with_different_columns_cannot_be_compared():
    with pytest.raises(UserError, match="do not have the same columns"):
        compare(claims(), claims().drop("cause"))
