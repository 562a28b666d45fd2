"""What PostgreSQL keeps by itself: who may do what, and whose rows are seen. No tables.

Declared here, and done anew by the owner after every upgrade. The application's role owns nothing,
so that it cannot switch any of it off.
"""

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from scorecards.errors import UserError
from scorecards.store.only_added import ONLY_ADDED
from scorecards.store.scope import ALL, SETTING
from scorecards.store.tables import Base, OfATrust


# A group: the role that the application connects as is a member.
ROLE = "scorecards_app"
STEPS = "alembic_version"
OPEN_TO_INSERT = {
    str(mapper.local_table)
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, OfATrust) and mapper.class_.open_to_insert
}
# Codes are compared whole. No setting, or none any more, is no code.
_OWN = (
    f"current_setting('{SETTING}', true) = '{ALL}' OR "
    f"trust = ANY (string_to_array(trim(BOTH '|' FROM current_setting('{SETTING}', true)), '|'))"
)
_TABLES = (
    "SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace "
    "AND c.relkind IN ('r', 'p') ORDER BY c.relname"
)
_OF_A_TRUST = (
    "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') "
    "AND a.attname = 'trust' AND NOT a.attisdropped ORDER BY c.relname"
)
_WHO = (
    "SELECT current_user AS name, "
    "(SELECT count(*) FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER') "
    " AND (r.rolsuper OR r.rolbypassrls)) AS powers, "
    "(SELECT count(*) FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace "
    " AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owned, "
    f"(SELECT count(*) FROM pg_roles r WHERE r.rolname = '{ROLE}' "
    " AND pg_has_role(current_user, r.oid, 'USAGE')) AS member"
)


def open_owner(url: str | URL) -> Engine:
    """An engine for the owner of the tables: one connection, without limits of time."""
    return create_engine(make_url(url), poolclass=NullPool)


def check_role(engine: Engine) -> None:
    """UserError for a role that the row policies do not hold, or that has no rights at all."""
    with engine.connect() as connection:
        who = connection.execute(text(_WHO)).one()
    if who.powers or who.owned:
        why = "owns the tables" if who.owned and not who.powers else "passes over the row policies"
        raise UserError(
            f"The database role “{who.name}” {why}. Connect as a role that is a member of {ROLE} "
            "only. docs/operations/database.md says how to make one."
        )
    if not who.member:
        raise UserError(
            f"The database role “{who.name}” is no member of {ROLE}. Have the owner of the "
            f"database run: GRANT {ROLE} TO {who.name}"
        )


def see_everything(connection: Connection) -> None:
    """For the owner, inside a transaction: the policies hold the owner too."""
    setting = text("SELECT set_config(:name, :value, true)")
    connection.execute(setting, {"name": SETTING, "value": ALL})


def settle(connection: Connection) -> None:
    """Role, rights and policies as they are declared here, whatever they were. Run by the owner."""
    _make_role(connection)
    schema = _named(connection, str(connection.scalar(text("SELECT current_schema()"))))
    tables = list(connection.scalars(text(_TABLES)))
    for statement in (
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {ROLE}",
        f"GRANT USAGE ON SCHEMA {schema} TO {ROLE}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {ROLE}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {ROLE}",
        *(f"GRANT {_rights(table)} ON {_named(connection, table)} TO {ROLE}" for table in tables),
    ):
        connection.execute(text(statement))
    for table in connection.scalars(text(_OF_A_TRUST)).all():
        _narrow(connection, table)


def _make_role(connection: Connection) -> None:
    """A group without a way in. Roles belong to the server, not to the database."""
    found = connection.execute(
        text("SELECT rolsuper OR rolbypassrls AS powers FROM pg_roles WHERE rolname = :name"),
        {"name": ROLE},
    ).one_or_none()
    if found is None:
        connection.execute(
            text(f"CREATE ROLE {ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
        )
    elif found.powers:
        raise UserError(f"The role {ROLE} passes over row policies. Take that right away first.")


def _rights(table: str) -> str:
    if table == STEPS:
        return "SELECT"
    return "SELECT, INSERT" if table in ONLY_ADDED else "SELECT, INSERT, UPDATE, DELETE"


def _narrow(connection: Connection, table: str) -> None:
    """Row policies that hold everybody, the owner too; an open table takes rows of any trust."""
    name = _named(connection, table)
    added = "true" if table in OPEN_TO_INSERT else _OWN
    for statement in (
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        *(f"DROP POLICY IF EXISTS {policy} ON {name}" for policy in ("own", "added")),
        f"CREATE POLICY own ON {name} USING ({_OWN}) WITH CHECK ({_OWN})",
        f"CREATE POLICY added ON {name} FOR INSERT WITH CHECK ({added})",
    ):
        connection.execute(text(statement))


def _named(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
