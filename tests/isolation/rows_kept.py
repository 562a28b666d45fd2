"""What the database says happened, asked from another process than the server."""

from sqlalchemy import func, select

from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from tests.security.callers import Accounts


def kept(accounts: Accounts, *tables_of: type) -> list[int | None]:
    """How many rows there are in each of some tables."""
    with reading(accounts.engine, SYSTEM) as session:
        return [session.scalar(select(func.count()).select_from(each)) for each in tables_of]


def refusals_of(accounts: Accounts, person: str, subject: str | None = None) -> int:
    """How often the trail says that somebody was refused something."""
    entry = tables.AuditEntry
    asked = select(func.count()).select_from(entry).where(entry.result == "REFUSED")
    asked = asked.where(entry.person == person)
    if subject is not None:
        asked = asked.where(entry.subject == subject)
    with reading(accounts.engine, SYSTEM) as session:
        return session.scalar(asked) or 0
