"""The library that readers see: what ships, with what was published at the desk laid over it.

The latest edition of each address counts. A published one takes the place of the file of that name;
a withdrawn one takes the item away. An edition that cannot be read is left out, so that the file
stands, and what is wrong with it is told.
"""

import logging
import threading
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from scorecards import settings
from scorecards.errors import Refused
from scorecards.library import reading
from scorecards.library.desk.model import State
from scorecards.library.model import Item, ItemKind, Library
from scorecards.store import tables
from scorecards.taxonomy import codes


log = logging.getLogger(__name__)
_ROW = tables.Edition
# Which state the editions are in that decide what readers see: it never comes a second time.
Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest edition of an address that was ever published, and whether it still is."""

    slug: str
    number: int
    withdrawn: bool
    text: str


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The library as readers see it. `damaged`: what is wrong with editions that were left out."""

    library: Library
    damaged: Mapping[str, tuple[str, ...]]


def overlaid(shipped: Library, editions: Iterable[Standing]) -> Overlaid:
    """What ships with the editions laid over it. Any text at all may stand in an edition."""
    items: dict[str, Item] = dict(shipped.by_slug)
    damaged: dict[str, tuple[str, ...]] = {}
    for each in editions:
        if each.withdrawn:
            items.pop(each.slug, None)
            continue
        try:
            items[each.slug] = reading.item_of(each.slug, each.text, shipped.taxonomy)
        except Refused as refused:
            damaged[each.slug] = (str(refused), *refused.reasons)
    library = Library(tuple(items[slug] for slug in sorted(items)), shipped.taxonomy)
    return Overlaid(library, damaged)


def standing(session: Session) -> tuple[Standing, ...]:
    """The latest edition that was published, of each address that has one, by address."""
    latest = (
        select(_ROW.slug, func.max(_ROW.number).label("number"))
        .where(_ROW.published_at.is_not(None))
        .group_by(_ROW.slug)
        .subquery()
    )
    rows = session.scalars(
        select(_ROW)
        .join(latest, (latest.c.slug == _ROW.slug) & (latest.c.number == _ROW.number))
        .order_by(_ROW.slug)
    )
    return tuple(
        Standing(row.slug, row.number, row.state == State.WITHDRAWN.name, row.text) for row in rows
    )


def mark(session: Session) -> Mark:
    """Changes whenever something is published or withdrawn: one small question."""
    number, revisions = session.execute(
        select(func.count(), func.coalesce(func.sum(_ROW.revision), 0)).where(
            _ROW.published_at.is_not(None)
        )
    ).one()
    return number, revisions


@cache
def shipped() -> Library:
    """What ships with the software, read once."""
    return reading.read(settings.LIBRARY, codes.read(settings.REFERENCE), themes=settings.THEMES)


def differs(slug: str, text: str) -> bool:
    """Whether a text says something else than what ships under its address, if anything does."""
    try:
        return shipped().by_slug.get(slug) != reading.item_of(slug, text, shipped().taxonomy)
    except Refused:
        return True


def shipped_text(slug: str) -> str:
    """The file of an item that ships, as it stands; empty where there is none."""
    item = shipped().by_slug.get(slug)
    if item is None:
        return ""
    folder = (
        settings.THEMES
        if item.kind is ItemKind.REPORT
        else (settings.LIBRARY / reading.FOLDERS[item.kind])
    )
    return (folder / f"{slug}.md").read_text(encoding="utf-8")


class _Shelf:
    """The library of one database, built again only when its mark is another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._built: tuple[Mark, Overlaid] | None = None

    def now(self, session: Session) -> Overlaid:
        here = mark(session)
        with self._lock:
            if self._built is None or self._built[0] != here:
                found = overlaid(shipped(), standing(session))
                for slug, reasons in found.damaged.items():
                    log.error("The edition of %s was left out: %s", slug, " ".join(reasons))
                self._built = here, found
            return self._built[1]


# A dialect is what all connections and options of one database share, and ends with it.
_SHELVES: MutableMapping[Dialect, _Shelf] = WeakKeyDictionary()


def current(session: Session) -> Overlaid:
    """The library as readers see it now. The same object as long as nothing was published."""
    return _SHELVES.setdefault(session.get_bind().dialect, _Shelf()).now(session)
