"""What a command works on: the settings and the database of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from scorecards.errors import UserError
from scorecards.settings import Settings
from scorecards.snapshots.opening import Snapshot
from scorecards.snapshots.queries import Serving, open_current
from scorecards.store.engine import open_engine
from scorecards.store.schema import bring_up


@dataclass(frozen=True, slots=True)
class Context:
    settings: Settings
    engine: Engine

    @property
    def root(self) -> Path:
        return self.settings.snapshots

    def serving(self) -> Serving:
        return open_current(self.engine, self.root, opened={})

    def snapshot(self) -> Snapshot:
        return self.serving().snapshot


@contextmanager
def open_context(*, tables_as_they_are: bool = False) -> Iterator[Context]:
    """From the environment; the database and its tables are made where there are none.

    `tables_as_they_are`: for whatever makes or unmakes them itself.
    """
    settings = Settings.from_env()
    try:
        engine = open_engine(settings.database_url)
    except OSError as error:
        raise UserError(
            f"The folder {settings.home} cannot be made or written to: {error.strerror}. "
            "Set SCORECARDS_HOME to one that can."
        ) from error
    try:
        if not tables_as_they_are:
            bring_up(engine)
        yield Context(settings, engine)
    finally:
        engine.dispose()
