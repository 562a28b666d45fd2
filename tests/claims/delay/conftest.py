import polars as pl
import pytest

from scorecards.claims.delay import publication
from scorecards.demo import nation


@pytest.fixture(scope="session")
def drawn() -> nation.Nation:
    return nation.build()


@pytest.fixture(scope="session")
def development(drawn) -> pl.DataFrame:
    """The pace of the demonstration nation."""
    return publication.development_of(drawn.claims, drawn.exposures, as_at=drawn.as_at)
