"""Nothing of another trust below policy is sent to a browser, whoever looks and wherever: every
frame is read. The same reading finds everything at once for those who may see it.
"""

import re

import pytest
from playwright.sync_api import expect

from scorecards.people.access import check_sees_scorecards, may
from scorecards.people.demonstration import people
from scorecards.ui.navigation import SCREENS, first
from tests.journeys.browser import LAST, READY, card, drawn, served, visit
from tests.journeys.canaries import NAMES, OTHERS, OWN, PATCH, Heard, organisations, published


UNFORESEEN = re.compile(r"Something went wrong\.")  # with regard to small letters
PEOPLE = people({each.code: each for each in organisations()}, {})
OF_THE_TRUST = (f"manager-{OWN}", "board", "reader", "lead")
SHOW_MOST = ("compare", "report")
EVERYBODY = (
    ("board", [OWN]),
    (f"manager-{OWN}", [OWN]),
    ("reader", [OWN]),
    ("lead", PATCH[:3]),
    *((person, [OWN]) for person in ("editor", "administrator", "auditor", "newcomer")),
)
# What else can be asked of a screen, besides its first address.
ASKED = {
    "non-clinical": ({}, {"points": "location"}),
    "clinical": ({}, {"points": "cause", "ranked": "specialty", "basis": "notified"},
                 {"specialty": "urology"}, {"detail": "bands"}),
    "trends": ({}, {"kind": "non-clinical"}),
    "compare": ({}, {"cut": "obstetrics"}, {"kind": "non-clinical"}, {"limits": "chance"}),
    "delay": ({}, {"kind": "non-clinical"}),
    "changes": ({},),
    "report": ({"item": "ten-years-of-maternity-claims"},),
}  # fmt: skip


@pytest.fixture(scope="module")
def canaries(tmp_path_factory):
    home = tmp_path_factory.mktemp("canaries") / "home"
    home.mkdir()
    published(home)
    with served(home) as address:
        yield address


def screens():
    """Every screen there is, a new one, too; those that the person may not open refuse."""
    for screen in SCREENS:
        for asked in ASKED.get(screen.url, ({},)):
            yield screen, asked


def look_at(shown, page, site, person, trust=None):
    """Screens and what is asked of them, every table open; which were refused."""
    refused = set()
    for screen, asked in shown:
        named = {"trust": trust} if trust and screen.check is check_sees_scorecards else {}
        url = "" if screen is first(PEOPLE[person]) else screen.url
        visit(page, site, url, person=person, until="h1", **named, **asked)
        page.locator(READY).wait_for()
        expect(page.get_by_text(UNFORESEEN)).to_have_count(0)
        if not may(screen.check, PEOPLE[person]):
            expect(page.locator("[data-testid='stAlert']").first).to_be_visible()
            refused.add(screen.url)
        for number in range(page.get_by_text("Show as table", exact=True).count()):
            page.get_by_text("Show as table", exact=True).nth(number).click()
            drawn(page)
    return refused


def test_no_frame_of_what_shows_most_holds_what_a_board_member_may_not_see(canaries, page):
    heard = Heard(page)
    shown = [(screen, asked) for screen, asked in screens() if screen.url in SHOW_MOST]
    assert look_at(shown, page, canaries, "board", trust=OWN) == set()
    assert heard.frames > 20
    assert heard.betrayed(tuple(NAMES)) == []


@pytest.mark.slow
@pytest.mark.parametrize(("person", "trusts"), EVERYBODY)
def test_no_frame_of_any_screen_holds_what_the_person_may_not_see(canaries, page, person, trusts):
    heard = Heard(page)
    for trust in trusts:
        refused = look_at(screens(), page, canaries, person, trust=trust)
    assert heard.frames > (100 if person in OF_THE_TRUST else 50)
    assert refused, "there is a screen that is not for this person"
    hidden = OTHERS if person.startswith("manager") else tuple(NAMES)
    assert heard.betrayed(hidden) == []


def test_the_same_reading_finds_what_a_risk_manager_may_see(canaries, page):
    """Counts in tiles, tables and figures; references and amounts in the list of claims."""
    heard = Heard(page)
    visit(page, canaries, person=f"manager-{OWN}", detail="claims")
    expect(card(page, "detail")).to_contain_text("REF-NMU-")
    found = heard.betrayed([OWN])
    assert {1201, 1423, 1201 + 1423 + 3} <= set(found)
    assert len([secret for secret in found if str(secret).startswith("REF-")]) == 25
    assert len([secret for secret in found if str(secret).isdigit() and secret > 10**6]) >= 25


def test_the_same_reading_finds_what_a_steward_sees_of_another_trust(canaries, page):
    heard = Heard(page)
    visit(page, canaries, person="steward", trust=OTHERS[0], until=LAST)
    assert {1103, 1301} <= set(heard.betrayed(OTHERS))
