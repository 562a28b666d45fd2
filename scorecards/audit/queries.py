"""Reading the trail: an administrator that of the own trust, auditors and stewards everything."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TypeVarTuple

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from scorecards.audit.model import Action, Found, Line, Result, Wanted
from scorecards.audit.trail import NOBODY
from scorecards.clock import LONDON
from scorecards.people.access import check_reads_audit
from scorecards.people.model import Role, Viewer
from scorecards.store import tables


AT_ONCE, AT_ONCE_IN_FILES = 50, 2_000
_NAMED = {NOBODY: "somebody not signed in", "command line": "the command line"}
_ENTRY = tables.AuditEntry
_Columns = TypeVarTuple("_Columns")
_WHO, _STEWARD = aliased(tables.Person), aliased(tables.Person)


def entries(
    session: Session,
    viewer: Viewer,
    wanted: Wanted,
    *,
    before: int | None = None,
    most: int = AT_ONCE,
) -> Found:
    """The newest entries that fit, or the newest of those older than the entry `before`."""
    check_reads_audit(viewer)
    asked = _fitting(viewer, wanted)
    number = session.scalar(select(func.count()).select_from(asked.subquery()))
    if before is not None:
        asked = asked.where(_ENTRY.seq < before)
    rows = session.execute(asked.limit(most + 1)).all()
    lines = tuple(_line(row) for row in rows[:most])
    return Found(lines, number or 0, lines[-1].seq if len(rows) > most else None)


def every(session: Session, viewer: Viewer, wanted: Wanted) -> Iterator[Line]:
    """All entries that fit, the newest first, read in parts."""
    check_reads_audit(viewer)
    return _every(session, _fitting(viewer, wanted).limit(AT_ONCE_IN_FILES))


def _every(session: Session, part: Select[tables.AuditEntry, str, str, str]) -> Iterator[Line]:
    rows = session.execute(part).all()
    while rows:
        yield from map(_line, rows)
        rows = session.execute(part.where(_ENTRY.seq < rows[-1][0].seq)).all()


def people(session: Session, viewer: Viewer) -> dict[str, str]:
    """Who is named in the entries that the viewer may read: names by id, in their order."""
    check_reads_audit(viewer)
    asked = (
        select(_ENTRY.person, func.max(_WHO.name))
        .outerjoin(_WHO, _WHO.id == _ENTRY.person)
        .group_by(_ENTRY.person)
    )
    found = {person: _name(person, name) for person, name in session.execute(_seen(asked, viewer))}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def trusts(session: Session, viewer: Viewer) -> dict[str, str]:
    """Which trusts there are entries of for the viewer: names by code, in their order."""
    check_reads_audit(viewer)
    row = tables.Organisation
    asked = (
        select(_ENTRY.trust, func.max(row.name))
        .outerjoin(row, row.code == _ENTRY.trust)
        .where(_ENTRY.trust.is_not(None))
        .group_by(_ENTRY.trust)
    )
    found = {code: name or code for code, name in session.execute(_seen(asked, viewer)) if code}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def _fitting(viewer: Viewer, wanted: Wanted) -> Select[tables.AuditEntry, str, str, str]:
    body = tables.Organisation
    asked = (
        select(_ENTRY, _WHO.name, _STEWARD.name, body.name)
        .outerjoin(_WHO, _WHO.id == _ENTRY.person)
        .outerjoin(_STEWARD, _STEWARD.id == _ENTRY.seen_by)
        .outerjoin(body, body.code == _ENTRY.trust)
        .order_by(_ENTRY.seq.desc())
    )
    if wanted.first is not None:
        asked = asked.where(_ENTRY.at >= _begins(wanted.first))
    if wanted.last is not None:
        asked = asked.where(_ENTRY.at < _begins(wanted.last + timedelta(days=1)))
    if wanted.action is not None:
        asked = asked.where(_ENTRY.action == wanted.action.name)
    if wanted.result is not None:
        asked = asked.where(_ENTRY.result == wanted.result.name)
    if wanted.person:
        asked = asked.where(_ENTRY.person == wanted.person)
    if wanted.trust:
        asked = asked.where(_ENTRY.trust == wanted.trust)
    if wanted.text:
        asked = asked.where(_ENTRY.subject.icontains(wanted.text, autoescape=True))
    return _seen(asked, viewer)


def _seen(asked: Select[*_Columns], viewer: Viewer) -> Select[*_Columns]:
    """Everything for auditors and stewards; for an administrator what is of the own trust."""
    if viewer.role is Role.ADMINISTRATOR:
        return asked.where(_ENTRY.trust.in_(viewer.trusts))
    return asked


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)


def _line(row: Row[tables.AuditEntry, str | None, str | None, str | None]) -> Line:
    entry, who, steward, body = row
    return Line(
        seq=entry.seq,
        at=entry.at,
        person=_name(entry.person, who),
        seen_by=_name(entry.seen_by, steward) if entry.seen_by else "",
        role=_word(Role, entry.role),
        trust=body or entry.trust or "",
        action=_word(Action, entry.action),
        subject=entry.subject.replace("/", " ", 1),
        detail=entry.detail,
        snapshot=entry.snapshot or "",
        result=_word(Result, entry.result),
        request=entry.request,
        address=entry.address,
    )


def _word(kind: type[Role | Action | Result], name: str) -> str:
    """What the screen says for a name; the name itself where a later version wrote it."""
    return kind[name].value if name in kind.__members__ else name


def _name(person: str, name: str | None) -> str:
    """A person as they are called: never by an e-mail address."""
    if name and "@" not in name:
        return name
    return _NAMED.get(person, person)
