"""The reports that were kept: for those who load claims."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scorecards.errors import UserError
from scorecards.intake import keeping
from scorecards.intake.report import IntakeReport
from scorecards.people.access import check_loads_claims
from scorecards.people.model import Viewer
from scorecards.store import tables


@dataclass(frozen=True, slots=True)
class Kept:
    """A report by its number. `by` is a person; `snapshot_id` none while it is a draft."""

    number: int
    report: IntakeReport
    by: str
    at: datetime
    snapshot_id: str | None


def kept(session: Session, viewer: Viewer, number: int) -> Kept:
    """Raises UserError where there is none of that number: drafts are forgotten after a time."""
    check_loads_claims(viewer)
    row = session.get(tables.Upload, number)
    if row is None:
        raise UserError("There is no report of that number any more. Check the files again.")
    return Kept(row.id, keeping.from_text(row.report), row.by, row.at, row.snapshot_id)
