"""Two stewards take a real file from the desk to the scorecard, and every figure agrees.

Real claims need sign-in. The provider of it has its own journey: here a session is begun in the
database, and the browser is given its cookie.
"""

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from scorecards import clock
from scorecards.accounts import sessions, terms
from scorecards.cli.main import main
from scorecards.people.model import Role
from scorecards.settings import Settings
from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from tests import real_data
from tests.journeys.browser import PATIENCE, drawn, number, select, served, tiles
from tests.places import shared


STEWARDS = {"ann": "Ann Lee", "ben": "Ben Cole"}
FORM = '[data-testid="stForm"] button'


@pytest.fixture
def desk(tmp_path):
    """A server that takes in real claims, asks for an approval, and has a first release."""
    home = tmp_path / "desk"
    home.mkdir()
    claims = shared("data/tsa-claims/claims-2014.csv")
    first = tmp_path / "first.csv"
    lines = claims.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    first.write_text("".join(lines[:40]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in real_data.environment(home).items():
            patch.setenv(name, value)
        done = main(["claims", "import", str(first), "--profile", "tsa-claims",
                     "--as-at", "2014-12-31", "--publish"])  # fmt: skip
        assert done == 0
        patch.setenv("SCORECARDS_APPROVALS", "1")
        with served(home) as address:
            yield address, claims, home


def signed_in(chrome, site: str, home: Path, who: str) -> Page:
    """A window of somebody who has signed in and accepted the terms."""
    settings = Settings.from_env({"SCORECARDS_HOME": str(home)})
    engine = open_engine(settings.database_url)
    now = clock.now()
    with writing(engine, SYSTEM) as session:
        session.add(tables.Person(
            id=who, name=STEWARDS[who], email=None, issuer="https://sign-in.example.nhs.uk",
            subject=who, created_at=now, created_by="tests",
        ))  # fmt: skip
        session.flush()
        session.add(tables.Membership(
            person=who, role=Role.STEWARD.name, trust=None, region=None,
            from_date=clock.london_date(now), to_date=None,
            created_by="tests", created_at=now, form_key=who,
        ))  # fmt: skip
        session.flush()
        token = sessions.begin(session, who, browser="tests", now=now)
        found = sessions.find(session, token, now=now)
        assert found is not None
        terms.accept(session, found, terms.in_force().version, now=now)
    engine.dispose()
    context = chrome.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": settings.cookie, "value": token, "url": site}])
    return context.new_page()


def go(page: Page, site: str, path: str, until: str) -> None:
    page.goto(f"{site}/{path}")
    page.locator(until).first.wait_for()
    drawn(page)


def counted(file: Path, airport: str) -> tuple[int, int, Decimal, Decimal]:
    """All claims, those of an airport, and what was paid for each, straight from the file."""
    with StringIO(file.read_text(encoding="utf-8-sig")) as text:
        rows = [row for row in csv.DictReader(text) if any((v or "").strip() for v in row.values())]
    own = [row for row in rows if row["Airport Code"].strip() == airport]
    return len(rows), len(own), paid(rows), paid(own)


def paid(rows) -> Decimal:
    amounts = [row["Close Amount"].strip(" $").replace(",", "") for row in rows]
    return sum((Decimal(amount) for amount in amounts if amount not in ("", "-")), Decimal(0))


def test_a_real_file_is_checked_by_one_approved_by_another_and_seen(desk, chrome):
    site, file, home = desk
    everything, atlanta, money, atlanta_money = counted(file, "ATL")
    ann, ben = (signed_in(chrome, site, home, who) for who in STEWARDS)
    go(ann, site, "data-desk", FORM)
    submit(ann, file)
    expect(ann.get_by_text(f"{everything:,} loaded, 0 rejected")).to_be_visible(timeout=60_000)
    drawn(ann)
    expect(ann.get_by_role("cell", name=f"${money:,.2f}").first).to_be_visible()
    expect(ann.get_by_role("heading", name="Line by line")).to_be_visible()

    told = json.loads(saved(ann, site, "Report as JSON"))
    assert told["rows"]["loaded"] == everything
    assert told["rows"]["read"] == everything + told["rows"]["blank"]
    damages = next(line for line in told["money"] if line["column"] == "damages_paid")
    assert damages["read"] == damages["loaded"] == int(money * 100)
    rules = {rule["rule"]: rule["rows"] for rule in told["rules"]}
    assert rules
    for rule in rules:
        expect(ann.get_by_role("cell", name=rule, exact=True).first).to_be_visible()

    book = openpyxl.load_workbook(BytesIO(saved(ann, site, "Report as Excel")), read_only=True)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    book.close()
    assert everything in cells
    assert any(isinstance(cell, int | float) and round(cell, 2) == float(money) for cell in cells)
    template = BytesIO(saved(ann, site, "Template workbook for our own layout"))
    assert len(openpyxl.load_workbook(template, read_only=True).sheetnames) >= 2

    ann.get_by_role("button", name="Make a release").click()
    expect(ann.get_by_text("Readers do not see it yet.")).to_be_visible(timeout=60_000)
    expect(ann.get_by_text("You loaded it, so somebody else approves it.")).to_be_visible()
    for action in ("Approve", "Publish"):
        expect(ann.get_by_role("button", name=action, exact=True)).to_be_disabled()

    go(ben, site, "data-desk", FORM)
    expect(ben.get_by_text(f"Loaded by {STEWARDS['ann']} on")).to_be_visible()
    ben.get_by_text("What would change for readers", exact=True).click()
    expect(ben.get_by_text(f"before, {everything:,} after")).to_be_visible(timeout=60_000)
    ben.get_by_role("button", name="Approve", exact=True).click()
    expect(ben.get_by_text("You approved the release as at 31 January 2015.")).to_be_visible()

    go(ann, site, "data-desk", FORM)
    expect(ann.get_by_text(f"Approved by {STEWARDS['ben']} on")).to_be_visible()
    ann.get_by_role("button", name="Publish", exact=True).click()
    expect(ann.get_by_text("Readers see the release as at 31 January 2015 now.")).to_be_visible()
    go(ann, site, "non-clinical?trust=ATL", ".st-key-stamp-detail p")
    assert number(tiles(ann)["Claims"]) == atlanta
    assert tiles(ann)["Capped total"] == f"${atlanta_money:,.0f}"

    go(ann, site, "data-desk", FORM)
    submit(ann, file)
    expect(ann.get_by_text(f"{everything:,} loaded, 0 rejected")).to_be_visible(timeout=60_000)
    ann.get_by_role("button", name="Make a release").click()
    expect(ann.get_by_text("These files had been imported before.")).to_be_visible(timeout=60_000)
    for window in (ann, ben):
        window.context.close()


def submit(page, file: Path) -> None:
    page.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(file)
    expect(page.get_by_role("button", name=f"Remove {file.name}")).to_be_visible()
    select(page, "Layout of the files", "Airport security claims, as published each year")
    page.get_by_role("spinbutton", name="day, As-at date of the extract").click()
    page.keyboard.type("31012015")
    page.get_by_role("button", name="Check the files").click()


def saved(page: Page, site: str, label: str) -> bytes:
    """What a link to a file brings, to the browser that it was drawn for."""
    link = page.get_by_role("link", name=label)
    answer = page.context.request.get(f"{site}{link.get_attribute('href')}")
    assert answer.ok, answer.text()
    return answer.body()
