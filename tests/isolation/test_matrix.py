"""Every door of the product, called as each role with everything it can be asked: what it gives
back holds nothing of others.

Doors are found by reflection, so a new one without a case fails by its name. Each is tried behind
both walls (the check in the function and the scope of the transaction), behind the check alone and,
where it answers with rows, behind the scope alone. Without either the same calls do tell, so the
scan is known to see.

Broken once each, and seen to fail here: see `docs/security/README.md`, “Breaks that were tried”.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from inspect import signature

import pytest
from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scorecards.errors import UserError
from scorecards.people.access import SEE_A_SCORECARD
from scorecards.people.model import OF_A_TRUST, Role, Viewer
from scorecards.store import tables
from scorecards.store.scope import SYSTEM, narrow, scope_of
from tests.isolation.cases import CASES, VIEWER_INSIDE, WITHOUT_VIEWER, given
from tests.isolation.doors import checks_taken_away, doors, takes
from tests.isolation.nation import Mark, Nation, hidden_claims, may_meet
from tests.isolation.pairwise import pairwise
from tests.isolation.scanning import Found
from tests.journeys.canaries import NAMES, secrets_of


DOORS = doors()
# For the others it is all one which store there is, and which scope.
REACHING_THE_STORE = [
    name
    for name in CASES
    if {"session", "engine", "asked"} & signature(DOORS[name]).parameters.keys()
]
# What has a column `trust`, and so a second wall.
WALLED = {"intervention", "group", "membership", "audit", "ledger"}


def test_every_door_has_a_case_or_a_reason():
    known = {*CASES, *WITHOUT_VIEWER}
    assert [f"{name} has no case" for name in DOORS if name not in known] == []
    assert [f"{name} is no longer there" for name in sorted(known - set(DOORS))] == []
    assert [name for name in CASES if name in WITHOUT_VIEWER] == []


def test_every_door_takes_the_viewer_or_says_why_not():
    without = {name for name, door in DOORS.items() if not takes(door, "viewer")}
    assert without == {*WITHOUT_VIEWER, *VIEWER_INSIDE}


def test_every_table_holds_a_canary_of_every_trust_or_of_the_scheme(nation):
    """So that a new kind of row is not forgotten here."""
    for mapper in tables.Base.registry.mappers:
        table = mapper.class_
        found = {mark.trust for row in nation.rows(table) for mark in marks_of(row)}
        if hasattr(table, "trust"):
            assert found >= set(NAMES), table.__tablename__
        elif table.__tablename__ in PUBLIC:
            assert nation.rows(table), table.__tablename__
        else:
            whose = {"SCHEME"} if table.__tablename__ in OF_THE_SCHEME else set(NAMES)
            assert found >= whose, table.__tablename__


def marks_of(row: object) -> set[Mark]:
    """Of a row of the database, whatever its columns are called."""
    return Found([getattr(row, column.name) for column in row.__table__.columns]).canaries


# Of “spelling”: single words, which say nothing of anybody.
EDITORS_CHANGE = ("feedback", "post", "document", "findable", "spelling")
PUBLIC = {
    "organisation", "area", "succession", "exposure", "snapshot", "publication", "audit_head",
    "spelling",
}  # fmt: skip
OF_THE_SCHEME = (
    "upload", "approval", "restore_test", "sign_in_attempt", "findable", "document",
    "document_version", "edition", "edition_approval", "edition_preview", "notice", "notices_seen",
)  # fmt: skip


@pytest.mark.parametrize(
    "walls", ["both walls", pytest.param("the check alone", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name.lower())
def test_nothing_of_others_is_given_back(nation, role, walls):
    viewer = nation.viewers[role]
    told = {}
    for name in CASES if walls == "both walls" and nation.first else REACHING_THE_STORE:
        for asked, found in answers(nation, name, viewer, scoped=walls == "both walls"):
            if betrayed := foreign(viewer, found):
                told.setdefault(name, (asked, betrayed))
    assert told == {}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name.lower())
def test_rows_of_other_trusts_stay_hidden_when_a_check_is_forgotten(nation, role):
    """The scope alone: every rule lets everybody pass."""
    viewer = nation.viewers[role]
    everything = scope_of(viewer).every
    with checks_taken_away():
        told = {
            name: sorted(others, key=str)
            for name, case in CASES.items()
            if case.rows
            for _, found in answers(nation, name, viewer, scoped=True)
            if (others := {m for m in found.canaries
                           if m.kind in WALLED and m.trust not in viewer.trusts})
        }  # fmt: skip
    assert everything or told == {}


def test_without_either_wall_the_same_calls_tell(nation):
    """Which doors hold secrets at all; the matrix would be worth nothing if none did."""
    viewer = nation.viewers[Role.RISK_MANAGER]
    telling = set()
    with checks_taken_away():
        for name in (name for name, case in CASES.items() if not case.not_as):
            for _, found in answers(nation, name, viewer, scoped=False):
                if foreign(viewer, found):
                    telling.add(name)
                    break
    assert telling >= {name for name, case in CASES.items() if case.rows}
    assert telling >= {
        "claims.queries.scorecard", "claims.queries.without_each", "claims.changes.queries.bridge",
        "claims.changes.queries.changed",
        "claims.delay.queries.known", "claims.comparison.queries.compare",
        "claims.signals.queries.signal", "claims.signals.queries.overview",
    }  # fmt: skip


def test_nobody_is_refused_by_every_door(nation):
    for viewer in (None, object()):
        answered = {
            name: asked
            for name in CASES
            for asked, found in answers(nation, name, viewer, scoped=True)
            if not found.refused
        }
        assert answered == {}


class Answer(Found):
    """What came back, `refused` where a refusal did; and rows of others that were changed."""

    def __init__(self, told: object, *, refused: bool = False) -> None:
        super().__init__(told)
        self.refused = refused
        self.changed: list[tuple[object, ...]] = []


def answers(
    nation: Nation, name: str, viewer: object, *, scoped: bool
) -> Iterator[tuple[dict[str, object], Answer]]:
    """Each way to ask a door, with what came back or was said in refusing. Nothing is kept."""
    case, door = CASES[name], DOORS[name]
    if getattr(viewer, "role", None) in case.not_as:
        return
    known, before = signature(door).parameters, untouched(nation, viewer)
    for asked in pairwise(case.over(nation)):
        with taken_back(nation, viewer, scoped=scoped) as session:
            try:
                told = door(**given(nation, viewer, session, known, case.build(**asked)))
                found = Answer(told)
                if ".commands." in name:  # a refusal is rolled back whatever it has done
                    changed = of_others(session, viewer) ^ before
                    found.changed = sorted(changed, key=str)
                # Whoever is invited by the address is the person of that address.
                found.canaries -= Found(asked.get("email")).canaries
            except UserError as refusal:
                said = _without(str(refusal), asked)
                found = Answer(said, refused=True)
            except IntegrityError:
                # A form key of another trust: the row is not seen, and its key is taken.
                session.rollback()
                found = Answer("", refused=True)
        yield asked, found


@contextmanager
def taken_back(nation: Nation, viewer: object, *, scoped: bool) -> Iterator[Session]:
    """A session as screens have it, or one that sees everything; rolled back at the end."""
    with Session(nation.engine, expire_on_commit=False) as session:
        whose = viewer if isinstance(viewer, Viewer) else None
        narrow(session, scope_of(whose) if scoped else SYSTEM)
        yield session
        session.rollback()


def of_others(session: Session, viewer: object) -> frozenset[tuple[object, ...]]:
    """Every row as this transaction has it now, but those that the viewer may have changed."""
    session.flush()
    narrow(session, SYSTEM)
    return frozenset(
        (table.name, *row)
        for table in tables.Base.metadata.sorted_tables
        for row in session.connection().execute(table.select())
        if not _may_change(viewer, table.name, row)
    )


@cache
def _may_change(viewer: object, table: str, row: Row) -> bool:
    """Rows of the own trust and of oneself, for people of a trust; for stewards everything."""
    if table == "audit_head" or not isinstance(viewer, Viewer):
        return table == "audit_head"
    if viewer.role is Role.STEWARD or viewer.person in row:
        return True
    marks = Found(tuple(row)).canaries
    kinds = {mark.kind for mark in marks}
    if viewer.role is Role.EDITOR and table in EDITORS_CHANGE:
        return True
    if viewer.role in (Role.EDITOR, Role.LEAD) and table == "edition":
        return True
    # Who reads a comment of others may report it.
    if table == "feedback" and "said" in kinds and viewer.role not in (Role.NONE, Role.AUDITOR):
        return True
    own = viewer.trusts if viewer.role in OF_A_TRUST else ()
    named = row._mapping
    whose = {named["trust"]} if "trust" in named else {mark.trust for mark in marks}
    return bool(whose) and whose <= set(own)


@cache
def untouched(nation: Nation, viewer: object) -> frozenset[tuple[object, ...]]:
    with taken_back(nation, viewer, scoped=False) as session:
        return of_others(session, viewer)


def may_open(viewer: Viewer) -> set[str]:
    """The trusts that an answer may be about: none for those who see no scorecards."""
    if viewer.role is Role.STEWARD:
        return set(NAMES)
    return set(viewer.trusts) if viewer.role in SEE_A_SCORECARD else set()


@cache
def secrets(trusts: tuple[str, ...]) -> tuple[set[str], set[int]]:
    return secrets_of(trusts)


def foreign(viewer: Viewer, found: Found) -> list[object]:
    """What in an answer is of others, and what of others was changed."""
    references, numbers = secrets(hidden_claims(viewer))
    return [
        *found.changed,
        *(found.about - may_open(viewer)),
        *sorted((mark for mark in found.canaries if not may_meet(viewer, mark)), key=str),
        *sorted(found.references & references),
        *sorted(found.numbers & numbers),
    ]


def _without(text: str, asked: Mapping[str, object]) -> str:
    """A refusal may repeat what was asked, and tell nothing else."""
    for value in asked.values():
        text = text.replace(value, "") if isinstance(value, str) and value else text
    return text
