"""Which limits apply is said as the rules and the policy have it."""

import pytest

from scorecards.accounts import limits
from scorecards.errors import NotAllowed
from scorecards.people.access import (
    check_keeps_people,
    check_reads_audit,
    check_sees_claims,
    check_sees_scorecards,
    may,
)
from scorecards.people.model import OF_THE_SCHEME, Role, Viewer


def viewer(role: Role, **changed) -> Viewer:
    of_the_scheme = (*OF_THE_SCHEME, Role.NONE)
    trusts = () if role in of_the_scheme else ("RA1",)
    given = {
        "person": "p",
        "name": "P",
        "role": role,
        "trusts": trusts,
        "place": "Ashford Hospital",
    }
    return Viewer(**{**given, **changed})


@pytest.mark.parametrize("role", list(Role))
def test_the_sentences_follow_the_rules_for_each_role(role):
    who = viewer(role)
    told = " ".join(limits.of(who))
    assert ("You see no scorecards" in told) is not may(check_sees_scorecards, who)
    assert ("in full, one by one" in told) is may(check_sees_claims, who, "RA1")
    assert ("You invite people" in told) is may(check_keeps_people, who)
    assert ("the audit trail" in told) is may(check_reads_audit, who)
    assert limits.of(who)[-1] == "You read the library, and what each number means."


@pytest.mark.parametrize(
    ("role", "said"),
    [(Role.RISK_MANAGER, "Own claims, one by one; others in groups"),
     (Role.READER, "Small numbers hidden"), (Role.LEAD, "Small numbers hidden"),
     (Role.STEWARD, "All claims, one by one"), (Role.ADMINISTRATOR, "No figures of claims"),
     (Role.AUDITOR, "No figures of claims"), (Role.NONE, "The library alone")],
)  # fmt: skip
def test_the_access_matrix_says_it_in_a_few_words(role, said):
    assert limits.short(viewer(role)) == said


@pytest.mark.parametrize(
    ("place", "whose"), [("Ashford Hospital", "Hospital's"), ("Ashford Hospitals", "Hospitals'")]
)
def test_a_trust_owns_its_claims_in_good_english(place, whose):
    assert f"{whose} claims" in limits.of(viewer(Role.RISK_MANAGER, place=place))[0]


def test_a_lead_of_a_region_without_trusts_is_told_so():
    assert limits.of(viewer(Role.LEAD, trusts=()))[0] == (
        "There is no trust yet whose scorecard you could open."
    )


def test_who_looks_with_other_eyes_is_told_that_they_change_nothing():
    looking = viewer(Role.RISK_MANAGER, seen_by="steward")
    assert limits.of(looking)[-1] == "You change nothing in another person's name."


@pytest.mark.parametrize("tell", [limits.of, limits.short])
def test_nobody_is_told_nothing(tell):
    with pytest.raises(NotAllowed, match="Sign in first"):
        tell(None)
