"""Keeping and dropping a group of trusts to compare with: the risk manager of a trust alone.

Every kept group stays in the table, for what was once seen cannot be unseen.
"""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.claims.comparison import groups
from scorecards.disclosure.groups import large_enough, nearest
from scorecards.disclosure.policy import SMALLEST_GROUP
from scorecards.errors import UserError
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store import tables


LONGEST_NAME = 60
MOST_GROUPS = 20


def keep_group(
    session: Session,
    viewer: Viewer,
    snapshot: Snapshot,
    trust: str,
    *,
    name: str,
    members: Collection[str],
    now: datetime,
) -> str:
    """Keeps a group under a name, and gives its code. UserError where it may not be kept."""
    groups.check_keeps_groups(viewer, trust)
    chosen = frozenset(members) - {trust}
    called = _name(name)
    _check_known(chosen, snapshot)
    ever = groups.ever_kept(session, trust)
    in_use = [group for group in ever if group.removed_at is None]
    if any(group.name.casefold() == called.casefold() for group in in_use):
        raise UserError(f"You have a group called “{called}” already. Choose another name.")
    if len(in_use) >= MOST_GROUPS:
        raise UserError(f"You have {MOST_GROUPS} groups. Drop one that you no longer use.")
    _check_safe(chosen, snapshot, trust, ever)
    row = tables.PeerGroup(
        trust=trust,
        name=called,
        members=json.dumps(sorted(chosen)),
        created_by=viewer.person,
        created_at=now,
    )
    session.add(row)
    session.flush()
    trail.record(session, viewer, Action.GROUP_KEPT, f"group/{row.id}", trust=trust, now=now)
    return f"{groups.KEPT}{row.id}"


def drop_group(
    session: Session, viewer: Viewer, trust: str, group_id: int, *, now: datetime
) -> None:
    """Takes a group out of use. One that is dropped already stays as it is."""
    groups.check_keeps_groups(viewer, trust)
    row = session.get(tables.PeerGroup, group_id)
    if row is None or row.trust != trust:
        raise UserError("That group no longer exists.")
    if row.removed_at is None:
        row.removed_at = now
        trail.record(
            session, viewer, Action.GROUP_DROPPED, f"group/{group_id}", trust=trust, now=now
        )


def _name(text: str) -> str:
    called = " ".join("".join(c for c in text if c.isprintable()).split())
    if not called:
        raise UserError("Give the group a name, so that you know it again.")
    if len(called) > LONGEST_NAME:
        raise UserError(f"The name is too long. Use at most {LONGEST_NAME} characters.")
    return called


def _check_known(chosen: frozenset[str], snapshot: Snapshot) -> None:
    unknown = sorted(chosen - set(snapshot.organisations))
    if unknown:
        raise UserError(f"The published claims know no trust “{unknown[0]}”.")


def _check_safe(
    chosen: frozenset[str],
    snapshot: Snapshot,
    trust: str,
    ever: Collection[groups.KeptGroup],
) -> None:
    claims = groups.claims_of(snapshot)
    if not large_enough(chosen, trust, claims):
        raise UserError(
            f"A group needs {SMALLEST_GROUP} other trusts with claims, so that none can be told "
            "apart. Choose more trusts."
        )
    near = nearest(chosen, groups.seen_by(snapshot, tuple(ever)), trust, claims)
    if near is not None:
        raise UserError(
            f"This group is too near to {near.name}: the few trusts in which they differ could be "
            "told apart. Use that group, or choose one that differs in at least five trusts."
        )
