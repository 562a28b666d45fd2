"""Who is in the list: for an administrator people of the own trust, by roles there alone."""

from datetime import timedelta

import pytest

from scorecards.accounts import commands, queries
from scorecards.accounts.model import Standing
from scorecards.errors import NotAllowed
from scorecards.people.model import Role, Viewer
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.accounts.nation import (
    ANNA,
    AUDITOR,
    NOW,
    PEOPLE,
    STEWARD,
    TODAY,
    add,
    find,
    number_of,
    signed_in,
)


DAY = timedelta(days=1)


def people(engine, viewer, scope=None):
    with reading(engine, scope or viewer) as session:
        return queries.people(session, viewer)


def matrix(engine, viewer):
    with reading(engine, viewer) as session:
        return queries.access_matrix(session, viewer, now=NOW)


def names(found):
    return {each.person.id for each in found}


@pytest.mark.parametrize("scope", [None, SYSTEM], ids=["own rows", "all rows"])
def test_an_administrator_has_the_own_trust_and_would_with_every_row_in_sight(engine, scope):
    """Two walls: the question asks for the own trust, and the transaction shows no other rows."""
    assert names(people(engine, ANNA, scope)) == {"anna", "abel", "rita", "max"}


def test_a_steward_and_an_auditor_have_everybody_those_without_a_role_last(engine):
    for viewer in (STEWARD, AUDITOR):
        found = people(engine, viewer)
        assert names(found) == {*PEOPLE, "newcomer"}
        assert found[-1].person.id == "newcomer"
        assert found[-1].membership is None


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.STEWARD, Role.AUDITOR})
)
def test_nobody_else_has_the_list(engine, role):
    viewer = Viewer("max", "Max", role, ("RA1",), "Ashford Hospitals")
    for ask in (people, matrix):
        with pytest.raises(NotAllowed, match="for the administrator of a trust"):
            ask(engine, viewer)


def test_roles_elsewhere_and_signing_in_by_them_are_not_told(engine):
    """Somebody with a role at two trusts, or who moved away, is not followed."""
    elsewhere = add(engine, "rita", Role.RISK_MANAGER, "RB2")
    token = signed_in(engine, "rita")
    rita = find(engine, token)
    with writing(engine, SYSTEM) as session:
        commands.act_by(session, rita.viewer, rita.id, elsewhere, now=NOW)
    (seen,) = [each for each in people(engine, ANNA) if each.person.id == "rita"]
    assert seen.membership is not None
    assert (seen.membership.trust, seen.signed_in_at) == ("RA1", None)
    told = {each.membership.trust: each.signed_in_at for each in people(engine, STEWARD)
            if each.person.id == "rita" and each.membership}  # fmt: skip
    assert told == {"RA1": None, "RB2": NOW}


def test_the_matrix_says_who_had_what_when_and_how_it_stands(engine):
    signed_in(engine, "max")
    add(engine, "newcomer", Role.READER, "RA1", TODAY + DAY, TODAY + 9 * DAY)
    add(engine, "newcomer", Role.BOARD_MEMBER, "RA1", TODAY - 9 * DAY, TODAY - DAY)
    with writing(engine, ANNA) as session:
        commands.end_membership(session, ANNA, number_of(engine, "rita"), now=NOW)
    lines = {(line.email.split("@")[0], line.role): line for line in matrix(engine, ANNA)}
    assert {key: line.standing for key, line in lines.items()} == {
        ("anna", "trust administrator"): Standing.HOLDS,
        ("abel", "trust administrator"): Standing.HOLDS,
        ("max", "trust risk manager"): Standing.HOLDS,
        ("newcomer", "trust reader"): Standing.LATER,
        ("newcomer", "board member"): Standing.OVER,
        ("rita", "trust reader"): Standing.ENDED,
    }
    assert lines["rita", "trust reader"].to_date == TODAY
    assert lines["max", "trust risk manager"].signed_in_at == NOW
    assert lines["max", "trust risk manager"].sees == "Own claims, one by one; others in groups"
    assert {line.place for line in lines.values()} == {"Ashford Hospitals"}


def test_a_person_of_a_trust_is_told_who_gives_roles_there_today(engine):
    add(engine, "newcomer", Role.ADMINISTRATOR, "RA1", TODAY + DAY)
    with writing(engine, STEWARD) as session:
        commands.disable_person(session, STEWARD, "abel", now=NOW)
    rita = Viewer("rita", "Rita", Role.READER, ("RA1",), "Ashford Hospitals")
    for scope in (rita, SYSTEM):
        with reading(engine, scope) as session:
            assert queries.administrators(session, rita, now=NOW) == ("Anna Able",)
    with reading(engine, STEWARD) as session:
        assert queries.administrators(session, STEWARD, now=NOW) == ()


def test_ones_own_sessions_are_nobody_elses(engine):
    signed_in(engine, "max")
    rita = Viewer("rita", "Rita", Role.READER, ("RA1",), "Ashford Hospitals")
    with reading(engine, SYSTEM) as session:
        assert queries.own_sessions(session, rita, here=None, now=NOW) == ()
