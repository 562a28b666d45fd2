"""The door to feedback: what one may read of a page, one's own, and what editors decide on."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from scorecards.feedback.model import ITEM, TO_DECIDE, Comment, Said, ShownTo, State
from scorecards.feedback.showing import readable, says_something
from scorecards.people.access import check_edits_library, check_is_viewer
from scorecards.people.model import OF_A_TRUST, Role, Viewer
from scorecards.store import tables


MOST = 50  # comments beneath a page, the newest first
A_PAGE = 20  # of those that editors decide on


def of_page(session: Session, viewer: Viewer, about: str, trust: str | None = None) -> Said:
    """What this person may read: shown to everybody with a role or to their trust, and their own.

    `trust` is whose scorecard the page is; of a scorecard nobody else's comments are read.
    """
    check_is_viewer(viewer)
    row = tables.Feedback
    here = and_(row.about == about, *([row.place == trust] if trust is not None else []))
    shown = session.scalars(
        select(row)
        .where(here, readable(viewer), says_something())
        .where(row.by != viewer.person)
        .order_by(row.at.desc(), row.id.desc())
        .limit(MOST)
    )
    own = session.scalars(
        select(row).where(here, row.by == viewer.person).order_by(row.id.desc()).limit(MOST)
    )
    useful, asked = _useful(session, about) if about.startswith(ITEM) else (0, 0)
    return Said(_comments(session, viewer, shown), _comments(session, viewer, own), useful, asked)


def mine(
    session: Session, viewer: Viewer, *, page: int = 1, size: int = A_PAGE
) -> tuple[tuple[Comment, ...], int]:
    """One page of what this person has said, the newest first, and how much it is in all."""
    check_is_viewer(viewer)
    row = tables.Feedback
    own = row.by == viewer.person
    number = session.scalar(select(func.count()).select_from(row).where(own)) or 0
    found = session.scalars(
        select(row).where(own).order_by(row.id.desc()).limit(size).offset((page - 1) * size)
    )
    return _comments(session, viewer, found), number


def told(session: Session, viewer: Viewer) -> tuple[Comment, ...]:
    """What an editor answered or hid of this person's own, since they last saw what is new.

    The newest first. They see it with the notices: `notices.commands.see`.
    """
    check_is_viewer(viewer)
    row, seen = tables.Feedback, session.get(tables.NoticesSeen, viewer.person)
    since = seen.at if seen is not None else datetime.min.replace(tzinfo=UTC)
    hidden = and_(row.state == State.HIDDEN.value, row.moderated_at > since)
    own = select(row).where(row.by == viewer.person, or_(row.answered_at > since, hidden))
    newest = func.coalesce(row.answered_at, row.moderated_at)
    return _comments(session, viewer, session.scalars(own.order_by(newest.desc()).limit(MOST)))


def to_moderate(
    session: Session, viewer: Viewer, states: tuple[State, ...] = TO_DECIDE, *, page: int = 1
) -> tuple[tuple[Comment, ...], int]:
    """One page of what editors decide on, and how many there are in all.

    What waits: reported first, then the oldest. What is decided: the newest first.
    """
    check_edits_library(viewer)
    row = tables.Feedback
    asked = row.state.in_([state.value for state in states]), says_something()
    order = (row.state != State.REPORTED.value, row.id) if states == TO_DECIDE else (row.id.desc(),)
    number = session.scalar(select(func.count()).select_from(row).where(*asked)) or 0
    found = session.scalars(
        select(row).where(*asked).order_by(*order).limit(A_PAGE).offset((page - 1) * A_PAGE)
    )
    return _comments(session, viewer, found), number


def to_decide_again(
    session: Session, viewer: Viewer, numbers: Collection[int]
) -> tuple[Comment, ...]:
    """These comments as they stand now, whatever was decided on them, the oldest first."""
    check_edits_library(viewer)
    row = tables.Feedback
    asked = select(row).where(row.id.in_(numbers), says_something()).order_by(row.id)
    return _comments(session, viewer, session.scalars(asked))


def waiting(session: Session, viewer: Viewer) -> int:
    """How many comments wait for an editor."""
    check_edits_library(viewer)
    row = tables.Feedback
    number = session.scalar(
        select(func.count())
        .select_from(row)
        .where(row.state.in_([state.value for state in TO_DECIDE]))
    )
    return number or 0


def _useful(session: Session, about: str) -> tuple[int, int]:
    """How many people said yes, of how many who said yes or no: each by what they said last."""
    row = tables.Feedback
    last = (
        select(func.max(row.id))
        .where(row.about == about, row.useful.is_not(None), row.state != State.HIDDEN.value)
        .group_by(row.by)
    )
    said = session.scalars(select(row.useful).where(row.id.in_(last))).all()
    return sum(bool(each) for each in said), len(said)


def _comments(
    session: Session, viewer: Viewer, rows: Iterable[tables.Feedback]
) -> tuple[Comment, ...]:
    found, place = tuple(rows), tables.Organisation
    asked = select(place.code, place.name).where(place.code.in_({each.place for each in found}))
    names = dict(session.execute(asked).all()) if found else {}
    return tuple(_comment(viewer, each, names.get(each.place or "", "")) for each in found)


def _comment(viewer: Viewer, row: tables.Feedback, place: str) -> Comment:
    own, editor = row.by == viewer.person, viewer.role is Role.EDITOR
    beside = viewer.role in OF_A_TRUST and row.place in viewer.trusts
    named = own or editor or beside
    return Comment(
        id=row.id,
        about=row.about,
        useful=row.useful,
        text=row.text,
        will_do=row.will_do,
        shown_to=ShownTo[row.shown_to],
        state=State(row.state),
        by=row.by_name if named else _unnamed(row.place_type),
        at=row.at,
        own=own,
        why=(row.moderated_why or "") if own or editor else "",
        answer=row.answer or "",
        answered_by=row.answered_by or "",
        answered_at=row.answered_at,
        decided_at=row.moderated_at if own or editor else None,
        reported=editor and row.reported_at is not None,
        place=place if named else "",
    )


def _unnamed(place_type: str) -> str:
    """Who wrote it, for people who do not read the name."""
    if place_type in tuple(Role):
        return f"a {place_type}"
    return f"somebody at a trust of the kind “{place_type}”"
