"""Who may see what. The table is the rule; the tests say that the program follows it.

Trusts: RA1 is one's own, or one of the patch; RB2 is another of the patch; RZ9 is neither.
"""

import pytest

from scorecards.people.access import (
    check_disables_people,
    check_edits_library,
    check_ends_session,
    check_gives_feedback,
    check_gives_role,
    check_keeps_ledger,
    check_keeps_people,
    check_keeps_register,
    check_loads_claims,
    check_pins_interventions,
    check_posts,
    check_reads_audit,
    check_reads_ledger,
    check_reads_matrix,
    check_reads_posts,
    check_sees_claims,
    check_sees_health,
    check_sees_scorecard,
    check_views_as,
    may,
)
from scorecards.people.model import Role
from tests.people.viewers import ONE_OF_EACH
from tests.spec.drawn import cases


TRUSTS = cases(
    """
    person                   | trust | opens | each claim | pins | invites
    trust risk manager       | RA1   | yes   | yes        | yes  | no
    trust risk manager       | RB2   | no    | no         | no   | no
    trust risk manager       | RZ9   | no    | no         | no   | no
    trust reader             | RA1   | yes   | no         | no   | no
    trust reader             | RB2   | no    | no         | no   | no
    trust reader             | RZ9   | no    | no         | no   | no
    board member             | RA1   | yes   | no         | no   | no
    board member             | RB2   | no    | no         | no   | no
    board member             | RZ9   | no    | no         | no   | no
    trust administrator      | RA1   | no    | no         | no   | yes
    trust administrator      | RB2   | no    | no         | no   | no
    trust administrator      | RZ9   | no    | no         | no   | no
    Safety and Learning Lead | RA1   | yes   | no         | no   | no
    Safety and Learning Lead | RB2   | yes   | no         | no   | no
    Safety and Learning Lead | RZ9   | no    | no         | no   | no
    library editor           | RA1   | no    | no         | no   | no
    library editor           | RB2   | no    | no         | no   | no
    library editor           | RZ9   | no    | no         | no   | no
    data steward             | RA1   | yes   | yes        | no   | yes
    data steward             | RB2   | yes   | yes        | no   | yes
    data steward             | RZ9   | yes   | yes        | no   | yes
    auditor                  | RA1   | no    | no         | no   | no
    auditor                  | RB2   | no    | no         | no   | no
    auditor                  | RZ9   | no    | no         | no   | no
    no role yet              | RA1   | no    | no         | no   | no
    no role yet              | RB2   | no    | no         | no   | no
    no role yet              | RZ9   | no    | no         | no   | no
    """
)
SERVICE = cases(
    """
    person                   | publishes claims | imports | reads audit | sees health
    trust risk manager       | no               | no      | no          | no
    trust reader             | no               | no      | no          | no
    board member             | no               | no      | no          | no
    trust administrator      | no               | no      | yes         | no
    Safety and Learning Lead | no               | no      | no          | no
    library editor           | no               | no      | no          | no
    data steward             | yes              | yes     | yes         | yes
    auditor                  | no               | no      | yes         | yes
    no role yet              | no               | no      | no          | no
    """
)
OTHERS = cases(
    """
    person                   | keeps people | reads matrix | disables | views as
    trust risk manager       | no           | no           | no       | no
    trust reader             | no           | no           | no       | no
    board member             | no           | no           | no       | no
    trust administrator      | yes          | yes          | no       | no
    Safety and Learning Lead | no           | no           | no       | no
    library editor           | no           | no           | no       | no
    data steward             | yes          | yes          | yes      | yes
    auditor                  | no           | yes          | no       | no
    no role yet              | no           | no           | no       | no
    """
)
LEARNING = cases(
    """
    person                   | says | posts | reads posts | reads ledger | writes ledger | moderates
    trust risk manager       | yes  | yes   | yes         | yes          | yes           | no
    trust reader             | yes  | no    | yes         | yes          | no            | no
    board member             | yes  | no    | yes         | yes          | no            | no
    trust administrator      | yes  | no    | yes         | yes          | no            | no
    Safety and Learning Lead | yes  | yes   | yes         | yes          | no            | no
    library editor           | yes  | yes   | yes         | no           | no            | yes
    data steward             | yes  | no    | yes         | no           | no            | no
    auditor                  | no   | no    | yes         | no           | no            | no
    no role yet              | no   | no    | no          | no           | no            | no
    """
)
OF_LEARNING = {
    "says": check_gives_feedback,
    "posts": check_posts,
    "reads posts": check_reads_posts,
    "reads ledger": lambda viewer: check_reads_ledger(viewer, "RA1"),
    "writes ledger": lambda viewer: check_keeps_ledger(viewer, "RA1"),
    "moderates": check_edits_library,
}
RULES = {
    "publishes claims": check_loads_claims,
    "imports": check_keeps_register,
    "reads audit": check_reads_audit,
    "sees health": check_sees_health,
}
OF_OTHERS = {
    "keeps people": check_keeps_people,
    "reads matrix": check_reads_matrix,
    "disables": check_disables_people,
    "views as": check_views_as,
}


@pytest.mark.parametrize("case", TRUSTS, ids=lambda case: f"{case['person']}, {case['trust']}")
def test_a_person_sees_of_a_trust_what_the_table_says(case):
    """A scorecard without its list of claims is protected: small numbers hidden."""
    viewer = ONE_OF_EACH[case["person"]]
    opens = may(check_sees_scorecard, viewer, case["trust"])
    lists = may(check_sees_claims, viewer, case["trust"])
    pins = may(check_pins_interventions, viewer, case["trust"])
    invites = may(check_gives_role, viewer, Role.READER, case["trust"])
    assert opens == (case["opens"] == "yes")
    assert pins == (case["pins"] == "yes")
    assert invites == (case["invites"] == "yes")
    assert lists == (case["each claim"] == "yes")


@pytest.mark.parametrize("case", SERVICE, ids=lambda case: case["person"])
def test_a_person_does_for_the_service_what_the_table_says(case):
    """Checking a file shows its claims one by one, so it is as guarded as publishing."""
    asked = {name: may(check, ONE_OF_EACH[case["person"]]) for name, check in RULES.items()}
    assert asked == {name: case[name] == "yes" for name in RULES}


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case["person"])
def test_a_person_does_about_others_what_the_table_says(case):
    asked = {name: may(check, ONE_OF_EACH[case["person"]]) for name, check in OF_OTHERS.items()}
    assert asked == {name: case[name] == "yes" for name in OF_OTHERS}


@pytest.mark.parametrize("case", LEARNING, ids=lambda case: case["person"])
def test_a_person_does_beside_the_library_what_the_table_says(case):
    """What is said, asked, offered and recorded; of the ledger, that of the own trust or patch."""
    asked = {name: may(check, ONE_OF_EACH[case["person"]]) for name, check in OF_LEARNING.items()}
    assert asked == {name: case[name] == "yes" for name in OF_LEARNING}


@pytest.mark.parametrize("owner", ["ones own", "another's", None])
def test_people_end_their_own_sessions_and_a_steward_anybodys(owner):
    for viewer in ONE_OF_EACH.values():
        whose = viewer.person if owner == "ones own" else owner
        ends = owner == "ones own" or viewer.role is Role.STEWARD
        assert may(check_ends_session, viewer, whose) is ends


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("trust", ["RA1", "RB2", None])
def test_an_administrator_gives_the_roles_of_the_own_trust_and_no_others(role, trust):
    of_a_trust = ("trust risk manager", "trust reader", "board member", "trust administrator")
    given = may(check_gives_role, ONE_OF_EACH["trust administrator"], role, trust)
    assert given == (trust == "RA1" and role.value in of_a_trust)


def test_the_tables_leave_no_role_and_no_trust_out():
    """A role that is added has no rights until it is drawn."""
    roles = {role.value for role in Role}
    assert {person: viewer.role.value for person, viewer in ONE_OF_EACH.items()} == {
        role: role for role in roles
    }
    drawn = {(case["person"], case["trust"]) for case in TRUSTS}
    assert drawn == {(role, trust) for role in roles for trust in ("RA1", "RB2", "RZ9")}
    assert {case["person"] for case in SERVICE} == roles
    assert {case["person"] for case in OTHERS} == roles
    assert {case["person"] for case in LEARNING} == roles


def test_nobody_sees_claims_whose_scorecard_they_cannot_open():
    """The finer right contains the coarser one."""
    assert not [
        case for case in TRUSTS
        if case["each claim"] == "yes" and case["opens"] == "no"
    ]  # fmt: skip
