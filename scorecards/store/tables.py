"""The tables, one class each. No queries, no rules: those live in the slices that use them."""

from datetime import UTC, date, datetime

from sqlalchemy import DDL, CheckConstraint, DateTime, Dialect, Engine, ForeignKey, String, event
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


class Organisation(Base):
    """A body that claims are against, as last imported."""

    __tablename__ = "organisation"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    region: Mapped[str]
    fictional: Mapped[bool]


class Snapshot(Base):
    """A release of claims that was built; its figures are in the files of the same id."""

    __tablename__ = "snapshot"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    as_at: Mapped[date]
    profile: Mapped[str]
    created_at: Mapped[datetime]
    claims: Mapped[int]
    fictional: Mapped[bool]
    currency: Mapped[str] = mapped_column(String(3))


class Publication(Base):
    """What was put before readers, when and by whom. The last row says what is current."""

    __tablename__ = "publication"
    __table_args__ = (
        CheckConstraint("action IN ('published', 'rolled back')", name="action_is_known"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    snapshot_id: Mapped[str] = mapped_column(ForeignKey("snapshot.id"))
    action: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    by: Mapped[str]


# Publications are history. On PostgreSQL the application's role is granted INSERT and SELECT only.
for _change in ("UPDATE", "DELETE"):
    event.listen(
        Publication.__table__,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER publication_no_{_change.lower()} BEFORE {_change} ON publication "
            "BEGIN SELECT RAISE(ABORT, 'publications are only ever added'); END"
        ).execute_if(dialect="sqlite"),
    )


def create_tables(engine: Engine) -> None:
    """Creates the tables that are not there yet; safe to call at every start, by several."""
    Base.metadata.create_all(engine)
