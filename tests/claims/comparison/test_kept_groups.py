"""A trust's own groups: who keeps them, which are refused, and that what was seen still counts."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from scorecards.claims.comparison import groups
from scorecards.claims.comparison.commands import MOST_GROUPS, drop_group, keep_group
from scorecards.disclosure.groups import far_apart, large_enough
from scorecards.errors import NotAllowed, UserError
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.claims.comparison.wide import COMMUNITY, LARGE, NIX, OWN, SMALL, TRUSTS
from tests.people.viewers import board, lead, manager, steward


ANOTHER = "SM00"
# Of several types, so that they are near to no group that everyone sees.
OTHERS = (*LARGE[2][2:10], *SMALL[2][2:10], *COMMUNITY[2][1:7])
NOW = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 2, 9, 0, tzinfo=UTC)


def keep(engine, wide, members, *, name="Like us", viewer=None, trust=OWN, now=NOW):
    with writing(engine, SYSTEM) as session:
        return keep_group(
            session, viewer or manager(OWN), wide, trust, name=name, members=members, now=now
        )


def rows(engine):
    with reading(engine, SYSTEM) as session:
        return list(session.scalars(select(tables.PeerGroup)))


def test_a_group_is_kept_as_it_was_chosen_without_the_own_trust(engine, wide):
    code = keep(engine, wide, [*OTHERS[:12], OWN], name="  Like\t us ")
    [row] = rows(engine)
    assert code == f"own-{row.id}"
    assert (row.trust, row.name, row.created_by) == (OWN, "Like us", "risk_manager")
    assert json.loads(row.members) == sorted(OTHERS[:12])
    assert (row.created_at, row.removed_at) == (NOW, None)
    with reading(engine, SYSTEM) as session:
        [kept] = groups.kept(session, board(OWN), OWN)
    assert (kept.code, kept.members) == (code, frozenset(OTHERS[:12]))


@pytest.mark.parametrize("viewer", [board(OWN), lead(OWN), steward(), manager(ANOTHER)])
def test_only_a_risk_manager_of_the_trust_keeps_or_drops(engine, wide, viewer):
    keep(engine, wide, OTHERS[:12])
    with pytest.raises(NotAllowed):
        keep(engine, wide, OTHERS[:12], viewer=viewer, name="Other")
    with pytest.raises(NotAllowed), writing(engine, SYSTEM) as session:
        drop_group(session, viewer, OWN, 1, now=NOW)
    [row] = rows(engine)
    assert row.removed_at is None


@pytest.mark.parametrize("viewer", [lead(OWN), steward(), manager(ANOTHER)])
def test_the_groups_of_a_trust_are_for_its_own_people(engine, viewer):
    with pytest.raises(NotAllowed), reading(engine, SYSTEM) as session:
        groups.kept(session, viewer, OWN)


def refused(engine, wide, members, **how):
    before = len(rows(engine))
    with pytest.raises(UserError) as error:
        keep(engine, wide, members, **how)
    assert len(rows(engine)) == before
    return str(error.value)


def test_fewer_than_ten_others_with_claims_are_refused(engine, wide):
    assert "10 other trusts with claims" in refused(engine, wide, [*OTHERS[:9], OWN])
    assert "10 other trusts with claims" in refused(engine, wide, [*OTHERS[:9], NIX])


def test_a_group_without_a_name_or_with_one_twice_is_refused(engine, wide):
    assert refused(engine, wide, OTHERS[:12], name=" \t ").startswith("Give the group a name")
    assert "too long" in refused(engine, wide, OTHERS[:12], name="x" * 61)
    keep(engine, wide, OTHERS[:12], name="Like us")
    assert "already" in refused(engine, wide, OTHERS[:12], name="LIKE US")


def test_a_trust_that_is_not_there_is_refused(engine, wide):
    assert "“ZZZ”" in refused(engine, wide, [*OTHERS[:12], "ZZZ"])


@pytest.mark.parametrize(
    ("members", "near"),
    [
        ([code for code in TRUSTS if code not in ("LA00", "SM00")], "all trusts"),
        (SMALL[2][:13], "the type “Acute: small”"),
        ([*LARGE[2], "CO00"], "the type “Acute: large”"),
    ],
)
def test_a_group_near_to_a_published_one_is_refused_and_no_number_is_told(
    engine, wide, members, near
):
    told = refused(engine, wide, members)
    assert told.startswith(f"This group is too near to {near}: ")
    assert not any(letter.isdigit() for letter in told)


def test_a_group_near_to_one_that_was_dropped_is_refused_by_its_name(engine, wide):
    keep(engine, wide, OTHERS[:12], name="First")
    with writing(engine, SYSTEM) as session:
        drop_group(session, manager(OWN), OWN, 1, now=LATER)
    for members in (OTHERS[:13], OTHERS[1:12], [*OTHERS[1:12], OTHERS[20]], [*OTHERS[:12], "CO13"]):
        told = refused(engine, wide, members, name="Second")
        assert told.startswith("This group is too near to your group “First”: ")
    assert keep(engine, wide, OTHERS[:12], name="The same again") == "own-2"
    assert keep(engine, wide, OTHERS[:17], name="Five more") == "own-3"


def test_the_groups_of_another_trust_do_not_stand_in_the_way(engine, wide):
    keep(engine, wide, OTHERS[:12], viewer=manager(ANOTHER), trust=ANOTHER)
    assert keep(engine, wide, OTHERS[:13])


def test_a_dropped_group_is_not_offered_and_stays_in_the_table(engine, wide):
    keep(engine, wide, OTHERS[:12])
    for now in (NOW, LATER):
        with writing(engine, SYSTEM) as session:
            drop_group(session, manager(OWN), OWN, 1, now=now)
    [row] = rows(engine)
    assert row.removed_at == NOW
    with reading(engine, SYSTEM) as session:
        assert groups.kept(session, manager(OWN), OWN) == ()
        assert len(groups.ever_kept(session, OWN)) == 1
    assert keep(engine, wide, OTHERS[:12])  # the name is free again


def test_a_group_of_another_trust_cannot_be_dropped(engine, wide):
    keep(engine, wide, OTHERS[:12], viewer=manager(ANOTHER), trust=ANOTHER)
    with pytest.raises(UserError, match="no longer exists"), writing(engine, SYSTEM) as session:
        drop_group(session, manager(OWN), OWN, 1, now=NOW)
    with pytest.raises(UserError, match="no longer exists"), writing(engine, SYSTEM) as session:
        drop_group(session, manager(OWN), OWN, 99, now=NOW)


def test_there_is_an_end_to_the_groups_of_a_trust(engine, wide):
    for number in range(MOST_GROUPS):
        keep(engine, wide, OTHERS[:12], name=f"Group {number}")
    assert "Drop one" in refused(engine, wide, OTHERS[:12], name="One more")


def test_published_groups_are_large_and_far_apart_whoever_looks(wide):
    found = groups.published(wide)
    named = {code: [group.name for group in given] for code, given in found.items()}
    assert named["all"] == ["all trusts"]
    assert named["type"] == [
        f"the type “{kind}”" for kind in ("Acute: large", "Acute: small", "Community")
    ]
    claims = groups.claims_of(wide)
    given = [group for several in found.values() for group in several]
    for own in TRUSTS:
        for group in given:
            assert large_enough(group.members, own, claims)
            for other in given:
                assert far_apart(group.members, other.members, own, claims)


def test_in_a_nation_of_one_type_and_one_more_trust_there_is_no_group_by_type(snapshot):
    """The type “Acute” is all trusts but one there: the difference would be that one."""
    found = groups.published(snapshot)
    assert [group.name for group in found["all"]] == ["all trusts"]
    assert found["type"] == found["size"] == ()
