"""Alembic runs this for every command. The connection is given, and so is its transaction."""

from alembic import context

from scorecards.store.tables import Base


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
