"""Tables whose rows are history: added, never changed or taken away.

SQLite keeps them by triggers, which the steps in `store.migrations` make. On PostgreSQL the
application's role has no right to change them (`store.postgres`).
"""

from alembic import op


ONLY_ADDED = {
    "publication": "publications",
    "audit": "audit entries",
    "approval": "approvals",
    "notice": "notices",
    "document_version": "versions of documents",
    "edition_approval": "approvals of editions",
}
_CHANGES = ("UPDATE", "DELETE")


def keep(table: str, said: str) -> None:
    """Inside a step up: from here on rows of the table are only ever added."""
    if op.get_context().dialect.name == "sqlite":
        for change in _CHANGES:
            op.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{change.lower()} BEFORE {change} "
                f"ON {table} BEGIN SELECT RAISE(ABORT, '{said} are only ever added'); END"
            )


def let_go(table: str) -> None:
    """Inside a step down, before the table goes."""
    if op.get_context().dialect.name == "sqlite":
        for change in _CHANGES:
            op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{change.lower()}")
