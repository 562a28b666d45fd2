"""`bench search`: it measures what it says, and leaves nothing behind."""

import pytest
from sqlalchemy import inspect

from scorecards.cli.search_bench import SEARCHES
from scorecards.store.postgres import open_owner


@pytest.fixture
def bench(run, tmp_path):
    def command(*arguments):
        return run(tmp_path / "home", "bench", "search", "--items", "30", *arguments, "--json")

    return command


def test_it_measures_both_stores_and_removes_its_tables(bench, postgres_server):
    with postgres_server.database(empty=True) as database:
        code, told = bench("--postgres", database.owner_url)
        left = set(inspect(open_owner(database.owner_url)).get_table_names())
    assert code == 0
    assert (told["items"], told["searches"]) == (30, len(SEARCHES))
    for store in ("sqlite", "postgresql"):
        assert 0 < told[store]["search_ms"] <= told[store]["slowest_search_ms"]
    assert told["postgresql_to_sqlite"] > 0
    assert left <= {"alembic_version"}


def test_a_database_with_tables_is_left_alone(bench, postgres_server):
    with postgres_server.database() as database:
        code, told = bench("--postgres", database.owner_url)
        assert "findable" in inspect(open_owner(database.owner_url)).get_table_names()
    assert code == 1
    assert "Name an empty one" in str(told)
