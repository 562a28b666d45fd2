"""Keeping what can be found in step with the library and the documents.

Items come as a whole, when the library is read; documents one by one, in the transaction that
changes them. The index holds nothing that is not elsewhere: it may be lost, and is made anew.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from scorecards.library import prose
from scorecards.library.addresses import path
from scorecards.library.model import Heading, Item, Library
from scorecards.library.search.language import place_of
from scorecards.library.search.model import Entry, Facet
from scorecards.library.search.preparing import Prepared, digest, prepared, stamp
from scorecards.library.search.synonyms import Synonyms, reviewed
from scorecards.people.model import Circle
from scorecards.store import searching
from scorecards.store.scope import SYSTEM
from scorecards.store.tables import Findable
from scorecards.store.transactions import reading, writing
from scorecards.taxonomy.codes import Taxonomy


ITEM = "item/"
# Of the sections of an item, those that say in short what it is about.
SAY_IT_IN_SHORT = (Heading.KEY_POINTS,)
_FIGURE = re.compile(r"\{[^{}]*\}")


def bring_up_to_date(engine: Engine, library: Library) -> None:
    """Writes the items that changed, takes away those that are gone, and makes anew what another
    version of the software prepared. Quick where nothing changed. Several may do it at once.
    """
    bring_entries_up(engine, [entry_of(item, library.taxonomy) for item in library.items])


def bring_entries_up(
    engine: Engine, entries: Sequence[Entry], synonyms: Synonyms | None = None
) -> None:
    """The same for entries that stand for all items there are."""
    by = synonyms or reviewed()
    told = {entry.ref: digest(entry, by) for entry in entries}
    with reading(engine, SYSTEM) as session:
        changed, gone, old = _differing(session, told, by)
    if not (changed or gone or old):
        return
    ready = [prepared(entry, by) for entry in entries if entry.ref in changed]
    ready += [prepared(entry, by) for entry in old]
    with writing(engine, SYSTEM) as session:
        changed, gone, old = _differing(session, told, by)
        wanted = changed | {entry.ref for entry in old}
        _write(session, [each for each in ready if each.entry.ref in wanted])
        for ref in sorted(gone):
            remove(session, ref)


def put(session: Session, entry: Entry) -> None:
    """One entry, new or changed. The caller owns the transaction."""
    _write(session, [prepared(entry, reviewed())])


def remove(session: Session, ref: str) -> None:
    """Nobody finds it any more. The caller owns the transaction."""
    row = session.scalar(select(Findable).where(Findable.ref == ref))
    if row is None:
        return
    searching.count_spelling(session, row.seen_by, dict.fromkeys(json.loads(row.spelt), -1))
    searching.remove(session, [row.id])
    session.execute(delete(Findable).where(Findable.id == row.id))


def entry_of(item: Item, taxonomy: Taxonomy) -> Entry:
    """An item as it is found. Its figures are not in it: they change with every release."""
    named = [taxonomy[name].name_of(code) for name in item.codes for code in item.codes[name]]
    short = [text for heading, text in item.sections.items() if heading in SAY_IT_IN_SHORT]
    rest = [text for heading, text in item.sections.items() if heading not in SAY_IT_IN_SHORT]
    return Entry(
        ref=f"{ITEM}{item.slug}",
        title=item.title,
        address=path(item),
        facets={
            Facet.KIND: (item.kind.value,),
            Facet.TOPIC: item.topics,
            Facet.AUDIENCE: item.audience,
            Facet.SETTING: (item.setting,),
            Facet.SCHEME: tuple(sorted(item.scheme_kinds)),
        },
        summary=_FIGURE.sub("…", item.summary),
        about=(*sorted(named), *item.topics, *([item.owner] if item.owner else [])),
        points=(*[h for h in item.sections if h not in list(Heading)], *_plain(short)),
        body=(*_plain([item.opening, *rest]), *item.sources),
        dated=item.reviewed,
    )


def _plain(texts: Iterable[str]) -> Iterator[str]:
    """Every paragraph and point as it is read. One that holds a figure is not found by it."""
    for text in texts:
        for block in prose.parsed(text):
            for line in _lines(block):
                yield _FIGURE.sub("…", prose.words(line))


def _lines(block: prose.Block) -> Iterator[prose.Line]:
    if isinstance(block, prose.Listing):
        yield from block.lines
    elif isinstance(block, prose.Grid):
        for row in (block.head, *block.rows):
            yield from row
    else:
        yield block.line


def _differing(
    session: Session, told: dict[str, str], synonyms: Synonyms
) -> tuple[set[str], set[str], list[Entry]]:
    """Which entries are to be written, which are gone, and which others are to be made anew."""
    there = {row.ref: row for row in session.execute(
        select(Findable.id, Findable.ref, Findable.digest))}  # fmt: skip
    held = searching.held(session)
    known = {ref: row.digest for ref, row in there.items() if row.id in held}
    changed = {ref for ref, each in told.items() if known.get(ref) != each}
    gone = {ref for ref in there if ref.startswith(ITEM) and ref not in told}
    old = [
        ref
        for ref in there
        if ref not in told
        and ref not in gone
        and not known.get(ref, "").startswith(stamp(synonyms))
    ]
    rows = session.scalars(select(Findable).where(Findable.ref.in_(old))) if old else ()
    return changed, gone, [_entry(row) for row in rows]


def _write(session: Session, ready: Sequence[Prepared]) -> None:
    if not ready:
        return
    refs = [each.entry.ref for each in ready]
    there = {
        row.ref: row for row in session.scalars(select(Findable).where(Findable.ref.in_(refs)))
    }
    more: dict[str, Counter[str]] = {circle.value: Counter() for circle in Circle}
    searching.remove(session, [row.id for row in there.values()])
    for each in ready:
        row = there.get(each.entry.ref)
        if row is None:
            row = Findable(ref=each.entry.ref)
            session.add(row)
            there[each.entry.ref] = row
        else:
            more[row.seen_by].subtract(json.loads(row.spelt))
        _fill(row, each)
        more[row.seen_by].update(each.spelt)
    session.flush()
    searching.add(session, {there[each.entry.ref].id: each.words for each in ready})
    for circle, numbers in more.items():
        searching.count_spelling(session, circle, numbers)


def _fill(row: Findable, ready: Prepared) -> None:
    entry = ready.entry
    row.digest = ready.digest
    row.title, row.summary, row.address = entry.title, entry.summary, entry.address
    row.place = place_of(entry.title)
    row.dated, row.seen_by = entry.dated, entry.seen_by.value
    row.facets = json.dumps({facet.value: entry.facets.get(facet, ()) for facet in Facet})
    row.pieces = json.dumps([entry.about, entry.points, entry.body])
    row.spelt = json.dumps(sorted(ready.spelt))


def _entry(row: Findable) -> Entry:
    about, points, body = (tuple(each) for each in json.loads(row.pieces))
    facets = {Facet(name): tuple(values) for name, values in json.loads(row.facets).items()}
    dated: date | None = row.dated
    return Entry(
        row.ref, row.title, row.address, facets, row.summary, about, points, body, dated,
        Circle(row.seen_by),
    )  # fmt: skip
