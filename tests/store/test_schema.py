"""The steps that make the tables: up, down and up again on filled ones, on both stores (MIG-1)."""

import hashlib
import logging
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from scorecards.errors import UserError
from scorecards.store import schema, searching
from scorecards.store.only_added import ONLY_ADDED
from scorecards.store.postgres import open_owner, see_everything
from scorecards.store.tables import Base, Publication, UtcDateTime
from tests.stores import open_engine


FIRST = "0001"
ANY = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TABLES = Base.metadata.sorted_tables


@contextmanager
def everything(engine):
    """A transaction that sees every row and may write."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            see_everything(connection)
        yield connection


@pytest.fixture(params=["sqlite", "postgres"])
def owner(request, url):
    """Who may change tables, in a database that has none."""
    if request.param == "sqlite":
        engine = open_engine(url)
        yield engine
        engine.dispose()
        return
    with request.getfixturevalue("postgres_server").database(empty=True) as database:
        yield open_owner(database.owner_url)


SAMPLES = {
    date: lambda _, number: date(2020, 1, 1) + timedelta(days=number),
    datetime: lambda _, number: ANY + timedelta(seconds=number),
    int: lambda _, number: number,
    bool: lambda _, number: number % 2 == 0,
    bytes: lambda _, number: number.to_bytes(4),
    float: lambda _, number: number / 4,
    str: lambda column, number: f"{column.name[:3]}{number}"[: column.type.length],
}


def value(column, number):
    """Something for a column of a row, different in every row and the same every time."""
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return value(key.column, number)
    if column is Publication.__table__.c.action:
        return "published"
    kind = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    return SAMPLES[kind](column, number)


def there(engine):
    return [table for table in TABLES if table.name in inspect(engine).get_table_names()]


def fill(engine, rows, tables):
    for table in tables:
        if table.name == "audit_head":  # it has its one row from the step that makes it
            continue
        told = [{c.name: value(c, number) for c in table.c} for number in range(1, rows + 1)]
        with everything(engine) as connection:
            connection.execute(table.insert(), told)


def content(engine, tables):
    """A checksum of every row of each table, in the order of their keys."""
    found = {}
    with everything(engine) as connection:
        for table in tables:
            told, number = hashlib.sha256(), 0
            for row in connection.execute(select(table).order_by(*table.primary_key)):
                told.update(repr(tuple(row)).encode())
                number += 1
            found[table.name] = (number, told.hexdigest())
    return found


def shape(engine):
    """What the database says of its tables: columns, keys, rules, indexes and triggers."""
    asked, found = inspect(engine), {}
    for table in sorted(asked.get_table_names()):
        if table == "alembic_version" or searching.belongs(table):
            continue
        columns = {
            c["name"]: (str(c["type"]), c["nullable"], c.get("default"))
            for c in asked.get_columns(table)
        }
        keys = {(*k["constrained_columns"], k["referred_table"], *k["referred_columns"])
                for k in asked.get_foreign_keys(table)}  # fmt: skip
        unique = {tuple(each["column_names"]) for each in asked.get_unique_constraints(table)}
        checks = {(each["name"], each["sqltext"]) for each in asked.get_check_constraints(table)}
        indexes = {each["name"] for each in asked.get_indexes(table)}
        key = asked.get_pk_constraint(table)["constrained_columns"]
        found[table] = (columns, key, keys, unique, checks, indexes)
    return found


def triggers(engine):
    with engine.connect() as connection:
        return set(
            connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        )


def test_there_is_one_line_of_steps():
    numbers = [number for number, _ in schema.steps()]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] == schema.head()
    assert all(about.endswith(".") for _, about in schema.steps())


def test_after_all_steps_the_tables_are_those_of_the_program(owner):
    schema.upgrade(owner)
    # The index of words is each store's own: tests/store/test_searching.py.
    ours = {"include_name": lambda name, kind, _: kind != "table" or not searching.belongs(name)}
    with owner.connect() as connection:
        there = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(there, Base.metadata) == []


def test_the_steps_make_what_the_program_would_make_at_once(owner):
    schema.upgrade(owner)
    by_steps = shape(owner)
    schema.downgrade(owner, schema.NO_STEP)
    assert set(shape(owner)) == set()
    Base.metadata.create_all(owner)
    assert by_steps == shape(owner)


@pytest.mark.parametrize("rows", [60, pytest.param(100_000, marks=pytest.mark.slow)])
def test_filled_tables_keep_every_row_up_and_down_and_up_again(owner, rows):
    schema.upgrade(owner, FIRST)
    first = there(owner)
    fill(owner, rows, first)
    before = content(owner, first)
    assert {number for number, _ in before.values()} == {rows}
    schema.upgrade(owner)
    later = [table for table in there(owner) if table not in first]
    fill(owner, rows, later)
    assert content(owner, first) == before
    schema.downgrade(owner, FIRST)
    assert there(owner) == first
    assert content(owner, first) == before
    schema.upgrade(owner)
    assert content(owner, first) == before
    after = content(owner, later)
    assert {name: number for name, (number, _) in after.items() if number} == {"audit_head": 1}


def test_a_step_that_fails_leaves_the_tables_as_they_were(owner, monkeypatch):
    schema.upgrade(owner, FIRST)
    before = shape(owner)
    with owner.begin() as connection:  # the way of the last table of the second step is barred
        connection.execute(text("CREATE TABLE download (anything int)"))
    with pytest.raises(DBAPIError):
        schema.upgrade(owner)
    left = shape(owner)
    assert left.pop("download")
    assert left == before
    assert schema.step_of(owner) == FIRST


def test_history_is_kept_by_triggers_that_come_and_go_with_their_tables(url):
    engine = open_engine(url)
    kept = {}
    for number, _ in schema.steps():
        schema.upgrade(engine, number)
        kept[number] = triggers(engine)
    expected = {f"{table}_no_{how}" for table in ONLY_ADDED for how in ("update", "delete")}
    assert kept[schema.head()] == expected
    schema.downgrade(engine, FIRST)
    assert triggers(engine) == kept[FIRST] == {"publication_no_update", "publication_no_delete"}
    schema.downgrade(engine, schema.NO_STEP)
    assert triggers(engine) == set()
    engine.dispose()


def test_a_database_from_before_there_were_steps_is_known_and_keeps_its_rows(url):
    engine = open_engine(url)
    schema.upgrade(engine, FIRST)
    first = there(engine)
    fill(engine, 20, first)
    before, expected = content(engine, first), shape(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("DROP TRIGGER publication_no_delete"))
    for _ in range(2):
        schema.bring_up(engine)
    assert schema.step_of(engine) == schema.head()
    assert content(engine, first) == before
    assert {name: each for name, each in shape(engine).items() if name in expected} == expected
    assert "publication_no_delete" in triggers(engine)
    engine.dispose()


def test_postgres_waits_for_its_owner_to_upgrade(postgres_server):
    with postgres_server.database() as database:
        owner, service = open_owner(database.owner_url), open_engine(database.url)
        schema.bring_up(service)
        schema.downgrade(owner, FIRST)
        with pytest.raises(UserError, match=f"step {FIRST}.*needs step {schema.head()}"):
            schema.bring_up(service)
        assert schema.step_of(owner) == FIRST
        schema.upgrade(owner)
        schema.bring_up(service)
        service.dispose()


def test_steps_say_nothing_in_the_log(url, caplog):
    engine = open_engine(url)
    with caplog.at_level(logging.INFO):
        schema.bring_up(engine)
    assert caplog.records == []
    engine.dispose()
