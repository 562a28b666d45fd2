import shutil

import pytest

from tests.journeys.browser import PATIENCE, QUIET, chromium, served
from tests.security.callers import Accounts


@pytest.fixture(scope="module")
def home(untouched_demonstration, tmp_path_factory):
    """A home with the demonstration, for one module."""
    return shutil.copytree(untouched_demonstration, tmp_path_factory.mktemp("security") / "home")


@pytest.fixture(scope="module")
def site(home):
    """The whole service, gate and all, as people start it."""
    with served(home) as address:
        yield address


@pytest.fixture(scope="module")
def accounts(site, home):
    """The same database, from another process than the server."""
    opened = Accounts(home)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def chrome():
    if chromium() is None:
        pytest.skip("no Chromium on the path: install chromium, then try again")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def profile(chrome):
    """A browser of somebody who has never been here."""
    context = chrome.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()
