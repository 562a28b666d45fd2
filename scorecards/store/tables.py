"""The tables, one class each. No queries, no rules: those live in the slices that use them."""

from datetime import UTC, date, datetime

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    String,
    event,
    inspect,
)
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
    """A body that claims are against, as last imported. `closed` is its last day.

    `region_code` and `icb` are codes of areas; `region` is the name that readers see.
    """

    __tablename__ = "organisation"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    region: Mapped[str]
    fictional: Mapped[bool]
    region_code: Mapped[str | None] = mapped_column(String(20))
    icb: Mapped[str | None] = mapped_column(String(20))
    opened: Mapped[date | None]
    closed: Mapped[date | None]


class Area(Base):
    """A region or an integrated care board by its code, as last imported."""

    __tablename__ = "area"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str]


class Succession(Base):
    """What became of an organisation: from a day on it was part of the successor."""

    __tablename__ = "succession"

    predecessor: Mapped[str] = mapped_column(ForeignKey("organisation.code"), primary_key=True)
    successor: Mapped[str] = mapped_column(ForeignKey("organisation.code"))
    from_date: Mapped[date]


class Exposure(Base):
    """What an organisation, as constituted then, did in a financial year (by its first year).

    `months` are those that were reported, and `value` their sum; a yearly figure has twelve.
    """

    __tablename__ = "exposure"

    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.code"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[float]
    months: Mapped[int]


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


class Intervention(Base):
    """What a trust has changed, pinned on its charts. Taken away, the row stays.

    `form_key`: one per form that was shown, so that what is sent twice is kept once.
    """

    __tablename__ = "intervention"
    __table_args__ = (
        CheckConstraint("effect_from >= started", name="effect_follows"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    trust: Mapped[str] = mapped_column(String(20), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(String(300))
    started: Mapped[date]
    effect_from: Mapped[date]
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    created_by: Mapped[str]
    created_name: Mapped[str]
    created_at: Mapped[datetime]
    removed_by: Mapped[str | None]
    removed_at: Mapped[datetime | None]


class PeerGroup(Base):
    """Trusts that a trust compares itself with. Rows stay when a group is dropped: it was seen."""

    __tablename__ = "peer_group"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    trust: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(60))
    members: Mapped[str]  # a JSON list of codes
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


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
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        _add_columns(connection)


def _add_columns(connection: Connection) -> None:
    """Gives a database of an earlier version the columns of organisations that came later."""
    table = Base.metadata.tables[Organisation.__tablename__]
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name not in there:
            kind = column.type.compile(connection.dialect)
            connection.execute(DDL(f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}"))  # type: ignore[no-untyped-call]
