"""Organisations, releases, publications, interventions and peer groups.

On SQLite there are databases with these tables from before there were steps. They are completed.
"""

import sqlalchemy as sa
from alembic import op

from scorecards.store.only_added import keep, let_go


revision, down_revision = "0001", None
LATER = ("region_code", "icb", "opened", "closed")  # columns of organisations that came later


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
        if_not_exists=True,
    )
    op.create_table(
        "intervention",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("trust", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("started", sa.Date(), nullable=False),
        sa.Column("effect_from", sa.Date(), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.String(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("effect_from >= started", name="effect_follows"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("form_key"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index("ix_intervention_trust", "intervention", ["trust"], if_not_exists=True)
    op.create_table(
        "organisation",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("region_code", sa.String(length=20), nullable=True),
        sa.Column("icb", sa.String(length=20), nullable=True),
        sa.Column("opened", sa.Date(), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code"),
        if_not_exists=True,
    )
    op.create_table(
        "peer_group",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("trust", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("members", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
    )
    op.create_index("ix_peer_group_trust", "peer_group", ["trust"], if_not_exists=True)
    op.create_table(
        "snapshot",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
    )
    op.create_table(
        "exposure",
        sa.Column("organisation", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.code"]),
        sa.PrimaryKeyConstraint("organisation", "year", "measure"),
        if_not_exists=True,
    )
    op.create_table(
        "publication",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("snapshot_id", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("action IN ('published', 'rolled back')", name="action_is_known"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_table(
        "succession",
        sa.Column("predecessor", sa.String(length=20), nullable=False),
        sa.Column("successor", sa.String(length=20), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["predecessor"], ["organisation.code"]),
        sa.ForeignKeyConstraint(["successor"], ["organisation.code"]),
        sa.PrimaryKeyConstraint("predecessor"),
        if_not_exists=True,
    )
    _complete()
    keep("publication", "publications")


def downgrade() -> None:
    let_go("publication")
    op.drop_table("succession")
    op.drop_table("publication")
    op.drop_table("exposure")
    op.drop_table("snapshot")
    op.drop_table("peer_group")
    op.drop_table("organisation")
    op.drop_table("intervention")
    op.drop_table("area")


def _complete() -> None:
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("organisation")}
    for name in LATER:
        if name not in there:
            kind = sa.Date() if name in ("opened", "closed") else sa.String(length=20)
            op.add_column("organisation", sa.Column(name, kind, nullable=True))
