import pytest

from scorecards.settings import Settings
from tests.isolation.nation import Nation, made
from tests.journeys.browser import served
from tests.journeys.canaries import published
from tests.pages import screen
from tests.security.callers import Accounts
from tests.stores import open_engine, sqlite_at


@pytest.fixture(scope="package")
def home(tmp_path_factory):
    """The claims of a nation with canaries, published and served: to be asked only."""
    home = tmp_path_factory.mktemp("canaries") / "home"
    home.mkdir()
    published(home)
    return home


@pytest.fixture(scope="package")
def site(home):
    """The whole service, gate and all."""
    with served(home) as address:
        yield address


@pytest.fixture(scope="package")
def accounts(site, home):
    """The database of the service, as another process has it."""
    opened = Accounts(home)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def at_home(home, monkeypatch):
    """The screens without the gate, on the same claims."""
    monkeypatch.setenv("SCORECARDS_HOME", str(home))
    screen.forget_other_homes(home)


@pytest.fixture(scope="package", params=["sqlite", "postgres"])
def nation(request, tmp_path_factory) -> Nation:
    """On both stores. To be read only: whatever a test writes, it takes back."""
    home = tmp_path_factory.mktemp("nation")
    chosen = Settings.from_env({"SCORECARDS_HOME": str(home)})
    if request.param == "sqlite":
        engine = sqlite_at(home / "scorecards.db")
        yield made(engine, chosen)
        engine.dispose()
        return
    with request.getfixturevalue("postgres_server").database() as database:
        engine = open_engine(database.url)
        yield made(engine, chosen)
        engine.dispose()
