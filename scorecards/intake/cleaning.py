"""Text cells made clean: blanks around them, invisible characters, marks for missing."""

import polars as pl

from scorecards.intake.findings import Found, found, raw
from scorecards.intake.profiles import Cells, Profile, spelling
from scorecards.intake.reading.tables import INVISIBLE


def clean(rows: pl.DataFrame, profile: Profile) -> tuple[pl.DataFrame, Found]:
    """Adds a cleaned column for each `raw …`; a mark for missing becomes missing."""
    fields = [name.removeprefix("raw ") for name in rows.columns if name.startswith("raw ")]
    rows = rows.with_columns(_cleaned(name, profile) for name in fields)
    parts: Found = []
    for name in fields:
        if name not in profile.by_name:
            continue
        text, clean_text = pl.col(raw(name)), pl.col(name)
        parts.append(
            found(
                rows, text.is_not_null() & clean_text.is_null(), "missing-mark", profile, field=name
            )
        )
        parts.append(found(rows, text != clean_text, "trimmed", profile, field=name))
    return rows, parts


def missing(rows: pl.DataFrame, profile: Profile) -> Found:
    """Rows without a value that they must have."""
    return [
        found(rows, pl.col(field.name).is_null(), "missing-required", profile, field=field.name)
        for field in profile.fields
        if field.cells is Cells.FILLED
    ]


def _cleaned(name: str, profile: Profile) -> pl.Expr:
    text = pl.col(raw(name)).str.replace_all(f"[{INVISIBLE}]", "").str.strip_chars()
    vocabulary = {"status": profile.status, "settlement": profile.settlement}.get(name, {})
    marks = [mark for mark in ("", *profile.blanks) if spelling(mark) not in vocabulary]
    folded = [mark.casefold() for mark in marks]
    return pl.when(~text.str.to_lowercase().is_in(folded)).then(text).alias(name)
