"""Which releases there are and which one is served. Tells nothing about claims: needs no Viewer.

Only what stewards work with, the desk and the names of people in it, asks for one.
"""

import logging
from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from scorecards import formatting
from scorecards.errors import NoSnapshot, UserError
from scorecards.people.access import check_loads_claims
from scorecards.people.model import Viewer
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.opening import Snapshot, open_snapshot
from scorecards.store import tables
from scorecards.store.transactions import reading


log = logging.getLogger(__name__)
KEPT_BESIDE = 2
Opened = MutableMapping[str, Snapshot | DamagedSnapshot]


class Action(StrEnum):
    PUBLISHED = "published"
    ROLLED_BACK = "rolled back"


class State(StrEnum):
    """Where a release stands; the value is what the desk says."""

    CURRENT = "current"
    EARLIER = "earlier"
    TAKEN_BACK = "taken back"
    WAITING = "waiting for approval"
    READY = "ready to publish"


@dataclass(frozen=True, slots=True)
class Published:
    """One line of the history of what readers saw. `claims` counts; `at` is aware, in UTC."""

    id: str
    as_at: date
    claims: int
    at: datetime
    by: str
    action: Action
    current: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """A release that was built, published or not."""

    id: str
    as_at: date
    claims: int
    profile: str
    created_at: datetime
    fictional: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Done:
    """That somebody, by name, did something to a release."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A release as stewards see it. `missing` approvals; `own`: the viewer loaded it.

    `upload` is the number of its newest intake report; none for what was not read from files.
    """

    release: Recorded
    loaded: tuple[Done, ...]
    approved: tuple[Done, ...]
    missing: int
    own: bool
    upload: int | None
    state: State


@dataclass(frozen=True, slots=True)
class Serving:
    """What a page holds from its first line to its last. `notice` is shown above everything."""

    snapshot: Snapshot
    notice: str | None = None


def current_id(session: Session) -> str | None:
    """The release of the last publication; none before the first."""
    newest = tables.Publication.seq.desc()
    return session.scalar(select(tables.Publication.snapshot_id).order_by(newest).limit(1))


def published(session: Session) -> tuple[Published, ...]:
    """Every publication and roll-back, newest first; the first line is the current one."""
    rows = session.execute(
        select(tables.Publication, tables.Snapshot)
        .join(tables.Snapshot, tables.Snapshot.id == tables.Publication.snapshot_id)
        .order_by(tables.Publication.seq.desc())
    )
    return tuple(
        Published(
            id=release.id,
            as_at=release.as_at,
            claims=release.claims,
            at=line.at,
            by=line.by,
            action=Action(line.action),
            current=place == 0,
        )
        for place, (line, release) in enumerate(rows)
    )


def recorded(session: Session) -> tuple[Recorded, ...]:
    """Every release that was built, the newest as-at date first."""
    current = current_id(session)
    by_age = (tables.Snapshot.as_at.desc(), tables.Snapshot.created_at.desc(), tables.Snapshot.id)
    releases = session.scalars(select(tables.Snapshot).order_by(*by_age))
    return tuple(_recorded(release, current) for release in releases)


def earlier(session: Session, than: str) -> tuple[Recorded, ...]:
    """What readers saw before a release and can set it against, the newest first.

    Those it was published upon: none that was taken back, none of another currency or profile,
    none as at a later day.
    """
    pile, known = standing(session), session.get(tables.Snapshot, than)
    if known is None or than not in pile:
        return ()
    top = len(pile) - 1 - pile[::-1].index(than)
    below = [session.get_one(tables.Snapshot, each) for each in dict.fromkeys(pile[:top][::-1])]
    current = current_id(session)
    return tuple(
        _recorded(release, current)
        for release in below
        if release.id != than
        and _family(release) == _family(known)
        and release.as_at <= known.as_at
    )


def standing(session: Session) -> tuple[str, ...]:
    """The releases that stand one upon the other, the current one last.

    Publishing puts one on top; rolling back takes off what lies above its target. So a release
    that people took away is never served again by itself, and rolling back twice goes back twice.
    """
    lines = select(tables.Publication.snapshot_id, tables.Publication.action)
    pile: list[str] = []
    for snapshot_id, action in session.execute(lines.order_by(tables.Publication.seq)):
        if action == Action.ROLLED_BACK and snapshot_id in pile:
            while pile[-1] != snapshot_id:
                pile.pop()
        else:
            pile.append(snapshot_id)
    return tuple(pile)


def loaders(session: Session, snapshot_id: str) -> frozenset[str]:
    """Everybody, by person, who checked files that a release was made of."""
    rows = select(tables.Upload.by).where(tables.Upload.snapshot_id == snapshot_id)
    return frozenset(session.scalars(rows))


def missing_approvals(session: Session, snapshot_id: str, *, approvals: int) -> int:
    """How many of so many approvals there are not yet, by stewards who did not load it."""
    rows = select(tables.Approval.by).where(tables.Approval.snapshot_id == snapshot_id)
    counted = set(session.scalars(rows)) - loaders(session, snapshot_id)
    return max(0, approvals - len(counted))


def check_approved(session: Session, snapshot_id: str, *, approvals: int) -> None:
    """The rule of two persons: nobody publishes what only they have looked at."""
    missing = missing_approvals(session, snapshot_id, approvals=approvals)
    if missing:
        stewards = "1 more data steward" if missing == 1 else f"{missing} more data stewards"
        raise UserError(
            f"{stewards} must approve the release {snapshot_id} before it is published, other than "
            "the one who loaded it. They do so on the Data desk."
        )


def on_desk(session: Session, viewer: Viewer, *, approvals: int) -> tuple[OnDesk, ...]:
    """Every release with who loaded and approved it and where it stands, the last loaded first."""
    check_loads_claims(viewer)
    seen, pile = {each.id for each in published(session)}, standing(session)
    releases = [
        _on_desk(session, viewer, each, approvals, published=each.id in seen, pile=pile)
        for each in recorded(session)
    ]
    return tuple(sorted(releases, key=lambda each: each.release.created_at, reverse=True))


def history(session: Session, viewer: Viewer) -> tuple[Published, ...]:
    """`published`, with the names of those who did it."""
    check_loads_claims(viewer)
    lines = published(session)
    names = _names(session, {line.by for line in lines})
    return tuple(replace(line, by=names[line.by]) for line in lines)


def _on_desk(
    session: Session,
    viewer: Viewer,
    release: Recorded,
    approvals: int,
    *,
    published: bool,
    pile: tuple[str, ...],
) -> OnDesk:
    uploads = session.scalars(
        select(tables.Upload)
        .where(tables.Upload.snapshot_id == release.id)
        .order_by(tables.Upload.id)
    ).all()
    given = session.scalars(
        select(tables.Approval)
        .where(tables.Approval.snapshot_id == release.id)
        .order_by(tables.Approval.at)
    ).all()
    loaded_by = {row.by for row in uploads}
    names = _names(session, loaded_by | {row.by for row in given})
    missing = missing_approvals(session, release.id, approvals=approvals)
    if release.current:
        state = State.CURRENT
    elif published:
        state = State.EARLIER if release.id in pile else State.TAKEN_BACK
    else:
        state = State.WAITING if missing else State.READY
    return OnDesk(
        release=release,
        loaded=tuple(Done(names[row.by], row.at) for row in uploads),
        approved=tuple(Done(names[row.by], row.at) for row in given if row.by not in loaded_by),
        missing=missing,
        own=viewer.person in loaded_by,
        upload=uploads[-1].id if uploads else None,
        state=state,
    )


def _names(session: Session, people: set[str]) -> dict[str, str]:
    """The names of persons. Who is none, such as the command line, is called what it is."""
    rows = select(tables.Person.id, tables.Person.name).where(tables.Person.id.in_(people))
    known = {row.id: row.name for row in session.execute(rows)}
    return {person: known.get(person, f"the {person}") for person in people}


def open_current(engine: Engine, root: Path, *, opened: Opened) -> Serving:
    """The current release, or the newest sound one below it with a notice.

    `opened` keeps what was opened between calls, so that a page costs one indexed read. Raises
    NoSnapshot where there is nothing to serve.
    """
    with reading(engine) as session:
        current = current_id(session)
    if current is None:
        raise NoSnapshot("No claims have been published yet. Import a claims file and publish it.")
    snapshot = _open(root, current, opened)
    if snapshot is not None:
        _forget_others(opened, current)
        return Serving(snapshot)
    return _open_earlier(engine, root, current, opened)


def open_published(engine: Engine, root: Path, snapshot_id: str, *, opened: Opened) -> Snapshot:
    """Another release beside the current one, of those that readers have seen.

    `opened` is a memory of its own, so that neither pushes the other out; it keeps KEPT_BESIDE.
    Raises UserError for one that was never published, or that is damaged.
    """
    with reading(engine) as session:
        line = select(tables.Publication.seq).where(tables.Publication.snapshot_id == snapshot_id)
        if session.scalar(line.limit(1)) is None:
            raise UserError(f"There is no published release called “{snapshot_id}”.")
    snapshot = _open(root, snapshot_id, opened)
    if snapshot is None:
        raise UserError(
            f"The release {snapshot_id} could not be trusted and is not shown. Choose another "
            "one, or restore its folder from a backup."
        )
    opened[snapshot_id] = opened.pop(snapshot_id, snapshot)
    for other in list(opened)[:-KEPT_BESIDE]:
        opened.pop(other, None)
    return snapshot


def _open_earlier(engine: Engine, root: Path, current: str, opened: Opened) -> Serving:
    with reading(engine) as session:
        below = dict.fromkeys(reversed(standing(session)))
    for snapshot_id in below:
        snapshot = None if snapshot_id == current else _open(root, snapshot_id, opened)
        if snapshot is not None:
            return Serving(snapshot, _notice(snapshot))
    raise NoSnapshot(
        "None of the published claims can be trusted, so none are shown. "
        "Import the claims files again, or restore the releases from a backup."
    )


def _recorded(release: tables.Snapshot, current: str | None) -> Recorded:
    return Recorded(
        id=release.id,
        as_at=release.as_at,
        claims=release.claims,
        profile=release.profile,
        created_at=release.created_at,
        fictional=release.fictional,
        current=release.id == current,
    )


def _family(release: tables.Snapshot) -> tuple[str, str, bool]:
    return release.currency, release.profile, release.fictional


def _notice(snapshot: Snapshot) -> str:
    return (
        "The newest claims could not be trusted and are not shown. "
        f"You see the claims as at {formatting.day(snapshot.manifest.as_at)} instead."
    )


def _open(root: Path, snapshot_id: str, opened: Opened) -> Snapshot | None:
    known = opened.get(snapshot_id)
    if isinstance(known, Snapshot) and known.damage is None:
        return known
    if isinstance(known, DamagedSnapshot) and not known.may_be_mended():
        return None
    try:
        snapshot = open_snapshot(root, snapshot_id)
    except DamagedSnapshot as damage:
        log.error("Refused a damaged release: %s", damage)
        opened[snapshot_id] = damage
        return None
    opened[snapshot_id] = snapshot
    return snapshot


def _forget_others(opened: Opened, current: str) -> None:
    """Keeps one release in memory; pages that hold another keep it until they end."""
    for snapshot_id in [each for each in list(opened) if each != current]:
        opened.pop(snapshot_id, None)
