import pytest

from scorecards.store.engine import open_engine
from scorecards.store.tables import create_tables


@pytest.fixture
def root(tmp_path):
    """Where releases go."""
    return tmp_path / "snapshots"


@pytest.fixture
def engine(tmp_path):
    opened = open_engine(f"sqlite:///{tmp_path / 'scorecards.db'}")
    create_tables(opened)
    yield opened
    opened.dispose()
