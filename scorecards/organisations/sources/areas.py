"""The names of regions and of integrated care boards, by their codes: two files of one shape."""

import polars as pl

from scorecards.organisations.model import Oddity
from scorecards.organisations.sources import columns
from scorecards.organisations.sources.etr import title


REGION_COLUMNS = {"nhs_england_region_code": "code", "nhs_england_region_name": "name"}
BOARD_COLUMNS = {"ods_code": "code", "gss_code": "gss", "name": "name"}


def tidy(raw: pl.DataFrame) -> pl.DataFrame:
    """Columns code and name."""
    columns.coded(raw, "code")
    columns.filled(raw, ["name"])
    return columns.once(_typed(raw), ["code"])


def verify(raw: pl.DataFrame, tidied: pl.DataFrame) -> tuple[Oddity, ...]:
    return columns.repeated(_typed(raw), ["code"], "code")


def _typed(raw: pl.DataFrame) -> pl.DataFrame:
    return raw.select("code", pl.col("name").map_elements(title, return_dtype=pl.String))
