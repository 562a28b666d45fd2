"""Groups of trusts: large enough, and equal to or far from every group that was seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scorecards.disclosure.groups import (
    Group,
    far_apart,
    far_apart_for_all,
    large_enough,
    nearest,
)


OWN = "OWN"
TRUSTS = [f"T{number:02d}" for number in range(30)]
CLAIMS = {OWN: (500, 500), **dict.fromkeys(TRUSTS, (40, 20)), "NIL": (0, 0)}


def first(number, *more):
    return frozenset(TRUSTS[:number]) | set(more)


@pytest.mark.parametrize(
    ("members", "enough"),
    [
        (first(9), False),
        (first(10), True),
        (first(9, OWN), False),  # one's own does not count
        (first(9, "NIL"), False),  # nor does one without claims
        (first(9, "UNHEARD-OF"), False),
        (frozenset(), False),
    ],
)
def test_ten_other_trusts_with_claims_must_remain(members, enough):
    assert large_enough(members, OWN, CLAIMS) is enough


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (first(10), first(10), True),
        (first(10), first(11), False),
        (first(10), first(14), False),
        (first(10), first(15), True),
        (first(10), first(10, OWN), True),  # the viewer knows its own
        (first(10, OWN), first(14), False),
        (first(10), first(14, "NIL"), False),  # padding with empty trusts does not help
        (first(10), first(10, "NIL"), True),  # nothing is the difference
        (first(12), frozenset(TRUSTS[2:14]), False),  # two left, two came
        (first(12), frozenset(TRUSTS[3:15]), True),  # three left, three came
        (first(10), frozenset(TRUSTS[10:20]), True),
    ],
)
def test_two_groups_are_equal_or_differ_by_five_trusts(one, other, apart):
    assert far_apart(one, other, OWN, CLAIMS) is apart
    assert far_apart(other, one, OWN, CLAIMS) is apart


@pytest.mark.parametrize(
    ("each", "apart"),
    [((2, 2), True), ((1, 40), False), ((40, 1), False), ((40, 0), False), ((2, 1), False)],
)
def test_the_difference_holds_ten_claims_of_each_kind(each, apart):
    claims = {**CLAIMS, **dict.fromkeys(TRUSTS[10:15], each)}
    assert far_apart(first(10), first(15), OWN, claims) is apart


def test_the_own_claims_do_not_make_up_for_those_of_others():
    claims = {**CLAIMS, **dict.fromkeys(TRUSTS[10:15], (1, 1))}
    assert not far_apart(first(10), first(15, OWN), OWN, claims)


def test_the_group_that_is_too_near_is_named_also_when_it_is_seen_no_more():
    seen = [Group("far", first(20)), Group("near", first(11)), Group("also near", first(12))]
    found = nearest(first(10), seen, OWN, CLAIMS)
    assert found is not None
    assert found.name == "near"
    assert nearest(first(10), seen[:1], OWN, CLAIMS) is None
    assert nearest(first(10), [], OWN, CLAIMS) is None


def test_what_everyone_sees_is_far_apart_for_each_of_its_members():
    assert not far_apart_for_all(first(10), first(15), CLAIMS)  # one of the five sees four others
    assert far_apart_for_all(first(10), first(16), CLAIMS)
    assert far_apart_for_all(first(10), first(10), CLAIMS)
    assert not far_apart_for_all(first(10), first(11), CLAIMS)
    one_large = {**CLAIMS, **dict.fromkeys(TRUSTS[10:16], (1, 40)), TRUSTS[10]: (900, 900)}
    assert not far_apart_for_all(first(10), first(16), one_large)


members = some.frozensets(some.sampled_from(TRUSTS[:14]))
counts = some.fixed_dictionaries(
    {trust: some.tuples(some.integers(0, 12), some.integers(0, 12)) for trust in TRUSTS[:14]}
)


@given(members, members, counts)
def test_far_apart_for_all_is_far_apart_for_every_viewer(one, other, claims):
    each = all(far_apart(one, other, own, claims) for own in ("", *sorted(one | other)))
    # A trust that alone is the difference sees nothing new itself; everyone else does.
    assert far_apart_for_all(one, other, claims) == each


@given(members, members, members, counts)
def test_what_is_not_refused_differs_from_everything_seen(wanted, one, other, claims):
    seen = [Group("one", one), Group("other", other)]
    if nearest(wanted, seen, OWN, claims) is None:
        for group in seen:
            apart = {t for t in wanted ^ group.members if any(claims.get(t, (0, 0)))}
            assert not apart or len(apart) >= 5
            assert not apart or all(sum(claims[t][kind] for t in apart) >= 10 for kind in (0, 1))
