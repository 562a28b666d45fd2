"""No query of claims answers without a viewer, or about a trust that the viewer may not open."""

import inspect

import pytest

from scorecards.claims import queries
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Detail, Views
from scorecards.claims.selection import Selection
from scorecards.errors import NotAllowed, UserError
from scorecards.people.model import Role
from tests.claims.nation import AMBULANCE, CANARY, EMPTY, OTHERS, OWN
from tests.people.viewers import board, lead, manager, steward, viewer
from tests.spec.drawn import cases


PATCH = (OWN, OTHERS[0])
PEOPLE = {
    "risk manager": manager(OWN),
    "board member": board(OWN),
    "Lead": lead(*PATCH),
    "steward": steward(),
}
TRUSTS = {"own": OWN, "patch": OTHERS[0], "other": AMBULANCE}


def wanted(trust):
    return Selection(trust, Kind.CLINICAL, 2014, 2022, filters={"cause": ("delayed-diagnosis",)})


def views(detail=Detail.BANDS):
    return Views("specialty", "cause", across="cause", down="specialty", detail=detail)


# How each query is asked. A query without a line here fails the first test.
ASKED = {
    "choices": lambda snapshot, viewer, trust: queries.choices(
        snapshot, viewer, trust, Kind.CLINICAL, Basis.INCIDENT
    ),
    "commoner_kind": queries.commoner_kind,
    "scorecard": lambda snapshot, viewer, trust: queries.scorecard(
        snapshot, viewer, wanted(trust), views()
    ),
    "scorecard with pairs": lambda snapshot, viewer, trust: queries.scorecard(
        snapshot, viewer, wanted(trust), views(Detail.CROSSED)
    ),
    "scorecard with claims": lambda snapshot, viewer, trust: queries.scorecard(
        snapshot, viewer, wanted(trust), views(Detail.CLAIMS)
    ),
    "trusts_open_to": lambda snapshot, viewer, trust: queries.trusts_open_to(snapshot, viewer),
    "without_each": lambda snapshot, viewer, trust: queries.without_each(
        snapshot, viewer, wanted(trust)
    ),
}
RULES = cases(
    """
    query                 | person       | own | patch | other
    choices               | risk manager | yes | no    | no
    choices               | board member | yes | no    | no
    choices               | Lead         | yes | yes   | no
    choices               | steward      | yes | yes   | yes
    commoner_kind         | risk manager | yes | no    | no
    commoner_kind         | board member | no  | no    | no
    commoner_kind         | Lead         | no  | no    | no
    commoner_kind         | steward      | yes | yes   | yes
    scorecard             | risk manager | yes | no    | no
    scorecard             | board member | yes | no    | no
    scorecard             | Lead         | yes | yes   | no
    scorecard             | steward      | yes | yes   | yes
    scorecard with pairs  | risk manager | yes | no    | no
    scorecard with pairs  | board member | no  | no    | no
    scorecard with pairs  | Lead         | no  | no    | no
    scorecard with pairs  | steward      | yes | yes   | yes
    scorecard with claims | risk manager | yes | no    | no
    scorecard with claims | board member | no  | no    | no
    scorecard with claims | Lead         | no  | no    | no
    scorecard with claims | steward      | yes | yes   | yes
    without_each          | risk manager | yes | no    | no
    without_each          | board member | yes | no    | no
    without_each          | Lead         | yes | yes   | no
    without_each          | steward      | yes | yes   | yes
    """
)


def test_every_public_query_is_asked_here_and_has_its_rules_drawn():
    public = {
        name
        for name, function in inspect.getmembers(queries, inspect.isfunction)
        if function.__module__ == queries.__name__ and not name.startswith("_")
    }
    assert {name.split(" ")[0] for name in ASKED} == public
    drawn = {(case["query"], case["person"]) for case in RULES}
    of_a_trust = set(ASKED) - {"trusts_open_to"}
    assert drawn == {(query, person) for query in of_a_trust for person in PEOPLE}


@pytest.mark.parametrize("query", ASKED)
@pytest.mark.parametrize("nobody", [None, "", "steward", Role.STEWARD, {"role": "steward"}, True])
def test_without_a_viewer_there_is_no_answer(snapshot, query, nobody):
    with pytest.raises(NotAllowed, match="Sign in first"):
        ASKED[query](snapshot, nobody, OWN)


@pytest.mark.parametrize("case", RULES, ids=lambda case: f"{case['query']}, {case['person']}")
@pytest.mark.parametrize("place", TRUSTS)
def test_a_query_answers_about_the_trusts_that_the_table_says(snapshot, case, place):
    def asking():
        return ASKED[case["query"]](snapshot, PEOPLE[case["person"]], TRUSTS[place])

    if case[place] == "yes":
        assert asking() is not None
    else:
        with pytest.raises(NotAllowed):
            asking()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STEWARD}))
@pytest.mark.parametrize("query", sorted(set(ASKED) - {"trusts_open_to"}))
def test_a_person_without_a_trust_gets_no_answer_about_any(snapshot, query, role):
    with pytest.raises(NotAllowed):
        ASKED[query](snapshot, viewer(role), OWN)


@pytest.mark.parametrize("query", sorted(set(ASKED) - {"trusts_open_to"}))
def test_a_trust_that_is_not_in_the_release_is_refused_with_a_sentence(snapshot, query):
    """A Lead's patch may name a trust that a release does not know yet."""
    for person in (steward(), lead("RX9"), manager("RX9")):
        with pytest.raises(UserError, match=r"RX9|risk managers"):
            ASKED[query](snapshot, person, "RX9")


def test_each_person_is_offered_the_trusts_they_may_open_by_name(snapshot):
    def offered(person):
        return [organisation.code for organisation in queries.trusts_open_to(snapshot, person)]

    assert offered(PEOPLE["risk manager"]) == offered(PEOPLE["board member"]) == [OWN]
    assert offered(lead(OTHERS[1], CANARY, OWN)) == [OWN, CANARY, OTHERS[1]]
    assert offered(lead()) == []
    assert offered(lead(OWN, "RX9")) == [OWN]
    assert offered(steward()) == [
        o.code for o in sorted(snapshot.organisations.values(), key=lambda each: each.name)
    ]
    assert EMPTY in offered(steward())


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_offered_is_what_can_be_opened(snapshot, person):
    offered = {each.code for each in queries.trusts_open_to(snapshot, PEOPLE[person])}
    for trust in snapshot.organisations:
        try:
            ASKED["scorecard"](snapshot, PEOPLE[person], trust)
            opened = True
        except NotAllowed:
            opened = False
        assert opened == (trust in offered)
