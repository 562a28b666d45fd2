"""Whoever changes a filter sees the sentence, the tiles and the address follow."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import (
    asked,
    card,
    drawn,
    press,
    seen,
    select,
    sentence,
    tiles,
    until_asked,
    visit,
)


def test_every_filter_of_the_bar_is_followed(site, page):
    visit(page, site, person="steward", trust="NMU")
    whole = seen(page)
    bar = page.locator(".st-key-filters")

    select(page, "Trust", "Cragmoor General Hospitals")
    expect(page.locator(".st-key-sentence")).to_contain_text("against Cragmoor General Hospitals")
    page.wait_for_url(lambda url: "trust=NMU" not in url)
    drawn(page)
    assert tiles(page) != whole[1]
    select(page, "Trust", "Northmoor University Hospitals")
    until_asked(page, "trust", "NMU")
    assert seen(page) == whole

    for key, value, act, words in (
        ("basis", "closed", lambda: press(page, bar, "Closed"), "closed from 20"),
        ("from", "2018/19", lambda: select(page, "From", "2018/19"), "from 2018/19"),
        ("to", "2022/23", lambda: select(page, "To", "2022/23"), "from 2018/19 to 2022/23"),
    ):
        before = seen(page)
        act()
        until_asked(page, key, value)
        expect(page.locator(".st-key-sentence")).to_contain_text(words)
        drawn(page)
        assert tiles(page) != before[1]


@pytest.mark.slow
def test_every_filter_behind_the_button_is_followed_and_its_chip_takes_it_away(site, page):
    visit(page, site, person="manager-NMU")
    before = seen(page)
    for name, key, option, code in (
        ("Specialty", "specialty", "Orthopaedics", "orthopaedics"),
        ("Cause", "cause", "Failure or delay in diagnosis", "delayed-diagnosis"),
        ("Injury", "injury", "Fracture", "fracture"),
        ("Location", "location", "Emergency department", "emergency-department"),
        ("Status", "status", "Closed nil damages", "nil"),
        ("Value band", "band", "£25,000 to £100,000", "25k-to-100k"),
        ("Scheme", "scheme", "Clinical Negligence Scheme for Trusts", "CNST"),
    ):
        page.get_by_role("button", name="Specialty, cause and more").click()
        select(page, name, option)
        until_asked(page, key, code)
        expect(page.locator(".st-key-sentence")).to_contain_text(f"{name}: {option}.")
        drawn(page)
        assert key == "scheme" or tiles(page) != before[1]
        page.keyboard.press("Escape")
        page.get_by_role("button", name=f"{name}: {option} ✕").click()
        until_asked(page, key, None)
        expect(page.locator(".st-key-sentence")).to_have_text(before[0])
        drawn(page)
        assert tiles(page) == before[1]


@pytest.mark.slow
def test_the_period_never_ends_before_it_starts(site, page):
    visit(page, site, person="manager-NMU", from_="2020/21")
    page.get_by_role("combobox", name="To", exact=True).click()
    offered = [text.strip() for text in page.get_by_role("option").all_inner_texts()]
    assert offered[0] == "2020/21"
    assert "2019/20" not in offered


def test_reset_shows_all_claims_again(site, page):
    visit(page, site, person="manager-NMU")
    whole = seen(page)
    visit(page, site, person="manager-NMU", basis="closed", specialty="obstetrics")
    assert seen(page) != whole
    page.get_by_role("button", name="Reset").click()
    until_asked(page, "specialty", None)
    expect(page.locator(".st-key-sentence")).to_have_text(whole[0])
    assert asked(page) == {"trust": "NMU"}
    assert tiles(page) == whole[1]


def test_filters_that_leave_nothing_offer_a_way_out(site, page):
    visit(page, site, person="manager-NMU", specialty="ent", cause="abnormal-fetal-heart-rate")
    expect(page.get_by_text("No claims are left by the filters on specialties")).to_be_visible()
    page.get_by_role("button", name="Show all specialties").click()
    until_asked(page, "specialty", None)
    expect(card(page, "quadrant")).to_be_visible()


def test_from_clinical_to_non_clinical_trust_and_period_are_carried(site, page):
    visit(page, site, person="steward", trust="NMU", from_="2018/19", to="2021/22",
          basis="notified", specialty="obstetrics")  # fmt: skip
    open_menu(page, "Scorecards", "Non-clinical scorecard")
    expect(page.locator("h1")).to_have_text("Non-clinical scorecard")
    expect(page.locator(".st-key-sentence")).to_contain_text(
        "non-clinical claims against Northmoor University Hospitals, notified from 2018/19 to "
        "2021/22"
    )
    until_asked(page, "trust", "NMU")
    there = asked(page)
    assert there["trust"] == "NMU"
    assert (there["from"], there["to"], there["basis"]) == ("2018/19", "2021/22", "notified")
    assert "person" not in there
    assert "specialty" not in there
    assert "Obstetrics" not in sentence(page)


def open_menu(page, section, title):
    page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    page.get_by_role("menuitem", name=title, exact=True).click()
