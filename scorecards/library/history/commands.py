"""That a person opened something. Kept for them, and counted; not written into the audit trail."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scorecards.people.access import check_is_viewer
from scorecards.people.model import Viewer
from scorecards.store import tables


LONGEST_PLACE = 40


def note(session: Session, viewer: Viewer, subject: str, place_type: str, *, now: datetime) -> None:
    """Once more for this person, subject and kind of place. For another person's eyes, nothing."""
    check_is_viewer(viewer)
    if viewer.seen_by:
        return
    key = (viewer.person, subject, place_type[:LONGEST_PLACE])
    if _again(session, key, now):
        return
    try:
        with session.begin_nested():
            session.add(
                tables.Reading(
                    person=key[0], subject=key[1], place_type=key[2],
                    times=1, first_at=now, last_at=now,
                )
            )  # fmt: skip
    except IntegrityError:  # another window of theirs was a moment faster
        _again(session, key, now)


def _again(session: Session, key: tuple[str, str, str], now: datetime) -> bool:
    row = session.get(tables.Reading, key)
    if row is None:
        return False
    row.times += 1
    row.last_at = max(row.last_at, now)
    return True
