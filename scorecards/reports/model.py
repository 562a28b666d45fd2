"""Exports and the tables in them. No store, no clock."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from sqlalchemy.orm import Session

from scorecards.errors import UserError
from scorecards.library.model import Library
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.spreadsheets import Cell


MOST_ROWS = 50_000
TOO_MANY = (
    f"That is more than {MOST_ROWS:,} rows, the most that one file has. Narrow it down first."
)


def _not_opened() -> NoReturn:
    raise UserError("This file can be fetched where the whole service runs. Start it first.")


def _nothing() -> None:
    """There is nothing to make ready."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What the service holds open for all: the library, and the published release.

    `snapshot` raises NoSnapshot where nothing is published. `make_ready` does beforehand, once the
    service stands, what its first visitor would wait for.
    """

    library: Callable[[], Library] = _not_opened
    snapshot: Callable[[], Snapshot] = _not_opened
    make_ready: Callable[[], None] = _nothing


NOTHING_OPENED = Opened()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a file: in whose transaction, by whom, with what in the address, and when.

    `opened` is what files are made of that are not in the database.
    """

    session: Session
    viewer: Viewer
    given: Mapping[str, str]
    now: datetime
    opened: Opened = NOTHING_OPENED


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is fetched. `snapshot` is the release that it is about, if it is about one."""

    name: str
    media_type: str
    content: bytes
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """`check` is the rule for who may have it; `build` reads and makes it. Both may raise."""

    check: Callable[[Viewer], None]
    build: Callable[[Asked], File]
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What every exported table says of itself, and its rows.

    `about` are lines above the headings: who made it, when, of what, what is hidden.
    """

    title: str
    about: Sequence[tuple[str, str]]
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def limited(table: Table) -> Iterable[Sequence[Cell]]:
    """The rows of a table. UserError where there are more than one file may have."""
    for number, row in enumerate(table.rows):
        if number == MOST_ROWS:
            raise UserError(TOO_MANY)
        yield row
