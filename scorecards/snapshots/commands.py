"""What is done with releases in the database: recorded, approved, published, rolled back. No file.

Each takes a session inside `store.transactions.writing`; the caller has checked that the release
opens.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action as Act
from scorecards.errors import NotAllowed, UserError
from scorecards.people.access import check_loads_claims
from scorecards.people.model import Viewer
from scorecards.snapshots import queries
from scorecards.snapshots.manifest import Manifest
from scorecards.snapshots.queries import Action
from scorecards.store import tables


def record(session: Session, manifest: Manifest, *, upload: int | None = None) -> None:
    """Makes a release known, so that it can be published. Twice is the same as once.

    `upload` is the number of the report of the files that it was made of: whoever checked them is
    the one who loaded the release.
    """
    if session.get(tables.Snapshot, manifest.id) is None:
        session.add(
            tables.Snapshot(
                id=manifest.id,
                as_at=manifest.as_at,
                profile=manifest.profile,
                created_at=manifest.created_at,
                claims=manifest.rows,
                fictional=manifest.fictional,
                currency=manifest.currency,
            )
        )
        session.flush()
    if upload is None:
        return
    row = session.get(tables.Upload, upload)
    if row is None or row.snapshot_id not in (None, manifest.id):
        raise UserError("The report of these files is gone. Check the files again.")
    row.snapshot_id = manifest.id
    session.flush()


def approve(session: Session, viewer: Viewer, snapshot_id: str, *, now: datetime) -> None:
    """A steward says that a release is fit to publish: not the one who loaded it.

    Twice is the same as once.
    """
    check_loads_claims(viewer)
    _check_known(session, snapshot_id)
    if viewer.person in queries.loaders(session, snapshot_id):
        raise NotAllowed("You loaded this release yourself. Another data steward approves it.")
    if session.get(tables.Approval, (snapshot_id, viewer.person)) is not None:
        return
    session.add(tables.Approval(snapshot_id=snapshot_id, by=viewer.person, at=now))
    session.flush()
    trail.record(
        session, viewer, Act.APPROVED, f"release/{snapshot_id}", snapshot=snapshot_id, now=now
    )


def publish(
    session: Session, viewer: Viewer, snapshot_id: str, *, approvals: int, now: datetime
) -> None:
    """From the end of the transaction on, every page shows this release.

    `approvals`: how many stewards, other than the one who loaded it, must have approved it.
    """
    check_loads_claims(viewer)
    _check_known(session, snapshot_id)
    _check_not_current(session, snapshot_id)
    queries.check_approved(session, snapshot_id, approvals=approvals)
    _add(session, viewer, snapshot_id, Action.PUBLISHED, now)


def roll_back(session: Session, viewer: Viewer, *, to: str | None = None, now: datetime) -> str:
    """Shows an earlier release again and says which: `to`, or the one before the current."""
    check_loads_claims(viewer)
    standing = queries.standing(session)
    if not standing:
        raise UserError("Nothing has been published, so there is nothing to roll back.")
    if to is None and len(standing) == 1:
        raise UserError("Nothing was published before the current release. Publish another one.")
    target = standing[-2] if to is None else to
    _check_known(session, target)
    _check_not_current(session, target)
    if target not in {each.id for each in queries.published(session)}:
        raise UserError(f"The release {target} has never been published. Publish it instead.")
    _add(session, viewer, target, Action.ROLLED_BACK, now)
    return target


def _check_known(session: Session, snapshot_id: str) -> None:
    if session.get(tables.Snapshot, snapshot_id) is None:
        raise UserError(
            f"There is no release called “{snapshot_id}”. "
            "List the releases to see their names, then try again."
        )


def _check_not_current(session: Session, snapshot_id: str) -> None:
    if queries.current_id(session) == snapshot_id:
        raise UserError(f"The release {snapshot_id} is already the one that readers see.")


def _add(session: Session, viewer: Viewer, snapshot_id: str, action: Action, now: datetime) -> None:
    session.add(
        tables.Publication(snapshot_id=snapshot_id, action=action.value, at=now, by=viewer.person)
    )
    session.flush()
    done = Act.PUBLISHED if action is Action.PUBLISHED else Act.ROLLED_BACK
    trail.record(session, viewer, done, f"release/{snapshot_id}", snapshot=snapshot_id, now=now)
