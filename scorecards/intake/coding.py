"""Words of a file -> codes of ours: scheme and kind, codes, status, settlement, currency."""

from collections.abc import Mapping

import polars as pl

from scorecards.intake.findings import Found, found, raw
from scorecards.intake.profiles import Profile, spelling
from scorecards.taxonomy.codes import CodeList, ListName, Taxonomy, fold


UNKNOWN = "unknown"
_LISTS = {
    "specialty": ListName.SPECIALTY,
    "cause": ListName.CAUSE,
    "cause_2": ListName.CAUSE,
    "injury": ListName.INJURY,
    "injury_2": ListName.INJURY,
    "location": ListName.LOCATION,
}


def read(rows: pl.DataFrame, profile: Profile, taxonomy: Taxonomy) -> tuple[pl.DataFrame, Found]:
    """Cleaned text -> codes, with `…_raw` as the source wrote it."""
    parts: Found = []
    for step in (_split, _codes, _scheme):
        rows, more = step(rows, profile, taxonomy)
        parts += more
    for name, meanings, rule in (
        ("status", profile.status, "unknown-status"),
        ("settlement", profile.settlement, "unknown-settlement"),
    ):
        words = {
            text: str(to) for text in _words(rows, name) if (to := meanings.get(spelling(text)))
        }
        rows, more = _looked_up(rows, name, words, rule, profile)
        parts += more
    return rows, [*parts, *_other_currency(rows, profile)]


def _split(rows: pl.DataFrame, profile: Profile, taxonomy: Taxonomy) -> tuple[pl.DataFrame, Found]:
    """A cell that names several codes: the first two that differ; the raw words stay whole."""
    parts: Found = []
    rows = rows.with_columns(pl.col(name).alias(f"{name}_raw") for name in _LISTS)
    for field in profile.fields:
        if not field.separator or f"{field.name}_2" not in _LISTS:
            continue
        pieces = {
            text: list(dict.fromkeys(p.strip() for p in text.split(field.separator) if p.strip()))
            for text in _words(rows, field.name)
        }
        several = [text for text, named in pieces.items() if len(named) > 2]
        name, second = field.name, f"{field.name}_2"
        parts.append(found(rows, pl.col(name).is_in(several), "more-codes", profile, field=name))
        first_of = {text: named[0] for text, named in pieces.items() if named}
        second_of = {text: named[1] for text, named in pieces.items() if len(named) > 1}
        rows = rows.with_columns(
            _replaced(name, first_of).alias(name),
            pl.coalesce(pl.col(second), _replaced(name, second_of)).alias(second),
        ).with_columns(pl.col(second).alias(f"{second}_raw"))
    return rows, parts


def _codes(rows: pl.DataFrame, profile: Profile, taxonomy: Taxonomy) -> tuple[pl.DataFrame, Found]:
    parts: Found = []
    for name, list_name in _LISTS.items():
        words = _known(_words(rows, name), taxonomy[list_name])
        said_by = name if name in profile.by_name else name.removesuffix("_2")
        rows, more = _looked_up(
            rows, name, words, f"unknown-{list_name}", profile, field=said_by, otherwise=UNKNOWN
        )
        parts += more
    return rows, parts


def _scheme(rows: pl.DataFrame, profile: Profile, taxonomy: Taxonomy) -> tuple[pl.DataFrame, Found]:
    schemes = taxonomy[ListName.SCHEME]
    words = _known(_words(rows, "scheme"), schemes)
    rows, parts = _looked_up(rows, "scheme", words, "unknown-scheme", profile)
    kinds = {code.code: code.extra["kind"] for code in schemes if code.extra.get("kind")}
    said = {text: "-".join(fold(text).split()) for text in _words(rows, "kind")}
    rows = rows.with_columns(
        _replaced("kind", said).alias("said kind"), _replaced("scheme", kinds).alias("kind")
    )
    differs = pl.col("said kind").is_not_null() & (pl.col("said kind") != pl.col("kind"))
    parts.append(found(rows, differs, "kind-differs", profile, field="kind"))
    return rows.drop("said kind"), parts


def _other_currency(rows: pl.DataFrame, profile: Profile) -> Found:
    other = pl.col("currency").is_not_null() & (
        pl.col("currency").str.to_uppercase() != str(profile.currency)
    )
    return [found(rows, other, "other-currency", profile, field="currency")]


def _looked_up(
    rows: pl.DataFrame,
    name: str,
    words: Mapping[str, str],
    rule: str,
    profile: Profile,
    *,
    field: str | None = None,
    otherwise: str | None = None,
) -> tuple[pl.DataFrame, Found]:
    code = _replaced(name, words)
    unknown = pl.col(name).is_not_null() & code.is_null()
    value = pl.col(name) if raw(name) not in rows.columns else pl.coalesce(raw(name), name)
    part = found(rows, unknown, rule, profile, field=field or name, value=value)
    filled = pl.when(unknown).then(pl.lit(otherwise, dtype=pl.String)).otherwise(code)
    return rows.with_columns(filled.alias(name)), [part]


def _words(rows: pl.DataFrame, name: str) -> list[str]:
    return rows[name].drop_nulls().unique().to_list()


def _known(words: list[str], codes: CodeList) -> dict[str, str]:
    spellings = codes.by_label
    return {text: spellings[folded] for text in words if (folded := fold(text)) in spellings}


def _replaced(name: str, words: Mapping[str, str]) -> pl.Expr:
    return pl.col(name).replace_strict(
        list(words), list(words.values()), default=None, return_dtype=pl.String
    )
