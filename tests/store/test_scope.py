"""Rows of other trusts are not there, however they are asked for, on both stores (TEN-3b).

Nothing here checks the viewer first, as every query and command does: this is what holds when one
forgets to.
"""

import threading

import pytest
from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased

from scorecards.errors import NotAllowed
from scorecards.store.scope import NOTHING, SYSTEM, Scope
from scorecards.store.tables import AuditEntry, Intervention, Membership, Person
from scorecards.store.transactions import reading, writing
from tests.people.viewers import (
    administrator,
    auditor,
    board,
    editor,
    lead,
    manager,
    newcomer,
    reader,
    steward,
)
from tests.store.rows import audited, intervention, membership, person


TRUSTS = ("RA1", "RB2", "RC3")
OWN = manager("RA1")
REFUSED = (NotAllowed, DBAPIError)


@pytest.fixture
def filled(engine):
    """A row of each of three trusts in every table that has them, and a role for the scheme."""
    with writing(engine, SYSTEM) as session:
        session.add(person())
        session.flush()
        session.add_all([*map(intervention, TRUSTS), *map(membership, (*TRUSTS, None))])
        session.add_all(audited(seq, trust) for seq, trust in enumerate((*TRUSTS, None), 1))
    return engine


def own(statement, engine, viewer=OWN):
    with reading(engine, viewer) as session:
        return list(session.scalars(statement))


OTHER = aliased(Intervention)
STATEMENTS = {
    "entities": select(Intervention),
    "columns": select(Intervention.trust),
    "an alias": select(OTHER.trust),
    "a condition that names others": select(Intervention).where(Intervention.trust != "RA1"),
    "either or": select(Intervention).where(or_(Intervention.trust == "RB2", True)),
    "a subquery": select(select(Intervention.trust).subquery().c.trust),
    "a common table expression": select(select(Intervention.trust).cte().c.trust),
    "a condition with a subquery": select(Person.id).where(
        Person.id.in_(select(Membership.person).where(Membership.trust == "RB2"))
    ),
    "an exists": select(Person.id).where(
        select(Membership.id).where(Membership.trust == "RB2").exists()
    ),
    "a join": select(OTHER.trust).join(Membership, Membership.trust == OTHER.trust),
    "a join on anything": select(OTHER.trust).join(Membership, Membership.id > 0),
    "an outer join": select(OTHER.trust).outerjoin(Person, Person.id == "p"),
    "a union": select(Intervention.trust).union_all(select(Membership.trust)),
    "audit entries": select(AuditEntry.trust),
    "memberships": select(Membership.trust),
}


@pytest.mark.parametrize("how", STATEMENTS)
def test_a_select_finds_nothing_of_another_trust(filled, how):
    found = own(STATEMENTS[how], filled)
    told = {getattr(each, "trust", each) for each in found}
    assert told <= {"RA1"}, found
    assert own(STATEMENTS[how], filled, steward()), "everybody's rows are there to be found"


@pytest.mark.parametrize("how", ["entities", "columns", "a join", "audit entries", "memberships"])
def test_what_is_ones_own_is_found_and_so_is_a_patch(filled, how):
    for viewer, seen in ((OWN, {"RA1"}), (lead("RA1", "RC3"), {"RA1", "RC3"})):
        found = own(STATEMENTS[how], filled, viewer)
        assert {getattr(each, "trust", each) for each in found} == seen


@pytest.mark.parametrize(
    "count", [select(func.count(Intervention.id)), select(func.count()).select_from(Intervention)]
)
def test_a_count_counts_ones_own(filled, count):
    assert own(count, filled) == [1]
    assert own(count, filled, steward()) == [3]


def test_a_row_of_another_trust_is_not_got_by_its_key(filled):
    (foreign,) = own(select(Intervention.id).where(Intervention.trust == "RB2"), filled, steward())
    (mine,) = own(select(Intervention.id), filled)
    with reading(filled, OWN) as session:
        assert session.get(Intervention, foreign) is None
        assert session.get(Intervention, mine).trust == "RA1"
        assert session.get(AuditEntry, 2) is None


def test_rows_of_no_trust_are_for_those_only_who_see_every_trust(filled):
    for viewer in (OWN, lead(*TRUSTS), administrator("RA1"), editor()):
        assert None not in own(select(AuditEntry.trust), filled, viewer)
    for viewer in (steward(), auditor(), SYSTEM):
        assert None in own(select(AuditEntry.trust), filled, viewer)


@pytest.mark.parametrize("viewer", [None, NOTHING, editor(), newcomer()], ids=str)
@pytest.mark.parametrize("table", [Intervention, Membership, AuditEntry])
def test_without_a_trust_there_is_nothing(filled, viewer, table):
    assert own(select(table), filled, viewer) == []


def test_two_viewers_one_after_the_other_never_share_an_answer(filled):
    viewers = [manager("RA1"), board("RB2"), lead("RB2", "RC3"), steward(), reader("RC3"), None]
    seen = [{"RA1"}, {"RB2"}, {"RB2", "RC3"}, {*TRUSTS}, {"RC3"}, set()]
    for _ in range(3):
        for viewer, expected in zip(viewers, seen, strict=True):
            for statement in (select(Intervention), select(OTHER)):
                assert {row.trust for row in own(statement, filled, viewer)} == expected


def test_viewers_at_the_same_time_never_share_an_answer(filled):
    wrong, begun = [], threading.Barrier(4)

    def look(trust):
        begun.wait()
        for _ in range(25):
            found = {row.trust for row in own(select(Intervention), filled, manager(trust))}
            if found != {trust}:
                wrong.append((trust, found))

    threads = [threading.Thread(target=look, args=(trust,)) for trust in (*TRUSTS, "RA1")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    "change", [update(Intervention).values(title="changed"), delete(Intervention)]
)
def test_a_change_of_all_rows_changes_ones_own(filled, change):
    with writing(filled, OWN) as session:
        session.execute(change)
    left = {row.trust: row.title for row in own(select(Intervention), filled, steward())}
    assert {"RB2": "of RB2", "RC3": "of RC3"}.items() <= left.items()
    assert left.get("RA1") in (None, "changed")


@pytest.mark.parametrize(
    "change",
    [
        update(Intervention).values(trust="RB2"),
        update(Intervention).values({Intervention.trust: "RB2"}),
        insert(Intervention).values(trust="RB2"),
        insert(Membership).values(trust="RB2"),
    ],
)
def test_nothing_is_given_to_another_trust_by_a_statement(filled, change):
    with pytest.raises(REFUSED), writing(filled, OWN) as session:
        session.execute(change)
    assert len(own(select(Intervention).where(Intervention.trust == "RB2"), filled, steward())) == 1


def test_a_row_for_another_trust_is_not_taken(filled):
    for viewer, trust in ((OWN, "RB2"), (lead("RA1"), "RB2"), (None, "RA1"), (editor(), "RA1")):
        with pytest.raises(NotAllowed), writing(filled, viewer) as session:
            session.add(intervention(trust, form_key="new"))
    with writing(filled, OWN) as session:
        session.add(intervention("RA1", form_key="new"))
    assert len(own(select(Intervention), filled)) == 2


def test_a_row_does_not_move_to_another_trust(filled):
    with pytest.raises(NotAllowed), writing(filled, OWN) as session:
        session.scalars(select(Intervention)).one().trust = "RB2"


def test_anybody_adds_to_the_audit_trail_and_reads_of_it_the_own_trust(filled):
    with writing(filled, OWN) as session:
        session.add(audited(5, "RB2"))
        session.add(audited(6, None))
    assert own(select(AuditEntry.seq).order_by(AuditEntry.seq), filled) == [1]
    assert len(own(select(AuditEntry), filled, auditor())) == 6


@pytest.mark.parametrize("code", ["RA1|RB2", "", "*"])
def test_a_code_that_could_mean_other_trusts_is_no_code(code):
    with pytest.raises(ValueError, match="no bar"):
        Scope((code,))
