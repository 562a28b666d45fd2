"""Barriers to people: axe goes through every screen, light and dark, wide and narrow.

Its rules are those of WCAG 2.0, 2.1 and 2.2, levels A and AA. axe sees perhaps a third of what can
be in the way: small screens, the keyboard and the inks of charts are looked at in `test_look`.
What is known to be left, and why, stands in docs/accessibility.md.
"""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe

from scorecards.people.access import may
from scorecards.people.demonstration import people
from scorecards.ui.navigation import SCREENS
from tests.journeys.browser import visit
from tests.journeys.canaries import organisations


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, NARROW = 1400, 320  # 320 pixels are 1280 at four times their size
THEMES = ("light", "dark")
EVERYBODY = people({each.code: each for each in organisations()}, {})
# The first of them who may open a screen looks at it.
PERSONS = ("manager-NMU", "editor", "steward", "auditor")
ASKED = {
    "item": {"item": "third-visit"},
    "library": {"q": "hip fracture"},
    "report": {"item": "ten-years-of-maternity-claims"},
}
EVERY_TIME = ("clinical", "library", "item", "candour")
# Rule and the beginning of the element that may break it.
LEFT = {
    ("list", '<ul data-testid="stSidebarNavItems"'),
    ("listitem", '<li class="st-emotion-cache'),
    ("scrollable-region-focusable", "<div class="),
}


def barriers(page):
    """What axe finds on the screen as it stands: rule, element and how to mend it."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        (rule["id"], node["html"], node["failureSummary"])
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == left and node["html"].startswith(begins) for left, begins in LEFT)
    ]


def name(screen):
    return screen.url


@pytest.fixture(scope="module")
def looked_at(chrome, site):
    """A function that opens a screen as somebody who may, with a look, and returns its window."""
    windows = {}

    def look(screen, theme, width):
        person = next(each for each in PERSONS if may(partial(screen.check, EVERYBODY[each])))
        if (person, theme) not in windows:
            context = chrome.new_context(color_scheme=theme)
            windows[person, theme] = context.new_page()
        page = windows[person, theme]
        page.set_viewport_size({"width": width, "height": 900})
        return visit(page, site, screen.url, person=person, until="h1", **ASKED.get(screen.url, {}))

    yield look
    for page in windows.values():
        page.context.close()


@pytest.mark.parametrize("screen", [each for each in SCREENS if each.url in EVERY_TIME], ids=name)
def test_nothing_is_in_the_way_on_the_screens_that_most_people_meet(looked_at, screen):
    assert barriers(looked_at(screen, "dark", WIDE)) == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS, ids=name)
def test_nothing_is_in_the_way_on_any_screen_wide_or_narrow(looked_at, screen, theme):
    for width in (WIDE, NARROW):
        page = looked_at(screen, theme, width)
        assert barriers(page) == [], width
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_in_the_way_of_signing_in(chrome, site, theme):
    context = chrome.new_context(color_scheme=theme)
    page = context.new_page()
    page.goto(f"{site}/signin")
    assert barriers(page) == []
    context.close()


def test_a_barrier_is_found_where_there_is_one(page):
    page.set_content(
        '<html lang="en"><title>Grey</title><h1>Grey</h1>'
        '<p style="color: #aaa">Who can read this?</p>'
    )
    assert [rule for rule, *_ in barriers(page)] == ["color-contrast"]
