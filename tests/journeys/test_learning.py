"""From a number to a case study and back; and what nobody should notice: requests and errors."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import (
    asked,
    card,
    click_point,
    drawn,
    seen,
    served,
    until_asked,
    visit,
)


QUESTIONS = ("Could this happen here?", "Who could I share it with?", "What can we learn?")


@pytest.fixture(scope="module")
def site(own_site):
    """What is read here steps back beside the claims."""
    return own_site


def test_from_a_point_of_the_quadrant_to_a_story_and_back_with_the_filters_kept(site, page):
    visit(page, site, person="manager-NMU", ranked="injury")
    click_point(page, 0)
    until_asked(page, "specialty", "obstetrics")
    before, shown = seen(page), asked(page)
    link = card(page, "learning").get_by_role("link").first
    title = link.inner_text().strip()
    link.click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page).to_have_title(f"{title} - Claims scorecards")
    for question in QUESTIONS:
        expect(page.get_by_role("heading", name=question)).to_be_visible()
    drawn(page)
    assert set(asked(page)) == {"item", "back"}  # and nothing about who is here
    page.get_by_role("link", name="Back to your scorecard").click()
    expect(page.locator("h1")).to_have_text("Clinical scorecard")
    expect(page.locator(".st-key-sentence")).to_have_text(before[0])
    drawn(page)
    assert seen(page) == before
    assert asked(page) == shown == {"trust": "NMU", "specialty": "obstetrics", "ranked": "injury"}
    expect(card(page, "learning")).to_contain_text("You read this on")
    page.go_back()
    expect(page.locator("h1")).to_have_text(title)


def test_from_a_story_to_the_own_claims_that_are_like_it(site, page):
    visit(page, site, "item", person="manager-NMU", until=".st-key-card-about", item="third-visit")
    own = card(page, "claims-clinical").locator("tbody tr").first.locator("td").last.inner_text()
    page.get_by_role("link", name="See them on the scorecard").click()
    expect(page.locator("h1")).to_have_text("Clinical scorecard")
    expect(page.locator(".st-key-sentence")).to_contain_text(f"{own} clinical claims against")
    drawn(page)


def test_a_story_opens_from_its_address_alone(site, page):
    visit(page, site, "library", person="board", until='[class*="st-key-card-"] a')
    links = page.locator('[class*="st-key-card-"]').get_by_role("link")
    assert links.count() >= 12
    title = links.nth(3).inner_text().strip()
    links.nth(3).click()
    expect(page.locator("h1")).to_have_text(title)
    drawn(page)
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_text("You are here as: Board member")).to_be_visible()


def test_no_request_leaves_this_machine_and_the_console_is_quiet(site, page):
    """But for Streamlit's own: on a sub-page it looks for its base path, twice in vain."""
    elsewhere, loud = [], []

    def hear(said) -> None:
        if getattr(said, "type", "error") == "error":
            loud.append(said)

    def follow(request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            elsewhere.append(request.url)

    page.on("request", follow)
    page.on("console", hear)
    page.on("pageerror", hear)
    for screen, until in (
        ("", ".st-key-stamp-detail p"),
        ("non-clinical", ".st-key-stamp-detail p"),
        ("library", '[class*="st-key-card-"] a'),
        ("item", '[data-testid="stAlert"]'),
        ("data-desk", '[data-testid="stForm"]'),
    ):
        loud.clear()
        visit(page, site, screen, until=until, person="steward")
        known = [said for said in loud if _is_probe(said)]
        assert [str(said) for said in loud if not _is_probe(said)] == []
        assert len(known) <= (2 if screen else 0)
    assert elsewhere == []


def _is_probe(said) -> bool:
    where = getattr(said, "location", {}).get("url", "")
    return where.endswith(("/_stcore/health", "/_stcore/host-config"))


@pytest.mark.slow
def test_the_first_visitor_of_a_server_stays_who_they_are(
    untouched_demonstration, tmp_path, chrome
):
    """In the first run of a server Streamlit names the widgets of `app.py` otherwise."""
    (tmp_path / "snapshots").symlink_to(untouched_demonstration / "snapshots")
    (tmp_path / "scorecards.db").write_bytes(
        (untouched_demonstration / "scorecards.db").read_bytes()
    )
    with served(tmp_path) as fresh:
        page = chrome.new_page()
        visit(page, fresh, "non-clinical", person="lead", trust="NMU")
        expect(page.locator("h1")).to_have_text("Non-clinical scorecard")
        page.get_by_role("radio", name="Notified", exact=True).click()
        expect(page.locator(".st-key-sentence")).to_contain_text("notified from")
        drawn(page)
        expect(page.get_by_text("You are here as: Safety and Learning Lead")).to_be_visible()
        page.close()
