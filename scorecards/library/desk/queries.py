"""The door to the desk, for library editors and Safety and Learning Leads."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from scorecards.errors import UserError
from scorecards.library.desk.commands import NOT_THERE
from scorecards.library.desk.model import OPEN, Approval, Check, Edition, State
from scorecards.library.desk.texts import named
from scorecards.library.model import Item, Library
from scorecards.people.access import check_reads_desk
from scorecards.people.model import Viewer
from scorecards.store import tables


DUE_WITHIN = timedelta(days=60)
SOMEBODY = "somebody who is no longer here"
_ROW = tables.Edition


def in_work(session: Session, viewer: Viewer) -> tuple[Edition, ...]:
    """Every edition that is being written or waits for approval, changed lately first."""
    check_reads_desk(viewer)
    states = [state.name for state in OPEN]
    rows = select(_ROW).where(_ROW.state.in_(states)).order_by(_ROW.changed_at.desc(), _ROW.id)
    return _editions(session, rows)


def settled(session: Session, viewer: Viewer, *, limit: int = 10) -> tuple[Edition, ...]:
    """What was published or withdrawn, lately first."""
    check_reads_desk(viewer)
    rows = (
        select(_ROW)
        .where(_ROW.published_at.is_not(None))
        .order_by(_ROW.changed_at.desc(), _ROW.id.desc())
        .limit(limit)
    )
    return _editions(session, rows)


def edition(session: Session, viewer: Viewer, number: int) -> Edition:
    """One edition by its number. Raises UserError where there is none."""
    check_reads_desk(viewer)
    found = _editions(session, select(_ROW).where(_ROW.id == number))
    if not found:
        raise UserError(NOT_THERE)
    return found[0]


def editions_of(session: Session, viewer: Viewer, slug: str) -> tuple[Edition, ...]:
    """Every edition of an address that was ever published, the newest first."""
    check_reads_desk(viewer)
    rows = select(_ROW).where(_ROW.slug == slug, _ROW.published_at.is_not(None))
    return _editions(session, rows.order_by(_ROW.number.desc()))


def due(library: Library, viewer: Viewer, *, today: date) -> tuple[Item, ...]:
    """What should be looked at again within 60 days, what has waited longest first."""
    check_reads_desk(viewer)
    soon = [item for item in library.items if item.next_review <= today + DUE_WITHIN]
    return tuple(sorted(soon, key=lambda item: (item.next_review, item.slug)))


def _editions(session: Session, rows: Select[tables.Edition]) -> tuple[Edition, ...]:
    found = session.scalars(rows).all()
    approvals = _approvals(session, [row.id for row in found])
    names = _names(session, found, [each.by for group in approvals.values() for each in group])
    return tuple(_edition(row, _standing(row, approvals[row.id]), names) for row in found)


def _approvals(
    session: Session, numbers: Sequence[int]
) -> Mapping[int, list[tables.EditionApproval]]:
    row = tables.EditionApproval
    found: dict[int, list[tables.EditionApproval]] = defaultdict(list)
    for each in session.scalars(select(row).where(row.edition.in_(numbers)).order_by(row.at)):
        found[each.edition].append(each)
    return found


def _standing(
    row: tables.Edition, approvals: Sequence[tables.EditionApproval]
) -> list[tables.EditionApproval]:
    """Those of the text as it stands. Publishing is a change too: it was the revision before."""
    if row.published_at is not None:
        latest = max((each.revision for each in approvals), default=0)
        return [each for each in approvals if each.revision == latest]
    if row.state == State.SUBMITTED.name:
        return [each for each in approvals if each.revision == row.revision]
    return []


def _names(
    session: Session, rows: Iterable[tables.Edition], more: Iterable[str]
) -> Mapping[str, str]:
    people = {*more}
    for row in rows:
        people |= {row.changed_by, row.published_by or "", *json.loads(row.writers)}
    person = tables.Person
    return {
        one.id: one.name
        for one in session.scalars(select(person).where(person.id.in_(people)))
        if "@" not in one.name
    }


def _edition(
    row: tables.Edition, approvals: Iterable[tables.EditionApproval], names: Mapping[str, str]
) -> Edition:
    title, kind = named(row.slug, row.text)
    writers = tuple(json.loads(row.writers))
    return Edition(
        id=row.id,
        slug=row.slug,
        number=row.number,
        state=State[row.state],
        title=title,
        kind=kind,
        text=row.text,
        note=row.note,
        checks=frozenset(Check[name] for name in json.loads(row.checks)),
        revision=row.revision,
        writers=writers,
        written_by=tuple(names.get(writer, SOMEBODY) for writer in writers),
        changed_by=names.get(row.changed_by, SOMEBODY),
        changed_at=row.changed_at,
        submitted_at=row.submitted_at,
        published_by=names.get(row.published_by, SOMEBODY) if row.published_by else "",
        published_at=row.published_at,
        approvals=tuple(
            Approval(each.by, names.get(each.by, SOMEBODY), each.at) for each in approvals
        ),
    )
