"""What the tables have in common: how instants are kept, and whose rows a table holds."""

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in, aware and in UTC out. A naive time is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone. Pass an aware time.")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What the tables have in common: how Python's types are stored."""

    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 (SQLAlchemy reads it so)


class OfATrust:
    """Rows that belong to a trust, or with no trust to the scheme: `store.scope` narrows them.

    On PostgreSQL every table with the column has forced row policies (`store.postgres`).
    `open_to_insert`: rows that anybody adds, and only those of the own trust read.
    """

    open_to_insert: ClassVar[bool] = False
    trust: Mapped[str | None] = mapped_column(String(20), index=True)
