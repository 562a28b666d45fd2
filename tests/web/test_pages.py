"""The plain pages for everybody: named, in order, readable in both grounds, without a script."""

import re

import pytest

from scorecards.web import pages
from scorecards.web.routes import STYLE
from tests.test_small_modules.test_palette import DRAWN, TEXT, contrast
from tests.web.people_at_browsers import Outline


PAIRS = {
    "text": ("ink", "paper", TEXT),
    "quiet text": ("quiet", "paper", TEXT),
    "quiet text at the foot": ("quiet", "soft", TEXT),
    "what is told": ("ink", "soft", TEXT),
    "link": ("link", "paper", TEXT),
    "link under the pointer": ("hover", "paper", TEXT),
    "the bar": ("on-bar", "bar", TEXT),
    "button": ("on-button", "button", TEXT),
    "error": ("error", "paper", TEXT),
    "banner": ("ink", "warm", TEXT),
    "focus": ("on-focus", "focus", TEXT),
    "edge of what can be pressed": ("edge", "paper", DRAWN),
    "button on its ground": ("button", "paper", DRAWN),
}


def sheets():
    """The colours of the light ground, and of the dark one."""
    light, dark = STYLE.read_text(encoding="utf-8").split("prefers-color-scheme: dark")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in (light, dark)]
    return {"light": found[0], "dark": found[0] | found[1]}


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_everything_can_be_read_on_both_grounds(pair, ground):
    one, other, least = pair
    colours = sheets()[ground]
    assert contrast(colours[one], colours[other]) >= least


def test_every_colour_that_is_used_is_one_of_the_sheet():
    text = STYLE.read_text(encoding="utf-8")
    assert set(re.findall(r"var\(--([\w-]+)\)", text)) <= set(sheets()["light"])


@pytest.fixture
def shown(demonstrated, service):
    """Every plain page there is, by name."""
    nobody, somebody, by_provider = (
        demonstrated.browser(), demonstrated.browser(), service.browser(),
    )  # fmt: skip
    somebody.sign_in("board")
    return {
        "choosing": nobody.get("/signin").text,
        "ended": nobody.get("/signin?ended=1").text,
        "old form": nobody.post("/signin", {"person": "board"}).text,
        "refused": nobody.sign_in("nobody").text,
        "changing": somebody.get("/signin").text,
        "terms": somebody.get("/terms").text,
        "terms not ticked": somebody.submit(somebody.get("/terms"), "/terms").text,
        "sign out": somebody.get("/signout").text,
        "signed out": nobody.get("/signout").text,
        "provider": by_provider.get("/signin").text,
        "going": by_provider.submit(by_provider.get("/signin"), "/signin").text,
    }


def test_every_page_has_a_language_a_name_one_main_heading_and_its_landmarks(shown):
    titles = []
    for name, text in shown.items():
        page = Outline(text)
        assert page.of("html") == [{"lang": "en-GB"}], name
        first = [words for level, words in page.headings if level == "h1"]
        assert len(first) == 1, name
        assert page.title.removeprefix("Error: ") == f"{first[0]} - Claims scorecards"
        for landmark in ("header", "main", "footer"):
            assert len(page.of(landmark)) == 1, (name, landmark)
        assert page.of("a")[0] == {"class": "skip", "href": "#main"}
        titles.append(page.title)
    assert len(set(titles)) >= 8


def test_whatever_is_named_on_a_page_is_on_it_once(shown):
    for name, text in shown.items():
        page = Outline(text)
        assert len(page.ids) == len(set(page.ids)), name
        for _, told in page.tags:
            for part in ("aria-describedby", "aria-labelledby", "for"):
                assert set(told.get(part, "").split()) <= set(page.ids), (name, told)
            if told.get("href", "").startswith("#"):
                assert told["href"][1:] in page.ids, (name, told)


def test_every_field_that_people_fill_has_a_label(shown):
    for text in shown.values():
        page = Outline(text)
        labelled = {told["for"] for told in page.of("label")}
        for told in page.of("input"):
            assert told["type"] == "hidden" or told["id"] in labelled


def test_nothing_runs_on_a_page_and_nothing_is_styled_in_place(shown):
    for name, text in shown.items():
        page = Outline(text)
        assert not page.of("script", "style", "iframe"), name
        for _, told in page.tags:
            assert "style" not in told
            assert not [each for each in told if each.startswith("on")]


def test_what_is_put_into_a_page_is_shown_as_it_is():
    wild = "<img src=x onerror=alert(1)>\"' {{ 7 * 7 }}"
    text = pages.message(wild, wild, onward=((wild, f"/x?y={wild}"),)).body.decode()
    assert "<img" not in text
    assert "49" not in text
    assert not Outline(text).of("img")


def test_a_page_that_forgot_something_is_not_drawn():
    with pytest.raises(Exception, match="undefined"):
        pages.page("terms.html", title="Terms")
