"""What people see when something is broken: a sentence and a reference, or the older release."""

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.pages import screen
from tests.pages.screen import CLINICAL, DESK, LIBRARY, NON_CLINICAL, visit


NOTICE = (
    "The newest claims could not be trusted and are not shown. "
    "You see the claims as at 31 March 2025 instead."
)
REFERENCE = re.compile(r"Something went wrong\. Try again; if it stays, quote reference (\w+)\.")


def reference(window) -> str:
    """The reference that the page shows, and nothing of what went wrong."""
    assert not window.exception
    told = [REFERENCE.fullmatch(error.value) for error in window.error]
    assert len(told) == 1
    assert told[0]
    assert "Traceback" not in screen.everything(window)
    return told[0].group(1)


def test_an_unforeseen_failure_is_a_reference_with_the_trace_in_the_log(
    at_home, own_demonstration, caplog
):
    """The register of organisations is gone from the database while the page is open."""
    at_home(own_demonstration)
    window = visit(DESK, person="steward")
    with closing(sqlite3.connect(own_demonstration / "scorecards.db")) as database:
        database.execute("ALTER TABLE organisation RENAME TO elsewhere")
        database.commit()
    window.file_uploader(key="intake.files").upload("claims.csv", b"Claim reference\nC1\n")
    window.date_input(key="intake.as_at").set_value(date(2025, 3, 31))
    window.button(key="intake.check").click().run()
    found = reference(window)
    assert "elsewhere" not in screen.everything(window)
    logged = [record for record in caplog.records if found in record.getMessage()]
    assert len(logged) == 1
    assert "no such table: organisation" in str(logged[0].exc_info[1])


def test_two_failures_have_two_references(at_home, tmp_path):
    home = tmp_path / "garbage"
    home.mkdir()
    (home / "scorecards.db").write_bytes(b"this is no database " * 400)
    at_home(home)
    assert reference(visit()) != reference(visit())


@pytest.mark.parametrize("page", [CLINICAL, LIBRARY, DESK])
def test_a_database_that_is_none_is_a_reference_on_every_page(at_home, tmp_path, page, caplog):
    (tmp_path / "scorecards.db").write_bytes(b"this is no database " * 400)
    at_home(tmp_path)
    found = reference(visit(page))
    assert [r for r in caplog.records if found in r.getMessage() and r.exc_info]


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def release_of(home: Path, year: int) -> Path:
    return next((home / "snapshots").glob(f"{year}-*"))


@pytest.mark.parametrize("file", ["claims/trust=ONE/claims.parquet", "codes.parquet",
                                  "manifest.json", "organisations.parquet"])  # fmt: skip
def test_where_the_newest_release_is_damaged_the_older_one_is_shown(at_home, two_releases, file):
    flip_a_bit(release_of(two_releases, 2026) / file)
    at_home(two_releases)
    for page in (CLINICAL, NON_CLINICAL):
        window = visit(page)
        assert not window.exception
        assert not window.error
        assert [screen.as_read(w.value) for w in window.warning] == [NOTICE]
    assert screen.metrics(visit())["Capped total"] == "£1,000"
    assert "as at 31 March 2025" in screen.sentence(visit())


def test_damage_while_people_read_shows_no_false_figure(at_home, two_releases):
    at_home(two_releases)
    assert screen.metrics(visit())["Capped total"] == "£12,345"
    release = release_of(two_releases, 2026)
    flip_a_bit(release / "claims/trust=ONE/claims.parquet")
    at_home(two_releases.rename(two_releases.with_name("moved")))  # as after a restart
    assert screen.metrics(visit())["Capped total"] == "£1,000"


def test_where_no_release_is_sound_nothing_is_shown_but_a_sentence(at_home, two_releases):
    for year in (2025, 2026):
        flip_a_bit(release_of(two_releases, year) / "claims/trust=ONE/claims.parquet")
    at_home(two_releases)
    window = visit()
    assert not window.exception
    assert not window.metric
    told = [box.value for box in (*window.info, *window.warning, *window.error)]
    assert len(told) == 1
    assert screen.as_read(told[0]).startswith("None of the published claims can be trusted")


def test_a_release_whose_folder_is_gone_does_not_take_the_site_down(at_home, two_releases):
    release_of(two_releases, 2026).rename(two_releases / "elsewhere")
    at_home(two_releases)
    window = visit()
    assert not window.exception
    assert screen.metrics(window)["Capped total"] == "£1,000"


def test_a_sound_release_is_shown_without_a_notice(at_home, two_releases):
    at_home(two_releases)
    window = visit()
    assert not window.warning
    assert screen.metrics(window)["Capped total"] == "£12,345"
