"""The quadrant with the mouse: a click narrows the page, and whatever is done can be undone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import (
    asked,
    card,
    click_point,
    drawn,
    number,
    points,
    press,
    seen,
    sentence,
    sign_in,
    table,
    tiles,
    until_asked,
    visit,
)


EMERGENCY = "emergency-medicine"


def reasons(page) -> list[str]:
    """Why each case study stands in the learning panel."""
    return card(page, "learning").locator('[class*="st-key-why-"]').all_inner_texts()


def chips(page):
    """Those that are seen: Streamlit keeps a second button of each for small screens."""
    return page.locator(".st-key-chips button").filter(visible=True)


def test_a_click_narrows_the_whole_page_and_another_frees_it(site, page):
    visit(page, site, person="manager-NMU")
    whole, why = seen(page), reasons(page)
    assert len(why) >= 3

    click_point(page, 1)  # the second row of the table: emergency medicine
    until_asked(page, "specialty", EMERGENCY)
    expect(page.locator(".st-key-sentence")).to_contain_text("Specialty: Emergency medicine.")
    expect(chips(page)).to_have_count(1)
    expect(chips(page)).to_have_text("Specialty: Emergency medicine ✕")
    assert tiles(page) != whole[1]
    assert number(tiles(page)["Claims"]) < number(whole[1]["Claims"])
    expect(card(page, "learning")).not_to_contain_text(why[0].strip().splitlines()[-1])
    assert reasons(page) != why

    click_point(page, 1)
    until_asked(page, "specialty", None)
    expect(page.locator(".st-key-sentence")).to_have_text(whole[0])
    assert seen(page) == whole
    assert reasons(page) == why


def test_the_chip_frees_the_page(site, page):
    visit(page, site, person="manager-NMU")
    whole = seen(page)
    click_point(page, 0)
    until_asked(page, "specialty", "obstetrics")
    expect(chips(page)).to_have_count(1)
    chips(page).click()
    until_asked(page, "specialty", None)
    expect(page.locator(".st-key-sentence")).to_have_text(whole[0])
    expect(chips(page)).to_have_count(0)
    assert seen(page) == whole


def test_back_and_forward_undo_and_redo_a_click(site, page):
    visit(page, site, person="manager-NMU")
    whole = seen(page)
    click_point(page, 1)
    until_asked(page, "specialty", EMERGENCY)
    expect(page.locator(".st-key-sentence")).to_contain_text("Specialty: Emergency medicine.")
    drawn(page)
    narrowed = seen(page)
    page.go_back()
    until_asked(page, "specialty", None)
    expect(page.locator(".st-key-sentence")).to_have_text(whole[0])
    drawn(page)
    assert seen(page) == whole
    page.go_forward()
    until_asked(page, "specialty", EMERGENCY)
    expect(page.locator(".st-key-sentence")).to_have_text(narrowed[0])
    drawn(page)
    assert seen(page) == narrowed


@pytest.mark.slow
def test_the_address_in_another_window_shows_the_same(site, page, chrome):
    visit(page, site, person="manager-NMU")
    click_point(page, 1)
    until_asked(page, "specialty", EMERGENCY)
    press(page, card(page, "detail"), "Values")
    until_asked(page, "detail", "bands")
    press(page, card(page, "ranking"), "Cost")
    until_asked(page, "weight", "cost")
    expect(card(page, "ranking")).to_contain_text("leads by cost")
    context = chrome.new_context(viewport={"width": 1400, "height": 900})
    second = context.new_page()
    sign_in(second, site, "manager-NMU")
    second.goto(page.url)
    expect(second.locator(".st-key-sentence")).to_have_text(sentence(page))
    expect(second.locator(".st-key-stamp-detail")).to_be_visible()
    drawn(second)
    assert seen(second) == seen(page)
    assert asked(second) == asked(page)
    for key in ("ranking", "detail"):
        there = card(second, key)
        expect(there.locator("h2")).to_have_text(card(page, key).locator("h2").inner_text())
        assert there.get_by_role("radio", checked=True).all_inner_texts() == (
            card(page, key).get_by_role("radio", checked=True).all_inner_texts()
        )
    context.close()


@pytest.mark.slow
def test_points_can_be_causes_or_injuries(site, page):
    visit(page, site, person="manager-NMU")
    before = points(page).count()
    assert before > 10
    for name, code in (("Cause", "cause"), ("Injury", "injury")):
        press(page, card(page, "quadrant"), name)
        until_asked(page, "points", code)
        expect(card(page, "quadrant").locator("h2")).not_to_contain_text("Obstetrics")
        card(page, "quadrant").get_by_text("Show as table").click()
        expect(card(page, "quadrant").locator("thead")).to_contain_text(name)
        card(page, "quadrant").get_by_text("Show as table").click()
        expect(card(page, "quadrant").locator("thead")).to_have_count(0)
    click_point(page, 0)
    page.wait_for_url(re.compile("injury="))
    expect(chips(page)).to_contain_text("Injury: ")


@pytest.mark.slow
def test_obstetrics_stands_on_a_panel_of_its_own(site, page):
    visit(page, site, person="manager-NMU")
    plot = card(page, "quadrant").locator(".js-plotly-plot")
    expect(plot.locator(".subplot.x2y2")).to_have_count(0)
    marks = points(page).count()
    card(page, "quadrant").get_by_text("Obstetrics on its own").click()
    until_asked(page, "apart", "yes")
    expect(plot.locator(".subplot.x2y2")).not_to_have_count(0)
    expect(plot.locator(".subplot.x2y2 path.point")).to_have_count(1)
    expect(points(page)).to_have_count(marks)


@pytest.mark.slow
def test_cut_lines_are_typed_and_kept_in_the_address(site, page):
    visit(page, site, person="manager-NMU")
    whole = seen(page)
    page.get_by_role("button", name="Cut lines").click()
    page.get_by_label("Claims in the period").fill("77")
    page.get_by_label("Claims in the period").press("Enter")
    until_asked(page, "cut-claims", "77")
    page.get_by_label("Total cost, £").fill("1500000")
    page.get_by_label("Total cost, £").press("Enter")
    until_asked(page, "cut-cost", "1500000")
    told = "The lines stand at 77 claims and £1.5 million: set by you."
    expect(card(page, "quadrant")).to_contain_text(told)
    page.reload()
    expect(card(page, "quadrant")).to_contain_text(told)
    assert seen(page) == whole


def test_every_figure_has_a_table_with_the_figures_of_the_tiles(site, page):
    visit(page, site, person="manager-NMU", points="injury", ranked="location")
    claims = number(tiles(page)["Claims"])
    for key in ("years", "ranking"):
        card(page, key).get_by_text("Show as table").click()
        expect(card(page, key).locator("tbody tr").first).to_be_visible()
        rows = table(card(page, key))
        assert sum(number(row["Claims"]) for row in rows) == claims
    total = sum(number(row["Total cost"].partition(".")[0]) for row in table(card(page, "years")))
    expect(page.locator(".st-key-tiles")).to_contain_text(f"uncapped £{total / 1e6:.0f} million")


def test_the_list_of_claims_is_a_table_and_its_pages_turn(site, page):
    visit(page, site, person="manager-NMU", specialty="emergency-medicine")
    claims = number(tiles(page)["Claims"])
    press(page, card(page, "detail"), "Your claims")
    until_asked(page, "detail", "claims")
    detail = card(page, "detail")
    expect(detail).to_contain_text(f"Rows 1 to 25 of {claims}.")
    first = [row["Claim"] for row in table(detail)]
    assert len(set(first)) == 25
    detail.get_by_role("button", name="Page 2", exact=True).click()
    expect(detail).to_contain_text(f"Rows 26 to 50 of {claims}.")
    drawn(page)
    assert not set(first) & {row["Claim"] for row in table(detail)}
    press(page, detail, "Values")
    until_asked(page, "detail", "bands")
    expect(detail.locator(".js-plotly-plot")).to_be_visible()
