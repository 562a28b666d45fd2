import pytest

from scorecards.store.engine import open_engine
from scorecards.store.tables import create_tables


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'var' / 'scorecards.db'}"


@pytest.fixture
def engine(url):
    opened = open_engine(url)
    create_tables(opened)
    yield opened
    opened.dispose()
