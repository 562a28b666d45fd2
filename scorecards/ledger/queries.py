"""The door to the learning ledger: for the people of a trust, and the Lead of its patch."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.ledger.model import Entry, Standing, Summary
from scorecards.people.access import check_reads_ledger
from scorecards.people.model import Viewer
from scorecards.store import tables


def entries(session: Session, viewer: Viewer, trust: str) -> tuple[Entry, ...]:
    """All that stands in the ledger of a trust: what waits by its day, then what is done."""
    check_reads_ledger(viewer, trust)
    row = tables.LedgerEntry
    found = session.scalars(
        select(row)
        .where(row.trust == trust, row.removed_at.is_(None))
        .order_by(row.found_at.is_not(None), row.look_again, row.id)
    )
    return tuple(
        Entry(
            each.id, each.trust, each.team, each.used, each.changed, each.look_again, each.found,
            each.found_at, each.found_by, each.created_name, each.created_at,
        )
        for each in found
    )  # fmt: skip


def summary(session: Session, viewer: Viewer, trust: str, *, today: date) -> Summary:
    """The same in numbers, for screens that say so in one line."""
    standing = [(each.standing(today), each.look_again) for each in entries(session, viewer, trust)]
    return Summary(
        entries=len(standing),
        overdue=sum(state is Standing.OVERDUE for state, _ in standing),
        done=sum(state is Standing.DONE for state, _ in standing),
        next=min((day for state, day in standing if state is Standing.LATER), default=None),
    )
