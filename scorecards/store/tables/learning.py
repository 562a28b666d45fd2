"""What is written to learn from: editions of library items, documents, feedback, the ledger."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scorecards.store.tables.base import Base, OfATrust


class Edition(Base):
    """An item of the library as it was written at the editorial desk: the text of a file, whole.

    The published edition with the highest number is what readers see; `state` is a
    `library.desk.model.State`. `checks` is a JSON list of the questions that were answered with yes
    before it went in for approval, `writers` one of everybody who changed the text. `revision`
    counts every change, so that two people who change the same one are told.
    """

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("slug", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    slug: Mapped[str] = mapped_column(String(120), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), index=True)
    text: Mapped[str]
    note: Mapped[str] = mapped_column(String(300))
    checks: Mapped[str]
    writers: Mapped[str]
    revision: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    published_by: Mapped[str | None] = mapped_column(String(40))
    published_at: Mapped[datetime | None]
    form_key: Mapped[str] = mapped_column(String(60), unique=True)


class EditionApproval(Base):
    """That somebody other than its writers read an edition and found it fit to publish.

    `revision` is the one that was read: of a text that was changed since, it says nothing.
    """

    __tablename__ = "edition_approval"

    edition: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]


class EditionPreview(Base):
    """That somebody looked at the figures of a text that nobody had approved yet."""

    __tablename__ = "edition_preview"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    edition: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    by: Mapped[str] = mapped_column(String(40), index=True)
    at: Mapped[datetime]


class Reading(Base):
    """That a person opened something: how often, and first and last when.

    `subject` is such as `item/third-visit`; `place_type` the type of their organisation then, or
    their role for people of no trust: what the desk counts by. Nobody is shown who read what but
    the person.
    """

    __tablename__ = "reading"

    person: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    place_type: Mapped[str] = mapped_column(String(40), primary_key=True)
    times: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class Document(Base):
    """A document of the document library; its files are its versions.

    `topics` is a JSON list. `seen_by` is a `people.model.Circle`: who may see it.
    """

    __tablename__ = "document"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(150))
    summary: Mapped[str] = mapped_column(String(400))
    topics: Mapped[str]
    seen_by: Mapped[str] = mapped_column(String(20))
    created_by: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    withdrawn_by: Mapped[str | None] = mapped_column(String(40))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str | None] = mapped_column(String(300))


class DocumentVersion(Base):
    """A file of a document, as it was uploaded. Added, never changed; the newest one counts."""

    __tablename__ = "document_version"
    __table_args__ = (UniqueConstraint("document", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(150))
    media_type: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    content: Mapped[bytes]
    note: Mapped[str] = mapped_column(String(300))
    scanned: Mapped[str] = mapped_column(String(60))
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    form_key: Mapped[str] = mapped_column(String(60), unique=True)


class Notice(Base):
    """That something new is there to read: what screens tell, and what e-mails will send on.

    `kind` is a `notices.model.Happening`, `address` a path of ours, `seen_by` a
    `people.model.Circle`. Added, never changed.
    """

    __tablename__ = "notice"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200), index=True)
    title: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300))
    seen_by: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(40))


class NoticesSeen(Base):
    """Up to which notice and until when a person has seen what is new."""

    __tablename__ = "notices_seen"

    person: Mapped[str] = mapped_column(String(40), primary_key=True)
    notice: Mapped[int]
    at: Mapped[datetime]


class Feedback(Base):
    """What somebody said of an item or a scorecard. Plain text, moderated, perhaps answered.

    `about` is such as `item/third-visit` or `scorecard/clinical`; `place` the trust they wrote for;
    `useful` their yes or no; `shown_to` a `feedback.model.ShownTo`; `state` a
    `feedback.model.State`.
    """

    __tablename__ = "feedback"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    about: Mapped[str] = mapped_column(String(200), index=True)
    place: Mapped[str | None] = mapped_column(String(20), index=True)
    place_type: Mapped[str] = mapped_column(String(40))
    useful: Mapped[bool | None]
    text: Mapped[str] = mapped_column(String(4000))
    will_do: Mapped[str] = mapped_column(String(4000))
    shown_to: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), index=True)
    by: Mapped[str] = mapped_column(String(40), index=True)
    by_name: Mapped[str] = mapped_column(String(150))
    at: Mapped[datetime]
    reported_by: Mapped[str | None] = mapped_column(String(40))
    reported_at: Mapped[datetime | None]
    moderated_by: Mapped[str | None] = mapped_column(String(40))
    moderated_at: Mapped[datetime | None]
    moderated_why: Mapped[str | None] = mapped_column(String(300))
    answer: Mapped[str | None] = mapped_column(String(4000))
    answered_by: Mapped[str | None] = mapped_column(String(150))
    answered_at: Mapped[datetime | None]
    form_key: Mapped[str] = mapped_column(String(60), unique=True)


class LedgerEntry(OfATrust, Base):
    """What a team of a trust used to learn from, what it changed, and when it looks again.

    Taken away, the row stays.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    trust: Mapped[str] = mapped_column(String(20), index=True)
    team: Mapped[str] = mapped_column(String(80))
    used: Mapped[str] = mapped_column(String(200))
    changed: Mapped[str] = mapped_column(String(600))
    look_again: Mapped[date]
    found: Mapped[str | None] = mapped_column(String(600))
    found_at: Mapped[datetime | None]
    found_by: Mapped[str | None] = mapped_column(String(150))
    created_by: Mapped[str] = mapped_column(String(40))
    created_name: Mapped[str] = mapped_column(String(150))
    created_at: Mapped[datetime]
    removed_by: Mapped[str | None] = mapped_column(String(40))
    removed_at: Mapped[datetime | None]
    form_key: Mapped[str] = mapped_column(String(60), unique=True)


class Post(Base):
    """An ask or an offer between trusts. `place` is the trust it is made for; `kind` ask or offer.

    `topic` is one of the library's; `codes` a JSON object of what it is about.
    """

    __tablename__ = "post"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(10))
    topic: Mapped[str] = mapped_column(String(60), index=True)
    codes: Mapped[str]
    title: Mapped[str] = mapped_column(String(120))
    detail: Mapped[str] = mapped_column(String(4000))
    place: Mapped[str | None] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(150))
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), index=True)
    closed_by: Mapped[str | None] = mapped_column(String(40))
    closed_at: Mapped[datetime | None]
    form_key: Mapped[str] = mapped_column(String(60), unique=True)
