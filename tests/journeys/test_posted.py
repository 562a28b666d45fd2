"""What people post, in a real browser: shown letter by letter; nothing acts, nothing is fetched."""

import shutil

import pytest

from scorecards import clock, settings
from scorecards.library.reading import read as read_library
from scorecards.taxonomy import codes
from scorecards.written import tidy
from tests.accounts.settled import engine_of
from tests.feedback.posted import post
from tests.journeys.browser import served, visit
from tests.payload_families import CORPUS


TEXT = "[data-testid='stText']"
LISTED = ".st-key-feedback-said"


@pytest.fixture(scope="module")
def posted(untouched_demonstration, tmp_path_factory):
    """The demonstration with the corpus posted and shown: where it is served, what is where."""
    home = tmp_path_factory.mktemp("posted") / "home"
    shutil.copytree(untouched_demonstration, home)
    library = read_library(settings.LIBRARY, codes.read(settings.REFERENCE), themes=settings.THEMES)
    engine = engine_of(home)
    kept = post(engine, library, shown=True, now=clock.now())
    engine.dispose()
    with served(home) as address:
        yield address, kept


def test_nothing_that_was_posted_acts_or_is_fetched(posted, page):
    site, kept = posted
    outside, dialogs = [], []
    ours = (site, f"ws{site[4:]}", "data:", "blob:")
    page.on("request", lambda a: a.url.startswith(ours) or outside.append(a.url))
    page.on("dialog", lambda shown: (dialogs.append(shown.message), shown.dismiss()))
    pages = list(kept.items())
    pictures = next(n for n, (_, texts) in enumerate(pages) if "![p](" in "".join(texts))
    for about, texts in (pages[0], pages[pictures]):
        visit(page, site, "item", person="board", item=about.removeprefix("item/"),
              until=f"{LISTED} {TEXT}")  # fmt: skip
        shown = page.locator(f"{LISTED} {TEXT}")
        assert [text.replace("\r", "") for text in shown.all_text_contents()] == [
            tidy(text) for text in reversed(texts)
        ]
        assert page.locator(f"{TEXT} :is(a, img, svg, script, iframe, style)").count() == 0
        assert page.title() != "taken"
        assert page.evaluate("document.documentElement.scrollWidth") <= 1400
    assert (outside, dialogs) == ([], [])
    assert len(CORPUS) > len(pages[0][1])
