"""What was found at single cells: one line each, in a frame. Nothing is decided here."""

import polars as pl

from scorecards.intake.profiles import Profile
from scorecards.intake.rules import LEFT_OUT, RULES, Action


# `row` numbers the rows of all files of a load from 0; the report turns it into file and line.
SCHEMA = {
    "row": pl.Int64(),
    "rule": pl.String(),
    "action": pl.String(),
    "column": pl.String(),
    "value": pl.String(),
    "done": pl.String(),
}
Found = list[pl.DataFrame]


def found(
    rows: pl.DataFrame,
    where: pl.Expr,
    rule: str,
    profile: Profile,
    *,
    field: str | None = None,
    value: pl.Expr | None = None,
    done: pl.Expr | str | None = None,
) -> pl.DataFrame:
    """A finding for each of `rows` that `where` holds. `field`: the column of ours it is about."""
    action = profile.action(rule)
    said = done if done is not None else done_when(rule, action)
    column = heading_of(profile, field) if field else None
    as_written = value if value is not None else pl.col(raw(field)) if field else pl.lit(None)
    return rows.filter(where).select(
        pl.col("row"),
        pl.lit(rule).alias("rule"),
        pl.lit(str(action)).alias("action"),
        pl.lit(column, dtype=pl.String).alias("column"),
        as_written.cast(pl.String).alias("value"),
        (pl.lit(said) if isinstance(said, str) else said).alias("done"),
    )


def done_when(rule: str, action: Action) -> str:
    return LEFT_OUT if action is Action.REJECT else RULES[rule].done


def raw(field: str) -> str:
    """The name of the frame's column that keeps a field as it was written."""
    return f"raw {field}"


def heading_of(profile: Profile, field: str) -> str:
    known = profile.by_name.get(field)
    return known.heading if known else field


def together(parts: Found) -> pl.DataFrame:
    return pl.concat(parts) if parts else pl.DataFrame(schema=SCHEMA)


def rejected_rows(parts: Found) -> pl.Series:
    """Rows that one finding or more rejects, each once."""
    every = together(parts)
    return every.filter(pl.col("action") == str(Action.REJECT))["row"].unique().sort()
