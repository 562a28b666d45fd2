"""Whether a release on the disk is still as it was written, asked often and at little cost."""

import os
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.opening import open_snapshot


AGAIN = timedelta(hours=1)
_Files = frozenset[tuple[str, int, int, int]]


@dataclass(frozen=True, slots=True)
class Looked:
    """When every byte of a release was read last, and what was wrong with it, if anything."""

    id: str
    at: datetime
    damage: str | None


class Watch:
    """Reads every byte of a release once an hour, and whenever a file is another than it was.

    In between it asks the disk only whether the files are the same: a few milliseconds.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: tuple[Looked, _Files] | None = None

    def look(self, root: Path, snapshot_id: str, *, now: datetime) -> Looked:
        with self._lock:
            files = _files(root / snapshot_id)
            if self._known is not None:
                known, were = self._known
                if known.id == snapshot_id and were == files and now - known.at < AGAIN:
                    return known
            damage = None
            try:
                open_snapshot(root, snapshot_id)
            except DamagedSnapshot as found:
                damage = str(found)
            looked = Looked(snapshot_id, now, damage)
            self._known = looked, files
            return looked


def _files(folder: Path) -> _Files:
    """Every file below a folder, by what the disk says of it."""
    found = []
    for place, _, names in os.walk(folder):
        for path in (Path(place, name) for name in names):
            try:
                told = path.stat()
            except FileNotFoundError:
                continue
            found.append((str(path), told.st_ino, told.st_mtime_ns, told.st_size))
    return frozenset(found)
