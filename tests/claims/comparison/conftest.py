import pytest

from tests.claims.comparison import wide as nation_of_48


@pytest.fixture(scope="session")
def wide(tmp_path_factory):
    """A release of 48 trusts of three types, opened."""
    return nation_of_48.built(tmp_path_factory.mktemp("wide") / "snapshots")
