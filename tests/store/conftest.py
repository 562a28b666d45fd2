import pytest

from tests.stores import open_engine, sqlite_at


@pytest.fixture
def file(tmp_path):
    """Where a SQLite database can be made."""
    return tmp_path / "var" / "scorecards.db"


@pytest.fixture
def url(file):
    return f"sqlite:///{file}"


@pytest.fixture
def sqlite(file):
    """The engine of a SQLite file with all tables."""
    opened = sqlite_at(file)
    yield opened
    opened.dispose()


@pytest.fixture
def database(postgres_server):
    """A PostgreSQL database with all tables: the addresses of its owner and of the application."""
    with postgres_server.database() as made:
        yield made


@pytest.fixture
def service(database):
    """The engine of that database, as the application opens it."""
    opened = open_engine(database.url)
    yield opened
    opened.dispose()
