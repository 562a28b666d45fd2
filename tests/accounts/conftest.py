import pytest

from tests.accounts.nation import settle


@pytest.fixture
def engine(store):
    """A database with a register of four trusts, and people at them."""
    settle(store.engine)
    return store.engine
