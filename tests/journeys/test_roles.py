"""Each role in a browser, behind the gate: what it must be able to do, and three it must not.

What it must not do is tried by the address, as a link from a colleague would: the menu does not
offer it, and the screen says why and shows nothing.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from scorecards.people import access
from scorecards.people.model import Role
from scorecards.ui.navigation import SCREENS
from tests.journeys.browser import READY, card, drawn, sentence, table, visit


NORTHMOOR = "Northmoor University Hospitals"
TITLES = {each.url: each.title for each in SCREENS}
REFUSED = "[data-testid='stAlert']"
UNFORESEEN = re.compile(r"Something went wrong\.")  # with regard to small letters
NO_SCORECARDS = "Your role sees no scorecards."
ONLY_MANAGERS = "What changed between two releases is for the risk managers"
ONLY_STEWARDS = "Only a data steward can check and publish claims files."
NO_AUDIT = "The audit trail is for the administrator of a trust"
NO_HEALTH = "The state of the service is for data stewards and auditors."
NO_LEDGER = "The learning ledger of a trust is for its own people and its Lead."
NO_POSTS = "Asks and offers are for people with a role."
NO_DESK = "This is for library editors and Safety and Learning Leads."
ONLY_EDITORS = "Only a library editor can do that."
NO_PEOPLE = "The list of people is for the administrator of a trust"


@dataclass(frozen=True)
class Journey:
    """`opens`: screens by address, with something that only the screen says. `refused`: addresses
    with their query, and the beginning of the sentence that refuses.
    """

    role: Role
    opens: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, dict[str, str], str], ...]


LEARNS = ("library", "Safety and Learning Library")
ACCOUNT = ("account", "Your account")
JOURNEYS = {
    "manager-NMU": Journey(
        Role.RISK_MANAGER,
        (("", "against Northmoor"), ("trends", "Trends"), ("compare", "Compare"),
         ("ledger", "Record what a team used"), ("asks", "Make an ask"), LEARNS, ACCOUNT),
        (("data-desk", {}, ONLY_STEWARDS), ("audit", {}, NO_AUDIT), ("people", {}, NO_PEOPLE)),
    ),
    "reader": Journey(
        Role.READER,
        (("", "against Northmoor"), ("delay", "Reporting delay"), LEARNS, ACCOUNT),
        (("changes", {}, ONLY_MANAGERS), ("audit", {}, NO_AUDIT), ("data-desk", {}, ONLY_STEWARDS)),
    ),
    "board": Journey(
        Role.BOARD_MEMBER,
        (("", "against Northmoor"), ("compare", "Compare"), LEARNS, ACCOUNT),
        (("changes", {}, ONLY_MANAGERS), ("people", {}, NO_PEOPLE), ("health", {}, NO_HEALTH),
         ("feedback", {}, ONLY_EDITORS), ("editorial-desk", {}, NO_DESK)),
    ),
    "administrator": Journey(
        Role.ADMINISTRATOR,
        (("people", "Invite"), ("audit", "Audit"), LEARNS, ACCOUNT),
        (("clinical", {}, NO_SCORECARDS), ("data-desk", {}, ONLY_STEWARDS),
         ("health", {}, NO_HEALTH)),
    ),
    "lead": Journey(
        Role.LEAD,
        (("", "against "), ("trends", "Trends"), ("compare", "Compare"),
         ("editorial-desk", "In work"), LEARNS, ACCOUNT),
        (("changes", {}, ONLY_MANAGERS), ("people", {}, NO_PEOPLE), ("audit", {}, NO_AUDIT)),
    ),
    "editor": Journey(
        Role.EDITOR,
        (LEARNS, ("editorial-desk", "In work"), ("feedback", "No comment waits"),
         ("methods", "What the numbers mean"), ACCOUNT),
        (("clinical", {}, NO_SCORECARDS), ("compare", {}, NO_SCORECARDS), ("audit", {}, NO_AUDIT),
         ("ledger", {}, NO_LEDGER)),
    ),
    "steward": Journey(
        Role.STEWARD,
        (("data-desk", "Data desk"), ("health", "Health"), ("audit", "Audit"), ("people", "Invite"),
         ("", "against "), ACCOUNT),
        (),
    ),
    "auditor": Journey(
        Role.AUDITOR,
        (("audit", "Audit"), ("people", "People"), ("health", "Health"), ACCOUNT),
        (("clinical", {}, NO_SCORECARDS), ("trends", {}, NO_SCORECARDS),
         ("data-desk", {}, ONLY_STEWARDS)),
    ),
    "newcomer": Journey(
        Role.NONE,
        (("welcome", "Welcome"), LEARNS, ("candour", "Which kind of organisation"), ACCOUNT),
        (("clinical", {}, NO_SCORECARDS), ("people", {}, NO_PEOPLE), ("health", {}, NO_HEALTH),
         ("asks", {}, NO_POSTS)),
    ),
}  # fmt: skip


def test_there_is_a_journey_for_each_role():
    assert {each.role for each in JOURNEYS.values()} == set(Role)
    assert all(
        len(each.refused) >= 3 for each in JOURNEYS.values() if each.role is not Role.STEWARD
    )


def opened(page: Page, site: str, person: str, url: str, **asked: str) -> Page:
    visit(page, site, url, person=person, until="h1", **asked)
    page.locator(READY).wait_for()
    drawn(page)
    return page


@pytest.mark.parametrize("person", JOURNEYS)
def test_what_the_role_is_for_can_be_done(site, page, person):
    for url, said in JOURNEYS[person].opens:
        opened(page, site, person, url)
        expect(page.get_by_text(said).first).to_be_visible()
        expect(page.get_by_text(UNFORESEEN)).to_have_count(0)


@pytest.mark.slow  # the same, frame by frame: tests/isolation/test_deep_links.py
@pytest.mark.parametrize("person", JOURNEYS)
def test_what_the_role_is_not_for_is_refused_and_not_offered(site, page, person):
    for url, asked, said in JOURNEYS[person].refused:
        opened(page, site, person, url, **asked)
        expect(page.locator(REFUSED).filter(has_text=said)).to_be_visible()
        expect(page.locator("[data-testid='stMetric'], .js-plotly-plot, table")).to_have_count(0)
        if said not in ONLY_MANAGERS:
            offered = page.locator("[data-testid='stTopNavLink']").filter(has_text=TITLES[url])
            expect(offered).to_have_count(0)


def test_a_risk_manager_sees_claims_one_by_one_and_a_board_member_never(site, page):
    visit(page, site, person="manager-NMU", detail="claims")
    listed = [next(iter(row.values())) for row in table(card(page, "detail"))]
    assert len(set(listed)) == len(listed) > 10
    visit(page, site, person="board", detail="claims")
    shown = page.content()
    assert [reference for reference in listed if reference in shown] == []


@pytest.mark.parametrize("person", ["manager-NMU", "board", "reader"])
def test_the_scorecard_of_another_trust_is_not_opened_by_its_address(site, page, person):
    visit(page, site, person=person, trust="HRF")
    assert NORTHMOOR in sentence(page)


def test_a_steward_pins_nothing_for_a_trust_keeps_no_group_and_gives_themselves_no_role(site, page):
    """What a trust has changed, and whom it compares itself with, is for its own people to say;
    and nobody changes a role of their own.
    """
    opened(page, site, "steward", "trends", trust="NMU")
    expect(page.get_by_role("button", name="Pin")).to_have_count(0)
    opened(page, site, "steward", "compare", trust="NMU")
    expect(page.get_by_role("button", name="Keep this group")).to_have_count(0)
    opened(page, site, "steward", "people")
    expect(page.get_by_text("You cannot change or end a role of your own.")).to_be_visible()
    box, offered = page.get_by_role("combobox", name="Person and role"), page.get_by_role("option")
    box.click()
    box.fill("Auditor")
    expect(offered.filter(has_text="Auditor")).to_have_count(1)
    box.fill("Data steward")
    expect(page.get_by_text("No results")).to_be_visible()


def test_the_sentences_are_those_of_the_rules():
    """So that a journey does not wait for words that nothing says any more."""
    said = "\n".join(
        refusal
        for name in vars(access)
        if name.startswith("check_")
        for refusal in getattr(access, name).__code__.co_consts
        if isinstance(refusal, str)
    )
    for sentence_of_rule in (
        ONLY_STEWARDS,
        NO_AUDIT,
        NO_HEALTH,
        NO_PEOPLE,
        NO_LEDGER,
        NO_POSTS,
        ONLY_EDITORS,
        NO_DESK,
    ):
        assert sentence_of_rule in said
