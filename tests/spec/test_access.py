"""Who may see what. The table is the rule; the tests say that the program follows it.

Trusts: RA1 is one's own, or one of the patch; RB2 is another of the patch; RZ9 is neither.
"""

import pytest

from scorecards.people.access import (
    check_keeps_register,
    check_loads_claims,
    check_pins_interventions,
    check_sees_claims,
    check_sees_scorecard,
    may,
)
from scorecards.people.model import Role
from tests.people.viewers import board, lead, manager, steward
from tests.spec.drawn import cases


PEOPLE = {
    "trust risk manager": manager("RA1"),
    "board member": board("RA1"),
    "Safety and Learning Lead": lead("RA1", "RB2"),
    "data steward": steward(),
}

TRUSTS = cases(
    """
    person                   | trust | opens the scorecard | sees claim by claim | pins changes
    trust risk manager       | RA1   | yes                 | yes                 | yes
    trust risk manager       | RB2   | no                  | no                  | no
    trust risk manager       | RZ9   | no                  | no                  | no
    board member             | RA1   | yes                 | no                  | no
    board member             | RB2   | no                  | no                  | no
    board member             | RZ9   | no                  | no                  | no
    Safety and Learning Lead | RA1   | yes                 | no                  | no
    Safety and Learning Lead | RB2   | yes                 | no                  | no
    Safety and Learning Lead | RZ9   | no                  | no                  | no
    data steward             | RA1   | yes                 | yes                 | no
    data steward             | RB2   | yes                 | yes                 | no
    data steward             | RZ9   | yes                 | yes                 | no
    """
)
FILES = cases(
    """
    person                   | checks and publishes claims files | imports organisations
    trust risk manager       | no                                | no
    board member             | no                                | no
    Safety and Learning Lead | no                                | no
    data steward             | yes                               | yes
    """
)


@pytest.mark.parametrize("case", TRUSTS, ids=lambda case: f"{case['person']}, {case['trust']}")
def test_a_person_sees_of_a_trust_what_the_table_says(case):
    """A scorecard without its list of claims is protected: small numbers hidden."""
    viewer = PEOPLE[case["person"]]
    opens = may(check_sees_scorecard, viewer, case["trust"])
    lists = may(check_sees_claims, viewer, case["trust"])
    pins = may(check_pins_interventions, viewer, case["trust"])
    assert opens == (case["opens the scorecard"] == "yes")
    assert pins == (case["pins changes"] == "yes")
    assert lists == (case["sees claim by claim"] == "yes")


@pytest.mark.parametrize("case", FILES, ids=lambda case: case["person"])
def test_a_person_does_with_files_what_the_table_says(case):
    """Checking a file shows its claims one by one, so it is as guarded as publishing."""
    asked = may(check_loads_claims, PEOPLE[case["person"]])
    assert asked == (case["checks and publishes claims files"] == "yes")
    keeps = may(check_keeps_register, PEOPLE[case["person"]])
    assert keeps == (case["imports organisations"] == "yes")


def test_the_tables_leave_no_role_and_no_trust_out():
    """A role that is added has no rights until it is drawn."""
    roles = {role.value for role in Role}
    assert {person: viewer.role.value for person, viewer in PEOPLE.items()} == {
        role: role for role in roles
    }
    drawn = {(case["person"], case["trust"]) for case in TRUSTS}
    assert drawn == {(role, trust) for role in roles for trust in ("RA1", "RB2", "RZ9")}
    assert {case["person"] for case in FILES} == roles


def test_nobody_sees_claims_whose_scorecard_they_cannot_open():
    """The finer right contains the coarser one."""
    assert not [
        case for case in TRUSTS
        if case["sees claim by claim"] == "yes" and case["opens the scorecard"] == "no"
    ]  # fmt: skip
