"""Who reads which entries, and how they are narrowed. On both kinds of database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scorecards.audit import queries, trail
from scorecards.audit.model import Action, Result, Wanted
from scorecards.errors import NotAllowed
from scorecards.people.model import Organisation
from scorecards.store import organisations, tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.audit.entries import ANN, NOW, fill
from tests.people import viewers


EVERYTHING = Wanted()


@pytest.fixture
def engine(store):
    """20 entries, by turns of Ann at RA1 and Ben at RB2, and one of an operator."""
    with writing(store.engine, SYSTEM) as session:
        ashford = Organisation("RA1", "Ashford Hospitals", "Acute", "North")
        organisations.put(session, (ashford,), fictional=True)
        for name, called in (("ann", "Ann Lee"), ("ben", "ben.poe@example.nhs.uk")):
            session.add(tables.Person(id=name, name=called, created_at=NOW, created_by="test"))
    fill(store.engine, 20)
    with writing(store.engine, SYSTEM) as session:
        operator = viewers.steward()
        trail.record(session, operator, Action.PUBLISHED, "release/2026-03-31-ab", now=NOW)
    return store.engine


def found(engine, viewer, wanted=EVERYTHING, **asked):
    with reading(engine, viewer) as session:
        return queries.entries(session, viewer, wanted, **asked)


def seqs(engine, viewer, wanted=EVERYTHING, **asked):
    return [line.seq for line in found(engine, viewer, wanted, **asked).lines]


@pytest.mark.parametrize("viewer", [viewers.steward(), viewers.auditor()])
def test_stewards_and_auditors_read_everything_newest_first(engine, viewer):
    assert seqs(engine, viewer) == list(range(21, 0, -1))


def test_an_administrator_reads_of_the_own_trust_only(engine):
    administrator = viewers.administrator("RA1")
    assert {line.trust for line in found(engine, administrator).lines} == {"Ashford Hospitals"}
    assert seqs(engine, administrator) == list(range(19, 0, -2))
    assert seqs(engine, administrator, Wanted(trust="RB2")) == []
    assert seqs(engine, administrator, Wanted(person="ben")) == []
    assert found(engine, administrator).number == 10
    with reading(engine, administrator) as session:
        assert set(queries.people(session, administrator)) == {"ann"}
        assert queries.trusts(session, administrator) == {"RA1": "Ashford Hospitals"}
        lines = list(queries.every(session, administrator, EVERYTHING))
    assert {line.trust for line in lines} == {"Ashford Hospitals"}


def test_the_first_wall_holds_where_the_transaction_sees_everything(engine):
    administrator = viewers.administrator("RA1")
    with reading(engine, SYSTEM) as session:
        lines = queries.entries(session, administrator, EVERYTHING).lines
        assert set(queries.people(session, administrator)) == {"ann"}
    assert {line.trust for line in lines} == {"Ashford Hospitals"}


def test_the_second_wall_holds_where_a_query_forgot_to_narrow(engine):
    """An auditor's question, asked in the transaction of an administrator."""
    with reading(engine, viewers.administrator("RA1")) as session:
        lines = queries.entries(session, viewers.auditor(), EVERYTHING).lines
    assert {line.trust for line in lines} == {"Ashford Hospitals"}


@pytest.mark.parametrize(
    "viewer",
    [
        viewers.manager("RA1"), viewers.board("RA1"), viewers.reader("RA1"), viewers.lead("RA1"),
        viewers.editor(), viewers.newcomer(), None,
    ],
)  # fmt: skip
def test_nobody_else_reads_any(engine, viewer):
    with reading(engine, SYSTEM) as session:
        for ask in (queries.entries, queries.every):
            with pytest.raises(NotAllowed):
                ask(session, viewer, EVERYTHING)
        for ask in (queries.people, queries.trusts):
            with pytest.raises(NotAllowed):
                ask(session, viewer)


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(action=Action.REFUSED), 4),
        (Wanted(result=Result.REFUSED), 4),
        (Wanted(action=Action.SIGNED_IN), 0),
        (Wanted(person="ann"), 10),
        (Wanted(person="ann", result=Result.REFUSED), 2),
        (Wanted(trust="RB2"), 10),
        (Wanted(text="NUMBER-1"), 11),
        (Wanted(text="number_1"), 0),
        (Wanted(text="%"), 0),
    ],
)
def test_each_filter_narrows(engine, wanted, number):
    assert found(engine, viewers.auditor(), wanted).number == number


def test_days_are_those_of_london(engine):
    summer = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on 1 July in London
    with writing(engine, SYSTEM) as session:
        trail.record(session, ANN, Action.SIGNED_IN, "session/1", now=summer)
    auditor, first, last = viewers.auditor(), date(2027, 7, 1), date(2027, 6, 30)
    assert seqs(engine, auditor, Wanted(first=first)) == [22]
    assert seqs(engine, auditor, Wanted(first=first, last=first)) == [22]
    assert 22 not in seqs(engine, auditor, Wanted(last=last))
    assert seqs(engine, auditor, Wanted(first=first + timedelta(days=1))) == []


def test_pages_follow_each_other_without_a_gap(engine):
    auditor, before, seen = viewers.auditor(), None, []
    while True:
        part = found(engine, auditor, before=before, most=8)
        seen += [line.seq for line in part.lines]
        assert part.number == 21
        if part.older is None:
            break
        before = part.older
    assert seen == list(range(21, 0, -1))


def test_people_are_named_but_never_by_an_e_mail_address(engine):
    lines = found(engine, viewers.auditor()).lines
    assert {line.person for line in lines} == {"Ann Lee", "ben", "steward"}
    with reading(engine, SYSTEM) as session:
        assert queries.people(session, viewers.auditor())["ben"] == "ben"


def test_a_line_is_in_words(engine):
    line = found(engine, viewers.auditor(), Wanted(text="number-4")).lines[0]
    assert (line.action, line.result, line.role) == ("was refused", "refused", "trust reader")
    assert line.subject == "export number-4"
