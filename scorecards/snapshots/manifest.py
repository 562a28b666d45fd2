"""The manifest: what a release holds, to the byte and the penny. JSON out, strict JSON in."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Any

from scorecards.snapshots.model import MANIFEST, SCHEMA_VERSION, SNAPSHOT_ID, Source


TOOL_VERSION = "0.1.0"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file: its path in the release, with `/`; its size in bytes; its rows."""

    path: str
    sha256: str
    size: int
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """`rows` counts claims; `money` sums each money column of all claims, in pence."""

    id: str
    as_at: date
    created_at: datetime
    profile: str
    currency: str
    fictional: bool
    sources: tuple[Source, ...]
    recipe: str
    rows: int
    money: Mapping[str, int]
    files: tuple[FileEntry, ...]
    tool: str = TOOL_VERSION
    schema_version: int = SCHEMA_VERSION


def to_json(manifest: Manifest) -> str:
    told = {name: getattr(manifest, name) for name in Manifest.__slots__}
    told["as_at"] = manifest.as_at.isoformat()
    told["created_at"] = manifest.created_at.astimezone(UTC).isoformat()
    told["sources"] = [_told(source) for source in manifest.sources]
    told["files"] = [_told(file) for file in manifest.files]
    told["money"] = dict(manifest.money)
    return json.dumps(told, sort_keys=True, indent=1, ensure_ascii=False) + "\n"


def from_json(text: str) -> Manifest:
    """Raises ValueError for all but what `to_json` writes in this layout."""
    told = _object(json.loads(text), Manifest.__slots__)
    _expect(told["schema_version"] == SCHEMA_VERSION, "has a layout this version cannot read")
    _expect(SNAPSHOT_ID.fullmatch(_text(told["id"])) is not None, "has no proper id")
    _expect(isinstance(told["fictional"], bool), "does not say whether it is fictional")
    _expect(isinstance(told["money"], dict), "has no sums of money")
    created_at = datetime.fromisoformat(_text(told["created_at"]))
    _expect(created_at.tzinfo is not None, "has no time zone")
    return Manifest(
        id=told["id"],
        as_at=date.fromisoformat(_text(told["as_at"])),
        created_at=created_at,
        profile=_text(told["profile"]),
        currency=_text(told["currency"]),
        fictional=told["fictional"],
        sources=tuple(_source(each) for each in _list(told["sources"])),
        recipe=_text(told["recipe"]),
        rows=_count(told["rows"]),
        money={name: _whole(pence) for name, pence in told["money"].items()},
        files=tuple(_file(each) for each in _list(told["files"])),
        tool=_text(told["tool"]),
        schema_version=told["schema_version"],
    )


def sha256_line(content: bytes) -> bytes:
    """What stands beside the manifest, in the form that `sha256sum --check` reads."""
    return f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()


def _told(part: Source | FileEntry) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__slots__}


def _source(told: object) -> Source:
    fields = _object(told, Source.__slots__)
    return Source(_text(fields["name"]), _sha256(fields["sha256"]), _count(fields["size"]))


def _file(told: object) -> FileEntry:
    fields = _object(told, FileEntry.__slots__)
    path = PurePosixPath(_text(fields["path"]))
    _expect(not path.is_absolute() and ".." not in path.parts, "names a file outside the release")
    size, rows = _count(fields["size"]), _count(fields["rows"])
    return FileEntry(str(path), _sha256(fields["sha256"]), size, rows)


def _object(told: object, names: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(told, dict) or set(told) != set(names):
        raise ValueError("does not have exactly the expected entries")
    return told


def _list(told: object) -> list[object]:
    if not isinstance(told, list):
        raise ValueError("has something else where a list belongs")
    return told


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise ValueError("has something else where a text belongs")
    return told


def _sha256(told: object) -> str:
    _expect(_SHA256.fullmatch(_text(told)) is not None, "has something else where a hash belongs")
    return _text(told)


def _whole(told: object) -> int:
    if isinstance(told, bool) or not isinstance(told, int):
        raise ValueError("has something else where a whole number belongs")
    return told


def _count(told: object) -> int:
    _expect(_whole(told) >= 0, "has a count below nothing")
    return _whole(told)


def _expect(true: bool, fault: str) -> None:
    if not true:
        raise ValueError(fault)
