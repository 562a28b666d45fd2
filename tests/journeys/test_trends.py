"""Trends and signals in a browser: a change is pinned once, drawn, and seen by the board."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import asked, card, drawn, until_asked, visit


TREND = ".st-key-stamp-trend p"
TITLE = "A second midwife reads every trace"


@pytest.fixture(scope="module")
def site(own_site):
    """Changes are pinned here."""
    return own_site


def open_form(page):
    page.get_by_text("Pin a change").click()
    expect(page.get_by_label("What was changed")).to_be_visible()


def test_a_change_that_is_sent_twice_is_pinned_once_drawn_and_taken_away(site, page):
    visit(page, site, "trends", until=TREND, person="manager-NMU")
    open_form(page)
    page.get_by_label("What was changed").fill(TITLE)
    day = page.get_by_test_id("stDateInput").first
    day.get_by_role("spinbutton").first.click()
    page.keyboard.type("01022021")
    page.get_by_role("button", name="Pin it").dblclick()
    pinned = page.get_by_text(f"1. {TITLE}")
    expect(pinned).to_have_count(1)
    drawn(page)
    expect(pinned).to_have_count(1)
    expect(page.get_by_text("Began 1 February 2021.")).to_have_count(1)
    expect(card(page, "trend").locator(".textpoint", has_text=re.compile("^1$"))).to_have_count(1)

    visit(page, site, "trends", until=TREND, person="board", trust="NMU")
    expect(pinned).to_have_count(1)
    expect(page.get_by_role("button", name="Take away")).to_have_count(0)

    visit(page, site, "trends", until=TREND, person="manager-NMU")
    page.get_by_role("button", name="Take away").click()
    expect(pinned).to_have_count(0)
    expect(page.get_by_text("Nothing has been pinned yet.")).to_be_visible()


def test_a_line_of_the_overview_is_opened_with_the_keyboard_and_back_goes_back(site, page):
    visit(page, site, "trends", until=TREND, person="manager-NMU")
    page.get_by_role("button", name="Obstetrics").focus()
    page.keyboard.press("Enter")
    until_asked(page, "specialty", "obstetrics")
    expect(page.locator(".st-key-sentence")).to_contain_text("Clinical claims notified, Obstetrics")
    page.go_back()
    until_asked(page, "specialty", None)
    expect(page.locator(".st-key-sentence")).not_to_contain_text("Obstetrics")
    assert asked(page)["trust"] == "NMU"


@pytest.mark.slow
def test_the_icon_is_drawn_and_has_words(site, page):
    visit(page, site, "trends", until=TREND, person="board", trust="NMU")
    icon = page.locator(".st-key-answer img")
    expect(icon).to_have_attribute("alt", "Usual variation: no signal")
    assert icon.evaluate("image => image.complete && image.naturalWidth > 0")
