"""People, their roles and sessions, what they did, and the files made for them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scorecards.store.tables.base import Base, OfATrust


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
