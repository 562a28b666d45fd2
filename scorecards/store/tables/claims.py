"""The register of organisations, releases of claims, and what trusts note beside them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from scorecards.store.tables.base import Base, OfATrust


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
