"""A real browser on a real server: how journeys start, wait and read what is on the screen."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError, expect  # noqa: A004

from tests.places import PROJECT


NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
LAST = ".st-key-stamp-detail p, [data-testid='stAlert']"  # of a scorecard, full or empty
PATIENCE = 30_000  # milliseconds; a busy machine is slow, not wrong
FIRST = "manager-NMU"
expect.set_options(timeout=PATIENCE)
_signed_in: WeakKeyDictionary[BrowserContext, tuple[str, str]] = WeakKeyDictionary()


def chromium() -> str | None:
    """Where a browser is, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def served(home: Path, *, port: str | None = None) -> Iterator[str]:
    """The product on a free port of this machine, started as people start it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = port or str(free.getsockname()[1])
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "scorecards", "serve"],
            cwd=PROJECT,
            env={**os.environ, "SCORECARDS_HOME": str(home), "PORT": port},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout is not None
        try:
            told = process.stdout.readline()  # written once it serves; nothing, if it ended
            assert port in told, (home / "server.log").read_text()
            yield f"http://127.0.0.1:{port}"
            assert process.poll() is None, f"the server was ended: {process.returncode}"
        finally:
            process.terminate()
            process.wait(timeout=60)
            process.stdout.close()


def sign_in(page: Page, site: str, person: str) -> None:
    """Signs the browser in as a person of the demonstration, by short name, on its plain pages.

    Whoever is signed in already stays so. The terms of use are accepted on the way.
    """
    there = any(cookie["name"] == "sid" for cookie in page.context.cookies(site))
    if there and _signed_in.get(page.context) == (site, person):
        return
    page.goto(f"{site}/signin")
    page.locator(f'button[name="person"][value="{person}"]').click()
    page.wait_for_url(lambda url: urlsplit(url).path in ("/", "/terms"), wait_until="commit")
    if urlsplit(page.url).path == "/terms":
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Accept and go on").click()
        page.wait_for_url(lambda url: urlsplit(url).path == "/", wait_until="commit")
    _signed_in[page.context] = (site, person)


def visit(
    page: Page,
    site: str,
    screen: str = "",
    *,
    person: str = FIRST,
    until: str = LAST,
    **asked: str,
) -> Page:
    """Opens an address as a person and waits until its last part is drawn. `from_` is the
    parameter `from`.
    """
    sign_in(page, site, person)
    query = urlencode({name.rstrip("_"): value for name, value in asked.items()})
    page.goto(f"{site}/{screen}?{query}")
    page.locator(until).first.wait_for(timeout=PATIENCE)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """Until the server has run, and nothing on the screen is of an earlier run."""
    page.locator(READY).wait_for(timeout=PATIENCE)
    expect(page.locator('[data-testid="stElementContainer"][data-stale="true"]')).to_have_count(0)
    expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0)
    page.locator(READY).wait_for(timeout=PATIENCE)


def until_asked(page: Page, name: str, value: str | None) -> None:
    """Until the address holds this, and the page is drawn for it."""
    ends = time.monotonic() + PATIENCE / 1000
    while asked(page).get(name) != value:
        assert time.monotonic() < ends, f"{name} is {asked(page).get(name)}, not {value}"
        page.wait_for_timeout(25)
    drawn(page)


def asked(page: Page) -> dict[str, str]:
    """What the address bar holds."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def sentence(page: Page) -> str:
    return page.locator(".st-key-sentence").inner_text().strip()


def tiles(page: Page) -> dict[str, str]:
    found = page.locator('.st-key-tiles [data-testid="stMetric"]')
    expect(found.nth(3)).to_be_visible()  # four for everybody, five where claims are seen
    texts = [text.split("\n") for text in found.all_inner_texts()]
    return {lines[0].strip(): lines[-1].strip() for lines in texts}


def seen(page: Page) -> tuple[str, dict[str, str]]:
    return sentence(page), tiles(page)


def card(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-card-{key}")


def select(page: Page, label: str, option: str) -> None:
    """Chooses from a box by typing what is written there, again if the list was closed meanwhile.

    A box behind a button is drawn anew when the page is, which closes its list.
    """
    box = page.get_by_role("combobox", name=label, exact=True)
    offered = page.get_by_role("option", name=option, exact=True)
    ends = time.monotonic() + PATIENCE / 1000
    while not offered.count():
        assert time.monotonic() < ends, f"{label} does not offer {option}"
        box.fill("")
        box.fill(option)
        with suppress(TimeoutError):
            offered.first.wait_for(timeout=1000)
    offered.first.click()


def press(page: Page, where: Locator, name: str) -> None:
    """Presses one of the buttons of a row of choices."""
    where.get_by_role("radio", name=name, exact=True).click()


def points(page: Page, key: str = "quadrant") -> Locator:
    return card(page, key).locator(".js-plotly-plot .scatterlayer path.point")


def click_point(page: Page, number: int, key: str = "quadrant") -> None:
    """A click with the mouse in the middle of a mark."""
    mark = points(page, key).nth(number)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def table(where: Locator) -> list[dict[str, str]]:
    """A real HTML table, row by row."""
    heads = [text.strip() for text in where.locator("thead th").all_inner_texts()]
    rows = []
    for row in where.locator("tbody tr").all():
        cells = [text.strip() for text in row.locator("th, td").all_inner_texts()]
        rows.append(dict(zip(heads, cells, strict=True)))
    return rows


def number(text: str) -> int:
    return int(re.sub(r"[^\d]", "", text))
