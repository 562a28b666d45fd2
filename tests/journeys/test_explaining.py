"""“Explain this number” with the keyboard, on a small screen, and on the way to the measure."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import asked, card, drawn, until_asked, visit


LABELS = ("Show as table", "Explain this number")


@pytest.fixture(params=[1400, pytest.param(390, marks=pytest.mark.slow)])
def sized(request, chrome):
    context = chrome.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


def test_the_drawer_opens_with_the_keyboard_and_has_the_whole_width(site, sized):
    visit(sized, site, person="manager-NMU", trust="NMU")
    years = card(sized, "years")
    table, explain = (years.locator("summary", has_text=label) for label in LABELS)
    one, other = table.bounding_box(), explain.bounding_box()
    assert one is not None
    assert other is not None
    assert one["y"] == other["y"], "both stand on one line"
    table.focus()
    sized.keyboard.press("Tab")
    sized.keyboard.press("Enter")
    drawer = years.locator(".st-key-meaning-years")
    expect(drawer.get_by_role("heading", name="What is shown here")).to_be_visible()
    drawn(sized)
    expect(drawer).to_contain_text("Number counted: 993")
    wide, whole = drawer.bounding_box(), years.bounding_box()
    assert wide is not None
    assert whole is not None
    assert wide["width"] > 0.85 * whole["width"]
    main = sized.locator('[data-testid="stMain"]')
    assert main.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    sized.keyboard.press("Enter")
    expect(drawer.get_by_role("heading", name="What is shown here")).to_be_hidden()


def test_a_measure_has_an_address_and_back_leads_to_where_one_was(site, page):
    visit(page, site, person="board", trust="NMU")
    ranking = card(page, "ranking")
    ranking.locator("summary", has_text="Explain this number").click()
    ranking.get_by_role("link", name="Leading codes in “What the numbers mean”").click()
    until_asked(page, "measure", "leading-codes")
    expect(page.get_by_role("heading", name="Leading codes")).to_be_visible()
    page.get_by_role("button", name="All measures").click()
    until_asked(page, "measure", None)
    expect(page.get_by_role("heading", name="The measures")).to_be_visible()
    page.go_back()
    until_asked(page, "measure", "leading-codes")
    assert "person" not in asked(page)
    page.go_back()
    expect(card(page, "ranking")).to_be_visible()
