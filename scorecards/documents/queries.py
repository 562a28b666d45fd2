"""Which documents there are for one person, one of them with its versions, and a version's bytes.

Who may see a document is part of each statement: one that is not for somebody is not there for
them.
"""

import json
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from scorecards.documents.model import (
    KIND_FACET,
    Document,
    DocumentKind,
    FileType,
    Given,
    Shelf,
    Version,
    Wanted,
    Withdrawal,
)
from scorecards.errors import UserError
from scorecards.library.search.model import Facet
from scorecards.library.search.model import Wanted as Searched
from scorecards.library.search.queries import search
from scorecards.people.access import check_edits_library, check_is_viewer, circles_of, may
from scorecards.people.model import Circle, Viewer
from scorecards.store import tables


ON_A_PAGE = 25
LARGEST_NUMBER = 2**31 - 1
NOT_HERE = "There is no such document, or it is not for you. Look in the list of documents."
NO_VERSION = "There is no such version of this document."
WITHDRAWN = "This document was withdrawn, so its files are not given any more."


def listed(session: Session, viewer: Viewer, wanted: Wanted) -> Shelf:
    """A page of the documents that are for this person, those with the newest version first.

    Withdrawn ones are listed for editors alone, after the others. With words: those that have them,
    the best first, and none that was withdrawn.
    """
    check_is_viewer(viewer)
    if wanted.text.strip():
        return _searched(session, viewer, wanted)
    row, version = tables.Document, tables.DocumentVersion
    newest = (
        select(version.document, func.max(version.id).label("newest"))
        .group_by(version.document)
        .subquery()
    )
    chosen = _for(viewer, select(row).join(newest, newest.c.document == row.id))
    if not may(check_edits_library, viewer):
        chosen = chosen.where(row.withdrawn_at.is_(None))
    if wanted.kind is not None:
        chosen = chosen.where(row.kind == wanted.kind.value)
    if wanted.topic is not None:
        chosen = chosen.where(row.topics.contains(json.dumps(wanted.topic), autoescape=True))
    number = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-number // ON_A_PAGE))
    page = min(max(1, wanted.page), pages)
    rows = session.scalars(
        chosen.order_by(row.withdrawn_at.is_not(None), newest.c.newest.desc())
        .offset((page - 1) * ON_A_PAGE)
        .limit(ON_A_PAGE)
    ).all()
    return Shelf(_with_versions(session, rows), number, pages)


def document(session: Session, viewer: Viewer, number: int) -> Document:
    """One document, withdrawn ones too. UserError where there is none that is for this person."""
    check_is_viewer(viewer)
    (found,) = _with_versions(session, [_row(session, viewer, number)])
    return found


def given(session: Session, viewer: Viewer, number: int, version: int) -> Given:
    """A version with its bytes. UserError where it is not for this person, or is withdrawn.

    Editors, who answer for a document, have it also when it is withdrawn.
    """
    check_is_viewer(viewer)
    row = _row(session, viewer, number)
    if row.withdrawn_at is not None and not may(check_edits_library, viewer):
        raise UserError(WITHDRAWN)
    held = tables.DocumentVersion
    found = session.scalars(
        select(held).where(held.document == row.id, held.number == version)
    ).one_or_none()
    if found is None:
        raise UserError(NO_VERSION)
    return Given(found.name, found.media_type, found.content)


def _searched(session: Session, viewer: Viewer, wanted: Wanted) -> Shelf:
    kind = KIND_FACET if wanted.kind is None else wanted.kind.facet
    facets = {Facet.KIND: (kind,), Facet.TOPIC: (wanted.topic,) if wanted.topic else ()}
    found = search(session, viewer, Searched(wanted.text, facets, page=wanted.page))
    row = tables.Document
    numbers = [int(hit.ref.rpartition("/")[2]) for hit in found.hits]
    rows = {each.id: each for each in session.scalars(
        _for(viewer, select(row).where(row.id.in_(numbers))))}  # fmt: skip
    documents = _with_versions(session, [rows[number] for number in numbers if number in rows])
    return Shelf(documents, found.total, found.pages, found)


def _row(session: Session, viewer: Viewer, number: int) -> tables.Document:
    if not 0 < number <= LARGEST_NUMBER:
        raise UserError(NOT_HERE)
    row = tables.Document
    found = session.scalars(_for(viewer, select(row).where(row.id == number))).one_or_none()
    if found is None:
        raise UserError(NOT_HERE)
    return found


def _for(viewer: Viewer, statement: Select[tables.Document]) -> Select[tables.Document]:
    circles = [circle.name for circle in circles_of(viewer)]
    return statement.where(tables.Document.seen_by.in_(circles))


def _with_versions(session: Session, rows: Sequence[tables.Document]) -> tuple[Document, ...]:
    """The documents of these rows, in their order. No file is fetched."""
    held = tables.DocumentVersion
    found = session.execute(
        select(
            held.document, held.number, held.name, held.media_type, held.size, held.sha256,
            held.note, held.scanned, held.at,
        )
        .where(held.document.in_([row.id for row in rows]))
        .order_by(held.number.desc())
    )  # fmt: skip
    versions: dict[int, list[Version]] = {row.id: [] for row in rows}
    for of, number, name, media_type, size, sha256, note, scanned, at in found:
        kind = FileType.of(media_type)
        versions[of].append(Version(number, name, kind, size, sha256, note, scanned, at))
    return tuple(_document(row, tuple(versions[row.id])) for row in rows)


def _document(row: tables.Document, versions: tuple[Version, ...]) -> Document:
    withdrawn = None
    if row.withdrawn_at is not None:
        withdrawn = Withdrawal(row.withdrawn_at, row.withdrawn_why or "")
    return Document(
        id=row.id,
        kind=DocumentKind(row.kind),
        title=row.title,
        summary=row.summary,
        topics=tuple(json.loads(row.topics)),
        seen_by=Circle[row.seen_by],
        withdrawn=withdrawn,
        versions=versions,
    )
