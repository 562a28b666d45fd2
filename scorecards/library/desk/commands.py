"""The way of an item: written, handed in, given back or approved, published, withdrawn.

Each takes a session inside `store.transactions.writing`: check, change, trace. `revision` is the
one that the person has seen; where the edition is another by now, nothing is done.
"""

import json
import re
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.claims.figures.model import Subject
from scorecards.clock import london_date
from scorecards.errors import Refused, UserError
from scorecards.library import addresses, placeholders, reading
from scorecards.library.desk.fitness import fitness, only_reviewed
from scorecards.library.desk.model import OPEN, Check, Overtaken, State
from scorecards.library.model import Item, Library
from scorecards.notices.commands import raise_notice
from scorecards.notices.model import Happening
from scorecards.people.access import (
    check_approves_items,
    check_edits_library,
    check_reads_desk,
)
from scorecards.people.model import Circle, Viewer
from scorecards.store import tables
from scorecards.taxonomy.codes import Taxonomy
from scorecards.written import check_length, check_nobody_in, one_line, tidy


LONGEST_TEXT = 60_000
LONGEST_SLUG = 120
LONGEST_REASON = 300
PREVIEWS_A_DAY = 40
APPROVALS = 1  # by somebody who wrote none of it: with the writer, two people
NOT_THERE = "There is no such edition. It may have been put away. Choose one from the list."
_ROW = tables.Edition
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def start_draft(
    session: Session, viewer: Viewer, *, slug: str, text: str, form_key: str, now: datetime
) -> int:
    """A new edition of an address, and its number. The same form sent again is the same edition.

    Raises UserError where the address cannot be one, where somebody works on it already, and where
    the text is too long. The text need not be as agreed: that is asked when it is handed in.
    """
    check_reads_desk(viewer)
    again = session.scalars(select(_ROW).where(_ROW.form_key == form_key)).one_or_none()
    if again is not None:
        return again.id
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise UserError(
            "The address of an item holds small letters, digits and single hyphens, and at most "
            f"{LONGEST_SLUG} of them. Give it another title."
        )
    states = [state.name for state in OPEN]
    other = select(_ROW.id).where(_ROW.slug == slug, _ROW.state.in_(states))
    if session.scalars(other).first() is not None:
        raise UserError("Somebody is writing this item already. Open that edition in the list.")
    kept = _kept(text)
    before = _wrote_unread(session, slug, kept)
    row = _added(session, viewer, slug, kept, State.DRAFT, form_key, now)
    row.writers = json.dumps(sorted({viewer.person} | before))
    trail.record(session, viewer, Action.ITEM_WRITTEN, _subject(row), now=now)
    return row.id


def save(
    session: Session, viewer: Viewer, number: int, text: str, *, revision: int, now: datetime
) -> int:
    """Keeps every word, whether it is as agreed or not, and gives the new revision.

    What was handed in or given back becomes a draft again, and no approval counts for it any more.
    Sent again, it is kept once. Raises Overtaken where somebody else was quicker.
    """
    check_reads_desk(viewer)
    row = _found(session, number)
    kept = _kept(text)
    if row.text == kept and row.state == State.DRAFT.name and viewer.person in _writers(row):
        return row.revision
    _check_open(row, "changed")
    _check_seen(row, revision)
    row.text, row.state, row.submitted_at, row.checks = kept, State.DRAFT.name, None, "[]"
    row.writers = json.dumps(sorted({*_writers(row), viewer.person}))
    _change(row, viewer, now)
    trail.record(session, viewer, Action.ITEM_WRITTEN, _subject(row), now=now)
    return row.revision


def hand_in(
    session: Session,
    viewer: Viewer,
    number: int,
    *,
    revision: int,
    checks: frozenset[Check],
    taxonomy: Taxonomy,
    now: datetime,
) -> None:
    """Asks for approval. Refused, with every reason, where the text or the checks are not ready."""
    check_reads_desk(viewer)
    row = _found(session, number)
    if row.state == State.SUBMITTED.name and row.revision == revision + 1:
        return
    if row.state not in (State.DRAFT.name, State.RETURNED.name):
        raise UserError(f"This edition is {State[row.state].value}, and cannot be handed in.")
    _check_seen(row, revision)
    _fit(row, taxonomy, now)
    missing = [check.value for check in Check if check not in checks]
    if missing:
        raise Refused("Answer every question before you hand in. Not answered:", tuple(missing))
    row.state, row.submitted_at, row.note = State.SUBMITTED.name, now, ""
    row.checks = json.dumps(sorted(check.name for check in checks))
    _change(row, viewer, now)
    trail.record(session, viewer, Action.ITEM_SUBMITTED, _subject(row), now=now)


def give_back(
    session: Session, viewer: Viewer, number: int, *, revision: int, reason: str, now: datetime
) -> None:
    """Returns what was handed in to its writers, and says why. They may take it back, too."""
    check_reads_desk(viewer)
    row = _found(session, number)
    if row.state == State.RETURNED.name and row.revision == revision + 1:
        return
    _check_submitted(row)
    _check_seen(row, revision)
    row.note = _reason(reason)
    row.state = State.RETURNED.name
    _change(row, viewer, now)
    trail.record(session, viewer, Action.ITEM_RETURNED, _subject(row), now=now)


def approve(session: Session, viewer: Viewer, number: int, *, revision: int, now: datetime) -> None:
    """That somebody who wrote none of it read it, and found it fit. Twice is as once."""
    check_reads_desk(viewer)
    row = _found(session, number)
    check_approves_items(viewer, _writers(row))
    _check_submitted(row)
    _check_seen(row, revision)
    key = (row.id, row.revision, viewer.person)
    if session.get(tables.EditionApproval, key) is not None:
        return
    session.add(
        tables.EditionApproval(edition=row.id, revision=row.revision, by=viewer.person, at=now)
    )
    trail.record(session, viewer, Action.ITEM_APPROVED, _subject(row), now=now)


def publish(
    session: Session, viewer: Viewer, number: int, *, revision: int, library: Library, now: datetime
) -> Item:
    """Puts an approved edition before readers. `library`: what they see until now.

    They are told, but where nothing but the dates of review is new.

    Raises UserError where nobody but its writers has read it, and Refused where it no longer fits.
    """
    check_edits_library(viewer)
    row = _found(session, number)
    if row.state == State.PUBLISHED.name and row.revision == revision + 1:
        return reading.item_of(row.slug, row.text, library.taxonomy)
    _check_submitted(row)
    _check_seen(row, revision)
    if len(_approved_by(session, row)) < APPROVALS:
        raise UserError(
            "Somebody who wrote none of it has to read and approve it first: a library editor or "
            "a Safety and Learning Lead."
        )
    item = _fit(row, library.taxonomy, now, library)
    known = row.slug in library.by_slug
    row.state, row.published_by, row.published_at = State.PUBLISHED.name, viewer.person, now
    _change(row, viewer, now)
    if not only_reviewed(item, library):
        raise_notice(
            session, viewer, Happening.ITEM_RENEWED if known else Happening.ITEM_PUBLISHED,
            f"item/{item.slug}", title=item.title, address=addresses.path(item),
            seen_by=Circle.EVERYONE, now=now,
        )  # fmt: skip
    trail.record(
        session, viewer, Action.ITEM_PUBLISHED, _subject(row), detail=f"item/{row.slug}", now=now
    )
    return item


def see_figures(
    session: Session, viewer: Viewer, number: int, item: Item, *, now: datetime
) -> None:
    """Writes down that somebody looks at the figures of a text that nobody has approved yet.

    What a text is about is chosen here, so it is written down for which claims, and the number in
    a day is limited: nobody asks for one selection after the other. Raises UserError beyond it.
    """
    check_reads_desk(viewer)
    row = _found(session, number)
    preview = tables.EditionPreview
    looked = select(func.count()).where(
        preview.by == viewer.person, preview.at > now - timedelta(days=1)
    )
    if (session.scalar(looked) or 0) >= PREVIEWS_A_DAY:
        raise UserError(
            f"You have looked at the figures of drafts {PREVIEWS_A_DAY} times in a day, which is "
            "as often as anybody may. Go on tomorrow, or ask a colleague."
        )
    session.add(preview(edition=row.id, by=viewer.person, at=now))
    asked = {figure.subject for figure in placeholders.asked(item).values()} | {*item.subjects()}
    trail.record(
        session, viewer, Action.ITEM_PREVIEWED, _subject(row), now=now,
        detail="; ".join(sorted(_codes(subject) for subject in asked)),
    )  # fmt: skip


def put_away(
    session: Session, viewer: Viewer, number: int, *, revision: int, now: datetime
) -> None:
    """Ends work that is not to be published. The text stays in the database."""
    check_reads_desk(viewer)
    row = _found(session, number)
    if row.state == State.WITHDRAWN.name and row.published_at is None:
        return
    _check_open(row, "put away")
    _check_seen(row, revision)
    row.state = State.WITHDRAWN.name
    _change(row, viewer, now)
    trail.record(session, viewer, Action.ITEM_WITHDRAWN, _subject(row), now=now)


def withdraw(
    session: Session,
    viewer: Viewer,
    slug: str,
    *,
    text: str,
    reason: str,
    form_key: str,
    now: datetime,
) -> None:
    """Takes an item from the library at once, and says why. Twice is as once.

    `text` is what ships under this address: where no edition was published, it is kept as one.
    Published again, a new edition brings the item back.
    """
    check_edits_library(viewer)
    row = session.scalars(
        select(_ROW)
        .where(_ROW.slug == slug, _ROW.published_at.is_not(None))
        .order_by(_ROW.number.desc())
        .limit(1)
    ).one_or_none()
    if row is not None and row.state == State.WITHDRAWN.name:
        return
    note = _reason(reason)
    if row is None:
        if not text:
            raise UserError("There is nothing at this address to be withdrawn.")
        row = _added(session, viewer, slug, _kept(text), State.PUBLISHED, form_key, now)
        row.published_by, row.published_at = viewer.person, now
    row.state, row.note = State.WITHDRAWN.name, note
    _change(row, viewer, now)
    trail.record(
        session, viewer, Action.ITEM_WITHDRAWN, _subject(row), detail=f"item/{slug}", now=now
    )


def _added(  # noqa: PLR0917 (what an edition begins with)
    session: Session,
    viewer: Viewer,
    slug: str,
    text: str,
    state: State,
    form_key: str,
    now: datetime,
) -> tables.Edition:
    latest = session.scalar(select(func.max(_ROW.number)).where(_ROW.slug == slug)) or 0
    row = _ROW(
        slug=slug, number=latest + 1, state=state.name, text=text, note="", checks="[]",
        writers=json.dumps([viewer.person]), revision=1, created_by=viewer.person, created_at=now,
        changed_by=viewer.person, changed_at=now, form_key=form_key,
    )  # fmt: skip
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # the key of a form that was used for something else
        raise UserError(
            "This form was used before. Open the page again, and send it anew."
        ) from error
    return row


def _found(session: Session, number: int) -> tables.Edition:
    row = session.get(_ROW, number)
    if row is None:
        raise UserError(NOT_THERE)
    return row


def _kept(text: str) -> str:
    kept = tidy(text)
    check_length("The text", kept, LONGEST_TEXT)
    return kept


def _reason(reason: str) -> str:
    kept = one_line(reason)
    if not kept:
        raise UserError("Say why, in a sentence. The writers and the desk read it.")
    check_length("The reason", kept, LONGEST_REASON)
    check_nobody_in("The reason", kept)
    return kept


def _writers(row: tables.Edition) -> frozenset[str]:
    return frozenset(json.loads(row.writers))


def _wrote_unread(session: Session, slug: str, text: str) -> frozenset[str]:
    """Who wrote this very text and put it away: begun again, it is still theirs.

    Nobody, where it was published once: then somebody else has read it.
    """
    rows = session.scalars(select(_ROW).where(_ROW.slug == slug, _ROW.text == text)).all()
    if any(row.published_at is not None for row in rows):
        return frozenset()
    return frozenset(person for row in rows for person in _writers(row))


def _approved_by(session: Session, row: tables.Edition) -> frozenset[str]:
    """Who approved the text as it stands, and wrote none of it."""
    approval = tables.EditionApproval
    found = session.scalars(
        select(approval.by).where(approval.edition == row.id, approval.revision == row.revision)
    )
    return frozenset(found) - _writers(row)


def _check_open(row: tables.Edition, done: str) -> None:
    if State[row.state] not in OPEN:
        raise UserError(
            f"This edition is {State[row.state].value}, and cannot be {done}. Begin a new one."
        )


def _check_submitted(row: tables.Edition) -> None:
    if row.state != State.SUBMITTED.name:
        raise UserError(
            f"This edition is {State[row.state].value}. Only what is handed in waits for that."
        )


def _check_seen(row: tables.Edition, revision: int) -> None:
    if row.revision != revision:
        raise Overtaken


def _fit(
    row: tables.Edition, taxonomy: Taxonomy, now: datetime, library: Library | None = None
) -> Item:
    found = fitness(row.slug, row.text, taxonomy, today=london_date(now), library=library)
    if found.wrong or found.item is None:
        raise Refused("The text is not yet as agreed:", found.wrong)
    return found.item


def _change(row: tables.Edition, viewer: Viewer, now: datetime) -> None:
    row.changed_by, row.changed_at = viewer.person, now
    row.revision += 1


def _codes(subject: Subject) -> str:
    """`clinical, 10 years, cause consent`."""
    named = (f"{name} {' '.join(codes)}" for name, codes in sorted(subject.codes.items()))
    return ", ".join((subject.kind.value, f"{subject.years} years", *named))


def _subject(row: tables.Edition) -> str:
    """By number: an address is made of a title that somebody wrote."""
    return f"edition/{row.id}"
