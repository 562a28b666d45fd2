import pytest


@pytest.fixture
def root(tmp_path):
    """Where releases go."""
    return tmp_path / "snapshots"
