"""Homes shared by the tests of screens, journeys and commands: what an instance has written.

Everything in them was written by the real commands. Nothing here is made until a test asks for it.
"""

import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest


NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_main():
    """AppTest puts the page in the place of the main module, and processes that a later test
    starts would run it. Each test leaves the main module that it found.
    """
    found = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = found


@pytest.fixture(scope="session")
def postgres_server():
    """Started for the first test that asks; ends with the process."""
    from tests.stores import running  # noqa: PLC0415

    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path):
    """A database with all tables and no rows, as (kind, engine): the test runs on both kinds."""
    from tests.stores import Store, open_engine, sqlite_at  # noqa: PLC0415

    if request.param == "sqlite":
        engine = sqlite_at(tmp_path / "var" / "scorecards.db")
        yield Store(request.param, engine)
        engine.dispose()
        return
    with request.getfixturevalue("postgres_server").database() as database:
        engine = open_engine(database.url)
        yield Store(request.param, engine)
        engine.dispose()


@pytest.fixture
def engine(store):
    """The engine of a database with all tables and no rows, on both kinds."""
    return store.engine


@pytest.fixture(scope="session")
def untouched_demonstration(tmp_path_factory) -> Path:
    """A home with the demonstration nation published. Only ever copied: looking writes, too."""
    from scorecards.cli.main import main  # noqa: PLC0415

    home = tmp_path_factory.mktemp("untouched")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORECARDS_HOME", str(home))
        assert main(["demo", "--claims-only"]) == 0
    return home


@pytest.fixture(scope="session")
def demonstration(untouched_demonstration, tmp_path_factory) -> Path:
    """The demonstration for tests that look at it. Shared: what is looked at may be audited."""
    return shutil.copytree(
        untouched_demonstration, tmp_path_factory.mktemp("demonstration") / "home"
    )


@pytest.fixture
def own_demonstration(untouched_demonstration, tmp_path) -> Path:
    """A copy of the demonstration that a test may change."""
    return shutil.copytree(untouched_demonstration, tmp_path / "own-demonstration")


@pytest.fixture
def empty_home(tmp_path) -> Path:
    """Where nothing has been written yet."""
    return tmp_path / "empty"


@pytest.fixture
def one_claim(tmp_path) -> Path:
    """A home whose only trust, ONE, has exactly one clinical claim and no other."""
    home = tmp_path / "one-claim"
    _publish(home, as_at=date(2026, 3, 31), damages=1_234_500)
    return home


@pytest.fixture
def two_releases(tmp_path) -> Path:
    """A home with a claim of £1,000, as at 2025, and the same claim at £12,345, as at 2026."""
    home = tmp_path / "two-releases"
    _publish(home, as_at=date(2025, 3, 31), damages=100_000)
    _publish(home, as_at=date(2026, 3, 31), damages=1_234_500)
    return home


def _publish(home: Path, *, as_at: date, damages: int) -> None:
    """One settled claim against the trust ONE, published through the real command."""
    from scorecards import settings  # noqa: PLC0415
    from scorecards.claims.commands import release  # noqa: PLC0415
    from scorecards.cli.answers import OPERATOR  # noqa: PLC0415
    from scorecards.people.model import Organisation  # noqa: PLC0415
    from scorecards.snapshots.model import Origin, Source  # noqa: PLC0415
    from scorecards.store.engine import open_engine  # noqa: PLC0415
    from scorecards.store.schema import bring_up  # noqa: PLC0415
    from scorecards.taxonomy import codes  # noqa: PLC0415
    from tests.snapshots.releases import claim, frame  # noqa: PLC0415

    chosen = settings.Settings.from_env({"SCORECARDS_HOME": str(home)})
    engine = open_engine(chosen.database_url)
    bring_up(engine)
    only = claim(
        "ONLY-1",
        "ONE",
        incident_date=date(2021, 5, 6),
        notified_date=date(2022, 6, 7),
        closed_date=date(2024, 7, 8),
        specialty="obstetrics",
        cause="consent",
        injury="fracture",
        location="ward",
        damages_paid=damages,
    )
    release(
        engine,
        chosen.snapshots,
        OPERATOR,
        claims=frame([only]),
        organisations=(Organisation("ONE", "Onlyford Hospital", "Acute", "North"),),
        taxonomy=codes.read(settings.REFERENCE),
        origin=Origin(
            as_at=as_at,
            profile="hand-made",
            sources=(Source("hand-made.csv", f"{damages:064x}", 1),),
            currency="GBP",
            fictional=True,
            recipe="by hand",
        ),
        publish=True,
        now=NOW,
    )
    engine.dispose()
