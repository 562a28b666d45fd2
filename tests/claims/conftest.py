import pytest

from tests.claims import nation


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    """A small nation, built and opened as a real release."""
    return nation.built(tmp_path_factory.mktemp("nation") / "snapshots")
