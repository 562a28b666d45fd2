import pytest

from scorecards.store.engine import open_engine
from scorecards.store.tables import create_tables


@pytest.fixture
def engine(tmp_path):
    opened = open_engine(f"sqlite:///{tmp_path / 'var' / 'scorecards.db'}")
    create_tables(opened)
    yield opened
    opened.dispose()
