"""The tables, one class each. No queries, no rules: those live in the slices that use them."""

from datetime import UTC, date, datetime
from typing import ClassVar

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    String,
    UniqueConstraint,
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


class OfATrust:
    """Rows that belong to a trust, or with no trust to the scheme: `store.scope` narrows them.

    On PostgreSQL every table with the column has forced row policies (`store.postgres`).
    `open_to_insert`: rows that anybody adds, and only those of the own trust read.
    """

    open_to_insert: ClassVar[bool] = False
    trust: Mapped[str | None] = mapped_column(String(20), index=True)


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


class Intervention(OfATrust, Base):
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


class PeerGroup(OfATrust, Base):
    """Trusts that a trust compares itself with. Rows stay when a group is dropped: it was seen."""

    __tablename__ = "peer_group"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    trust: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(60))
    members: Mapped[str]  # a JSON list of codes
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Person(Base):
    """Somebody who may sign in. `email` is the address that was invited, in small letters.

    `issuer` and `subject` name them for ever; an invited person has none until they sign in.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    issuer: Mapped[str | None] = mapped_column(String(255))
    subject: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(40))
    disabled_at: Mapped[datetime | None]
    disabled_by: Mapped[str | None] = mapped_column(String(40))


class Membership(OfATrust, Base):
    """A role from one day to another: at a trust, for the trusts of a region, or for the scheme.

    `role` is the name of a `people.model.Role`. `to_date` is the last day. `form_key`: one per form
    that was shown, so that what is sent twice is kept once.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("to_date >= from_date", name="membership_days"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    region: Mapped[str | None]
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    created_by: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None]
    form_key: Mapped[str] = mapped_column(String(60), unique=True)


class SignIn(Base):
    """A session of a signed-in person. The token is in their browser only; here is its hash.

    `membership` is the one they act by. A steward who looks with another's eyes does so by
    `view_as`, a membership of that other person.
    """

    __tablename__ = "sign_in"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    membership: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    view_as: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    browser: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str | None] = mapped_column(String(40))
    id_token: Mapped[str | None]  # what signing out at the provider asks for


class SignInAttempt(Base):
    """One way to the provider of sign-in and back: used once, and soon forgotten."""

    __tablename__ = "sign_in_attempt"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    return_to: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Acceptance(Base):
    """That a person accepted a version of the terms of use."""

    __tablename__ = "acceptance"

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime]


class AuditEntry(OfATrust, Base):
    """What somebody did or was refused, chained: each row's hash covers the row before it.

    `trust` is that of the person, or the one it is about: whose administrator reads it.
    """

    __tablename__ = "audit"
    open_to_insert = True

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person: Mapped[str] = mapped_column(String(40), index=True)
    seen_by: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(String(500))
    snapshot: Mapped[str | None] = mapped_column(String(40))
    result: Mapped[str] = mapped_column(String(20))
    request: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(45))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The one row that says where the audit trail ends; writers take turns on it."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_head"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class Download(Base):
    """A file made for one session, to be fetched once and soon. Fetched, its content is emptied."""

    __tablename__ = "download"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    sign_in: Mapped[int] = mapped_column(ForeignKey("sign_in.id"))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]


class Upload(Base):
    """Files that somebody checked, with the report as it was (JSON); never the files themselves.

    `snapshot_id` is the release that was made of them; none while it is a draft.
    """

    __tablename__ = "upload"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    snapshot_id: Mapped[str | None] = mapped_column(ForeignKey("snapshot.id"), index=True)
    report: Mapped[str]
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


class Approval(Base):
    """That a steward looked at a release and found it fit to publish."""

    __tablename__ = "approval"

    snapshot_id: Mapped[str] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    by: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]


class RestoreTest(Base):
    """That a backup was restored elsewhere and read again, and what came of it."""

    __tablename__ = "restore_test"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    backup: Mapped[str] = mapped_column(String(200))
    sound: Mapped[bool]
    detail: Mapped[str] = mapped_column(String(500))
