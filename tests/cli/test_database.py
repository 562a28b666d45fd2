"""Tables up and down by command, and the service on PostgreSQL as a role that owns nothing."""

import pytest

from scorecards.store import schema
from scorecards.store.engine import open_engine


FIRST = "0001"


@pytest.fixture
def on_postgres(postgres_server, monkeypatch):
    """A database without tables; the commands are told of it, and not of its owner."""
    with postgres_server.database(empty=True) as database:
        monkeypatch.setenv("SCORECARDS_DATABASE_URL", database.url)
        monkeypatch.delenv("SCORECARDS_DATABASE_OWNER_URL", raising=False)
        yield database


def step(run, home):
    code, told = run(home, "database", "show", "--json")
    assert code == 0
    return told["at"], [each["step"] for each in told["steps"] if each["done"]]


def test_tables_are_made_taken_away_and_made_again(run, empty_home):
    assert step(run, empty_home) == (None, [])
    assert run(empty_home, "database", "upgrade")[0] == 0
    every = [number for number, _ in schema.steps()]
    assert step(run, empty_home) == (schema.head(), every)
    code, told = run(empty_home, "database", "downgrade", FIRST)
    assert (code, told) == (0, f"The tables were at step {schema.head()}, now at {FIRST}.\n")
    assert step(run, empty_home) == (FIRST, [FIRST])
    code, told = run(empty_home, "database", "downgrade", schema.head())
    assert code == 1
    assert f"The step “{schema.head()}” was not done. Choose one of: none, {FIRST}." in told
    assert run(empty_home, "database", "downgrade", "none")[0] == 0
    assert step(run, empty_home) == (None, [])


def test_another_command_does_the_steps_by_itself(run, empty_home):
    assert run(empty_home, "snapshots", "list")[0] == 0
    assert step(run, empty_home)[0] == schema.head()


def test_on_postgres_every_command_waits_for_the_owner(run, empty_home, on_postgres):
    code, told = run(empty_home, "snapshots", "list")
    assert code == 1
    assert "at step none" in told
    assert "database upgrade" in told
    for verb in (["upgrade"], ["downgrade", "none"]):
        code, told = run(empty_home, "database", *verb)
        assert code == 1
        assert "Set SCORECARDS_DATABASE_OWNER_URL" in told
    engine = open_engine(on_postgres.url)
    assert schema.step_of(engine) is None
    engine.dispose()


def test_the_demonstration_works_on_postgres_as_a_role_that_owns_nothing(
    run, empty_home, on_postgres, monkeypatch
):
    monkeypatch.setenv("SCORECARDS_DATABASE_OWNER_URL", on_postgres.owner_url)
    assert run(empty_home, "database", "upgrade")[0] == 0
    monkeypatch.delenv("SCORECARDS_DATABASE_OWNER_URL")
    assert step(run, empty_home)[0] == schema.head()
    code, made = run(empty_home, "demo", "--json")
    assert code == 0
    assert made["published"]
    assert run(empty_home, "demo", "--json")[1]["already_built"]
    code, back = run(empty_home, "snapshots", "rollback", "--json")
    assert code == 0
    assert back["current"] != made["snapshot"]
    assert run(empty_home, "snapshots", "publish", made["snapshot"])[0] == 0
    code, trail = run(empty_home, "audit", "verify", "--json")
    assert (code, trail["broken"]) == (0, None)
    assert trail["entries"] >= 4


def test_the_program_does_not_start_as_the_owner(run, empty_home, on_postgres, monkeypatch):
    monkeypatch.setenv("SCORECARDS_DATABASE_URL", on_postgres.owner_url)
    monkeypatch.setenv("SCORECARDS_DATABASE_OWNER_URL", on_postgres.owner_url)
    assert run(empty_home, "database", "upgrade")[0] == 0
    code, told = run(empty_home, "snapshots", "list")
    assert code == 1
    assert "owns the tables" in told
