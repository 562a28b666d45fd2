"""Whose account a proven identity is: the key that binds, invitations, and who is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from scorecards.accounts import attempts, sessions, signing_in, terms
from scorecards.accounts.attempts import Fault
from scorecards.accounts.signing_in import Identity
from scorecards.people.model import Role
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.accounts.nation import NOW, add


ISSUER = "https://provider.example"
ANN = Identity(ISSUER, "ann-1", "Ann Lee", "ann.lee@example.nhs.uk")


def arrive(engine, who, *, now=NOW):
    with writing(engine, SYSTEM) as session:
        return signing_in.arrive(session, who, browser="test", id_token="x", now=now)


def person_of(engine, token, *, now=NOW):
    with reading(engine, SYSTEM) as session:
        return sessions.find(session, token, now=now)


def invite(engine, email, *, id_="invited", **filled):
    with writing(engine, SYSTEM) as session:
        session.add(
            tables.Person(
                id=id_, name="Ann Lee", email=email, created_at=NOW, created_by="anna", **filled
            )
        )


def row_of(engine, id_):
    with reading(engine, SYSTEM) as session:
        return session.get_one(tables.Person, id_)


def trail(engine):
    entry = tables.AuditEntry
    with reading(engine, SYSTEM) as session:
        asked = select(entry.person, entry.action, entry.detail).order_by(entry.seq)
        return [tuple(row) for row in session.execute(asked)]


def people(engine):
    with reading(engine, SYSTEM) as session:
        return len(session.scalars(select(tables.Person.id)).all())


def test_whoever_came_before_is_known_by_the_providers_name_for_them(engine):
    found = person_of(engine, arrive(engine, replace(ANN, subject="max", email=None)))
    assert (found.person.id, found.viewer.role) == ("max", Role.RISK_MANAGER)
    assert found.viewer.trusts == ("RA1",)
    assert trail(engine) == [("max", "SIGNED_IN", "known")]


def test_an_address_makes_nobody_somebody_who_came_before(engine):
    """The address was given to another person since: that person does not become the first."""
    found = person_of(engine, arrive(engine, replace(ANN, email="max@example.nhs.uk")))
    assert found.person.id != "max"
    assert (found.viewer.role, found.person.email) == (Role.NONE, None)


def test_the_same_name_at_another_provider_is_another_person(engine):
    elsewhere = replace(ANN, issuer="https://elsewhere.example", subject="max", email=None)
    assert person_of(engine, arrive(engine, elsewhere)).person.id != "max"


def test_an_invited_person_is_known_by_the_verified_address_and_bound_from_then_on(engine):
    invite(engine, "ann.lee@example.nhs.uk")
    add(engine, "invited", Role.READER, "RB2")
    first = person_of(engine, arrive(engine, ANN))
    assert (first.person.id, first.viewer.trusts) == ("invited", ("RB2",))
    moved = replace(ANN, email="ann.moe@example.nhs.uk")
    assert person_of(engine, arrive(engine, moved)).person.id == "invited"
    assert [detail for *_, detail in trail(engine)] == [
        "by invitation, for the first time",
        "known",
    ]


def test_an_invitation_is_taken_up_once(engine):
    invite(engine, "ann.lee@example.nhs.uk")
    arrive(engine, ANN)
    second = person_of(engine, arrive(engine, replace(ANN, subject="ann-2")))
    assert second.person.id != "invited"
    assert row_of(engine, "invited").subject == "ann-1"


def test_capitals_in_an_address_make_no_difference(engine):
    invite(engine, "ann.lee@example.nhs.uk")
    found = person_of(engine, arrive(engine, replace(ANN, email="Ann.LEE@Example.NHS.uk")))
    assert found.person.id == "invited"


@pytest.mark.parametrize(
    "email",
    [
        None,
        "",
        "ann.lee@example.nhs.uk.evil.example",
        "ann.lee@example.nhs.u\u212a",
        "ann.lee@example.nhs.uk, evil@evil.example",
        "\u0430nn.lee@example.nhs.uk",
        "ann.lee",
    ],
)  # fmt: skip
def test_an_address_that_is_not_verified_or_only_looks_alike_takes_up_no_invitation(engine, email):
    """The fourth ends in the sign for kelvin, which is a k in small letters; the sixth begins
    with a letter of another alphabet.
    """
    invite(engine, "ann.lee@example.nhs.uk")
    found = person_of(engine, arrive(engine, replace(ANN, email=email)))
    assert found.person.id != "invited"


def test_anybody_else_is_a_new_person_without_a_role(engine):
    before = people(engine)
    found = person_of(engine, arrive(engine, ANN))
    assert (found.viewer.role, found.viewer.trusts) == (Role.NONE, ())
    assert (found.person.name, found.person.email) == ("Ann Lee", "ann.lee@example.nhs.uk")
    assert people(engine) == before + 1
    assert trail(engine) == [(found.person.id, "SIGNED_IN", "new, without a role")]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("", "Name not given"), ("  Ann\n\tLee ", "Ann Lee"), ("x" * 500, "x" * 100)],
)
def test_a_name_is_one_line_of_a_length_that_fits(engine, given, kept):
    assert person_of(engine, arrive(engine, replace(ANN, name=given))).person.name == kept


@pytest.mark.parametrize("bound", [True, False])
def test_a_disabled_person_is_refused_and_it_is_written_down(engine, bound):
    known = {"issuer": ISSUER, "subject": "ann-1"} if bound else {}
    invite(engine, "ann.lee@example.nhs.uk", disabled_at=NOW, disabled_by="steward", **known)
    assert arrive(engine, ANN) is None
    assert trail(engine) == [("invited", "REFUSED", "disabled")]
    assert row_of(engine, "invited").subject == ("ann-1" if bound else None)


def test_a_role_that_has_ended_is_not_brought_back_by_signing_in(engine):
    invite(engine, "ann.lee@example.nhs.uk")
    add(engine, "invited", Role.READER, "RB2", to_date=(NOW - timedelta(days=1)).date())
    assert person_of(engine, arrive(engine, ANN)).viewer.role is Role.NONE


def test_leaving_ends_the_session_and_gives_the_token_once(engine):
    token = arrive(engine, ANN)
    here = person_of(engine, token)
    with writing(engine, SYSTEM) as session:
        assert signing_in.leave(session, here, now=NOW) == "x"
    assert person_of(engine, token) is None
    with writing(engine, SYSTEM) as session:
        assert session.get_one(tables.SignIn, here.id).id_token is None
    assert [action for _, action, _ in trail(engine)] == ["SIGNED_IN", "SIGNED_OUT"]


def test_a_steward_who_looks_with_other_eyes_signs_out_and_accepts_as_themselves(engine):
    token = arrive(engine, replace(ANN, subject="steward", email=None))
    with writing(engine, SYSTEM) as session:
        number = session.scalars(
            select(tables.Membership.id).where(tables.Membership.person == "max")
        ).one()
        session.scalars(select(tables.SignIn)).one().view_as = number
    here = person_of(engine, token)
    assert (here.viewer.person, here.viewer.seen_by) == ("max", "steward")
    with writing(engine, SYSTEM) as session:
        terms.accept(session, here, terms.in_force().version, now=NOW)
        signing_in.leave(session, here, now=NOW)
    assert [(who, action) for who, action, _ in trail(engine)] == [
        ("steward", "SIGNED_IN"),
        ("steward", "TERMS_ACCEPTED"),
        ("steward", "SIGNED_OUT"),
    ]


def test_a_way_to_the_provider_is_come_back_from_once_and_in_time_and_in_its_browser(engine):
    def come_back(begun, browser="this browser", now=NOW):
        with writing(engine, SYSTEM) as session:
            return attempts.come_back(session, state=begun.state, browser=browser, now=now)

    with writing(engine, SYSTEM) as session:
        first, second = (
            attempts.begin(session, browser="this browser", return_to="/compare", now=NOW)
            for _ in range(2)
        )
    assert come_back(first, browser="another browser") is Fault.UNKNOWN
    found = come_back(first, now=NOW + timedelta(minutes=9, seconds=59))
    assert (found.verifier, found.return_to) == (first.verifier, "/compare")
    assert found.nonce_hash == sessions.hash_of(first.nonce)
    assert come_back(first) is Fault.USED
    assert come_back(second, now=NOW + timedelta(minutes=10)) is Fault.LATE
    assert come_back(second) is Fault.USED
