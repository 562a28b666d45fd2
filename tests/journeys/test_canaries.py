"""Nothing of another trust below policy is sent to a browser, whoever looks and wherever: every
frame is read. The same reading finds everything at once for those who may see it.
"""

import pytest
from playwright.sync_api import expect

from scorecards.people.access import may
from scorecards.people.demonstration import people
from scorecards.people.model import Organisation
from scorecards.ui.navigation import SCREENS
from tests.journeys.browser import LAST, READY, card, drawn, served, visit
from tests.journeys.canaries import NAMES, OTHERS, OWN, PATCH, Heard, published


ORGANISATIONS = {
    code: Organisation(code, name, "Acute: large", "North" if code in PATCH else "South")
    for code, name in NAMES.items()
}
PEOPLE = people(ORGANISATIONS, {})
WATCHED = (f"manager-{OWN}", "board", "lead")
# What else can be asked of a screen, besides its first address.
ASKED = {
    "non-clinical": ({}, {"points": "location"}),
    "clinical": ({}, {"points": "cause", "ranked": "specialty", "basis": "notified"},
                 {"specialty": "urology"}, {"detail": "bands"}),
    "trends": ({}, {"kind": "non-clinical"}),
    "compare": ({}, {"cut": "obstetrics"}, {"kind": "non-clinical"}, {"limits": "chance"}),
    "delay": ({}, {"kind": "non-clinical"}),
    "changes": ({},),
}  # fmt: skip


@pytest.fixture(scope="module")
def canaries(tmp_path_factory):
    home = tmp_path_factory.mktemp("canaries") / "home"
    home.mkdir()
    published(home)
    with served(home) as address:
        yield address


def screens(person):
    for screen in SCREENS:
        if may(screen.check, PEOPLE[person]):
            for asked in ASKED.get("clinical" if screen.default else screen.url, ({},)):
                yield ("" if screen.default else screen.url), asked


def look_at_everything(page, site, person, trust=None):
    """Every screen that the person may open, with every table and every explanation open."""
    for url, asked in screens(person):
        named = {"trust": trust} if trust else {}
        visit(page, site, url, person=person, until="h1", **named, **asked)
        page.locator(READY).wait_for()
        for number in range(page.get_by_text("Show as table", exact=True).count()):
            page.get_by_text("Show as table", exact=True).nth(number).click()
            drawn(page)


@pytest.mark.parametrize("person", WATCHED)
def test_no_frame_holds_what_the_person_may_not_see(canaries, page, person):
    heard = Heard(page)
    look_at_everything(page, canaries, person, trust=OWN)
    if person == "lead":
        look_at_everything(page, canaries, person, trust=PATCH[1])
    assert heard.frames > 200
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
