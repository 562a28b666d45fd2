"""The screen that greets: each role is told what it can do, what it sees, and whom to ask."""

import pytest

from scorecards.disclosure import policy
from scorecards.ui.navigation import SCREENS
from scorecards.ui.welcome import PURPOSES
from tests.accounts.settled import settled
from tests.pages import screen
from tests.pages.screen import WELCOME, visit


EVERYBODY = {
    "manager-NMU": "risk manager", "reader": "trust reader", "board": "board member",
    "administrator": "trust administrator", "lead": "Safety and Learning Lead",
    "steward": "data steward", "editor": "library editor", "auditor": "auditor",
}  # fmt: skip


@pytest.fixture
def nation(at_home, demonstration):
    at_home(demonstration)


def links(window) -> list[str]:
    return [link.proto.label for link in window.get("page_link")]


@pytest.mark.parametrize("person", [*EVERYBODY, "newcomer"])
def test_each_person_is_offered_the_screens_of_their_menu_with_a_purpose_each(nation, person):
    window = visit(WELCOME, person=person)
    assert not window.exception
    texts = screen.texts(window)
    for label in links(window):
        (found,) = [each for each in SCREENS if each.title == label]
        assert PURPOSES[found.url] in texts
    shown = {each.title for each in SCREENS if each.section == "Scorecards"} & set(links(window))
    sees = person not in ("administrator", "editor", "auditor", "newcomer")
    assert bool(shown) == sees


def test_every_screen_of_the_menu_has_its_purpose():
    shown = {each.url for each in SCREENS if not each.hidden and each.url != WELCOME}
    assert shown == set(PURPOSES)


@pytest.mark.parametrize(("person", "role"), EVERYBODY.items())
def test_each_person_is_told_the_role_they_act_by(nation, person, role):
    texts = screen.texts(visit(WELCOME, person=person))
    assert any(text.startswith("You act as ") and role in text for text in texts)


def test_the_limits_are_those_of_the_policy(nation):
    told = " ".join(screen.texts(visit(WELCOME, person="manager-NMU")))
    assert "You see Northmoor University Hospitals' claims in full, one by one" in told
    assert f"in groups of {policy.SMALLEST_GROUP} or more" in told
    assert f"from 1 to {policy.HIDDEN_BELOW - 1} are hidden" in told
    assert f"to the nearest {policy.ROUND_TO}" in told


@pytest.mark.parametrize("person", ["board", "reader", "lead"])
def test_who_sees_protected_figures_is_not_told_of_claims_in_full(nation, person):
    told = " ".join(screen.texts(visit(WELCOME, person=person)))
    assert "You do not see claims one by one" in told
    assert "in full" not in told


@pytest.mark.parametrize("person", ["administrator", "editor", "auditor", "newcomer"])
def test_who_sees_no_scorecard_lands_here(nation, person):
    window = visit(person=person)
    assert [title.value for title in window.title] == ["Welcome"]
    assert "You see no scorecards and no figures of any trust." in " ".join(screen.texts(window))


def test_a_newcomer_is_told_whom_to_tell_which_address(nation):
    told = " ".join(screen.texts(visit(WELCOME, person="newcomer")))
    assert "The administrator of your trust can give you a role." in told
    assert "the e-mail address that you sign in with" in told


def test_people_of_a_trust_are_told_who_gives_roles_there(at_home, own_demonstration):
    settled(own_demonstration)
    at_home(own_demonstration)
    told = " ".join(screen.texts(visit(WELCOME, person="board")))
    assert (
        "Administrator, Northmoor University Hospitals is the administrator of your trust" in told
    )
    other = " ".join(screen.texts(visit(WELCOME, person="manager-HDD")))
    assert "Administrator, Northmoor" not in other
