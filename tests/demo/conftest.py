"""The demonstration nation, drawn once for all tests of this folder."""

import pytest

from scorecards import settings
from scorecards.demo import nation
from scorecards.taxonomy import codes


@pytest.fixture(scope="session")
def drawn() -> nation.Nation:
    return nation.build()


@pytest.fixture(scope="session")
def taxonomy() -> codes.Taxonomy:
    return codes.read(settings.REFERENCE)
