"""What is written down of backups: that one was made, and that one was tried out."""

from datetime import datetime

from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action, Result
from scorecards.backups.manifest import Backup
from scorecards.people.access import check_loads_claims
from scorecards.people.model import Viewer
from scorecards.store import tables


LONGEST_NAME, LONGEST_DETAIL = 200, 500


def record_test(
    session: Session, viewer: Viewer, name: str, *, sound: bool, detail: str, now: datetime
) -> None:
    """Writes down that a backup was restored, and what came of it. `name`: without its folder."""
    check_loads_claims(viewer)
    session.add(
        tables.RestoreTest(
            at=now, backup=name[:LONGEST_NAME], sound=sound, detail=detail[:LONGEST_DETAIL]
        )
    )
    session.flush()
    result = Result.DONE if sound else Result.FAILED
    trail.record(
        session, viewer, Action.RESTORE_TESTED, f"backup/{name}",
        now=now, detail=detail, result=result,
    )  # fmt: skip


def record_backup(
    session: Session, viewer: Viewer, name: str, backup: Backup, *, now: datetime
) -> None:
    check_loads_claims(viewer)
    told = f"{len(backup.releases)} releases, {len(backup.files)} files, {backup.size} bytes"
    trail.record(session, viewer, Action.BACKED_UP, f"backup/{name}", now=now, detail=told)
