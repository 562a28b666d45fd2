"""The candour aid in a browser, four times: what it ends with, and that nothing is left of it."""

import shutil
import sqlite3
from contextlib import closing
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pptx import Presentation
from pypdf import PdfReader

from tests.journeys.browser import asked, card, drawn, served, visit


FIRST = '[data-testid="stForm"]'
BEGINNING = "1. Which kind of organisation"
SCENARIOS = {
    "moderate harm in an NHS trust": (
        ("An NHS body", "Yes", "Yes", "Moderate harm", "The patient"),
        "This is notifiable: do this now",
        ("Tell the person, face to face", "paragraph 8", "I am sorry that this happened to you."),
    ),
    "a near miss": (
        ("An NHS body", "Yes", "Yes", "No harm, or a near miss"),
        "Not notifiable under the regulation: what is right all the same",
        ("The regulation does not count a near miss", "Say sorry", "Look again"),
    ),
    "a death with a relative": (
        ("An NHS body", "Yes", "Yes", "The person died",
         "Somebody who acts lawfully for the person who died"),
        "This is notifiable: do this now",
        ("Look after the family", "sorry for their loss", "why they act for the patient"),
    ),
    "another provider, psychological harm, who does not want to talk": (
        ("Another registered provider", "Yes", "Yes", "Prolonged psychological harm",
         "They do not want to talk about it"),
        "This is notifiable: do this now",
        ("Respect their wish, and stay open", "paragraph 9", "Write down each attempt"),
    ),
}  # fmt: skip


SEEN_LAST = ("sign_in",)  # each session says when it was last here


@pytest.fixture(scope="module")
def home(untouched_demonstration, tmp_path_factory):
    return shutil.copytree(untouched_demonstration, tmp_path_factory.mktemp("served") / "home")


@pytest.fixture(scope="module")
def site(home):
    with served(home) as address:
        yield address


def rows(home):
    """Everything that the database holds, as text."""
    with closing(sqlite3.connect(home / "scorecards.db")) as database:
        tables = [
            name
            for (name,) in database.execute("select name from sqlite_master where type = 'table'")
            if name not in SEEN_LAST
        ]
        return {name: str(database.execute(f'select * from "{name}"').fetchall())
                for name in tables}  # fmt: skip


def answer(page, label):
    """Answers the question that is there, and waits until it is not: the next may look alike."""
    asked = page.locator(FIRST).get_by_role("heading").inner_text()
    page.locator(FIRST).get_by_text(label, exact=True).click()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(FIRST).get_by_role("heading", name=asked, exact=True)).to_have_count(0)
    drawn(page)


def test_the_aid_leads_to_what_to_do_now_in_four_scenarios_and_keeps_nothing(home, site, page):
    """One page for all of them: each begins where the one before was forgotten."""
    visit(page, site, "candour", until=FIRST)
    before = rows(home)
    for scenario, (answers, ending, said) in SCENARIOS.items():
        expect(page.get_by_role("heading", name=BEGINNING)).to_be_visible()
        expect(card(page, "candour-so-far")).to_have_count(0)
        for label in answers:
            answer(page, label)
        expect(page.get_by_role("heading", name=ending)).to_be_visible()
        shown = page.locator('[data-testid="stMain"]').inner_text()
        for words in said:
            assert words in shown, scenario
        assert asked(page) == {}
        page.get_by_role("button", name="Start again").click()
        drawn(page)
    answer(page, "An NHS body")
    page.reload()
    expect(page.get_by_role("heading", name=BEGINNING)).to_be_visible()
    expect(card(page, "candour-so-far")).to_have_count(0)
    assert rows(home) == before
    log = (home / "server.log").read_text()
    picked = {label for answers, _, _ in SCENARIOS.values() for label in answers} - {"Yes"}
    assert [label for label in picked if label in log] == []


def test_the_slides_and_the_text_can_be_fetched(site, page):
    visit(page, site, "candour", until=FIRST)
    for label, read in (
        ("Slides for teaching", lambda file: len(Presentation(file).slides) > 10),
        ("Guidance with the aid", lambda file: PdfReader(file).metadata.title == "Duty of candour"),
    ):
        with page.expect_download() as waited:
            page.get_by_role("link", name=label).click()
        assert read(BytesIO(waited.value.path().read_bytes()))
