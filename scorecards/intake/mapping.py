"""Raw text of several files -> one typed frame of claims, and everything found on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from scorecards.claims.model import MONEY, SCHEMA
from scorecards.intake import amounts, cleaning, coding, consistency, dates, organisations
from scorecards.intake.findings import Found, found, raw, rejected_rows, together
from scorecards.intake.profiles import FIELDS, Profile
from scorecards.intake.reading.process import RawTable
from scorecards.people.model import Organisation, Predecessor
from scorecards.taxonomy.codes import Taxonomy


_NO_VALUE = ("error-value", "formula-without-value")


@dataclass(frozen=True)
class Mapped:
    """`claims`: the rows that load. `rows`: every row that was read, with its raw words."""

    claims: pl.DataFrame
    organisations: tuple[Organisation, ...]
    rows: pl.DataFrame
    rejected: pl.Series
    findings: pl.DataFrame


Tables = Sequence[tuple[str, RawTable, Mapping[str, int]]]


def mapped(
    tables: Tables,
    profile: Profile,
    taxonomy: Taxonomy,
    *,
    known_trusts: Mapping[str, Organisation] | None,
    predecessors: Mapping[str, Predecessor],
    as_at: date,
) -> Mapped:
    """`tables`: the name of each file of a load, what was read of it, where our columns are."""
    rows = _numbered(tables, profile)
    over = found(
        rows, pl.col("extra").is_not_null(), "too-many-cells", profile, value=pl.col("extra")
    )
    marked = _marked(tables, rows, profile)
    rows, parts = cleaning.clean(rows, profile)
    parts += [over, *marked, *cleaning.missing(rows, profile)]
    rows, more = dates.read(rows, profile)
    parts += more
    rows, more = amounts.read(rows, profile)
    parts += more
    rows, more = coding.read(rows, profile, taxonomy)
    parts += more
    rows, more = organisations.read(rows, profile, known_trusts, predecessors)
    parts += [*more, *consistency.check(rows, profile, as_at)]
    rows, more = consistency.distinct_references(rows, profile, parts)
    return _finished(rows, profile, [*parts, *more], known_trusts)


def _numbered(tables: Tables, profile: Profile) -> pl.DataFrame:
    """Our columns of all files as they wrote them (`raw claim_ref` and so on), rows from 0."""
    parts = [
        table.frame.select(
            pl.lit(file).alias("file"),
            pl.col("line", "extra"),
            *(_written(name, places, profile) for name in FIELDS),
        )
        for file, table, places in tables
    ]
    return pl.concat(parts).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))


def _marked(tables: Tables, rows: pl.DataFrame, profile: Profile) -> Found:
    """What the reader found at cells and rows. An amount without a value is never a nought."""
    parts: Found = []
    for file, table, places in tables:
        marks = table.marks.filter(pl.col("rule") != "blank-row").join(
            rows.filter(pl.col("file") == file).select("row", "line"), on="line", how="inner"
        )
        names = dict(enumerate(table.headings))
        heading = pl.col("column").replace_strict(names, default=None, return_dtype=pl.String)
        for rule in marks["rule"].unique().sort():
            part = found(marks, pl.col("rule") == rule, rule, profile, value=pl.col("value"))
            told = marks.filter(pl.col("rule") == rule).select(heading)
            parts.append(part.with_columns(told["column"]))
        money = [place for name, place in places.items() if name in MONEY]
        lost = pl.col("rule").is_in(_NO_VALUE) & pl.col("column").is_in(money)
        for name in MONEY:
            if name in places:
                here = lost & (pl.col("column") == places[name])
                value = pl.col("value").fill_null("")
                parts.append(
                    found(marks, here, "unreadable-money", profile, field=name, value=value)
                )
    return parts


def _written(name: str, places: Mapping[str, int], profile: Profile) -> pl.Expr:
    if name in places:
        text = pl.col(f"c{places[name]}")
    else:
        text = pl.lit(profile.constants.get(name), dtype=pl.String)
    return text.alias(raw(name))


def _finished(
    rows: pl.DataFrame,
    profile: Profile,
    parts: Found,
    known_trusts: Mapping[str, Organisation] | None,
) -> Mapped:
    rejected = rejected_rows(parts)
    loaded = rows.filter(~pl.col("row").is_in(rejected.implode())).with_columns(
        pl.lit(str(profile.currency)).alias("currency")
    )
    codes = loaded["trust"].unique().sort().to_list()
    known = known_trusts if known_trusts is not None else {}
    told = organisations.named(loaded, profile) if profile.organisations == "file" else known
    return Mapped(
        claims=loaded.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()),
        organisations=tuple(told[code] for code in codes),
        rows=rows,
        rejected=rejected,
        findings=together(parts),
    )
