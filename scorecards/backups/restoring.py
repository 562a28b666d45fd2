"""A backup into an empty folder, and the proof that all of it came back: bytes, sums, chain."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, update

from scorecards import formatting
from scorecards.audit import anchors, verifying
from scorecards.backups import manifest
from scorecards.backups.making import appearing, copied
from scorecards.backups.manifest import DATABASE, SNAPSHOTS, Backup, Unsound
from scorecards.snapshots import queries
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.opening import check_figures, open_snapshot
from scorecards.store import copying, schema, tables
from scorecards.store.engine import open_engine
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing


RESTORED = "restored from a backup"
BY_HAND = (
    "The database is a dump of PostgreSQL. Make an empty database, read the dump into it with "
    "pg_restore, and start the service on both: docs/operations/backup.md says how."
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, in sentences. `whole`: the database too was opened and looked at."""

    backup: Backup
    found: tuple[str, ...]
    whole: bool


def restore(source: Path, to: Path, *, now: datetime) -> Restored:
    """The folder `to` appears when everything in it was found sound, or not at all.

    It can be served from as it is. Raises Unsound, naming the first thing that is wrong. Nobody is
    signed in there: sessions of the time of the backup are ended.
    """
    backup = manifest.read(source)
    with appearing(to) as folder:
        for file in backup.files:
            _bring(source, folder, file)
        found = [f"{formatting.count(len(backup.files))} files are as they were written."]
        whole = (folder / DATABASE).exists()
        if whole:
            found += _database(folder, now)
        else:
            found += [*_releases(folder, backup.releases, backup.current), BY_HAND]
    return Restored(backup, tuple(found), whole)


def _bring(source: Path, folder: Path, file: manifest.File) -> None:
    try:
        came = copied(source / file.path, folder / file.path)
    except FileNotFoundError as error:
        raise Unsound(f"{file.path} is missing from the backup.") from error
    if (came.sha256, came.size) != (file.sha256, file.size):
        raise Unsound(f"{file.path} is not as it was written to the backup.")


def _database(folder: Path, now: datetime) -> list[str]:
    engine = open_engine(f"sqlite:///{folder / DATABASE}")
    try:
        wrong = copying.faults(engine)
        if wrong:
            raise Unsound(wrong[0])
        schema.bring_up(engine)
        with reading(engine, SYSTEM) as session:
            current = queries.current_id(session)
            known = tuple(each.id for each in queries.recorded(session))
            verdict = verifying.whole(session, anchors.read(folder / anchors.FILE))
        if verdict.broken is not None:
            raise Unsound(verdict.sentence())
        there = tuple(each for each in known if (folder / SNAPSHOTS / each).exists())
        releases = _releases(folder, there, current)
        _sign_everybody_out(engine, now)
    finally:
        engine.dispose()
    return ["The database is sound.", verdict.sentence(), *releases]


def _releases(folder: Path, releases: tuple[str, ...], current: str | None) -> list[str]:
    """Every release opened, and the sums of the one that readers see."""
    try:
        for each in releases:
            open_snapshot(folder / SNAPSHOTS, each)
        if current is None:
            return ["Nothing had been published."]
        snapshot = open_snapshot(folder / SNAPSHOTS, current)
        check_figures(snapshot)
    except DamagedSnapshot as damage:
        raise Unsound(str(damage)) from damage
    number, rows = len(releases), snapshot.manifest.rows
    return [
        f"{formatting.count(number)} {'release is' if number == 1 else 'releases are'} as written. "
        f"Readers see {current}: {formatting.claims(rows)}, and every sum is right."
    ]


def _sign_everybody_out(engine: Engine, now: datetime) -> None:
    """Whoever signed out since, or was disabled, would be signed in again."""
    row = tables.SignIn
    with writing(engine, SYSTEM) as session:
        session.execute(
            update(row)
            .where(row.ended_at.is_(None))
            .values(ended_at=now, ended_why=RESTORED, id_token=None)
        )
        session.execute(update(tables.Download).values(content=b""))
