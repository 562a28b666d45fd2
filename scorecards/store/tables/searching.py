"""What can be found by words. Made anew from the library whenever it is needed: no history."""

from datetime import date

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scorecards.store.tables.base import Base


class Findable(Base):
    """An item or a document as the search shows it; `store.searching` holds its words.

    `digest` is of all that it was made from. `facets`, `pieces` and `spelt` are JSON: what it can
    be narrowed by, with its circle; its texts; and the words that it added to `Spelling`. `place`
    orders by title.
    """

    __tablename__ = "findable"
    __table_args__ = (
        # All that every search reads of everything, so that it need not read the texts.
        Index("ix_findable_seen", "seen_by", "facets", "place", "ref", "dated"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    ref: Mapped[str] = mapped_column(String(200), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(300))
    address: Mapped[str] = mapped_column(Text)
    dated: Mapped[date | None]
    seen_by: Mapped[str] = mapped_column(String(40))
    facets: Mapped[str] = mapped_column(String(1500))
    summary: Mapped[str] = mapped_column(Text)
    pieces: Mapped[str] = mapped_column(Text)
    spelt: Mapped[str] = mapped_column(Text)


class Spelling(Base):
    """How many things that a circle may see have a word, as it is spelt there."""

    __tablename__ = "spelling"

    word: Mapped[str] = mapped_column(String(40), primary_key=True)
    seen_by: Mapped[str] = mapped_column(String(40), primary_key=True)
    held_by: Mapped[int]
