import shutil

import pytest

from tests.journeys.browser import PATIENCE, QUIET, chromium, served


def pytest_collection_modifyitems(items):
    """Every journey drives a real browser; where there is none they are skipped, saying so."""
    nowhere = pytest.mark.skip(reason="no Chromium on the path: install chromium, then try again")
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(nowhere)


@pytest.fixture(scope="module")
def chrome():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(untouched_demonstration, tmp_path_factory):
    """The demonstration, served: for journeys that look, and leave behind that they looked."""
    home = tmp_path_factory.mktemp("served") / "home"
    with served(shutil.copytree(untouched_demonstration, home)) as address:
        yield address


@pytest.fixture(scope="module")
def own_site(untouched_demonstration, tmp_path_factory):
    """A server and a home for the journeys of one module, which change what others see."""
    home = tmp_path_factory.mktemp("own-served") / "home"
    with served(shutil.copytree(untouched_demonstration, home)) as address:
        yield address


@pytest.fixture(scope="module")
def windows(chrome):
    """One browser profile a module, so that Streamlit's own files are loaded once."""
    context = chrome.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(windows):
    """A new window: for the server, somebody who has never been here."""
    window = windows.new_page()
    yield window
    window.close()
