"""A journey in a browser to a file, and what is found afterwards where nothing may be left."""

import re
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from tests.journeys.browser import READY
from tests.places import PROJECT
from tests.security.callers import COOKIE, STEWARD, call


pytestmark = pytest.mark.browser
MEDIA = re.compile(rb"/media/[0-9a-f]+\.\w+")


def test_a_file_comes_by_our_route_and_leaves_nothing_in_media_or_log(
    site, home, accounts, profile
):
    token = accounts.begin(STEWARD)
    profile.add_cookies([{"name": COOKIE, "value": token, "url": site}])
    page, frames, asked = profile.new_page(), [], []

    def received(frame):  # a method of a list cannot be marked, as the driver marks what it calls
        frames.append(frame)

    page.on("websocket", lambda line: line.on("framereceived", received))
    profile.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/audit?action=PUBLISHED&text=canary%0d%0aINFO-forged")
    page.locator(READY).wait_for()
    page.goto(f"{site}/audit?action=PUBLISHED")
    page.locator(READY).wait_for()
    link = page.get_by_role("link", name="All of them as Excel")
    expect(link).to_be_visible()
    with page.expect_download() as coming:
        link.click()
    download = coming.value
    content = download.path().read_bytes()

    assert re.fullmatch(r"audit-\d{4}-\d\d-\d\d\.xlsx", download.suggested_filename)
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet["A1"].value == "Audit trail"
    assert sheet["B4"].value == "Entries where somebody published a release"
    assert [e[0] for e in _exports(accounts)] == ["export/audit.xlsx"]

    links = [url for url in asked if "/dl/" in url]
    assert len(set(links)) == 1
    again = call(site, f"/dl/{links[0].rpartition('/')[2]}", token=token)
    assert again.status == 410

    seen = b"".join(frame if isinstance(frame, bytes) else frame.encode() for frame in frames)
    icon = (PROJECT / "data" / "icon.png").read_bytes()
    kept = {call(site, path.decode(), token=token).body for path in MEDIA.findall(seen)}
    assert kept <= {icon}, "the picture of the window, and nothing else"

    log = (home / "server.log").read_text(encoding="utf-8")
    assert "/dl/(token)" in log, "what was asked for is there, without its token"
    for secret in (token, links[0].rpartition("/")[2], "canary", "forged", f"{COOKIE}={token}"):
        assert secret not in log
    assert not re.search(r"[\w.]+@[\w.]+\.\w\w", log)


def _exports(accounts):
    with accounts.engine.connect() as connection:
        asked = "SELECT subject FROM audit WHERE action = 'EXPORTED' ORDER BY seq"
        return connection.execute(text(asked)).fetchall()
