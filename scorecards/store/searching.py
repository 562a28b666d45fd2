"""The words of what can be found, in each store's own full-text index: FTS5, or tsvector and GIN.

Both hold finished words and answer one question: who holds this word? What it means, and what comes
first, is for `library.search`, which is the same on both. A word reaches the stores as a value, and
in quotation marks, never as a part of a statement or of a query language.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, Engine, Row, text
from sqlalchemy.orm import Session

from scorecards.errors import UserError


TABLE = "findable_words"
NO_FTS5 = (
    "SQLite was built here without FTS5, which the search of the library needs. Use Python from "
    "Debian or from python.org, or PostgreSQL as the database."
)
# In words, letters, digits and the mark of a group of synonyms count; a store adds nothing.
_MAKE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, detail = none, columnsize = 0, "
        "tokenize = \"ascii tokenchars '='\")",
    ),
    "postgresql": (
        f"CREATE TABLE {TABLE} (id integer PRIMARY KEY REFERENCES findable ON DELETE CASCADE, "
        "words tsvector NOT NULL)",
        f"CREATE INDEX ix_{TABLE} ON {TABLE} USING gin (words) WITH (fastupdate = off)",
    ),
}
_ADD = {
    "sqlite": f"INSERT INTO {TABLE} (rowid, words) VALUES (:id, :words)",
    "postgresql": f"INSERT INTO {TABLE} (id, words) "
    "VALUES (:id, array_to_tsvector(string_to_array(:words, ' ')))",
}
_REMOVE = {
    "sqlite": f"DELETE FROM {TABLE} WHERE rowid = :id",
    "postgresql": f"DELETE FROM {TABLE} WHERE id = :id",
}
_HELD = {"sqlite": f"SELECT rowid FROM {TABLE}", "postgresql": f"SELECT id FROM {TABLE}"}
_HOLDING = {
    "sqlite": "SELECT asked.value, "
    f"(SELECT group_concat(rowid) FROM {TABLE} WHERE {TABLE} MATCH '\"' || asked.value || '\"') "
    "FROM (SELECT value FROM json_each('[\"' || replace(:words, ' ', '\",\"') || '\"]')) AS asked",
    "postgresql": "SELECT asked.word, "
    f"(SELECT string_agg(id::text, ',') FROM {TABLE} "
    "WHERE words @@ ('''' || asked.word || '''')::tsquery) "
    "FROM unnest(string_to_array(:words, ' ')) AS asked (word)",
}
_SEEN = {
    "sqlite": "SELECT id, place, ref, coalesce(dated, ''), facets FROM findable "
    "WHERE seen_by IN ({})",
    "postgresql": "SELECT id, place, ref, coalesce(dated::text, ''), facets FROM findable "
    "WHERE seen_by IN ({})",
}
_SPELT = {
    "sqlite": "SELECT group_concat(word || ' ' || held_by, ',') FROM spelling "
    "WHERE length(word) BETWEEN :shortest AND :longest AND seen_by = :circle",
    "postgresql": "SELECT string_agg(word || ' ' || held_by, ',') FROM spelling "
    "WHERE length(word) BETWEEN :shortest AND :longest AND seen_by = :circle",
}
_COUNT = (
    "INSERT INTO spelling (word, seen_by, held_by) VALUES (:word, :seen_by, :more) "
    "ON CONFLICT (word, seen_by) DO UPDATE SET held_by = spelling.held_by + excluded.held_by"
)


def belongs(table: str) -> bool:
    """Whether a table is the index, or one that FTS5 keeps beside it."""
    return table.startswith(TABLE)


def check_fts5(engine: Engine) -> None:
    """UserError where the SQLite of this machine cannot search."""
    with engine.connect() as connection:
        if not connection.scalar(text("SELECT sqlite_compileoption_used('ENABLE_FTS5')")):
            raise UserError(NO_FTS5)


def make(connection: Connection) -> None:
    """Inside a step up."""
    for statement in _MAKE[connection.dialect.name]:
        connection.execute(text(statement))


def drop(connection: Connection) -> None:
    """Inside a step down."""
    connection.execute(text(f"DROP TABLE {TABLE}"))


def add(session: Session, words: Mapping[int, Collection[str]]) -> None:
    """Things that are new in the index, by their numbers, with their words."""
    if words:
        told = [{"id": number, "words": " ".join(sorted(each))} for number, each in words.items()]
        session.execute(text(_ADD[_kind(session)]), told)


def remove(session: Session, numbers: Collection[int]) -> None:
    if numbers:
        session.execute(text(_REMOVE[_kind(session)]), [{"id": number} for number in numbers])


def held(session: Session) -> frozenset[int]:
    """The numbers of everything that is in the index."""
    return frozenset(session.scalars(text(_HELD[_kind(session)])))


def holding(session: Session, words: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """For each word the numbers of what holds it, in no order; words that nothing holds have ()."""
    if not words:
        return {}
    rows = session.execute(text(_HOLDING[_kind(session)]), {"words": " ".join(words)})
    return {word: tuple(map(int, told.split(","))) if told else () for word, told in rows}


def seen(session: Session, circles: Collection[str]) -> Sequence[Row[int, str, str, str, str]]:
    """All that some circles may find: number, what orders by title, name, day and facets."""
    told = {f"circle{place}": circle for place, circle in enumerate(sorted(circles))}
    names = ", ".join(f":{name}" for name in told)
    return session.execute(text(_SEEN[_kind(session)].format(names)), told).all()


def spelt(
    session: Session, *, shortest: int, longest: int, circles: Sequence[str]
) -> Mapping[str, int]:
    """Words of a length that things of some circles have, with how many things have each."""
    found: dict[str, int] = {}
    for circle in circles:
        told = session.scalar(
            text(_SPELT[_kind(session)]),
            {"shortest": shortest, "longest": longest, "circle": circle},
        )
        for each in told.split(",") if told else ():
            word, number = each.split(" ")
            found[word] = found.get(word, 0) + int(number)
    return found


def count_spelling(session: Session, seen_by: str, more: Mapping[str, int]) -> None:
    """Adds to how many things of a circle have each word; less than nought takes away."""
    rows = [
        {"word": word, "seen_by": seen_by, "more": number}
        for word, number in sorted(more.items())
        if number
    ]
    if rows:
        session.execute(text(_COUNT), rows)
        session.execute(text("DELETE FROM spelling WHERE held_by <= 0"))


def _kind(session: Session) -> str:
    return session.get_bind().dialect.name
