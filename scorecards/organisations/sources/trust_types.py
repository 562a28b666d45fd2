"""The type of each trust, as the estates return (ERIC) names it: headings ods_code and so on."""

import polars as pl

from scorecards.organisations.model import Oddity
from scorecards.organisations.sources import columns


COLUMNS = {"ods_code": "code", "eric_trust_type": "type"}
# As peer groups are called here; any other name is kept as it is.
NAMES = {
    "Acute - Teaching": "Acute: teaching",
    "Acute - Large": "Acute: large",
    "Acute - Medium": "Acute: medium",
    "Acute - Small": "Acute: small",
    "Acute - Multi-service": "Acute: multi-service",
    "Acute - Specialist": "Acute: specialist",
    "Mental Health and Learning Disability": "Mental health",
    "Care Trust": "Care trust",
}


def tidy(raw: pl.DataFrame) -> pl.DataFrame:
    """Columns code and type."""
    columns.coded(raw, "code")
    columns.filled(raw, ["type"])
    return columns.once(_typed(raw), ["code"])


def verify(raw: pl.DataFrame, tidied: pl.DataFrame) -> tuple[Oddity, ...]:
    return columns.repeated(_typed(raw), ["code"], "code")


def _typed(raw: pl.DataFrame) -> pl.DataFrame:
    return raw.select("code", pl.col("type").replace(NAMES))
