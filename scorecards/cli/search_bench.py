"""`bench search`: what a search costs among thousands of items, on each store.

The items are made from the library's own paragraphs, shuffled, so that words are as frequent as in
life. SQLite is a file that goes away afterwards; PostgreSQL an empty database that is named.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from scorecards import settings
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.errors import UserError
from scorecards.library import reading as library
from scorecards.library.search import indexing, queries
from scorecards.library.search.model import Entry, Facet, Wanted
from scorecards.store import schema
from scorecards.store.engine import open_engine
from scorecards.store.postgres import open_owner
from scorecards.store.transactions import reading
from scorecards.taxonomy import codes


ITEMS, FEW_ARE = 5000, 10  # few are a tenth of them
BUDGET_MS = 50
ROUNDS = 5
PARAGRAPHS = 24
AT_ONCE = 500
# Rare and common words, phrases with synonyms, slips, facets, and no words at all.
SEARCHES = (
    Wanted("sepsis"),
    Wanted("hip fracture"),
    Wanted("baby died before birth"),
    Wanted("patient"),
    Wanted("what the nurse wrote in the notes at night"),
    Wanted("presure sore"),
    Wanted("needel stick in a waste bag"),
    Wanted("scan", facets={Facet.KIND: ("case-study",), Facet.SETTING: ("Acute hospital",)}),
    Wanted("", facets={Facet.TOPIC: ("Medicines",)}),
    Wanted(""),
)


def run(wanted: argparse.Namespace) -> Answer:
    """Every search some times, in turn, on each store with many and with few items."""
    if wanted.postgres:
        _check_empty(wanted.postgres)
    entries = _entries(wanted.items)
    measured = {"sqlite": _both(_sqlite, entries)}
    if wanted.postgres:
        measured["postgresql"] = _both(lambda: _postgres(wanted.postgres), entries)
    told: dict[str, object] = {
        "items": wanted.items,
        "searches": len(SEARCHES),
        "budget_ms": BUDGET_MS,
    }
    lines = [f"{wanted.items:,} items, {len(SEARCHES)} searches, each {ROUNDS} times."]
    for store, (many, few, writing) in measured.items():
        middle, slow = statistics.median(many), max(many)
        ratio = middle / statistics.median(few)
        told[store] = {
            "search_ms": round(middle, 1),
            "slowest_search_ms": round(slow, 1),
            "ratio_to_a_tenth_of_them": round(ratio, 2),
            "index_seconds": round(writing, 1),
        }
        lines.append(
            f"{store}: a search takes {middle:.0f} ms, the slowest {slow:.0f} ms (budget "
            f"{BUDGET_MS} ms). Ratio to a tenth of the items {ratio:.1f} to 1. "
            f"Indexed in {writing:.0f} s."
        )
    if len(measured) == 2:
        ratio = statistics.median(measured["postgresql"][0]) / statistics.median(
            measured["sqlite"][0]
        )
        told["postgresql_to_sqlite"] = round(ratio, 2)
        lines.append(f"PostgreSQL to SQLite: {ratio:.2f} to 1.")
    return Answer(told, lines)


def _both(
    opened: Callable[[], AbstractContextManager[Engine]], entries: Sequence[Entry]
) -> tuple[list[float], list[float], float]:
    """Milliseconds of each search with many and with few items, and seconds to index many."""
    with opened() as engine:
        few, _ = _measured(engine, entries[: len(entries) // FEW_ARE])
    with opened() as engine:
        many, writing = _measured(engine, entries)
    return many, few, writing


def _measured(engine: Engine, entries: Sequence[Entry]) -> tuple[list[float], float]:
    began = time.perf_counter()
    for first in range(0, len(entries), AT_ONCE):
        indexing.bring_entries_up(engine, entries[: first + AT_ONCE])
    writing = time.perf_counter() - began
    times: list[list[float]] = [[] for _ in SEARCHES]
    for turn in range(ROUNDS + 1):
        for number, wanted in enumerate(SEARCHES):
            began = time.perf_counter()
            with reading(engine, OPERATOR) as session:
                queries.search(session, OPERATOR, wanted)
            if turn:  # the first turn warms up
                times[number].append(1000 * (time.perf_counter() - began))
    return [statistics.median(each) for each in times], writing


@contextmanager
def _sqlite() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'search.db'}")
        schema.bring_up(engine)
        yield engine
        engine.dispose()


@contextmanager
def _postgres(url: str) -> Iterator[Engine]:
    engine = open_owner(url)
    schema.upgrade(engine)
    try:
        yield engine
    finally:
        schema.downgrade(engine, schema.NO_STEP)


def _check_empty(url: str) -> None:
    if schema.step_of(open_owner(url)) is not None:
        raise UserError("That database has tables. Name an empty one: the bench removes its own.")


def _entries(number: int) -> list[Entry]:
    """Entries as long as real ones, each from paragraphs of several; the same every time."""
    read = library.read(settings.LIBRARY, codes.read(settings.REFERENCE), themes=settings.THEMES)
    real = [indexing.entry_of(item, read.taxonomy) for item in read.items]
    paragraphs = [paragraph for entry in real for paragraph in (*entry.points, *entry.body)]
    draw = random.Random(1)
    made = []
    for place in range(number):
        like, other = draw.choice(real), draw.choice(real)
        made.append(
            replace(
                like,
                ref=f"{indexing.ITEM}{place}",
                title=f"{like.title} {place}",
                summary=other.summary,
                points=tuple(draw.choices(paragraphs, k=5)),
                body=tuple(draw.choices(paragraphs, k=PARAGRAPHS)),
            )
        )
    return made
