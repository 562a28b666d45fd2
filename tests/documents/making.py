"""Documents made through the real commands, for tests."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from scorecards.documents import commands
from scorecards.documents.antivirus import NOT_SCANNED
from scorecards.documents.model import CheckedFile, DocumentKind, Draft, FileType
from scorecards.people.model import Circle
from scorecards.store.transactions import writing
from tests.documents.files import pdf
from tests.people.viewers import editor


NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MATERNITY, FALLS = "Maternity and newborn", "Falls, skin and everyday care"
_keys = count()


def key() -> str:
    return f"form-{next(_keys)}"


def draft(**other) -> Draft:
    plain = Draft(
        kind=DocumentKind.GUIDANCE,
        title="Checking beds after a fall",
        summary="What to look at before the bed is used again, for ward managers.",
        topics=(FALLS,),
        seen_by=Circle.MEMBERS,
        form_key=key(),
    )
    return replace(plain, **other)


def file(says: str = "Guidance", name: str = "guidance.pdf", **of) -> CheckedFile:
    """A checked file that differs from others by what it says."""
    content = pdf(says=says)
    digest = hashlib.sha256(content).hexdigest()
    return CheckedFile(name, FileType.PDF, content, digest, NOT_SCANNED, text=(says,), **of)


def add(engine, *, says="Guidance", name="guidance.pdf", checked=None, days=0, **of) -> int:
    with writing(engine, editor()) as session:
        return commands.add(
            session, editor(), draft(**of), checked or file(says, name), looked_through=True,
            now=NOW + timedelta(days=days),
        )  # fmt: skip


def replaced(engine, number: int, *, says: str, note: str = "New figures", days: int = 1, **of):
    given = {"form_key": key(), "looked_through": True, **of}
    with writing(engine, editor()) as session:
        return commands.replace(
            session, editor(), number, file(says), note=note, now=NOW + timedelta(days=days),
            **given,
        )  # fmt: skip


def withdrawn(engine, number: int, *, why: str = "It is out of date", days: int = 2) -> None:
    with writing(engine, editor()) as session:
        commands.withdraw(session, editor(), number, why=why, now=NOW + timedelta(days=days))
