"""The list of people, and what those who give roles do with it, as they meet it on the screen."""

from datetime import date

import pytest
from sqlalchemy import select

from scorecards import clock
from scorecards.clock import london_date
from scorecards.people.model import Role
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from tests.accounts.settled import engine_of, settled
from tests.pages import screen
from tests.pages.screen import PEOPLE, visit


NORTHMOOR = "Northmoor University Hospitals"
READER = f"Reader, {NORTHMOOR}"
LATEST = date(2099, 3, 31)


@pytest.fixture
def home(at_home, own_demonstration):
    settled(own_demonstration)
    at_home(own_demonstration)
    return own_demonstration


def listed(window):
    return screen.tables(window)[0]


def widget(kind, label):
    return next(each for each in kind if each.label == label)


def invite(window, *, email="ann.lee@example.nhs.uk", name="Ann Lee", role="trust reader"):
    widget(window.text_input, "E-mail address").set_value(email)
    widget(window.text_input, "Name").set_value(name)
    if role:
        box = widget(window.selectbox, "Role")
        box.set_value(next(each for each in roles_of(box) if each.value == role))
    widget(window.date_input, "Last day (empty: until further notice)").set_value(LATEST)
    return widget(window.button, "Invite").click().run()


def roles_of(box):
    return [role for role in Role if role.value in box.options]


def choose(window, name):
    box = widget(window.selectbox, "Person and role")
    return box.set_value(next(each for each in box.options if each.startswith(name))).run()


def rows(home, table):
    engine = engine_of(home)
    with reading(engine, SYSTEM) as session:
        found = list(session.scalars(select(table)))
    engine.dispose()
    return found


def successes(window):
    return [screen.as_read(each.value) for each in window.success]


def test_an_administrator_sees_the_people_of_the_own_trust_alone(home):
    window = visit(PEOPLE, person="administrator")
    table = listed(window)
    assert len(table) == 4
    assert "Place" not in table.columns
    assert all("Northmoor" in screen.as_read(name) for name in table["Person"])
    assert "Harrierfen" not in screen.everything(window)
    assert f"4 people have a role at {NORTHMOOR} today" in " ".join(screen.texts(window))


def test_a_steward_sees_everybody_and_chooses_a_place(home):
    window = visit(PEOPLE, person="steward")
    assert len(listed(window)) == 11
    assert "Newcomer without a role" in list(listed(window)["Person"])
    window = visit(PEOPLE, person="steward", place="the scheme")
    assert {screen.as_read(place) for place in listed(window)["Place"]} == {"the scheme"}
    assert len(listed(window)) == 3


def test_an_auditor_reads_the_matrix_and_changes_nothing(home):
    window = visit(PEOPLE, person="auditor")
    assert len(listed(window)) == 11
    assert not window.text_input
    assert [button.label for button in window.button] == []


@pytest.mark.parametrize("person", ["manager-NMU", "reader", "board", "lead", "editor", "newcomer"])
def test_nobody_else_gets_the_list(home, person):
    window = visit(PEOPLE, person=person)
    assert not window.exception
    assert screen.texts(window)[2:] == [
        "The list of people is for the administrator of a trust, for auditors and data stewards."
    ]
    assert not window.table


def test_an_invited_person_stands_in_the_list_at_once_and_there_is_a_text_to_send(home):
    window = invite(visit(PEOPLE, person="administrator"))
    assert not window.exception
    assert not window.error
    assert successes(window) == [f"Ann Lee is a trust reader of {NORTHMOOR} until 31 March 2099."]
    assert "Ann Lee" in list(listed(window)["Person"])
    (letter,) = [each.value for each in window.code]
    assert f"as a trust reader of {NORTHMOOR}" in letter
    assert "sign in with your NHS account, ann.lee@example.nhs.uk" in letter
    assert widget(window.text_input, "Name").value == ""
    assert not successes(window.run())


def test_what_cannot_be_is_said_and_what_was_typed_stays(home):
    before = len(rows(home, tables.Membership))
    window = invite(visit(PEOPLE, person="administrator"), email="ann lee")
    assert "That is not an e-mail address" in screen.as_read(window.error[0].value)
    assert widget(window.text_input, "Name").value == "Ann Lee"
    window = invite(visit(PEOPLE, person="administrator"), role=None)
    assert screen.as_read(window.error[0].value) == "Choose a role."
    assert len(rows(home, tables.Membership)) == before


def test_an_administrator_is_offered_the_roles_of_a_trust_alone(home):
    box = widget(visit(PEOPLE, person="administrator").selectbox, "Role")
    assert set(box.options) == {
        "trust risk manager", "trust reader", "board member", "trust administrator",
    }  # fmt: skip


def test_a_name_in_markdown_is_shown_as_it_was_typed(home):
    window = invite(visit(PEOPLE, person="administrator"), name="**Ann** ![x](http://e.example/p)")
    assert "**Ann** ![x](http://e.example/p)" in [
        screen.as_read(name) for name in listed(window)["Person"]
    ]
    assert r"\*\*Ann" in " ".join(window.table[0].value["Person"])
    assert r"\*\*Ann" in window.success[0].value


def test_a_role_is_changed_and_the_person_is_told_to_be_signed_out(home):
    window = choose(visit(PEOPLE, person="administrator"), READER)
    box = widget(window.selectbox, "New role")
    box.set_value(next(each for each in roles_of(box) if each.value == "board member"))
    window = widget(window.button, "Save the change").click().run()
    assert successes(window) == [
        f"{READER} is a board member of {NORTHMOOR}. They are signed out everywhere."
    ]
    table = listed(window)
    row = table[table["Person"].map(screen.as_read) == READER].iloc[0]
    assert row["Role"] == "board member"


def test_saving_without_a_change_says_so(home):
    window = choose(visit(PEOPLE, person="administrator"), READER)
    window = widget(window.button, "Save the change").click().run()
    assert "Nothing is changed" in screen.as_read(window.error[0].value)


def test_a_role_ends_after_a_yes_and_not_before(home):
    window = choose(visit(PEOPLE, person="administrator"), READER)
    window = widget(window.button, "End this role").click().run()
    assert "is signed out everywhere" in screen.as_read(window.warning[0].value)
    assert not [row for row in rows(home, tables.Membership) if row.ended_at]
    window = widget(window.button, "No, leave it").click().run()
    assert not window.warning
    assert not [row for row in rows(home, tables.Membership) if row.ended_at]

    window = widget(window.button, "End this role").click().run()
    window = widget(window.button, "Yes, end this role").click().run()
    assert successes(window) == [
        f"{READER} is a trust reader of {NORTHMOOR} no longer. They are signed out everywhere."
    ]
    assert READER not in [screen.as_read(name) for name in listed(window)["Person"]]
    (ended,) = [row for row in rows(home, tables.Membership) if row.ended_at]
    assert ended.ended_by == "administrator-NMU"
    over = visit(PEOPLE, person="administrator", roles="over")
    today = london_date(clock.now())
    assert listed(over)["Until"].iloc[0] == f"ended {today.day} {today:%B %Y}"


def test_ones_own_role_is_not_offered_for_change(home):
    window = visit(PEOPLE, person="administrator")
    offered = widget(window.selectbox, "Person and role").options
    assert len(offered) == 3
    assert not [each for each in offered if each.startswith("Administrator")]


def test_a_steward_disables_a_person_and_enables_them_again(home):
    window = choose(visit(PEOPLE, person="steward"), READER)
    window = widget(window.button, "Disable the person").click().run()
    window = widget(window.button, "Yes, disable the person").click().run()
    assert successes(window) == [f"{READER} is disabled. They are signed out everywhere."]
    table = listed(window)
    assert "disabled" in list(table[table["Person"].map(screen.as_read) == READER]["Today"])
    window = choose(window, READER)
    window = widget(window.button, "Enable the person").click().run()
    window = widget(window.button, "Yes, enable the person").click().run()
    assert successes(window) == [f"{READER} can sign in again."]


def test_an_administrator_neither_disables_nor_looks_with_other_eyes(home):
    window = choose(visit(PEOPLE, person="administrator"), READER)
    assert {button.label for button in window.button} == {
        "Save the change", "End this role", "Invite",
    }  # fmt: skip


def test_looking_with_other_eyes_needs_a_session_and_says_so(home):
    window = choose(visit(PEOPLE, person="steward"), READER)
    window = widget(window.button, "Look with these eyes").click().run()
    window = widget(window.button, "Yes, look with these eyes").click().run()
    assert "This needs sign-in" in screen.as_read(window.error[0].value)


def test_before_anybody_has_a_role_it_says_so(at_home, empty_home):
    at_home(empty_home)
    window = visit(PEOPLE, person="steward")
    assert not window.exception
    assert "Nobody has a role today." in screen.texts(window)
    assert "There is nobody to show." in " ".join(screen.texts(window))
