import pytest

from tests.claims.changes import two_years


@pytest.fixture(scope="session")
def later(tmp_path_factory):
    """The small nation a year later, built and opened as a real release."""
    return two_years.built(tmp_path_factory.mktemp("later") / "snapshots")
