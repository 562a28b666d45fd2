"""People are invited, changed and looked at in a browser, behind the gate."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import PATIENCE, drawn, select, sign_in, table, visit


MATRIX = ".st-key-card-matrix"
NORTHMOOR = "Northmoor University Hospitals"


@pytest.fixture(scope="module")
def site(own_site):
    """Roles are given and ended here."""
    return own_site


@pytest.fixture
def as_person(chrome, site):
    """A browser of one's own for each person, so that several are signed in at once."""
    contexts = []

    def enter(short):
        context = chrome.new_context(viewport={"width": 1400, "height": 900})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, site, short)
        return page

    yield enter
    for context in contexts:
        context.close()


def open_people(page, site, person):
    return visit(page, site, "people", person=person, until=f"{MATRIX} [data-testid='stTable']")


def listed(page):
    return {row["Person"]: row for row in table(page.locator(MATRIX))}


def choose(page, option):
    select(page, "Person and role", option)
    drawn(page)


def test_an_administrator_invites_a_person_who_can_sign_in(as_person, site):
    page = open_people(as_person("administrator"), site, "administrator")
    page.get_by_label("E-mail address").fill("Ann.Lee@example.nhs.uk")
    page.get_by_label("Name", exact=True).fill("Ann Lee")
    select(page, "Role", "trust reader")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text(f"Ann Lee is a trust reader of {NORTHMOOR}.")).to_be_visible()
    drawn(page)
    row = listed(page)["Ann Lee"]
    assert (row["E-mail address"], row["Role"]) == ("ann.lee@example.nhs.uk", "trust reader")
    assert row["Last signed in"] == "never"
    expect(
        page.get_by_text("sign in with your NHS account, ann.lee@example.nhs.uk")
    ).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("")

    other = page.context.browser.new_context()
    there = other.new_page()
    there.goto(f"{site}/signin")
    expect(there.get_by_role("button", name="Ann Lee")).to_be_visible()
    other.close()


def test_a_changed_role_locks_the_page_that_the_person_has_open(as_person, site):
    reader = as_person("reader")
    visit(reader, site, person="reader")
    page = open_people(as_person("administrator"), site, "administrator")
    choose(page, f"Reader, {NORTHMOOR}: trust reader")
    select(page, "New role", "board member")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_text("is a board member of Northmoor")).to_be_visible()
    expect(page.get_by_text("They are signed out everywhere.")).to_be_visible()

    reader.wait_for_url(lambda url: urlsplit(url).path == "/signin")
    expect(reader.get_by_role("heading", name="Sign in")).to_be_visible()
    assert NORTHMOOR not in (reader.locator(".st-key-sentence").all_inner_texts() or [""])[0]
    reader.goto(f"{site}/")
    assert urlsplit(reader.url).path == "/signin"


@pytest.mark.slow
def test_a_steward_looks_as_a_board_member_and_stops(as_person, site):
    page = open_people(as_person("steward"), site, "steward")
    choose(page, f"Board member, {NORTHMOOR}: board member, {NORTHMOOR}")
    page.get_by_role("button", name="Look with these eyes").click()
    page.get_by_role("button", name="Yes, look with these eyes").click()
    warning = page.get_by_text("You are looking with the eyes of Board member")
    expect(warning).to_be_visible()
    drawn(page)
    assert "You act as board member" in page.inner_text("body")
    page.goto(f"{site}/")
    expect(warning).to_be_visible()
    drawn(page)
    expect(page.get_by_role("link", name="Data desk")).to_have_count(0)

    page.get_by_role("button", name="Stop looking").click()
    expect(page.get_by_role("heading", name="Stop looking with another")).to_be_visible()
    page.get_by_role("button", name="Stop looking").click()
    page.locator(f"{MATRIX} [data-testid='stTable']").wait_for()
    expect(warning).to_have_count(0)
    expect(page.get_by_text("You are here as: Data steward.")).to_be_visible()


@pytest.mark.slow
def test_people_end_a_session_of_theirs_elsewhere(as_person, site):
    here, elsewhere = as_person("manager-NMU"), as_person("manager-NMU")
    visit(elsewhere, site, person="manager-NMU")
    visit(here, site, "account", person="manager-NMU", until=".st-key-card-terms")
    sessions = here.locator(".st-key-card-sessions")
    sessions.get_by_role("button", name="End", exact=True).first.click()
    expect(here.get_by_text("That session has ended.")).to_be_visible()
    elsewhere.wait_for_url(lambda url: urlsplit(url).path == "/signin")
    expect(sessions.get_by_text("This is the one you are using.")).to_be_visible()


@pytest.mark.slow
def test_the_list_prints_by_itself(as_person, site):
    """An auditor gets the table on paper, and none of the buttons."""
    page = open_people(as_person("auditor"), site, "auditor")
    expect(page.get_by_role("button", name="Invite")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.locator(MATRIX).get_by_role("table")).to_be_visible()
    for hidden in (".st-key-not-printed", ".st-key-filters", "[data-testid='stHeader']"):
        expect(page.locator(hidden)).to_be_hidden()
    box = page.locator(f"{MATRIX} table").bounding_box()
    assert box is not None
    assert box["width"] <= 1400


@pytest.mark.slow
def test_somebody_with_two_roles_acts_by_one_of_them_at_a_time(as_person, chrome, site):
    steward = open_people(as_person("steward"), site, "steward")
    for role, told in (("library editor", "is a library editor"), ("auditor", "is an auditor")):
        steward.get_by_label("E-mail address").fill("two.roles@example.nhs.uk")
        steward.get_by_label("Name", exact=True).fill("Tam Two")
        select(steward, "Role", role)
        steward.get_by_role("button", name="Invite", exact=True).click()
        expect(steward.get_by_text(f"Tam Two {told} of the scheme.")).to_be_visible()
        drawn(steward)

    with chrome.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}/signin")
        page.get_by_role("button", name="Tam Two").first.click()
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Accept and go on").click()
        page.locator(".st-key-card-links").wait_for()
        page.goto(f"{site}/account")
        roles = page.locator(".st-key-card-roles")
        expect(page.get_by_text("You act as library editor of the scheme.")).to_be_visible()
        roles.get_by_role("button", name="Act by this role").click()
        expect(page.get_by_text("You act as auditor of the scheme.")).to_be_visible()
        expect(page.locator(".st-key-card-limits")).to_contain_text("the access matrix")
        drawn(page)
        page.goto(f"{site}/people")
        page.locator(f"{MATRIX} [data-testid='stTable']").wait_for()
