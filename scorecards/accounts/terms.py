"""The terms of use: the text in force, and who accepted which version of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy.orm import Session

from scorecards.accounts.model import SignedIn
from scorecards.accounts.signing_in import as_oneself
from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.errors import UserError
from scorecards.settings import TERMS
from scorecards.store import tables


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with the paragraphs and then the points under it."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """`version` is the name of the file; the first part's heading is that of the whole."""

    version: str
    parts: tuple[Part, ...]


@lru_cache(maxsize=4)
def in_force(folder: Path = TERMS) -> Terms:
    """The newest version. Read once: a new one comes with a new release of the program."""
    files = sorted(folder.glob("*.md"))
    if not files:
        raise UserError("There are no terms of use. Install the program again.")
    return Terms(files[-1].stem, _parts(files[-1].read_text(encoding="utf-8")))


def accepted(session: Session, person: str) -> bool:
    """Whether a person accepted the version in force. Inside a transaction with SYSTEM."""
    return session.get(tables.Acceptance, (person, in_force().version)) is not None


def accept(session: Session, signed_in: SignedIn, version: str, *, now: datetime) -> None:
    """Writes down that the person who sits there accepted the version they were shown, once.

    UserError where another one is in force by now. Inside a transaction with SYSTEM.
    """
    if version != in_force().version:
        raise UserError("The terms have changed meanwhile. Read them again.")
    person = signed_in.person.id
    if accepted(session, person):
        return
    session.add(tables.Acceptance(person=person, version=version, at=now))
    viewer = as_oneself(session, signed_in)
    trail.record(session, viewer, Action.TERMS_ACCEPTED, f"terms/{version}", now=now)


def _parts(text: str) -> tuple[Part, ...]:
    """Headings, paragraphs and points with a dash are all that the file may hold, a line each."""
    found: list[tuple[str, list[str], list[str]]] = []
    for line in (each.strip() for each in text.splitlines() if each.strip()):
        if line.startswith("#"):
            found.append((line.lstrip("# "), [], []))
        elif line.startswith("- "):
            found[-1][2].append(line[2:])
        else:
            found[-1][1].append(line)
    return tuple(Part(heading, tuple(said), tuple(points)) for heading, said, points in found)
