"""The steward takes a real file from the desk to the scorecard, and every figure agrees."""

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.journeys.browser import drawn, number, select, served, tiles, visit
from tests.places import shared


@pytest.fixture
def desk(tmp_path):
    """A server where nothing has been published, but what the steward publishes."""
    from scorecards.cli.main import main  # noqa: PLC0415

    home = tmp_path / "desk"
    home.mkdir()
    claims = shared("data/tsa-claims/claims-2014.csv")
    first = tmp_path / "first.csv"
    lines = claims.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    first.write_text("".join(lines[:40]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORECARDS_HOME", str(home))
        done = main(["claims", "import", str(first), "--profile", "tsa-claims",
                     "--as-at", "2014-12-31", "--publish"])  # fmt: skip
    assert done == 0
    with served(home) as address:
        yield address, claims


def counted(file: Path, airport: str) -> tuple[int, int, Decimal, Decimal]:
    """All claims, those of an airport, and what was paid for each, straight from the file."""
    with StringIO(file.read_text(encoding="utf-8-sig")) as text:
        rows = [row for row in csv.DictReader(text) if any((v or "").strip() for v in row.values())]
    own = [row for row in rows if row["Airport Code"].strip() == airport]
    return len(rows), len(own), paid(rows), paid(own)


def paid(rows) -> Decimal:
    amounts = [row["Close Amount"].strip(" $").replace(",", "") for row in rows]
    return sum((Decimal(amount) for amount in amounts if amount not in ("", "-")), Decimal(0))


def test_a_real_file_is_checked_published_and_seen(desk, page, tmp_path):
    site, file = desk
    everything, atlanta, money, atlanta_money = counted(file, "ATL")
    visit(page, site, "check-claims", person="steward", until='[data-testid="stForm"] button')
    submit(page, file)
    expect(page.get_by_text(f"{everything:,} loaded, 0 rejected")).to_be_visible(timeout=60_000)
    drawn(page)
    expect(page.get_by_role("cell", name=f"${money:,.2f}").first).to_be_visible()
    expect(page.get_by_role("heading", name="Line by line")).to_be_visible()

    told = json.loads(saved(page, "Report as JSON", tmp_path).read_text(encoding="utf-8"))
    assert told["rows"]["loaded"] == everything
    assert told["rows"]["read"] == everything + told["rows"]["blank"]
    damages = next(line for line in told["money"] if line["column"] == "damages_paid")
    assert damages["read"] == damages["loaded"] == int(money * 100)
    rules = {rule["rule"]: rule["rows"] for rule in told["rules"]}
    assert rules
    for rule in rules:
        expect(page.get_by_role("cell", name=rule, exact=True).first).to_be_visible()

    book = openpyxl.load_workbook(saved(page, "Report as Excel", tmp_path), read_only=True)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    book.close()
    assert everything in cells
    assert any(isinstance(cell, int | float) and round(cell, 2) == float(money) for cell in cells)
    template = openpyxl.load_workbook(saved(page, "Template workbook", tmp_path), read_only=True)
    assert len(template.sheetnames) >= 2
    template.close()

    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Readers see it now.")).to_be_visible(timeout=60_000)
    visit(page, site, "non-clinical", person="steward", trust="ATL")
    assert number(tiles(page)["Claims"]) == atlanta
    assert tiles(page)["Capped total"] == f"${atlanta_money:,.0f}"

    visit(page, site, "check-claims", person="steward", until='[data-testid="stForm"] button')
    submit(page, file)
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("These files had been imported before.")).to_be_visible(timeout=60_000)


def submit(page, file: Path) -> None:
    page.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(file)
    expect(page.get_by_role("button", name=f"Remove {file.name}")).to_be_visible()
    select(page, "Layout of the files", "Airport security claims, as published each year")
    page.get_by_role("spinbutton", name="day, As-at date of the extract").click()
    page.keyboard.type("31012015")
    page.get_by_role("button", name="Check the files").click()


def saved(page, button: str, folder: Path) -> Path:
    """Presses a download button and keeps what comes."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path
