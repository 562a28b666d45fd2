"""The screen “Audit”: who reads what, how it is narrowed, and what it says of the chain."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from scorecards import clock
from scorecards.audit import queries, trail
from scorecards.audit.model import Action, Result
from scorecards.people.model import Role, Viewer
from scorecards.settings import Settings
from scorecards.store.engine import open_engine
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from tests.pages import screen
from tests.pages.screen import AUDIT, visit


NORTHMOOR = Viewer("reader-NMU", "Reader of Northmoor", Role.READER, ("NMU",))
OTHER = Viewer("reader-ELS", "Reader of elsewhere", Role.READER, ("ELS",))
COLUMNS = ["When", "Who", "Did what", "About", "Trust", "Result", "Reference"]


@pytest.fixture
def home(at_home, own_demonstration):
    at_home(own_demonstration)
    return own_demonstration


def write(home, number, viewer=NORTHMOOR, action=Action.EXPORTED, result=Result.DONE):
    engine = open_engine(Settings.from_env({"SCORECARDS_HOME": str(home)}).database_url)
    with writing(engine, SYSTEM) as session:
        for count in range(number):
            trail.record(
                session, viewer, action, f"export/file-{count}", now=clock.now(), result=result
            )
    engine.dispose()


def change(home, *statements):
    with closing(sqlite3.connect(home / "scorecards.db")) as database:
        triggers = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        )
        for (name,) in triggers.fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        database.commit()


def first_line(window):
    return screen.as_read(window.markdown[0].value)


def about(window):
    return list(screen.tables(window)[0]["About"])


@pytest.mark.parametrize("person", ["manager-NMU", "board", "reader", "lead", "editor", "newcomer"])
def test_who_may_not_read_it_is_told_who_may_and_sees_nothing(home, person):
    window = visit(AUDIT, person=person)
    assert not window.exception
    assert screen.tables(window) == []
    assert [screen.as_read(error.value) for error in window.error] == [
        "The audit trail is for the administrator of a trust, for auditors and data stewards."
    ]


@pytest.mark.parametrize("person", ["steward", "auditor"])
def test_stewards_and_auditors_see_everything_newest_first(home, person):
    write(home, 2)
    write(home, 1, OTHER, Action.REFUSED, Result.REFUSED)
    window = visit(AUDIT, person=person)
    assert first_line(window) == "5 entries, the newest first."
    table = screen.tables(window)[0]
    assert list(table.columns) == COLUMNS
    assert about(window)[:3] == ["export file-0", "export file-1", "export file-0"]
    assert list(table["Did what"])[:2] == ["Was refused", "Exported"]
    assert list(table["Result"])[:2] == ["Refused", "Done"]


def test_an_administrator_sees_entries_of_the_own_trust_alone(home):
    write(home, 2)
    write(home, 3, OTHER)
    window = visit(AUDIT, person="administrator")
    assert first_line(window) == "2 entries of Northmoor University Hospitals, the newest first."
    assert list(screen.tables(window)[0].columns) == [c for c in COLUMNS if c != "Trust"]
    assert "elsewhere" not in screen.everything(window)
    assert "reader-ELS" not in screen.everything(window)
    asked = visit(AUDIT, person="administrator", by="reader-ELS", place="ELS")
    assert about(asked) == about(window)
    assert "you cannot choose here" in " ".join(screen.texts(asked))


def test_where_there_is_nothing_yet_it_says_what_will_be_there(home):
    window = visit(AUDIT, person="administrator")
    assert first_line(window) == (
        "There are no entries of Northmoor University Hospitals yet. What people do here will be "
        "listed."
    )
    assert screen.tables(window) == []
    assert window.get("link_button") == []


def test_the_address_says_what_is_shown_and_choices_go_into_it(home):
    write(home, 3)
    write(home, 1, NORTHMOOR, Action.REFUSED, Result.REFUSED)
    window = visit(AUDIT, person="steward", action="REFUSED")
    assert first_line(window) == "1 entry where somebody was refused, the newest first."
    window.selectbox(key="action").set_value("EXPORTED").run()
    assert first_line(window) == "3 entries where somebody exported, the newest first."
    window.text_input(key="text").set_value("file-2").run()
    assert about(window) == ["export file-2"]
    day = clock.london_date(clock.now())
    window.date_input(key="last").set_value(day - timedelta(days=1)).run()
    assert first_line(window).endswith("Take a filter away to see more.")
    kept = screen.address(window)
    assert kept == {
        "person": "steward", "action": "EXPORTED", "text": "file-2",
        "last": (day - timedelta(days=1)).isoformat(),
    }  # fmt: skip
    again = visit(AUDIT, **kept)
    assert first_line(again) == first_line(window)


def test_a_day_that_cannot_be_is_refused_aloud(home):
    window = visit(AUDIT, person="steward", first="someday")
    assert "first day “someday”" in " ".join(screen.texts(window))
    assert window.date_input(key="first").value is None
    assert visit(AUDIT, person="steward", first="2026-02-01").date_input(key="first").value == date(
        2026, 2, 1
    )


def test_the_table_is_read_on_from_page_to_page_and_back(home):
    write(home, queries.AT_ONCE + 3)
    window = visit(AUDIT, person="steward", action="EXPORTED")
    assert len(about(window)) == queries.AT_ONCE
    window.button(key="audit.older").click().run()
    assert about(window) == ["export file-2", "export file-1", "export file-0"]
    assert "before" in screen.address(window)
    window.button(key="audit.newest").click().run()
    assert len(about(window)) == queries.AT_ONCE
    window.button(key="audit.older").click().run()
    window.selectbox(key="result").set_value("DONE").run()
    assert len(about(window)) == queries.AT_ONCE, "another choice begins with the newest again"


def test_it_says_that_the_chain_is_whole_and_where_it_is_not(home):
    write(home, 5)
    whole = visit(AUDIT, person="steward")
    assert "The trail is whole: the last 7 entries were checked just now." in " ".join(
        screen.texts(whole)
    )
    change(home, "UPDATE audit SET person = 'somebody else' WHERE seq = 5")
    broken = visit(AUDIT, person="administrator")
    assert [screen.as_read(error.value) for error in broken.error] == [
        "The audit trail is not what was written. Entry 5 was changed: its hash does not fit it. "
        "Tell whoever runs this service, today."
    ]


def test_files_are_offered_narrowed_as_the_table_is_and_need_the_server(home):
    write(home, 1)
    window = visit(AUDIT, person="steward", action="EXPORTED", text="file")
    links = [link.proto for link in window.get("link_button")]
    assert [link.url for link in links] == [
        f"/export/audit.{suffix}?action=EXPORTED&text=file" for suffix in ("xlsx", "csv")
    ]
    assert all(link.disabled and "whole service" in link.help for link in links)
