"""Taking a backup while the service runs: the database of one moment, and every release in it."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine

from scorecards.audit import anchors
from scorecards.backups import manifest
from scorecards.backups.manifest import DATABASE, DUMP, SNAPSHOTS, Backup, File
from scorecards.errors import UserError
from scorecards.settings import Settings
from scorecards.snapshots import disk, queries
from scorecards.snapshots.model import MANIFEST, MANIFEST_SHA256, DamagedSnapshot
from scorecards.snapshots.opening import open_snapshot
from scorecards.store import copying, schema
from scorecards.store.transactions import reading


AT_ONCE = 1 << 20


def make(
    engine: Engine, settings: Settings, to: Path, *, owner_url: str | None, now: datetime
) -> Backup:
    """The folder `to` appears when everything is in it, or not at all. UserError where it is taken.

    Releases that cannot be trusted are left out, and named.
    """
    with appearing(to) as folder:
        files = [*_anchors(settings, folder), _database(engine, folder, owner_url)]
        # Asked after the database was copied: every release that it knows is among these.
        with reading(engine) as session:
            current = queries.current_id(session)
            known = [each.id for each in queries.recorded(session)]
        kept, left_out = [], {}
        for snapshot_id in known:
            try:
                files += _release(settings.snapshots, snapshot_id, folder)
                kept.append(snapshot_id)
            except DamagedSnapshot as damage:
                left_out[snapshot_id] = str(damage)
        step = schema.step_of(engine) or ""
        made = Backup(now, step, current, tuple(kept), left_out, tuple(files))
        content = manifest.to_json(made)
        disk.write_file(folder / manifest.MANIFEST, content)
        disk.write_file(folder / manifest.SHA256, manifest.sha256_line(content))
    return made


@contextmanager
def appearing(to: Path) -> Iterator[Path]:
    """A folder to fill, which is called `to` at the end. What is left of it on the way is removed.

    UserError where something is there already, or where there is no room.
    """
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise UserError(f"There is something in {to} already. Name a folder that is empty.")
    folder = to.absolute().parent / f".{to.name}-{uuid4().hex}"
    try:
        disk.make_folder(folder)
        yield folder
        disk.sync_folders_below(folder)
        folder.replace(to)
        disk.sync_folder(to.absolute().parent)
    except OSError as error:
        raise UserError(f"The folder {to} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _anchors(settings: Settings, folder: Path) -> Iterator[File]:
    """Before the database: what was noted of it is in it, then."""
    noted = settings.home / anchors.FILE
    if noted.exists():
        content = noted.read_bytes()
        disk.write_file(folder / anchors.FILE, content)
        yield manifest.told(anchors.FILE, content)


def _database(engine: Engine, folder: Path, owner_url: str | None) -> File:
    file = engine.url.database
    if engine.dialect.name == "sqlite" and file:
        copying.copy_sqlite(Path(file), folder / DATABASE)
        return hashed(folder, DATABASE)
    copying.dump_postgres(owner_url, folder / DUMP)
    return hashed(folder, DUMP)


def _release(root: Path, snapshot_id: str, folder: Path) -> list[File]:
    """The files of a release, each as its own manifest says that it was written."""
    snapshot = open_snapshot(root, snapshot_id)
    files = []
    for path in (*(entry.path for entry in snapshot.manifest.files), MANIFEST, MANIFEST_SHA256):
        content = (root / snapshot_id / path).read_bytes()
        place = f"{SNAPSHOTS}/{snapshot_id}/{path}"
        disk.write_file(folder / place, content)
        files.append(manifest.told(place, content))
    return files


def hashed(folder: Path, path: str) -> File:
    """A file by its content, read a piece at a time: a database may be large."""
    digest, size = hashlib.sha256(), 0
    with (folder / path).open("rb") as file:
        while piece := file.read(AT_ONCE):
            digest.update(piece)
            size += len(piece)
    return File(path, digest.hexdigest(), size)


def copied(source: Path, to: Path) -> File:
    """A file copied to a new place, with what was written there. Its folder is made."""
    digest, size = hashlib.sha256(), 0
    disk.make_folder(to.parent)
    opened = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk.FILE_MODE)
    with source.open("rb") as old, os.fdopen(opened, "wb") as new:
        while piece := old.read(AT_ONCE):
            new.write(piece)
            digest.update(piece)
            size += len(piece)
        new.flush()
        os.fsync(new.fileno())
    return File(to.name, digest.hexdigest(), size)
