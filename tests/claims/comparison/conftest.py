import pytest

from scorecards.store.engine import open_engine
from scorecards.store.tables import create_tables
from tests.claims.comparison import wide as nation_of_48


@pytest.fixture(scope="session")
def wide(tmp_path_factory):
    """A release of 48 trusts of three types, opened."""
    return nation_of_48.built(tmp_path_factory.mktemp("wide") / "snapshots")


@pytest.fixture
def engine(tmp_path):
    opened = open_engine(f"sqlite:///{tmp_path / 'scorecards.db'}")
    create_tables(opened)
    yield opened
    opened.dispose()
