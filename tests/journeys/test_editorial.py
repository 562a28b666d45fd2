"""An editor writes an item, a Lead approves it, it is published, and a board member is told."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PATIENCE, drawn, visit


TITLE = "Ask, and ask again"
TEXT = """People say yes to many things. Ask what they have understood.

## What to do

Sit down. Use plain words. Ask them to tell you in their own words what will happen."""


@pytest.fixture(scope="module")
def site(own_site):
    """An item is published here."""
    return own_site


def field(page: Page, label: str, text: str) -> None:
    """Fills a field and leaves it, as a person does who goes on to the next one."""
    box = page.get_by_label(label, exact=False).first
    box.fill(text)
    box.press("Tab")
    drawn(page)


def choose(page: Page, label: str, option: str) -> None:
    """One more of a list of choices."""
    box = page.get_by_role("combobox", name=label)
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    box.press("Escape")
    drawn(page)


def press(page: Page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(said, exact=False).first).to_be_visible()
    drawn(page)


def test_an_item_goes_from_draft_to_published_and_a_board_member_reads_it(chrome, site):
    editor, lead, board = (window(chrome) for _ in range(3))
    visit(editor, site, "editorial-desk", person="editor", until="h1",
          new="guidance", topic="Consent and communication", causes="consent")  # fmt: skip
    field(editor, "Title", TITLE)
    press(editor, "Begin a draft", "is there.")
    editor.get_by_role("link", name="Open the draft").click()
    expect(editor.get_by_role("heading", name=TITLE)).to_be_visible()
    drawn(editor)
    number = editor.url.split("edition=")[1].split("&")[0]
    field(editor, "Summary", "How to ask whether somebody has understood.")
    choose(editor, "For whom", "Doctors")
    field(editor, "Sources", "Care Act 2014")
    field(editor, "Text, with headings", TEXT)
    expect(editor.get_by_role("heading", name="As agreed", exact=True)).to_be_visible()
    press(editor, "Save", "Saved, ")
    boxes = editor.locator("[data-testid='stCheckbox'] label")
    for place in range(boxes.count()):
        boxes.nth(place).click()
        drawn(editor)
    press(editor, "Hand in for approval", "Handed in.")
    expect(editor.get_by_role("button", name="Publish")).to_be_disabled()

    visit(lead, site, "editorial-desk", person="lead", until="h1", edition=number)
    expect(lead.get_by_text("Ask what they have understood.")).to_be_visible()
    press(lead, "Approve", "Approved.")

    visit(board, site, "welcome", person="board", until="h1")
    expect(board.get_by_role("heading", name="New for you")).to_be_visible()
    assert TITLE not in board.locator("body").inner_text()

    editor.reload()
    expect(editor.get_by_text("Approved by").first).to_be_visible()
    press(editor, "Publish", "Published. Readers are told.")

    board.reload()
    expect(board.get_by_role("link", name="1 new for you")).to_be_visible()
    board.get_by_role("link", name=TITLE).click()
    expect(board.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(board.get_by_text("Ask them to tell you in their own words")).to_be_visible()
    visit(board, site, "welcome", person="board", until="h1")
    press(board, "I have seen these", "You have seen all of it.")
    expect(board.get_by_role("link", name="1 new for you")).to_have_count(0)
    for each in (editor, lead, board):
        each.context.close()


def window(chrome) -> Page:
    """A browser of its own, for a person of its own."""
    context = chrome.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    return context.new_page()
