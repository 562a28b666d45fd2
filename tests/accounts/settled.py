"""The people of the demonstration as persons in a home, made as the server makes them."""

from pathlib import Path

from sqlalchemy import Engine

from scorecards.settings import Settings
from scorecards.store.engine import open_engine
from scorecards.web import demonstration
from tests.accounts.nation import NOW


def settled(home: Path) -> None:
    """Makes them where they are not yet. The database is closed again."""
    engine = engine_of(home)
    settings = Settings.from_env({"SCORECARDS_HOME": str(home)})
    demonstration.settle(engine, settings, now=NOW)
    engine.dispose()


def engine_of(home: Path) -> Engine:
    return open_engine(Settings.from_env({"SCORECARDS_HOME": str(home)}).database_url)
