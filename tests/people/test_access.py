"""Rules refuse with a sentence for the reader; what may be seen is drawn in tests/spec."""

import inspect

import pytest

from scorecards.errors import NotAllowed
from scorecards.people import access
from scorecards.people.access import (
    check_is_viewer,
    check_loads_claims,
    check_sees_claims,
    check_sees_scorecard,
    may,
)
from scorecards.people.model import Role
from tests.people.viewers import board, lead, manager, steward, viewer


RULES = [
    rule
    for name, rule in inspect.getmembers(access, inspect.isfunction)
    if name.startswith("check_") and rule.__module__ == access.__name__
]
NOBODY = [None, "manager-RA1", Role.STEWARD, {"role": Role.STEWARD, "trusts": ("RA1",)}, object()]


def test_there_are_rules_to_test():
    assert {check_is_viewer, check_loads_claims, check_sees_claims} < set(RULES)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("nobody", NOBODY)
def test_every_rule_refuses_whoever_is_not_a_viewer(rule, nobody):
    arguments = [nobody, "RA1", "RA1"][: len(inspect.signature(rule).parameters)]
    with pytest.raises(NotAllowed, match="Sign in first"):
        rule(*arguments)


def test_a_refused_trust_is_named_and_the_way_out_is_told():
    with pytest.raises(NotAllowed, match=r"scorecard of RB2\. You can open your own"):
        check_sees_scorecard(manager("RA1"), "RB2")


def test_a_board_member_is_told_who_sees_the_list_of_claims():
    with pytest.raises(NotAllowed, match="for the risk managers of the trust itself"):
        check_sees_claims(board("RA1"), "RA1")


def test_claims_of_another_trust_are_refused_as_its_scorecard_is():
    with pytest.raises(NotAllowed, match="cannot open the scorecard of RB2"):
        check_sees_claims(lead("RA1"), "RB2")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STEWARD}))
def test_a_person_without_a_trust_opens_none(role):
    for trust in ("RA1", "", "R"):
        assert not may(check_sees_scorecard, viewer(role), trust)


@pytest.mark.parametrize("trust", ["ra1", "RA1 ", "RA", "A1", ""])
def test_a_code_that_only_looks_like_ones_own_is_another_trust(trust):
    assert not may(check_sees_scorecard, manager("RA1"), trust)


def test_asking_a_rule_answers_as_the_rule_enforces_and_hides_no_other_fault():
    assert may(check_loads_claims, steward()) is True
    assert may(check_loads_claims, manager("RA1")) is False
    with pytest.raises(TypeError):
        may(check_sees_scorecard, manager("RA1"))
