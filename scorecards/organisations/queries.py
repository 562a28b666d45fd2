"""What the register tells of organisations: when they lived, and what they did. Public figures."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.organisations import lives
from scorecards.organisations.lives import Did, Life, Year
from scorecards.people.access import check_is_viewer
from scorecards.people.model import Viewer
from scorecards.store import tables
from scorecards.store.organisations import predecessors


def exposures(
    session: Session, viewer: Viewer, *, as_at: date
) -> tuple[tuple[str, int, str, float], ...]:
    """Whole financial years of today's organisations: trust, year, measure, value above nought.

    A predecessor's are added to its successor's. Without an import there are none.
    """
    return tuple(
        (one.trust, one.year, one.measure, one.value)
        for one in years(session, viewer, as_at=as_at)
        if one.whole and one.value > 0
    )


def years(session: Session, viewer: Viewer, *, as_at: date) -> tuple[Year, ...]:
    """All years of today's organisations, those that are not whole among them."""
    check_is_viewer(viewer)
    rows = session.scalars(select(tables.Exposure)).all()
    did = [Did(row.organisation, row.year, row.measure, row.value, row.months) for row in rows]
    alive = {
        row.code: Life(row.opened, row.closed)
        for row in session.scalars(select(tables.Organisation))
    }
    today = {each.code: each.successor for each in predecessors(session, as_at=as_at).values()}
    return lives.of_today(did, alive, today)
