"""Writing the trail, in the transaction of the act itself: if one fails, so does the other."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.audit import chain
from scorecards.audit.model import NOWHERE, ORIGIN, Action, Entry, Result
from scorecards.people.model import Viewer
from scorecards.store import tables


LONGEST_SUBJECT, LONGEST_DETAIL = 200, 500
NOBODY = "nobody"


def record(
    session: Session,
    viewer: Viewer | None,
    action: Action,
    subject: str,
    *,
    now: datetime,
    trust: str | None = None,
    detail: str = "",
    snapshot: str | None = None,
    result: Result = Result.DONE,
) -> Entry:
    """Adds an entry. `subject` is what was acted upon, such as `release/2026-03-31-ab12`.

    No e-mail address, no name, no free text that people wrote. `trust`: whose administrator reads
    it; left out, the viewer's own where they have one.
    """
    if now.tzinfo is None:
        raise ValueError(f"{now} has no time zone. Pass an aware time.")
    head = session.scalars(select(tables.AuditHead).with_for_update()).one_or_none()
    if head is None:
        head = tables.AuditHead(id=1, seq=0, hash=chain.START)
        session.add(head)
    origin = ORIGIN.get(NOWHERE)
    own = viewer.trusts[0] if viewer is not None and len(viewer.trusts) == 1 else None
    entry = chain.sealed(
        Entry(
            seq=head.seq + 1,
            at=now.astimezone(UTC),
            person=viewer.person if viewer is not None else NOBODY,
            seen_by=viewer.seen_by if viewer is not None else "",
            role=viewer.role.name if viewer is not None else "",
            trust=trust or own,
            action=action.name,
            subject=subject[:LONGEST_SUBJECT],
            detail=detail[:LONGEST_DETAIL],
            snapshot=snapshot,
            result=result.name,
            request=origin.request,
            address=origin.address,
            previous=head.hash,
            hash="",
        )
    )
    session.add(tables.AuditEntry(**{name: getattr(entry, name) for name in Entry.__slots__}))
    head.seq, head.hash = entry.seq, entry.hash
    session.flush()
    return entry
