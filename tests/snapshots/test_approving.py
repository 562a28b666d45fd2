"""Who may publish a release, and when: by the number of approvals that the service asks for."""

import pytest
from sqlalchemy import func, select

from scorecards.errors import NotAllowed, UserError
from scorecards.people.model import Role, Viewer
from scorecards.snapshots import queries
from scorecards.snapshots.commands import approve, publish, record, roll_back
from scorecards.snapshots.queries import State
from scorecards.store import tables
from scorecards.store.transactions import reading, writing
from tests.people.viewers import auditor, board, manager
from tests.snapshots.releases import NOW, built
from tests.spec.drawn import cases


STEWARDS = {name: Viewer(name, name.capitalize(), Role.STEWARD) for name in ("ann", "ben", "cat")}

# Who loaded the release, who approved it, and whether it may be published then.
RULE = """
asked | loaded  | approved | may publish
0     | ann     | -        | yes
0     | -       | -        | yes
1     | ann     | -        | no
1     | ann     | ben      | yes
1     | ann ben | ben      | no
1     | ann ben | cat      | yes
1     | -       | ann      | yes
2     | ann     | ben      | no
2     | ann     | ben cat  | yes
2     | ann ben | ben cat  | no
"""


@pytest.fixture
def release(engine, root):
    snapshot = built(root, 0)
    with writing(engine) as session:
        record(session, snapshot.manifest)
    return snapshot


def load(engine, release, who) -> None:
    with writing(engine, STEWARDS[who]) as session:
        row = tables.Upload(snapshot_id=None, report="{}", by=who, at=NOW)
        session.add(row)
        session.flush()
        record(session, release.manifest, upload=row.id)


def give(engine, release, who) -> None:
    """An approval as it was given, perhaps before the same person loaded the same files."""
    with writing(engine, STEWARDS[who]) as session:
        approve(session, STEWARDS[who], release.id, now=NOW)


def people(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split()


@pytest.mark.parametrize("row", cases(RULE), ids=lambda row: " ".join(row.values()))
def test_who_may_publish_when(engine, release, row):
    approvers, loaders = people(row["approved"]), people(row["loaded"])
    for who in approvers:
        give(engine, release, who)
    for who in loaders:
        load(engine, release, who)

    def attempt() -> None:
        with writing(engine, STEWARDS["ann"]) as session:
            publish(session, STEWARDS["ann"], release.id, approvals=int(row["asked"]), now=NOW)

    if row["may publish"] == "yes":
        attempt()
    else:
        with pytest.raises(UserError, match="must approve the release"):
            attempt()
    with reading(engine) as session:
        assert (queries.current_id(session) == release.id) is (row["may publish"] == "yes")


def test_who_loaded_a_release_cannot_approve_it(engine, release):
    load(engine, release, "ann")
    with pytest.raises(NotAllowed, match="You loaded this release yourself"):
        give(engine, release, "ann")
    with reading(engine) as session:
        assert queries.missing_approvals(session, release.id, approvals=1) == 1


@pytest.mark.parametrize("viewer", [board("RA1"), manager("RA1"), auditor()], ids=lambda v: v.role)
def test_only_a_steward_approves(engine, release, viewer):
    with pytest.raises(NotAllowed), writing(engine, viewer) as session:
        approve(session, viewer, release.id, now=NOW)


def test_approving_twice_is_one_approval_and_one_audit_entry(engine, release):
    for _ in range(3):
        give(engine, release, "ben")
    with reading(engine, STEWARDS["ben"]) as session:
        assert queries.missing_approvals(session, release.id, approvals=2) == 1
        said = select(tables.AuditEntry.action, tables.AuditEntry.subject)
        assert session.execute(said).all() == [("APPROVED", f"release/{release.id}")]


def test_what_is_unknown_cannot_be_approved(engine):
    with pytest.raises(UserError, match="There is no release called"), writing(engine) as session:
        approve(session, STEWARDS["ben"], "2024-09-30-0123456789", now=NOW)


def test_the_desk_says_where_each_release_stands(engine, root):
    one, two, three = (built(root, number) for number in range(3))
    for each in (one, two, three):
        load(engine, each, "ann")
        give(engine, each, "ben")
    with writing(engine) as session:
        for each in (one, two):
            publish(session, STEWARDS["cat"], each.id, approvals=1, now=NOW)

    def states(approvals):
        with reading(engine) as session:
            found = queries.on_desk(session, STEWARDS["ann"], approvals=approvals)
        assert all(each.own for each in found)
        return {each.release.id: each.state for each in found}

    published = {one.id: State.EARLIER, two.id: State.CURRENT}
    assert states(1) == {**published, three.id: State.READY}
    assert states(2) == {**published, three.id: State.WAITING}
    with writing(engine) as session:
        roll_back(session, STEWARDS["cat"], now=NOW)
    assert states(1) == {one.id: State.CURRENT, two.id: State.TAKEN_BACK, three.id: State.READY}


def test_a_release_that_was_taken_back_still_needs_its_approvals(engine, root):
    one, two = built(root, 0), built(root, 1)
    for each in (one, two):
        load(engine, each, "ann")
    with writing(engine) as session:
        publish(session, STEWARDS["ann"], one.id, approvals=0, now=NOW)
        publish(session, STEWARDS["ann"], two.id, approvals=0, now=NOW)
        roll_back(session, STEWARDS["ann"], now=NOW)
    with pytest.raises(UserError, match="must approve"), writing(engine) as session:
        publish(session, STEWARDS["ann"], two.id, approvals=1, now=NOW)


def test_nobody_but_a_steward_reads_the_desk(engine):
    for viewer in (board("RA1"), manager("RA1"), auditor()):
        with reading(engine, viewer) as session:
            with pytest.raises(NotAllowed):
                queries.on_desk(session, viewer, approvals=0)
            with pytest.raises(NotAllowed):
                queries.history(session, viewer)


def test_a_report_becomes_the_account_of_one_release_only(engine, root):
    one, two = built(root, 0), built(root, 1)
    load(engine, one, "ann")
    with writing(engine) as session:
        number = session.scalar(select(func.max(tables.Upload.id)))
        record(session, one.manifest, upload=number)
    with pytest.raises(UserError, match="Check the files again"), writing(engine) as session:
        record(session, two.manifest, upload=number)
    with reading(engine) as session:
        assert queries.loaders(session, one.id) == {"ann"}
        assert queries.loaders(session, two.id) == frozenset()
