"""Sessions end for want of use, in any case after some hours, and when their person says so."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scorecards.accounts import commands, sessions
from scorecards.accounts.queries import accepted_terms, own_sessions
from scorecards.errors import NotAllowed, UserError
from scorecards.people.model import Role, Viewer
from scorecards.store import tables
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
from tests.spec.drawn import cases


MINUTE = timedelta(minutes=1)
MAX = Viewer("max", "Max Able", Role.RISK_MANAGER, ("RA1",), "Ashford Hospitals")
LIVES = cases(
    """
    person   | idle minutes | whole hours
    steward  | 15           | 4
    anna     | 15           | 4
    max      | 30           | 8
    rita     | 30           | 8
    bob      | 30           | 8
    lead     | 30           | 8
    editor   | 30           | 8
    auditor  | 30           | 8
    newcomer | 30           | 8
    """
)


def use(engine, number, at):
    with writing(engine, SYSTEM) as session:
        sessions.use(session, number, now=at)


def own(engine, viewer, *, here=None, now=NOW):
    with reading(engine, SYSTEM) as session:
        return own_sessions(session, viewer, here=here, now=now)


def act_by(engine, viewer, sign_in, number, now=NOW):
    with writing(engine, SYSTEM) as session:
        return commands.act_by(session, viewer, sign_in, number, now=now)


def view_as(engine, sign_in, number, viewer=STEWARD, now=NOW):
    with writing(engine, viewer) as session:
        return commands.view_as(session, viewer, sign_in, number, now=now)


@pytest.mark.parametrize("case", LIVES, ids=lambda case: case["person"])
def test_a_session_ends_for_want_of_use_as_the_table_says(engine, case):
    token = signed_in(engine, case["person"])
    idle = timedelta(minutes=int(case["idle minutes"]))
    assert find(engine, token, after=idle - timedelta(seconds=1)) is not None
    assert find(engine, token, after=idle) is None


@pytest.mark.parametrize("case", LIVES, ids=lambda case: case["person"])
def test_a_session_in_use_ends_after_the_hours_of_the_table(engine, case):
    token = signed_in(engine, case["person"])
    ends = NOW + timedelta(hours=int(case["whole hours"]))
    at, number = NOW, find(engine, token).id
    while at + 10 * MINUTE < ends:
        at += 10 * MINUTE
        assert find(engine, token, now=at) is not None
        use(engine, number, at)
    assert find(engine, token, now=ends - timedelta(seconds=1)) is not None
    use(engine, number, ends - timedelta(seconds=1))
    assert find(engine, token, now=ends) is None


def test_a_session_ends_with_the_last_day_of_the_role_in_london(engine):
    add(engine, "newcomer", Role.READER, "RA1", to_date=TODAY)
    evening = NOW.replace(hour=23, minute=50)
    token = signed_in(engine, "newcomer", now=evening)
    assert find(engine, token, now=evening + 9 * MINUTE) is not None
    assert find(engine, token, now=evening + 11 * MINUTE) is None


def test_people_see_their_own_live_sessions_and_which_one_they_use(engine):
    first, second = signed_in(engine, "max"), signed_in(engine, "max", now=NOW + MINUTE)
    signed_in(engine, "rita")
    here = find(engine, second, after=MINUTE).id
    found = own(engine, MAX, here=here, now=NOW + 2 * MINUTE)
    assert [(each.here, each.browser) for each in found] == [
        (True, "Test on Linux"), (False, "Test on Linux"),
    ]  # fmt: skip
    assert own(engine, MAX, now=NOW + timedelta(hours=2)) == ()
    assert find(engine, first) is not None


def test_a_session_that_acts_at_another_trust_is_among_ones_own(engine):
    number = add(engine, "max", Role.READER, "RB2")
    token = signed_in(engine, "max")
    act_by(engine, MAX, find(engine, token).id, number)
    assert len(own(engine, MAX)) == 1


def test_people_end_their_own_sessions(engine):
    here, other = signed_in(engine, "max"), signed_in(engine, "max")
    for _ in range(2):
        with writing(engine, MAX) as session:
            commands.end_session(session, MAX, 2, now=NOW)
    assert find(engine, other) is None
    assert find(engine, here) is not None
    (entry,) = trail(engine, "SESSION_ENDED")
    assert (entry.person, entry.subject) == ("max", "session/2")


@pytest.mark.parametrize("viewer", [MAX, ANNA])
def test_another_persons_session_is_refused_as_one_that_is_not_there(engine, viewer):
    token, said = signed_in(engine, "rita"), set()
    for number in (find(engine, token).id, 10_000):
        with pytest.raises(NotAllowed) as refused, writing(engine, viewer) as session:
            commands.end_session(session, viewer, number, now=NOW)
        said.add(str(refused.value))
    assert len(said) == 1
    assert find(engine, token) is not None


def test_a_steward_ends_anybodys_session(engine):
    token = signed_in(engine, "rita")
    with writing(engine, STEWARD) as session:
        commands.end_session(session, STEWARD, find(engine, token).id, now=NOW)
    assert find(engine, token) is None


def test_one_role_is_acted_by_at_a_time(engine):
    other = add(engine, "max", Role.BOARD_MEMBER, "RB2")
    token = signed_in(engine, "max")
    here = find(engine, token)
    assert (here.viewer.role, here.viewer.trusts) == (Role.RISK_MANAGER, ("RA1",))
    assert len(here.memberships) == 2
    for _ in range(2):
        act_by(engine, MAX, here.id, other)
    now = find(engine, token)
    assert (now.viewer.role, now.viewer.trusts, now.acting_by) == (
        Role.BOARD_MEMBER, ("RB2",), other,
    )  # fmt: skip
    assert len(trail(engine, "ACTS_BY")) == 1


def test_acting_by_a_role_that_gives_roles_shortens_the_session_and_never_back(engine):
    keeper = add(engine, "max", Role.ADMINISTRATOR, "RA1")
    token = signed_in(engine, "max")
    here = find(engine, token)
    act_by(engine, MAX, here.id, keeper)
    assert find(engine, token, after=16 * MINUTE) is None
    act_by(engine, find(engine, token).viewer, here.id, here.acting_by)
    late = NOW + timedelta(hours=4)
    use(engine, here.id, late - MINUTE)
    assert find(engine, token, now=late - MINUTE) is not None
    assert find(engine, token, now=late) is None


@pytest.mark.parametrize("what", ["another's", "later", "over", "ended", "unknown"])
def test_a_role_that_is_not_ones_own_today_is_not_acted_by(engine, what):
    day = timedelta(days=1)
    number = {
        "another's": lambda: number_of(engine, "rita"),
        "later": lambda: add(engine, "max", Role.READER, "RB2", TODAY + day),
        "over": lambda: add(engine, "max", Role.READER, "RB2", SINCE, TODAY - day),
        "ended": lambda: add(engine, "max", Role.READER, "RB2"),
        "unknown": lambda: 10_000,
    }[what]()
    if what == "ended":
        with writing(engine, STEWARD) as session:
            commands.end_membership(session, STEWARD, number, now=NOW)
    token = signed_in(engine, "max")
    with pytest.raises(NotAllowed, match="not a role of yours today"):
        act_by(engine, MAX, find(engine, token).id, number)
    assert find(engine, token).viewer.trusts == ("RA1",)


def test_a_role_is_not_chosen_in_another_persons_session_or_an_ended_one(engine):
    foreign, own_one = signed_in(engine, "rita"), signed_in(engine, "max")
    number, ended = number_of(engine, "max"), find(engine, own_one).id
    with writing(engine, SYSTEM) as session:
        sessions.end(session, ended, why="test", now=NOW)
    for sign_in in (find(engine, foreign).id, ended, 10_000):
        with pytest.raises(NotAllowed, match="not a session of yours"):
            act_by(engine, MAX, sign_in, number)


def test_the_role_acted_by_ends_the_session_where_it_ends_and_no_other_takes_its_place(engine):
    other = add(engine, "max", Role.READER, "RB2")
    token = signed_in(engine, "max")
    act_by(engine, MAX, find(engine, token).id, other)
    with writing(engine, SYSTEM) as session:
        session.get_one(tables.Membership, other).to_date = TODAY
    assert find(engine, token, after=20 * MINUTE) is not None
    tomorrow = NOW + timedelta(days=1)
    use(engine, find(engine, token).id, tomorrow - MINUTE)
    assert find(engine, token, now=tomorrow) is None


def test_a_steward_sees_what_the_other_person_sees_and_stops(engine):
    token = signed_in(engine, "steward")
    here = find(engine, token)
    view_as(engine, here.id, number_of(engine, "bob"))
    looking = find(engine, token)
    assert (looking.viewer.person, looking.viewer.role) == ("bob", Role.BOARD_MEMBER)
    assert (looking.viewer.trusts, looking.viewer.seen_by) == (("RB2",), "steward")
    assert looking.person.id == "steward"
    with pytest.raises(NotAllowed, match="can change nothing"), writing(engine, looking.viewer):
        pass
    for _ in range(2):
        with writing(engine, SYSTEM) as session:
            commands.stop_viewing(session, looking.viewer, here.id, now=NOW)
    assert find(engine, token).viewer == viewer_of(engine, "steward", TODAY)
    began, stopped = trail(engine)
    assert (began.action, began.person, began.seen_by) == ("VIEWED_AS", "steward", "")
    assert (stopped.action, stopped.person, stopped.seen_by) == ("VIEWING_ENDED", "bob", "steward")
    assert {began.trust, stopped.trust} == {"RB2"}
    assert {began.subject, stopped.subject} == {"person/bob"}


@pytest.mark.parametrize(
    "viewer",
    [MAX, ANNA, Viewer("auditor", "Aud", Role.AUDITOR),
     Viewer("steward", "Sam", Role.STEWARD, seen_by="other")],
)  # fmt: skip
def test_nobody_but_a_steward_looks_with_other_eyes_and_never_twice_over(engine, viewer):
    token = signed_in(engine, viewer.person)
    with pytest.raises(NotAllowed, match="Only a data steward"), writing(engine, SYSTEM) as session:
        commands.view_as(session, viewer, find(engine, token).id, number_of(engine, "bob"), now=NOW)


def test_there_is_nothing_to_look_at_by_a_role_that_does_not_hold(engine):
    token = signed_in(engine, "steward")
    here = find(engine, token).id
    later = add(engine, "newcomer", Role.READER, "RA1", TODAY + timedelta(days=1))
    for number, said in ((later, "does not have that role"), (10_000, "not there any more"),
                         (number_of(engine, "steward"), "your own eyes")):  # fmt: skip
        with pytest.raises(UserError, match=said):
            view_as(engine, here, number)
    assert find(engine, token).viewer.seen_by == ""


@pytest.mark.parametrize("act", ["end", "disable"])
def test_looking_ends_with_the_role_that_is_looked_by(engine, act):
    token, number = signed_in(engine, "steward"), number_of(engine, "bob")
    view_as(engine, find(engine, token).id, number)
    with writing(engine, STEWARD) as session:
        if act == "end":
            commands.end_membership(session, STEWARD, number, now=NOW)
        else:
            commands.disable_person(session, STEWARD, "bob", now=NOW)
    assert find(engine, token) is None


def test_another_steward_does_not_stop_the_looking(engine):
    token = signed_in(engine, "steward")
    here = find(engine, token).id
    view_as(engine, here, number_of(engine, "bob"))
    with pytest.raises(NotAllowed, match="not a session"), writing(engine, SYSTEM) as session:
        commands.stop_viewing(session, MAX, here, now=NOW)
    assert find(engine, token).viewer.seen_by == "steward"


def test_people_see_which_terms_they_accepted(engine):
    with writing(engine, SYSTEM) as session:
        for person, version in (("max", "2026-11"), ("rita", "2026-12")):
            session.add(tables.Acceptance(person=person, version=version, at=NOW))
    with reading(engine, MAX) as session:
        assert accepted_terms(session, MAX) == (("2026-11", NOW),)


def test_the_database_knows_no_token(engine):
    token = signed_in(engine, "max")
    with reading(engine, SYSTEM) as session:
        row = session.scalars(select(tables.SignIn)).one()
    assert token not in str(vars(row))
