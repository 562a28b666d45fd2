"""Each refusal on a screen is one entry of the trail, and so is each view of peers."""

import sqlite3
from contextlib import closing

import pytest

from scorecards.people.access import may
from scorecards.people.demonstration import people
from scorecards.ui.navigation import SCREENS
from tests.pages import screen
from tests.pages.screen import AUDIT, COMPARE, DESK, PEOPLE, visit


STEWARD = people({}, {})["steward"]


@pytest.fixture
def home(own_demonstration, monkeypatch):
    monkeypatch.setenv("SCORECARDS_HOME", str(own_demonstration))
    screen.forget_other_homes(own_demonstration)
    return own_demonstration


def entries(home, action):
    with closing(sqlite3.connect(home / "scorecards.db")) as database:
        return database.execute(
            "SELECT person, subject, detail FROM audit WHERE action = ? ORDER BY seq", (action,)
        ).fetchall()


def subjects(home, action="REFUSED"):
    return [subject for _, subject, _ in entries(home, action)]


@pytest.mark.parametrize(
    ("page", "title"), [(DESK, "Data desk"), (AUDIT, "Audit"), (PEOPLE, "People")]
)
def test_a_screen_that_is_not_for_somebody_is_one_entry_however_often_it_is_drawn(
    home, page, title
):
    window = visit(page, person="board")
    window.run()
    window.run()
    assert entries(home, "REFUSED") == [
        ("board_member-NMU", f"screen/{title}", screen.as_read(window.error[0].value))
    ]


def test_two_screens_are_two_entries_and_another_window_is_another_one(home):
    visit(DESK, person="board")
    visit(AUDIT, person="board")
    visit(AUDIT, person="board")
    assert subjects(home) == ["screen/Data desk", "screen/Audit", "screen/Audit"]


def test_a_trust_in_the_address_that_is_not_open_is_one_entry(home):
    for page in (screen.CLINICAL, COMPARE, screen.TRENDS):
        before = len(subjects(home))
        window = visit(page, person="board", trust="ZZZ")
        window.run()
        assert subjects(home)[before:] == ["trust/ZZZ"]


def test_what_stands_in_the_address_is_written_printable_and_short(home):
    visit(person="board", trust="Z\r\n9 INFO forged" + "x" * 500)
    assert subjects(home) == ["trust/Z9 INFO forgedxxxxxx"]


def test_a_trust_that_a_widget_was_made_to_say_is_one_entry(home):
    window = visit(person="board")
    assert subjects(home) == []
    box = window.selectbox(key="trust")
    box.options.append("ZZZ")  # what a browser says that was made to: the server offered no such
    box.set_value("ZZZ").run()
    assert window.selectbox(key="trust").value == "NMU"
    window.run()
    assert subjects(home) == ["trust/ZZZ"]


def test_choosing_another_person_in_the_demonstration_is_no_refusal(home):
    window = visit(person="lead")
    trusts = window.selectbox(key="trust")
    trusts.select_index((trusts.index + 1) % len(trusts.options)).run()
    assert window.selectbox(key="trust").value != "NMU"
    window.selectbox(key="person").set_value("board").run()
    assert subjects(home) == []


def test_what_is_open_is_no_refusal(home):
    opened = [each.url for each in SCREENS if may(each.check, STEWARD)]
    assert len(opened) > 10
    for page in opened:
        visit(page, person="steward")
    assert subjects(home) == []


def test_comparing_with_peers_is_one_entry_for_each_group_and_time(home):
    window = visit(COMPARE, person="manager-NMU", group="all")
    window.run()
    window.selectbox(key="cut").select_index(1).run()
    assert subjects(home, "COMPARED") == ["trust/NMU"]
    window.selectbox(key="years").set_value("newest").run()
    assert [(who, detail) for who, _, detail in entries(home, "COMPARED")] == [
        ("risk_manager-NMU", "group all, years all"),
        ("risk_manager-NMU", "group all, years newest"),
    ]


def test_a_scorecard_that_is_not_of_the_own_trust_is_opened_under_its_administrators_eyes(home):
    """Once a window and trust, whatever screen; people of the trust open their own unwritten."""
    visit(person="manager-NMU").run()
    assert entries(home, "OPENED") == []
    window = visit(person="lead")
    window.run()
    first = window.selectbox(key="trust").value
    box = window.selectbox(key="trust")
    box.select_index((box.index + 1) % len(box.options)).run()
    other = window.selectbox(key="trust").value
    window.run()
    assert [(who, subject) for who, subject, _ in entries(home, "OPENED")] == [
        ("lead", f"trust/{first}"), ("lead", f"trust/{other}"),
    ]  # fmt: skip
    with closing(sqlite3.connect(home / "scorecards.db")) as database:
        told = "SELECT trust FROM audit WHERE action = 'OPENED' ORDER BY seq"
        assert [trust for (trust,) in database.execute(told)] == [first, other]


def test_peers_are_not_shown_where_that_cannot_be_written_down(home):
    with closing(sqlite3.connect(home / "scorecards.db")) as database:
        database.execute("DROP TABLE audit_head")
        database.commit()
    window = visit(COMPARE, person="manager-NMU")
    assert not screen.figures(window)
    assert screen.UNFORESEEN in window.error[0].value


def test_what_is_refused_stays_refused_where_that_cannot_be_written_down(home, caplog):
    with closing(sqlite3.connect(home / "scorecards.db")) as database:
        database.execute("DROP TABLE audit_head")
        database.commit()
    window = visit(DESK, person="board")
    assert "Only a data steward" in window.error[0].value
    assert not window.file_uploader
    assert "could not be written into the audit trail" in caplog.text
