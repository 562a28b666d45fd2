"""Roles are changed and ended by who gives them, and whoever had them is signed out everywhere."""

from datetime import date, timedelta

import pytest

from scorecards.accounts import commands
from scorecards.accounts.model import Standing
from scorecards.accounts.queries import people
from scorecards.errors import NotAllowed, UserError
from scorecards.people.model import Role, Viewer
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.accounts.nation import (
    ANNA,
    NOW,
    SINCE,
    STEWARD,
    TODAY,
    add,
    find,
    number_of,
    signed_in,
    trail,
    viewer_of,
)


ABEL = Viewer("abel", "Abel Able", Role.ADMINISTRATOR, ("RA1",), "Ashford Hospitals")
BEA = Viewer("bea", "Bea Able", Role.ADMINISTRATOR, ("RB2",), "Beeston Hospital")
LATER = TODAY + timedelta(days=30)


def change(engine, viewer, number, role, key="change"):
    with writing(engine, viewer) as session:
        return commands.change_role(session, viewer, number, role, form_key=key, now=NOW)


def change_days(engine, viewer, number, first, last):
    with writing(engine, viewer) as session:
        return commands.change_days(session, viewer, number, from_date=first, to_date=last, now=NOW)


def end(engine, viewer, number, now=NOW):
    with writing(engine, viewer) as session:
        return commands.end_membership(session, viewer, number, now=now)


def disable(engine, person, command=commands.disable_person, viewer=STEWARD):
    with writing(engine, viewer) as session:
        command(session, viewer, person, now=NOW)


def stands(engine, person):
    with reading(engine, STEWARD) as session:
        found = [each for each in people(session, STEWARD) if each.person.id == person]
    return [each.standing(TODAY) for each in found]


def test_a_changed_role_is_another_role_at_the_same_place_and_the_old_one_stays_as_ended(engine):
    old = add(engine, "newcomer", Role.READER, "RA1", to_date=date(2027, 3, 31))
    held = change(engine, ANNA, old, Role.RISK_MANAGER)
    assert (held.role, held.trust) == (Role.RISK_MANAGER, "RA1")
    assert (held.from_date, held.to_date) == (TODAY, date(2027, 3, 31))
    assert viewer_of(engine, "newcomer", TODAY).role is Role.RISK_MANAGER
    assert sorted(stands(engine, "newcomer")) == [Standing.ENDED, Standing.HOLDS]
    (entry,) = trail(engine, "ROLE_CHANGED")
    assert entry.trust == "RA1"
    assert entry.detail.startswith("from trust reader to trust risk manager of RA1")


def test_the_change_sent_again_is_the_same_role(engine):
    number = number_of(engine, "rita")
    first = change(engine, ANNA, number, Role.BOARD_MEMBER)
    assert change(engine, ANNA, number, Role.BOARD_MEMBER) == first
    assert len(trail(engine, "ROLE_CHANGED")) == 1


def test_a_role_that_has_not_begun_begins_when_the_old_one_would_have(engine):
    number = add(engine, "newcomer", Role.READER, "RA1", LATER)
    assert change(engine, ANNA, number, Role.BOARD_MEMBER).from_date == LATER


@pytest.mark.parametrize("act", ["change", "end", "disable", "begin later"])
def test_all_sessions_of_the_person_end_at_once_and_nobody_elses(engine, act):
    number = number_of(engine, "rita")
    if act == "begin later":
        number = add(engine, "newcomer", Role.READER, "RA1", TODAY)
    who = "newcomer" if act == "begin later" else "rita"
    theirs, other = [signed_in(engine, who) for _ in range(2)], signed_in(engine, "max")
    assert all(find(engine, token) for token in theirs)
    if act == "change":
        change(engine, ANNA, number, Role.RISK_MANAGER)
    elif act == "end":
        end(engine, ANNA, number)
    elif act == "disable":
        disable(engine, "rita")
    else:
        change_days(engine, ANNA, number, LATER, None)
    assert [find(engine, token) for token in theirs] == [None, None]
    assert find(engine, other) is not None


@pytest.mark.parametrize("act", ["change", "end", "begin later"])
def test_a_session_by_another_role_of_the_person_ends_too(engine, act):
    """What is open by the other role may stand beside what was just taken away."""
    number = add(engine, "newcomer", Role.READER, "RA1", TODAY)
    other = add(engine, "newcomer", Role.READER, "RB2")
    token = signed_in(engine, "newcomer")
    here = find(engine, token)
    with writing(engine, SYSTEM) as session:
        commands.act_by(session, here.viewer, here.id, other, now=NOW)
    assert find(engine, token).viewer.trusts == ("RB2",)
    if act == "change":
        change(engine, ANNA, number, Role.RISK_MANAGER)
    elif act == "end":
        end(engine, ANNA, number)
    else:
        change_days(engine, ANNA, number, LATER, None)
    assert find(engine, token) is None


def test_an_ended_role_opens_nothing_and_ending_it_twice_is_as_once(engine):
    number = number_of(engine, "rita")
    end(engine, ANNA, number)
    end(engine, ANNA, number, now=NOW + timedelta(hours=1))
    viewer = viewer_of(engine, "rita", TODAY)
    assert (viewer.role, viewer.trusts) == (Role.NONE, ())
    assert stands(engine, "rita") == [Standing.ENDED]
    (entry,) = trail(engine, "ROLE_ENDED")
    assert (entry.person, entry.trust, entry.subject) == ("anna", "RA1", "person/rita")


@pytest.mark.parametrize("person", ["bob", "steward", "lead"])
@pytest.mark.parametrize("scope", [ANNA, SYSTEM], ids=["own rows", "all rows"])
def test_an_administrator_reaches_no_role_elsewhere_and_cannot_tell_it_from_none(
    engine, person, scope
):
    """Trying numbers says nothing about other trusts. Two walls: each would hold alone."""
    said, days = set(), {"from_date": SINCE, "to_date": LATER}
    for number in (number_of(engine, person), 10_000):
        for command, named in (
            (commands.end_membership, {}),
            (commands.change_days, days),
            (commands.change_role, {"role": Role.RISK_MANAGER, "form_key": "x"}),
        ):
            with pytest.raises(NotAllowed) as refused, writing(engine, scope) as session:
                command(session, ANNA, number, **named, now=NOW)
            said.add(str(refused.value))
    assert len(said) == 1
    assert viewer_of(engine, person, TODAY).role is not Role.NONE
    assert not trail(engine)


@pytest.mark.parametrize("viewer", [ANNA, STEWARD])
def test_nobody_changes_or_ends_a_role_of_their_own(engine, viewer):
    number = number_of(engine, viewer.person)
    other = Role.RISK_MANAGER if viewer is ANNA else Role.EDITOR
    for act in (
        lambda: end(engine, viewer, number),
        lambda: change(engine, viewer, number, other),
        lambda: change_days(engine, viewer, number, SINCE, LATER),
    ):
        with pytest.raises(NotAllowed, match="a role of your own"):
            act()


def test_a_steward_does_not_disable_themselves(engine):
    with pytest.raises(NotAllowed, match="your own"):
        disable(engine, "steward")


def test_of_two_administrators_who_end_each_other_one_stays(engine):
    """Both had the screen open; the second is nobody's administrator any more."""
    end(engine, ANNA, number_of(engine, "abel"))
    with pytest.raises(NotAllowed, match="last administrator of the trust"):
        end(engine, ABEL, number_of(engine, "anna"))
    assert viewer_of(engine, "anna", TODAY).role is Role.ADMINISTRATOR


@pytest.mark.parametrize("act", ["end", "change", "days"])
def test_the_last_administrator_is_ended_by_a_steward_alone(engine, act):
    number = number_of(engine, "bea")
    stranger = Viewer("gone", "Gone", Role.ADMINISTRATOR, ("RB2",), "Beeston Hospital")

    def do(viewer):
        if act == "end":
            return end(engine, viewer, number)
        if act == "change":
            return change(engine, viewer, number, Role.READER)
        return change_days(engine, viewer, number, SINCE, LATER)

    with pytest.raises(NotAllowed, match="Only a data steward"):
        do(stranger)
    do(STEWARD)
    assert len(trail(engine)) == 1


def test_one_who_is_disabled_or_begins_later_does_not_count_as_another_administrator(engine):
    add(engine, "newcomer", Role.ADMINISTRATOR, "RA1", LATER)
    disable(engine, "abel")
    with pytest.raises(NotAllowed, match="last administrator"):
        end(engine, ABEL, number_of(engine, "anna"))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(SINCE, TODAY - timedelta(days=1), "is past"), (TODAY, None, "keeps its first day"),
     (LATER, None, "keeps its first day"), (SINCE - timedelta(days=1), None, "keeps its first day"),
     (LATER, TODAY, "before the first")],
)  # fmt: skip
def test_days_that_have_been_stay(engine, first, last, said):
    with pytest.raises(UserError, match=said):
        change_days(engine, ANNA, number_of(engine, "rita"), first, last)


def test_a_role_that_has_not_begun_cannot_be_moved_into_the_past(engine):
    number = add(engine, "newcomer", Role.READER, "RA1", LATER)
    with pytest.raises(UserError, match="begins today or later"):
        change_days(engine, ANNA, number, TODAY - timedelta(days=1), None)
    assert change_days(engine, ANNA, number, TODAY, None).from_date == TODAY


def test_another_last_day_is_kept_with_what_was_before_and_leaves_the_person_signed_in(engine):
    token = signed_in(engine, "rita")
    held = change_days(engine, ANNA, number_of(engine, "rita"), SINCE, LATER)
    assert held.to_date == LATER
    assert find(engine, token) is not None
    (entry,) = trail(engine, "ROLE_CHANGED")
    assert entry.detail.endswith("until 24 December 2026; before from 1 April 2025")
    change_days(engine, ANNA, held.id, SINCE, LATER)
    assert len(trail(engine)) == 1  # nothing changed, nothing written


@pytest.mark.parametrize(
    ("person", "role"),
    [("rita", Role.LEAD), ("rita", Role.STEWARD), ("lead", Role.READER), ("editor", Role.LEAD)],
)
def test_a_role_becomes_another_of_the_same_kind_of_place(engine, person, role):
    with pytest.raises(UserError, match="not a role of the same place"):
        change(engine, STEWARD, number_of(engine, person), role)


def test_what_is_over_is_not_changed(engine):
    number = add(engine, "newcomer", Role.READER, "RA1", to_date=TODAY - timedelta(days=1))
    with pytest.raises(UserError, match="That role is over"):
        change(engine, ANNA, number, Role.BOARD_MEMBER)
    with pytest.raises(UserError, match="That role is over"):
        change_days(engine, ANNA, number, SINCE, LATER)


def test_a_role_is_not_changed_into_what_it_is_or_what_the_person_has(engine):
    reader = number_of(engine, "rita")
    with pytest.raises(UserError, match="is a trust reader of Ashford Hospitals already"):
        change(engine, ANNA, reader, Role.READER)
    add(engine, "rita", Role.BOARD_MEMBER, "RA1")
    with pytest.raises(UserError, match="Rita Able is a board member of Ashford Hospitals"):
        change(engine, ANNA, reader, Role.BOARD_MEMBER)
    assert viewer_of(engine, "rita", TODAY).role is Role.READER  # nothing half done


@pytest.mark.parametrize("viewer", [ANNA, Viewer("auditor", "Aud", Role.AUDITOR)])
@pytest.mark.parametrize("command", [commands.disable_person, commands.enable_person])
def test_only_a_steward_disables_and_enables(engine, viewer, command):
    with pytest.raises(NotAllowed, match="Only a data steward can disable"):
        disable(engine, "rita", command, viewer)


def test_a_disabled_person_is_let_in_again_by_the_roles_they_have(engine):
    disable(engine, "rita")
    disable(engine, "rita")
    assert stands(engine, "rita") == [Standing.DISABLED]
    assert find(engine, signed_in(engine, "rita")) is None
    disable(engine, "rita", commands.enable_person)
    disable(engine, "rita", commands.enable_person)
    assert find(engine, signed_in(engine, "rita")).viewer.trusts == ("RA1",)
    assert [entry.action for entry in trail(engine)] == ["DISABLED", "ENABLED"]


def test_whoever_looks_with_other_eyes_changes_no_role(engine):
    looking = Viewer("anna", "Anna", Role.ADMINISTRATOR, ("RA1",), "Ashford", seen_by="steward")
    with pytest.raises(NotAllowed, match="can change nothing in their name"):
        end(engine, looking, number_of(engine, "rita"))


def test_bea_gives_roles_at_her_own_trust(engine):
    """Else the refusals above could be for another reason."""
    assert end(engine, BEA, number_of(engine, "bob")).trust == "RB2"
