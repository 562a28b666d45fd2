"""What is new, for one person."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scorecards.notices.model import Happening, Told
from scorecards.people.access import circles_of
from scorecards.people.model import Viewer
from scorecards.store import tables


def latest(session: Session, viewer: Viewer, *, limit: int = 10) -> tuple[Told, ...]:
    """The newest notices that the person may see, the newest first."""
    rows = session.scalars(
        select(tables.Notice)
        .where(tables.Notice.seen_by.in_([circle.name for circle in circles_of(viewer)]))
        .order_by(tables.Notice.id.desc())
        .limit(limit)
    )
    seen = _seen(session, viewer)
    return tuple(
        Told(
            row.id, Happening[row.kind], row.subject, row.title, row.address, row.at,
            unread=row.id > seen,
        )
        for row in rows
    )  # fmt: skip


def unread(session: Session, viewer: Viewer) -> int:
    """How many notices have come since the person last looked."""
    circles = [circle.name for circle in circles_of(viewer)]
    row = tables.NoticesSeen
    seen = select(row.notice).where(row.person == viewer.person).scalar_subquery()
    number = session.scalar(
        select(func.count())
        .select_from(tables.Notice)
        .where(tables.Notice.seen_by.in_(circles), tables.Notice.id > func.coalesce(seen, 0))
    )
    return number or 0


def _seen(session: Session, viewer: Viewer) -> int:
    row = session.get(tables.NoticesSeen, viewer.person)
    return row.notice if row is not None else 0
