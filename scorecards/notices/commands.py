"""Raising a notice, and having seen what is new."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scorecards.notices.model import Happening
from scorecards.people.access import check_is_viewer, circles_of
from scorecards.people.model import Circle, Viewer
from scorecards.store import tables


def raise_notice(
    session: Session,
    viewer: Viewer,
    kind: Happening,
    subject: str,
    *,
    title: str,
    address: str,
    seen_by: Circle,
    now: datetime,
) -> None:
    """In the transaction of what it tells of. Who may do that is checked by the caller.

    `subject` is such as `item/third-visit`; `address` the path where it is read.
    """
    check_is_viewer(viewer)
    session.add(
        tables.Notice(
            kind=kind.name, subject=subject, title=title, address=address,
            seen_by=seen_by.name, at=now, by=viewer.person,
        )
    )  # fmt: skip


def see(session: Session, viewer: Viewer, *, now: datetime) -> None:
    """All that was there at this time counts as seen by this person; never less than before."""
    circles = [circle.name for circle in circles_of(viewer)]
    there = select(func.max(tables.Notice.id)).where(
        tables.Notice.seen_by.in_(circles), tables.Notice.at <= now
    )
    latest = session.scalar(there) or 0
    row = session.get(tables.NoticesSeen, viewer.person)
    if row is None:
        session.add(tables.NoticesSeen(person=viewer.person, notice=latest, at=now))
    else:
        row.notice, row.at = max(row.notice, latest), max(row.at, now)
