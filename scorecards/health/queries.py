"""The state of the service in words, line by line: for stewards and auditors."""

import platform
import sqlite3
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scorecards import formatting
from scorecards.accounts import sessions
from scorecards.audit import anchors, verifying
from scorecards.clock import london_date
from scorecards.health.model import Judgement, Line, Part, Readiness, State
from scorecards.people.access import check_sees_health
from scorecards.people.model import Viewer
from scorecards.settings import Settings
from scorecards.snapshots import queries
from scorecards.snapshots.manifest import TOOL_VERSION
from scorecards.store import tables


LONGEST_WITHOUT_TEST = timedelta(days=35)
OLDEST_CLAIMS = timedelta(days=400)  # an extract a year, and time to load it
LONGEST_WITHOUT_ANCHOR = timedelta(days=7)
LARGEST_WAL = 64_000_000
NEVER_TESTED = "No restore has been tested."
MEGABYTE = 1_000_000


def lines(
    session: Session, viewer: Viewer, settings: Settings, found: Readiness, *, now: datetime
) -> tuple[Line, ...]:
    """What can be fine or not, what needs a look first. `found`: what the probe says just now."""
    check_sees_health(viewer)
    told = (
        *_claims(session, settings, found, now),
        _restored(session, now),
        *_audit(session, settings, now),
        _sessions(session, now),
        *_parts(found),
        *_sizes(session, settings),
    )
    return tuple(sorted(told, key=lambda line: line.judgement is not Judgement.LOOK))


def versions(session: Session, viewer: Viewer) -> tuple[Line, ...]:
    """What runs here, for whoever is asked about a fault."""
    check_sees_health(viewer)
    sqlite = session.get_bind().dialect.name == "sqlite"
    told = sqlite3.sqlite_version if sqlite else _postgres(session)
    return (
        Line("Claims scorecards", TOOL_VERSION),
        Line("Python", platform.python_version()),
        Line("Streamlit", version("streamlit")),
        Line("SQLAlchemy", version("sqlalchemy")),
        Line("SQLite" if sqlite else "PostgreSQL", told),
    )


def restore_is_due(session: Session, viewer: Viewer, *, now: datetime) -> str | None:
    """The sentence for when no backup was proved lately; None where one was."""
    check_sees_health(viewer)
    line = _restored(session, now)
    return None if line.judgement is Judgement.FINE else f"{line.value} {line.advice}"


def _claims(
    session: Session, settings: Settings, found: Readiness, now: datetime
) -> tuple[Line, ...]:
    releases = queries.recorded(session)
    seen = {line.id for line in queries.published(session)}
    waiting = sum(
        queries.missing_approvals(session, each.id, approvals=settings.approvals) > 0
        for each in releases
        if each.id not in seen
    )
    queue = Line("Releases waiting for approval", formatting.count(waiting))
    if waiting:
        queue = Line(
            queue.name, queue.value, Judgement.LOOK, "Open the Data desk and approve them, or not."
        )
    current = next((each for each in releases if each.current), None)
    if current is None:
        advice = "Load a claims file on the Data desk, and publish it."
        return Line("Claims: what readers see", "None yet", Judgement.LOOK, advice), queue
    age = london_date(now) - current.as_at
    told = f"As at {formatting.day(current.as_at)}, {_days(age.days)} ago"
    shown = Line("Claims: what readers see", told)
    if age > OLDEST_CLAIMS:
        advice = "Ask for the next extract, and load it."
        shown = Line(shown.name, told, Judgement.LOOK, advice)
    return shown, _verified(found), queue


def _verified(found: Readiness) -> Line:
    name = "Claims: every byte was read"
    if found.verified_at is not None:
        return Line(name, f"On {formatting.moment(found.verified_at)}")
    advice = "Open the Data desk and verify the release. If it is damaged, load its files again."
    return Line(name, "Not lately", Judgement.LOOK, advice)


def _restored(session: Session, now: datetime) -> Line:
    name = "Last restore test"
    newest = tables.RestoreTest.id.desc()
    last = session.scalars(select(tables.RestoreTest).order_by(newest).limit(1)).one_or_none()
    sound = session.scalars(
        select(tables.RestoreTest).where(tables.RestoreTest.sound).order_by(newest).limit(1)
    ).one_or_none()
    how = "Make a backup and restore it elsewhere: docs/operations/backup.md says how."
    if last is not None and not last.sound:
        told = f"The one on {formatting.moment(last.at)} failed."
        return Line(name, told, Judgement.LOOK, f"{last.detail} {how}")
    if sound is None:
        return Line(name, NEVER_TESTED, Judgement.LOOK, how)
    ago = now - sound.at
    if ago > LONGEST_WITHOUT_TEST:
        told = f"No restore has been tested for {_days(ago.days)}."
        return Line(name, told, Judgement.LOOK, how)
    return Line(name, f"Sound, on {formatting.moment(sound.at)}")


def _audit(session: Session, settings: Settings, now: datetime) -> tuple[Line, ...]:
    head = session.get(tables.AuditHead, 1)
    number = Line("Audit trail: entries", formatting.count(head.seq if head else 0))
    verdict = verifying.recent(session)
    chain = Line("Audit trail: its chain", verdict.sentence())
    if verdict.broken is not None:
        advice = "Keep the database as it is, and run: python -m scorecards audit verify"
        chain = Line(chain.name, chain.value, Judgement.LOOK, advice)
    noted = anchors.read(settings.home / anchors.FILE)
    name = "Audit trail: noted outside the database"
    if noted and now - noted[-1].at <= LONGEST_WITHOUT_ANCHOR:
        outside = Line(name, f"On {formatting.moment(noted[-1].at)}")
    else:
        told = f"On {formatting.moment(noted[-1].at)}" if noted else "Never"
        advice = "Run once a day: python -m scorecards audit anchor"
        outside = Line(name, told, Judgement.LOOK, advice)
    return number, chain, outside


def _sessions(session: Session, now: datetime) -> Line:
    row = tables.SignIn
    open_ones = session.scalars(select(row.id).where(row.ended_at.is_(None), row.expires_at > now))
    alive = sessions.live(session, list(open_ones), now=now)
    return Line("People signed in now", formatting.count(len(alive)))


def _parts(found: Readiness) -> tuple[Line, ...]:
    names = {
        Part.DATABASE: "Database",
        Part.TABLES: "Tables",
        Part.DISK: "Disk",
        Part.CLOCK: "Clock",
    }
    advice = {
        Part.DATABASE: "Look into the log, and whether the disk is full.",
        Part.TABLES: "Have the owner of the database run: python -m scorecards database upgrade",
        Part.DISK: "Make room: below a tenth, nothing new can be relied on.",
        Part.CLOCK: "Set the clock of the server right.",
    }
    return tuple(
        Line(names[each.part], each.said)
        if each.state is State.READY
        else Line(names[each.part], each.said, Judgement.LOOK, advice[each.part])
        for each in found.parts
        if each.part in names
    )


def _sizes(session: Session, settings: Settings) -> tuple[Line, ...]:
    bind = session.get_bind()
    file = bind.engine.url.database
    if bind.dialect.name != "sqlite" or not file:
        size = session.scalar(select(func.pg_database_size(func.current_database()))) or 0
        return (Line("Database: its size", _megabytes(size)),)
    path = Path(file)
    wal = path.with_name(f"{path.name}-wal")
    waiting = wal.stat().st_size if wal.exists() else 0
    written = Line("Database: waiting to be merged", _megabytes(waiting))
    if waiting > LARGEST_WAL:
        advice = "Something reads without end. Restart the service."
        written = Line(written.name, written.value, Judgement.LOOK, advice)
    return Line("Database: its size", _megabytes(path.stat().st_size)), written


def _postgres(session: Session) -> str:
    return str(session.scalar(select(func.current_setting("server_version"))))


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
