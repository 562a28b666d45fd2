"""Whom each claim is against: looked up in the register, or named by the file itself."""

import re
from collections.abc import Mapping

import polars as pl

from scorecards.errors import Refused
from scorecards.intake.findings import Found, found
from scorecards.intake.profiles import Organisations, Profile
from scorecards.people.model import Organisation, Predecessor
from scorecards.taxonomy.codes import fold


# Codes stand in addresses and in folder names of snapshots.
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,15}")


def read(
    rows: pl.DataFrame,
    profile: Profile,
    known: Mapping[str, Organisation] | None,
    predecessors: Mapping[str, Predecessor],
) -> tuple[pl.DataFrame, Found]:
    """Cleaned text -> codes: `trust` as of today, `organisation` as constituted then.

    Raises Refused where the register is needed and there is none.
    """
    if profile.organisations is Organisations.FILE:
        rows, parts = _from_file(rows, profile)
        return rows.with_columns(pl.col("trust").alias("organisation")), parts
    if not known:
        raise Refused(
            "There is no register of organisations yet, so no trust can be told. Import the "
            "organisations first."
        )
    rows, parts = _from_register(rows, profile, known)
    rows, merged = _of_today(rows, profile, predecessors)
    return rows, [*parts, merged]


def named(rows: pl.DataFrame, profile: Profile) -> dict[str, Organisation]:
    """The organisations a file names, each by the name it has most often."""
    said = profile.organisation
    names = (
        rows.filter(pl.col("trust_name").is_not_null())
        .group_by("trust", "trust_name")
        .len()
        .sort("len", "trust_name", descending=[True, False])
        .unique("trust", keep="first", maintain_order=True)
    )
    name_of = dict(names.select("trust", "trust_name").iter_rows())
    name_of[said.missing_code] = said.missing_name
    codes = rows["trust"].drop_nulls().unique().sort().to_list()
    return {
        code: Organisation(code, name_of.get(code, code), said.type, said.region) for code in codes
    }


def _from_file(rows: pl.DataFrame, profile: Profile) -> tuple[pl.DataFrame, Found]:
    upper = pl.col("trust").str.to_uppercase()
    usable = upper.str.contains(f"^{_CODE.pattern}$")
    bad = pl.col("trust").is_not_null() & ~usable
    parts = [
        found(rows, bad, "unknown-trust", profile, field="trust"),
        found(rows, usable & (upper != pl.col("trust")), "trust-spelling", profile, field="trust"),
    ]
    return rows.with_columns(
        upper.fill_null(profile.organisation.missing_code).alias("trust")
    ), parts


def _from_register(
    rows: pl.DataFrame, profile: Profile, known: Mapping[str, Organisation]
) -> tuple[pl.DataFrame, Found]:
    spellings = _spellings(known)
    texts = rows["trust"].drop_nulls().unique().to_list()
    codes = {text: spellings[fold(text)] for text in texts if fold(text) in spellings}
    code = pl.col("trust").replace_strict(
        list(codes), list(codes.values()), default=None, return_dtype=pl.String
    )
    written = pl.col("trust").is_not_null()
    parts = [
        found(rows, written & code.is_null(), "unknown-trust", profile, field="trust"),
        found(rows, written & (code != pl.col("trust")), "trust-spelling", profile, field="trust"),
    ]
    return rows.with_columns(code.alias("trust")), parts


def _of_today(
    rows: pl.DataFrame, profile: Profile, predecessors: Mapping[str, Predecessor]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Claims against a body that merged belong to what it is part of today."""
    became = {each.code: each.successor for each in predecessors.values()}
    then = pl.col("trust")
    today = then.replace(list(became), list(became.values()))
    rows = rows.with_columns(then.alias("organisation"), today.alias("trust"))
    moved = pl.col("trust") != pl.col("organisation")
    said = pl.format(
        "Counted for {} as of today; {} is kept as the organisation as constituted then.",
        pl.col("trust"),
        pl.col("organisation"),
    )
    return rows, found(rows, moved, "merged-trust", profile, field="trust", done=said)


def _spellings(known: Mapping[str, Organisation]) -> dict[str, str]:
    """Codes, and names that only one organisation has."""
    by_name: dict[str, set[str]] = {}
    for organisation in known.values():
        by_name.setdefault(fold(organisation.name), set()).add(organisation.code)
    single = {name: min(codes) for name, codes in by_name.items() if len(codes) == 1}
    return {**single, **{fold(code): code for code in known}}
