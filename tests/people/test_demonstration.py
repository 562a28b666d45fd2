"""The people of the demonstration: one of each role, and none with more than their own."""

from scorecards.people.demonstration import people
from scorecards.people.model import Organisation, Role


def organisation(code, kind="Acute", region="North"):
    return Organisation(code, f"Trust {code}", kind, region)


NATION = {
    o.code: o
    for o in (
        organisation("NMU"),
        organisation("BIG", region="South"),
        organisation("MH1", "Mental health"),
        organisation("MH2", "Mental health", "South"),
        organisation("AMB", "Ambulance", "South"),
        organisation("SML"),
    )
}
SIZES = {"BIG": 900, "NMU": 500, "MH2": 200, "MH1": 100, "SML": 7}


def test_there_is_one_person_of_each_role_and_the_risk_manager_comes_first():
    found = people(NATION, SIZES)
    assert {viewer.role for viewer in found.values()} == set(Role)
    first = next(iter(found.values()))
    assert (first.role, first.trusts) == (Role.RISK_MANAGER, ("NMU",))


def test_the_largest_of_a_type_stands_for_it():
    found = people(NATION, SIZES)
    assert [name for name in found if name.startswith("manager-")] == [
        "manager-NMU", "manager-MH2", "manager-AMB",
    ]  # fmt: skip


def test_people_of_a_trust_have_that_trust_and_no_other():
    for viewer in people(NATION, SIZES).values():
        if viewer.role in (Role.RISK_MANAGER, Role.BOARD_MEMBER):
            assert len(viewer.trusts) == 1
            assert viewer.place == NATION[viewer.trusts[0]].name


def test_the_lead_has_every_trust_of_one_region_the_largest_first():
    lead = people(NATION, SIZES)["lead"]
    assert lead.trusts == ("NMU", "MH1", "SML")
    assert "North" in lead.name


def test_without_the_first_trust_the_one_with_most_claims_takes_its_place():
    others = {code: o for code, o in NATION.items() if code != "NMU"}
    found = people(others, SIZES)
    assert found["board"].trusts == ("BIG",)
    assert found["lead"].trusts == ("BIG", "MH2", "AMB")


def test_trusts_of_equal_size_are_taken_by_their_code():
    found = people({code: organisation(code) for code in ("RB2", "RA1", "RC3")}, {})
    assert found["board"].trusts == ("RA1",)


def test_a_source_without_regions_has_a_lead_for_all_organisations():
    found = people({code: organisation(code, "Airport", "") for code in ("ATL", "JFK")}, {})
    assert found["lead"].name == "Safety and Learning Lead, all organisations"
    assert found["lead"].trusts == ("ATL", "JFK")


def test_before_there_is_any_organisation_there_is_the_steward_who_loads_the_first():
    assert [viewer.role for viewer in people({}, {}).values()] == [Role.STEWARD]
