"""Adding a document, replacing its file, withdrawing it: check, change, trace, tell.

Each takes a session inside `store.transactions.writing`; files were checked before
(`documents.checking`).
"""

import hashlib
import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action, Result
from scorecards.clock import london_date
from scorecards.documents.model import (
    KIND_FACET,
    KIND_NAMES,
    CheckedFile,
    DocumentKind,
    Draft,
    subject,
)
from scorecards.documents.pages import pages_told
from scorecards.documents.queries import NOT_HERE
from scorecards.errors import UserError
from scorecards.library.model import TOPICS
from scorecards.library.search import indexing
from scorecards.library.search.model import Entry, Facet
from scorecards.notices.commands import raise_notice
from scorecards.notices.model import Happening
from scorecards.people.access import check_edits_library
from scorecards.people.model import Circle, Viewer
from scorecards.store import tables
from scorecards.written import check_length, check_nobody_in, one_line


LONGEST_TITLE = 150
LONGEST_SUMMARY = 400
LONGEST_NOTE = 300
MOST_TOPICS = 3
FIRST_NOTE = "First version"
NOT_LOOKED_THROUGH = (
    "Look through the file first. Then say that nothing in it is about a person or one claim."
)
USED_BEFORE = "This form was used before. Open the page again, and fill it in."
IS_WITHDRAWN = "This document was withdrawn. Add a new one instead."
HASH_SHOWN = 12  # so many letters of a file's hash say which file it was


def add(
    session: Session,
    viewer: Viewer,
    draft: Draft,
    file: CheckedFile,
    *,
    looked_through: bool,
    looked_at_unread: bool = False,
    now: datetime,
) -> int:
    """Keeps a new document and gives its number. The same form sent again is the same document.

    `looked_through`: whoever uploads says that the file tells of no person and of no one claim;
    `looked_at_unread`: that they looked at each page whose text cannot be read. Raises UserError
    where they do not, for a text that is missing, too long or about a person, and for a file that
    is there already.
    """
    check_edits_library(viewer)
    again = _version_of_form(session, draft.form_key)
    if again is not None:
        return again[0]
    _check_looked_through(file, looked_through, looked_at_unread)
    title, summary = one_line(draft.title), one_line(draft.summary)
    _check_words("title", title, LONGEST_TITLE)
    _check_words("summary", summary, LONGEST_SUMMARY)
    topics = _known(draft.topics)
    _check_new_file(session, file, of=None)
    row = tables.Document(
        kind=draft.kind.value,
        title=title,
        summary=summary,
        topics=json.dumps(topics),
        seen_by=draft.seen_by.name,
        created_by=viewer.person,
        created_at=now,
    )
    session.add(row)
    session.flush()
    _keep_version(session, viewer, row, file, 1, FIRST_NOTE, draft.form_key, now)
    trail.record(
        session, viewer, Action.DOCUMENT_ADDED, subject(row.id),
        now=now, detail=f"{_told(1, file)}, for {draft.seen_by.value}",
    )  # fmt: skip
    _tell(session, viewer, row, Happening.DOCUMENT_PUBLISHED, now)
    _make_findable(session, row, file, now)
    return row.id


def replace(
    session: Session,
    viewer: Viewer,
    number: int,
    file: CheckedFile,
    *,
    note: str,
    form_key: str,
    looked_through: bool,
    looked_at_unread: bool = False,
    now: datetime,
) -> int:
    """Keeps a file as the newest version of a document, and gives the version's number.

    The same form sent again is the same version. UserError where there is no such document, where
    it was withdrawn, for a note that is missing, and for a file that is a version already.
    """
    check_edits_library(viewer)
    again = _version_of_form(session, form_key)
    if again is not None:
        document, version = again
        if document != number:
            raise UserError(USED_BEFORE)
        return version
    _check_looked_through(file, looked_through, looked_at_unread)
    row = _standing(session, number)
    if row.withdrawn_at is not None:
        raise UserError(IS_WITHDRAWN)
    said = one_line(note)
    _check_words("note of what changed", said, LONGEST_NOTE)
    _check_new_file(session, file, of=number)
    held = tables.DocumentVersion
    newest = session.scalar(select(func.max(held.number)).where(held.document == number)) or 0
    _keep_version(session, viewer, row, file, newest + 1, said, form_key, now)
    trail.record(
        session, viewer, Action.DOCUMENT_REPLACED, subject(number),
        now=now, detail=_told(newest + 1, file),
    )  # fmt: skip
    _tell(session, viewer, row, Happening.DOCUMENT_REPLACED, now)
    _make_findable(session, row, file, now)
    return newest + 1


def withdraw(session: Session, viewer: Viewer, number: int, *, why: str, now: datetime) -> None:
    """Takes a document out of the list, and says why. Its versions stay. Twice is as once."""
    check_edits_library(viewer)
    row = _standing(session, number)
    if row.withdrawn_at is not None:
        return
    said = one_line(why)
    _check_words("reason", said, LONGEST_NOTE)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = now, viewer.person, said
    trail.record(session, viewer, Action.DOCUMENT_WITHDRAWN, subject(number), now=now)
    indexing.remove(session, subject(number))


def record_refusal(session: Session, viewer: Viewer, content: bytes, *, now: datetime) -> None:
    """Writes down that a file was refused: by its hash, for a name can name a person."""
    check_edits_library(viewer)
    told = f"SHA-256 {hashlib.sha256(content).hexdigest()[:HASH_SHOWN]}"
    trail.record(
        session, viewer, Action.DOCUMENT_ADDED, "document/refused",
        now=now, detail=told, result=Result.REFUSED,
    )  # fmt: skip


def _standing(session: Session, number: int) -> tables.Document:
    row = session.get(tables.Document, number)
    if row is None:
        raise UserError(NOT_HERE)
    return row


def _version_of_form(session: Session, form_key: str) -> tuple[int, int] | None:
    """The document and the version that a form made; its file is not fetched."""
    held = tables.DocumentVersion
    found = session.execute(
        select(held.document, held.number).where(held.form_key == form_key)
    ).one_or_none()
    return (found[0], found[1]) if found is not None else None


def _check_looked_through(file: CheckedFile, all_of_it: bool, unread: bool) -> None:
    if not all_of_it:
        raise UserError(NOT_LOOKED_THROUGH)
    if file.unread and not unread:
        one = len(file.unread) == 1
        raise UserError(
            f"The text of {pages_told(file.unread)} cannot be read, so it was not searched. "
            f"{'It may be a picture' if one else 'They may be pictures'}, such as a scan. Look at "
            f"{'it' if one else 'each'}, say that you did, and send it again."
        )


def _check_words(name: str, text: str, longest: int) -> None:
    if not text:
        raise UserError(f"Write the {name}.")
    check_length(f"The {name}", text, longest)
    check_nobody_in(f"The {name}", text)


def _known(topics: tuple[str, ...]) -> list[str]:
    known = [topic for topic in TOPICS if topic in topics]
    if not known:
        raise UserError("Choose at least one topic.")
    if len(known) > MOST_TOPICS:
        raise UserError(f"Choose {MOST_TOPICS} topics at most.")
    return known


def _check_new_file(session: Session, file: CheckedFile, *, of: int | None) -> None:
    """UserError where the same bytes are there: as a version of this document, or of another."""
    row, held = tables.Document, tables.DocumentVersion
    same = session.execute(
        select(held.number, row.id, row.title)
        .join(row, row.id == held.document)
        .where(held.sha256 == file.sha256, row.withdrawn_at.is_(None))
        .order_by(row.id == of, held.id)
    ).all()
    if not same:
        return
    number, document, title = same[-1]
    if document == of:
        raise UserError(f"This is version {number}, byte for byte. Nothing was changed.")
    raise UserError(
        f"The same file is version {number} of “{title}”, byte for byte. Nothing was kept."
    )


def _keep_version(  # noqa: PLR0917 (all that a version is)
    session: Session,
    viewer: Viewer,
    row: tables.Document,
    file: CheckedFile,
    number: int,
    note: str,
    form_key: str,
    now: datetime,
) -> None:
    session.add(
        tables.DocumentVersion(
            document=row.id,
            number=number,
            name=file.name,
            media_type=file.type.media_type,
            sha256=file.sha256,
            size=len(file.content),
            content=file.content,
            note=note,
            scanned=file.scanned,
            by=viewer.person,
            at=now,
            form_key=form_key,
        )
    )
    session.flush()


def _tell(
    session: Session, viewer: Viewer, row: tables.Document, kind: Happening, now: datetime
) -> None:
    """Those who may see it are told."""
    raise_notice(
        session, viewer, kind, subject(row.id),
        title=row.title, address=_address(row), seen_by=Circle[row.seen_by], now=now,
    )  # fmt: skip


def _make_findable(
    session: Session, row: tables.Document, file: CheckedFile, now: datetime
) -> None:
    """Those who may see it find it from now on, also by what its newest file says."""
    kind, topics = DocumentKind(row.kind), tuple(json.loads(row.topics))
    found_as = Entry(
        ref=subject(row.id),
        title=row.title,
        address=_address(row),
        facets={Facet.KIND: (KIND_FACET, kind.facet), Facet.TOPIC: topics},
        summary=row.summary,
        about=(KIND_NAMES[kind], *topics),
        body=file.text,
        dated=london_date(now),
        seen_by=Circle[row.seen_by],
    )
    indexing.put(session, found_as)


def _address(row: tables.Document) -> str:
    return f"/documents?document={row.id}"


def _told(number: int, file: CheckedFile) -> str:
    size = len(file.content)
    return (
        f"version {number}, {file.type.called}, {size:,} bytes, SHA-256 {file.sha256[:HASH_SHOWN]}"
    )
