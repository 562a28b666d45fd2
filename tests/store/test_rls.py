"""What PostgreSQL itself refuses, whatever the program asks (TEN-3). Plain SQL, as the application.

The catalogue is asked too, so that a table of tomorrow cannot be forgotten.
"""

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.pool import NullPool

from scorecards.errors import UserError
from scorecards.store import postgres, schema
from scorecards.store.only_added import ONLY_ADDED
from scorecards.store.postgres import open_owner
from scorecards.store.scope import ALL, SETTING, SYSTEM
from scorecards.store.tables import Base
from scorecards.store.transactions import writing
from tests.store.rows import audited, intervention, publication, release
from tests.stores import OWNER, SERVICE


SEEN = "SELECT trust FROM intervention ORDER BY trust"
FOREIGN = (
    "INSERT INTO intervention (trust, kind, title, note, started, effect_from, form_key, "
    "created_by, created_name, created_at) VALUES ('RB2', 'clinical', 't', '', '2025-01-01', "
    "'2025-01-01', 'k', 's', 's', now())"
)


@pytest.fixture
def filled(service):
    with writing(service, SYSTEM) as session:
        session.add_all(map(intervention, ("RA1", "RB2")))
        session.add_all([audited(1, "RA1"), audited(2, "RB2"), audited(3, None), release()])
        session.flush()
        session.add(publication())
    return service


def see(connection, setting="|RA1|"):
    connection.execute(text(f"SELECT set_config('{SETTING}', '{setting}', true)"))


def seen(connection):
    return list(connection.scalars(text(SEEN)))


def refused(engine, statement, setting="|RA1|"):
    with engine.connect() as connection, connection.begin():
        see(connection, setting)
        with pytest.raises(DBAPIError) as error:
            connection.execute(text(statement))
    return str(error.value.orig)


@pytest.mark.parametrize(
    ("setting", "rows"),
    [
        ("|RA1|", ["RA1"]),
        ("|RA1|RB2|", ["RA1", "RB2"]),
        (ALL, ["RA1", "RB2"]),
        ("", []),
        ("||", []),
        ("|", []),
        ("|RA|", []),
        ("|RA11|", []),
        ("|%|", []),
        (f"|{ALL}|", []),
    ],
)
def test_a_transaction_sees_the_trusts_that_it_was_set_to_and_no_other(filled, setting, rows):
    with filled.begin() as connection:
        see(connection, setting)
        assert seen(connection) == rows


def test_without_a_setting_there_are_no_rows(filled):
    filled.dispose()  # so that the connection is new, and never had one
    with filled.begin() as connection:
        assert seen(connection) == []


def test_the_setting_ends_with_its_transaction_however_that_ends(filled):
    one = create_engine(filled.url, pool_size=1, max_overflow=0)
    with one.begin() as connection:  # committed
        see(connection)
        assert seen(connection) == ["RA1"]
        backend = connection.scalar(text("SELECT pg_backend_pid()"))
    with one.connect() as connection:  # the same connection out of the pool
        assert connection.scalar(text("SELECT pg_backend_pid()")) == backend
        assert seen(connection) == []
        see(connection)
        connection.rollback()
        assert seen(connection) == []
    with pytest.raises(ProgrammingError), one.begin() as connection:
        see(connection)
        connection.execute(text("SELECT nothing FROM nowhere"))
    with one.begin() as connection:
        assert seen(connection) == []
    one.dispose()


def test_a_row_for_another_trust_is_not_taken_and_none_moves_there(filled):
    assert "row-level security" in refused(filled, FOREIGN)
    moved = "UPDATE intervention SET trust = 'RB2' WHERE trust = 'RA1'"
    assert "row-level security" in refused(filled, moved)
    with filled.begin() as connection:
        see(connection)
        touched = connection.execute(text("UPDATE intervention SET title = 'x' WHERE id > 0"))
        assert touched.rowcount == 1
        assert connection.execute(text("DELETE FROM intervention")).rowcount == 1
    with filled.begin() as connection:
        see(connection, ALL)
        assert seen(connection) == ["RB2"]


def test_the_owner_is_held_by_the_policies_too(filled, database):
    owner = open_owner(database.owner_url)
    with owner.begin() as connection:
        assert seen(connection) == []
    assert "row-level security" in refused(owner, FOREIGN)


def test_there_is_no_way_around_the_policies_in_the_catalogue(database):
    asked = {
        "tables without forced policies": (
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE a.attname = 'trust' AND c.relkind IN ('r', 'p', 'f') "
            "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
        ),
        "tables with a policy that lets everything be read": (
            "SELECT tablename FROM pg_policies WHERE cmd <> 'INSERT' AND qual NOT LIKE "
            f"'%{SETTING}%'"
        ),
        "views that are not their reader's": (
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('v', 'm') AND n.nspname NOT IN ('pg_catalog', "
            "'information_schema') AND (c.relkind = 'm' OR NOT coalesce("
            "c.reloptions @> ARRAY['security_invoker=true'], false))"
        ),
        "functions with their owner's rights": (
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
        ),
        "things that the application owns": (
            "SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner "
            f"WHERE r.rolname IN ('{SERVICE}', '{postgres.ROLE}')"
        ),
    }
    owner = open_owner(database.owner_url)
    with owner.connect() as connection:
        found = {what: list(connection.scalars(text(how))) for what, how in asked.items()}
        narrowed = set(connection.scalars(text("SELECT DISTINCT tablename FROM pg_policies")))
        connection.execute(text("CREATE VIEW leak AS SELECT * FROM intervention"))
        connection.execute(text("CREATE TABLE forgotten (trust varchar(20))"))
        assert list(connection.scalars(text(asked["tables without forced policies"]))) == [
            "forgotten"
        ]
        assert list(connection.scalars(text(asked["views that are not their reader's"]))) == [
            "leak"
        ]
    assert found == {what: [] for what in asked}
    assert narrowed == {name for name, table in Base.metadata.tables.items() if "trust" in table.c}
    assert len(narrowed) >= 4


@pytest.mark.parametrize("table", ONLY_ADDED)
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"]
)
def test_the_application_cannot_change_history(filled, table, change):
    said = refused(filled, change.format(table), ALL)
    assert "permission denied" in said or "must be owner" in said


@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE intervention DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE intervention NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY own ON intervention",
        "CREATE POLICY mine ON intervention USING (true)",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "CREATE TABLE mine (trust text)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        f"SET ROLE {OWNER}",
        f"ALTER ROLE {SERVICE} BYPASSRLS",
        f"GRANT UPDATE ON audit TO {SERVICE}",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_the_application_cannot_switch_any_of_it_off(filled, attempt):
    with filled.connect() as connection:
        before = connection.scalar(text("SELECT has_table_privilege('audit', 'UPDATE')"))
        try:
            connection.execute(text(attempt))
        except DBAPIError as error:
            assert "permission denied" in str(error) or "must be owner" in str(error)
        else:
            # PostgreSQL warns of a right that one does not have to give, and gives nothing.
            assert attempt.startswith("GRANT")
            asked = text("SELECT has_table_privilege('audit', 'UPDATE')")
            assert (before, connection.scalar(asked)) == (False, False)


def test_the_program_does_not_start_with_a_role_that_could_do_more(database):
    for url, why in ((database.owner_url, "owns the tables"), (database.superuser, "passes over")):
        engine = create_engine(make_url(url), poolclass=NullPool)
        with pytest.raises(UserError, match=why):
            schema.bring_up(engine)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (f"GRANT {OWNER} TO {{}}", "owns the tables"),
        ("ALTER ROLE {} BYPASSRLS", "passes over the row policies"),
        ("ALTER ROLE {} SUPERUSER", "passes over the row policies"),
        (f"REVOKE {postgres.ROLE} FROM {{}}", f"no member of {postgres.ROLE}"),
    ],
)
def test_the_program_does_not_start_once_its_role_can_do_more_or_less(database, change, why):
    admin = create_engine(database.superuser, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    role = f"someone_{database.service.database}"
    engine = create_engine(database.service.set(username=role), poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD '{database.service.password}'"))
        try:
            connection.execute(text(f"GRANT {postgres.ROLE} TO {role}"))
            schema.bring_up(engine)
            connection.execute(text(change.format(role)))
            with pytest.raises(UserError, match=why):
                schema.bring_up(engine)
        finally:
            connection.execute(text(f"DROP ROLE {role}"))


def test_what_somebody_changed_is_put_right_by_the_next_upgrade(database, filled):
    owner = open_owner(database.owner_url)
    with owner.begin() as connection:
        for statement in (
            "ALTER TABLE intervention NO FORCE ROW LEVEL SECURITY",
            "DROP POLICY own ON intervention",
            f"GRANT UPDATE, DELETE ON audit TO {postgres.ROLE}",
        ):
            connection.execute(text(statement))
    for _ in range(2):
        schema.upgrade(owner)
    assert "permission denied" in refused(filled, "DELETE FROM audit", ALL)
    with filled.begin() as connection:
        see(connection)
        assert seen(connection) == ["RA1"]
