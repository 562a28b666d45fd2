"""An invitation is an address and a role with days; who gives it decides where."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from scorecards.accounts import commands, invitations, queries
from scorecards.errors import NotAllowed, UserError
from scorecards.people.model import Role
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.accounts.nation import (
    ANNA,
    NOW,
    STEWARD,
    TODAY,
    add,
    find,
    invitation,
    signed_in,
    trail,
    viewer_of,
)


def invite(engine, viewer, **changed):
    with writing(engine, viewer) as session:
        return commands.invite(session, viewer, invitation(**changed), now=NOW)


def rows(engine, table) -> int:
    with reading(engine, SYSTEM) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_invited_person_has_the_role_from_the_first_to_the_last_day(engine):
    first, last = TODAY + timedelta(days=3), TODAY + timedelta(days=10)
    held = invite(engine, ANNA, from_date=first, to_date=last)
    assert (held.role, held.trust, held.place) == (Role.READER, "RA1", "Ashford Hospitals")
    seen = {day: viewer_of(engine, held.person, day).trusts for day in (
        first - timedelta(days=1), first, last, last + timedelta(days=1))}  # fmt: skip
    assert list(seen.values()) == [(), ("RA1",), ("RA1",), ()]


def test_an_address_is_kept_in_small_letters_and_a_name_in_one_line(engine):
    held = invite(engine, ANNA, email=" Ann.LEE@Example.NHS.uk ", name=" Ann \n  Lee\u202e ")
    with reading(engine, SYSTEM) as session:
        person = session.get_one(tables.Person, held.person)
    assert (person.email, person.name) == ("ann.lee@example.nhs.uk", "Ann Lee")
    assert person.subject is None


def test_the_same_form_sent_five_times_is_one_person_with_one_role(engine):
    people, roles = rows(engine, tables.Person), rows(engine, tables.Membership)
    numbers = {invite(engine, ANNA, form_key="once").id for _ in range(5)}
    assert len(numbers) == 1
    assert rows(engine, tables.Person) == people + 1
    assert rows(engine, tables.Membership) == roles + 1
    assert len(trail(engine, "INVITED")) == 1


def test_somebody_known_keeps_their_name_and_gets_the_further_role(engine):
    people = rows(engine, tables.Person)
    held = invite(engine, ANNA, email="bob@example.nhs.uk", name="Robert", role=Role.RISK_MANAGER)
    assert held.person == "bob"
    assert rows(engine, tables.Person) == people
    with reading(engine, SYSTEM) as session:
        assert session.get_one(tables.Person, "bob").name == "Bob Able"


def test_the_trail_says_who_gave_which_role_and_names_nobody(engine):
    held = invite(engine, ANNA, to_date=date(2027, 3, 31))
    (entry,) = trail(engine, "INVITED")
    assert (entry.person, entry.trust, entry.subject) == ("anna", "RA1", f"person/{held.person}")
    assert entry.detail == "trust reader of RA1 from 24 November 2026 until 31 March 2027"
    assert "Lee" not in str(vars(entry))
    assert "@" not in str(vars(entry))


@pytest.mark.parametrize(
    ("role", "trust"),
    [(Role.READER, "RB2"), (Role.READER, None), (Role.LEAD, None), (Role.STEWARD, None),
     (Role.AUDITOR, None), (Role.STEWARD, "RA1"), (Role.NONE, "RA1")],
)  # fmt: skip
def test_an_administrator_gives_no_role_elsewhere_and_none_of_the_scheme(engine, role, trust):
    with pytest.raises(NotAllowed, match="your own trust only"):
        invite(engine, ANNA, role=role, trust=trust)
    assert not trail(engine)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.STEWARD}))
def test_nobody_else_invites(engine, role):
    viewer = ANNA.__class__("max", "Max", role, ("RA1",), "Ashford Hospitals")
    with pytest.raises(NotAllowed, match="can invite people or end them"):
        invite(engine, viewer)


def test_a_steward_gives_every_role_where_it_belongs(engine):
    given = [(Role.READER, "RC3", None), (Role.LEAD, None, "South"), (Role.LEAD, None, None),
             (Role.EDITOR, None, None), (Role.STEWARD, None, None)]  # fmt: skip
    for n, (role, trust, region) in enumerate(given):
        held = invite(
            engine, STEWARD, role=role, trust=trust, region=region, email=f"p{n}@example.org"
        )
        assert (held.role, held.trust, held.region) == (role, trust, region)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"trust": None}, "Choose the trust for a trust reader"),
     ({"role": Role.EDITOR}, "A library editor is not at one trust"),
     ({"role": Role.STEWARD, "trust": None, "region": "North"}, "not for a region"),
     ({"role": Role.NONE}, "Choose a role"),
     ({"trust": "ZZZ"}, "The register has no trust “ZZZ”"),
     ({"trust": "RX9"}, "Old Exford closed on 31 March 2026"),
     ({"role": Role.LEAD, "trust": None, "region": "Nowhere"}, "no trust in that region"),
     ({"name": " \n "}, "Write the person's name"), ({"name": "x" * 101}, "101 letters"),
     ({"from_date": TODAY - timedelta(days=1)}, "23 November 2026 is past"),
     ({"to_date": TODAY - timedelta(days=1)}, "last day is before the first"),
     ({"from_date": date(2100, 1, 1)}, "Give days up to 31 December 2099"),
     ({"email": "steward@example.nhs.uk"}, "a role of your own")],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_leaves_nothing(engine, changed, said):
    people, roles = rows(engine, tables.Person), rows(engine, tables.Membership)
    with pytest.raises(UserError, match=said):
        invite(engine, STEWARD, **changed)
    assert (rows(engine, tables.Person), rows(engine, tables.Membership)) == (people, roles)
    assert not trail(engine)


@pytest.mark.parametrize(
    "typed",
    ["", "ann", "ann@", "@example.org", "ann@example", "ann lee@example.org", "ann@exam ple.org",
     "ann@-example.org", "ann@example-.org", "ann..lee@example.org", ".ann@example.org",
     "ann.@example.org", "ann@example..org", "ann@example.org\nBcc: all@example.org",
     "Ann <ann@example.org>", "ann@example.org,bob@example.org", "аnn@example.org",
     "ann@exаmple.org", "ann\x00@example.org", "\"ann\"@example.org", "ann@[127.0.0.1]",
     f"{'a' * 65}@example.org", f"a@{'b' * 250}.org", "ann@example.c", "ann@example.org\u202e"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(UserError, match="That is not an e-mail address"):
        invitations.address(typed)


@pytest.mark.parametrize(
    "typed", ["ann.lee@nhs.net", "o'neill@example.nhs.uk", "a+b@x.co", "A_B-c@sub.trust.nhs.uk"]
)
def test_an_address_of_people_is_taken_in_small_letters(typed):
    assert invitations.address(typed) == typed.lower()


@pytest.mark.parametrize(
    ("first", "last", "again"),
    [(TODAY, None, False), (date(2027, 1, 1), date(2027, 1, 31), True),
     (date(2026, 12, 31), None, False), (date(2027, 1, 1), None, True),
     (TODAY, date(2026, 12, 1), False)],
)  # fmt: skip
def test_the_same_role_is_not_given_twice_for_the_same_days(engine, first, last, again):
    invite(engine, ANNA, to_date=date(2026, 12, 31))
    if again:
        invite(engine, ANNA, from_date=first, to_date=last)
        return
    with pytest.raises(UserError, match="Ann Lee is a trust reader of Ashford Hospitals from 24"):
        invite(engine, ANNA, from_date=first, to_date=last)


def test_nobody_gives_a_role_to_themselves(engine):
    with pytest.raises(NotAllowed, match="a role of your own"):
        invite(engine, ANNA, email="anna@example.nhs.uk", role=Role.RISK_MANAGER)


def test_who_was_disabled_is_not_invited(engine):
    with writing(engine, STEWARD) as session:
        commands.disable_person(session, STEWARD, "bob", now=NOW)
    with pytest.raises(UserError, match="was disabled"):
        invite(engine, ANNA, email="bob@example.nhs.uk")


def test_who_was_here_without_a_role_signs_in_again_and_others_stay(engine):
    newcomer, bob = signed_in(engine, "newcomer"), signed_in(engine, "bob")
    invite(engine, ANNA, email="newcomer@example.nhs.uk")
    invite(engine, ANNA, email="bob@example.nhs.uk")
    assert find(engine, newcomer) is None
    still = find(engine, bob)
    assert still is not None
    assert (still.viewer.role, still.viewer.trusts) == (Role.BOARD_MEMBER, ("RB2",))


def test_roles_are_given_at_open_trusts_and_an_administrator_sees_the_own_one(engine):
    with reading(engine, STEWARD) as session:
        everywhere = queries.places(session, STEWARD, now=NOW)
    with reading(engine, ANNA) as session:
        own = queries.places(session, ANNA, now=NOW)
    assert dict(everywhere.trusts) == {
        "RA1": "Ashford Hospitals", "RB2": "Beeston Hospital", "RC3": "Corby Care",
    }  # fmt: skip
    assert everywhere.regions == ("North", "South")
    assert (dict(own.trusts), own.regions) == ({"RA1": "Ashford Hospitals"}, ())


def test_a_role_that_ended_can_be_given_again(engine):
    number = add(engine, "newcomer", Role.READER, "RA1")
    with writing(engine, ANNA) as session:
        commands.end_membership(session, ANNA, number, now=NOW)
    held = invite(engine, ANNA, email="newcomer@example.nhs.uk")
    assert held.id != number
    assert viewer_of(engine, "newcomer", TODAY).trusts == ("RA1",)
