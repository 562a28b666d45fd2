"""The organisation file of ODS (`etr`): no headings, 27 columns, dates as yyyymmdd.

https://digital.nhs.uk/services/organisation-data-service. Names are in capitals there.
"""

import re

import polars as pl

from scorecards.organisations.model import Oddity, are, has, number, odd
from scorecards.organisations.sources import columns


WIDTH = 27
# By place from 1. Address and postcode are not kept: nothing here needs them.
COLUMNS = {1: "code", 2: "name", 3: "region_code", 4: "icb", 11: "opened", 12: "closed"}
_FORM = "%Y%m%d"
_SMALL = frozenset(
    [
        "and",
        "of",
        "the",
        "for",
        "on",
        "upon",
        "in",
        "with",
        "at",
        "by",
        "to",
        "de",
        "le",
        "under",
        "next",
    ]
)
_KEPT = frozenset({"NHS", "UK", "CIC", "ICB", "ICS"})
_USUAL_LENGTH = 3


def tidy(raw: pl.DataFrame) -> pl.DataFrame:
    """Columns code, name (as readers see it), region_code, icb (missing where blank), opened and
    closed (the last day; missing while open). A code that stands twice counts once.
    """
    columns.coded(raw, "code")
    columns.filled(raw, ["name"])
    for name in ("opened", "closed"):
        columns.days(raw, name, _FORM)
    return columns.once(_typed(raw), ["code"])


def verify(raw: pl.DataFrame, tidied: pl.DataFrame) -> tuple[Oddity, ...]:
    """What is odd: blank regions, long codes, repeated ones, dates in the wrong order."""
    said = [f"{code} {name}" for code, name in tidied.select("code", "name").iter_rows()]
    told = tidied.with_columns(pl.Series("said", said, dtype=pl.String))
    blank = told.filter(pl.col("region_code").is_null())["said"].to_list()
    long = told.filter(pl.col("code").str.len_chars() != _USUAL_LENGTH)["said"].to_list()
    boards = told.filter(pl.col("icb").str.len_chars() != _USUAL_LENGTH)
    listed = [f"{code} {icb}" for code, icb in boards.select("code", "icb").iter_rows()]
    turned = told.filter(pl.col("closed") < pl.col("opened"))["said"].to_list()
    return (
        *columns.repeated(_typed(raw), ["code"], "code"),
        *odd(
            "long-codes",
            long,
            f"{number(len(long), 'organisation')} {has(len(long))} a code that is not of three "
            "characters. It was kept whole.",
        ),
        *odd(
            "long-icb-codes",
            listed,
            f"{number(len(listed), 'organisation')} {has(len(listed))} a code of an integrated "
            "care board that is not of three characters. It was kept whole.",
        ),
        *odd(
            "blank-region",
            blank,
            f"{number(len(blank), 'organisation')} {has(len(blank))} no region, as those outside "
            f"England have none. They {are(2)} listed under “Region not given”.",
        ),
        *odd(
            "closed-before-opened",
            turned,
            f"{number(len(turned), 'organisation')} closed before opening. Both dates were kept.",
        ),
    )


def title(name: str) -> str:
    """`GUY'S AND ST THOMAS' NHS FOUNDATION TRUST` as `Guy's and St Thomas' NHS Foundation Trust`.

    A name that is not in capitals is left as it is.
    """
    if name != name.upper():
        return name
    parts = re.split(r"([ \-(/])", name)
    words = [part for part in parts if part and part not in " -(/"]
    done: list[str] = []
    first = True
    for part in parts:
        if part not in words:
            done.append(part)
            continue
        small = part.lower() in _SMALL and not first
        done.append(part if part in _KEPT else part.lower() if small else part.capitalize())
        first = False
    return "".join(done)


def _typed(raw: pl.DataFrame) -> pl.DataFrame:
    blank = {"": None}
    return raw.select(
        "code",
        pl.col("name").map_elements(title, return_dtype=pl.String),
        pl.col("region_code").replace(blank),
        pl.col("icb").replace(blank),
        columns.day("opened", _FORM),
        columns.day("closed", _FORM),
    )
