"""What can be found by words: texts, words and spellings."""

import sqlalchemy as sa
from alembic import op

from scorecards.store import searching


revision, down_revision = "0004", "0003"


def upgrade() -> None:
    op.create_table(
        "findable",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("seen_by", sa.String(length=40), nullable=False),
        sa.Column("facets", sa.String(length=1500), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("pieces", sa.Text(), nullable=False),
        sa.Column("spelt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_findable_seen", "findable", ["seen_by", "facets", "place", "ref", "dated"])
    op.create_table(
        "spelling",
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("seen_by", sa.String(length=40), nullable=False),
        sa.Column("held_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", "seen_by"),
    )
    searching.make(op.get_bind())


def downgrade() -> None:
    searching.drop(op.get_bind())
    op.drop_table("spelling")
    op.drop_table("findable")
