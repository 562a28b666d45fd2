"""Where the chain stood, noted in a file outside the database: one line of JSON each time.

Whoever can write into the database could write the whole chain anew; not what was noted elsewhere.
"""

import json
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from scorecards.audit.model import Anchor
from scorecards.errors import UserError
from scorecards.store import tables


FILE = "anchors.jsonl"
FILE_MODE = 0o640


def note(session: Session, file: Path, *, now: datetime) -> Anchor | None:
    """Adds where the chain stands to the file, unless its last line says so. None: no entries yet.

    Takes a session with `store.scope.SYSTEM`.
    """
    head = session.get(tables.AuditHead, 1)
    if head is None or head.seq == 0:
        return None
    anchor = Anchor(head.seq, head.hash, now)
    before = read(file)
    if before and (before[-1].seq, before[-1].hash) == (anchor.seq, anchor.hash):
        return before[-1]
    line = json.dumps({"seq": anchor.seq, "hash": anchor.hash, "at": anchor.at.isoformat()})
    file.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FILE_MODE)
    with os.fdopen(opened, "a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")
        stream.flush()
        os.fsync(stream.fileno())
    return anchor


def read(file: Path) -> tuple[Anchor, ...]:
    """What was noted, the oldest first; nothing where there is no file. UserError where damaged."""
    if not file.exists():
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(_anchor(file, number, line) for number, line in enumerate(lines, 1))


def _anchor(file: Path, number: int, line: str) -> Anchor:
    try:
        told = json.loads(line)
        return Anchor(int(told["seq"]), str(told["hash"]), datetime.fromisoformat(told["at"]))
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(
            f"Line {number} of {file.name} is damaged. Look for a copy of it."
        ) from error
