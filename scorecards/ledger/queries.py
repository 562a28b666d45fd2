"""The door to the learning ledger: for the people of a trust, and the Lead of its patch."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.ledger.model import Entry, Standing, Summary
from scorecards.people.access import check_keeps_ledger, check_reads_ledger
from scorecards.people.model import Viewer
from scorecards.store import tables


MOST_TAKEN_OUT = 50


def entries(session: Session, viewer: Viewer, trust: str) -> tuple[Entry, ...]:
    """All that stands in the ledger of a trust: what waits by its day, then what is done."""
    check_reads_ledger(viewer, trust)
    row = tables.LedgerEntry
    found = session.scalars(
        select(row)
        .where(row.trust == trust, row.removed_at.is_(None))
        .order_by(row.found_at.is_not(None), row.look_again, row.id)
    )
    return tuple(_entry(each) for each in found)


def taken_out(session: Session, viewer: Viewer, trust: str) -> tuple[Entry, ...]:
    """What was taken out of the ledger of a trust, or put right since, the latest first. For those
    who write there.
    """
    check_keeps_ledger(viewer, trust)
    row = tables.LedgerEntry
    found = session.scalars(
        select(row)
        .where(row.trust == trust, row.removed_at.is_not(None))
        .order_by(row.removed_at.desc(), row.id.desc())
        .limit(MOST_TAKEN_OUT)
    )
    return tuple(_entry(each) for each in found)


def summary(session: Session, viewer: Viewer, trust: str, *, today: date) -> Summary:
    """The same in numbers, for screens that say so in one line."""
    standing = [(each.standing(today), each.look_again) for each in entries(session, viewer, trust)]
    return Summary(
        entries=len(standing),
        overdue=sum(state is Standing.OVERDUE for state, _ in standing),
        done=sum(state is Standing.DONE for state, _ in standing),
        next=min((day for state, day in standing if state is Standing.LATER), default=None),
    )


def _entry(row: tables.LedgerEntry) -> Entry:
    return Entry(
        row.id, row.trust, row.team, row.used, row.changed, row.look_again, row.found,
        row.found_at, row.found_by, row.created_name, row.created_at, row.removed_at,
    )  # fmt: skip
