"""What a backup says of itself: every file with its SHA-256. JSON out, strict JSON in."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from scorecards.errors import UserError


MANIFEST, SHA256 = "backup.json", "backup.sha256"
DATABASE, DUMP, SNAPSHOTS = "scorecards.db", "database.dump", "snapshots"
UNFINISHED = "It is no backup, or was never finished. Take another one."


class Unsound(UserError):
    """A backup that cannot be relied on; the sentence names what is wrong with it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file by its path in the backup, with `/`; its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Backup:
    """`step` is that of the tables. `left_out`: releases that could not be trusted, and why."""

    made_at: datetime
    step: str
    current: str | None
    releases: tuple[str, ...]
    left_out: Mapping[str, str]
    files: tuple[File, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def told(path: str, content: bytes) -> File:
    return File(path, hashlib.sha256(content).hexdigest(), len(content))


def to_json(backup: Backup) -> bytes:
    fields = {**asdict(backup), "made_at": backup.made_at.isoformat()}
    return (json.dumps(fields, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def sha256_line(content: bytes) -> bytes:
    """What stands beside the manifest, in the form that `sha256sum --check` reads."""
    return f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()


def read(folder: Path) -> Backup:
    """Raises Unsound where there is no backup, or another manifest than was written."""
    try:
        content = (folder / MANIFEST).read_bytes()
        line = (folder / SHA256).read_bytes()
    except OSError as error:
        raise Unsound(f"The folder {folder} has no {MANIFEST}. {UNFINISHED}") from error
    if line != sha256_line(content):
        raise Unsound(f"{MANIFEST} is not as it was written.")
    try:
        fields = json.loads(content)
        return Backup(
            made_at=datetime.fromisoformat(fields["made_at"]),
            step=str(fields["step"]),
            current=fields["current"],
            releases=tuple(fields["releases"]),
            left_out=dict(fields["left_out"]),
            files=tuple(_file(each) for each in fields["files"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Unsound(f"{MANIFEST} cannot be read by this version of the program.") from error


def _file(fields: dict[str, Any]) -> File:
    path = PurePosixPath(fields["path"])
    if path.is_absolute() or ".." in path.parts:
        raise ValueError("names a file outside the backup")
    return File(str(path), str(fields["sha256"]), int(fields["size"]))
