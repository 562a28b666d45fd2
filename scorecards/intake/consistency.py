"""What must hold between the values of one claim, and between one claim and the others."""

from datetime import date

import polars as pl

from scorecards.claims.model import Status
from scorecards.intake.findings import Found, found, raw, rejected_rows
from scorecards.intake.profiles import DATES, Profile
from scorecards.intake.rules import LEFT_OUT, Action


def check(rows: pl.DataFrame, profile: Profile, as_at: date) -> Found:
    """Dates in their order and not after the as-at date; damages and closing fit the status."""
    incident, notified, closed = (pl.col(name) for name in DATES)
    nil, still_open = (pl.col("status") == str(one) for one in (Status.NIL, Status.OPEN))
    parts = [
        found(
            rows,
            notified < incident,
            "notified-before-incident",
            profile,
            field="notified_date",
            value=_both("notified_date", "incident_date"),
        ),
        found(
            rows,
            closed < notified,
            "closed-before-notified",
            profile,
            field="closed_date",
            value=_both("closed_date", "notified_date"),
        ),
        found(
            rows,
            still_open & closed.is_not_null(),
            "closed-date-on-open",
            profile,
            field="closed_date",
        ),
        found(
            rows,
            nil & (pl.col("damages_paid") > 0),
            "damages-on-nil",
            profile,
            field="damages_paid",
        ),
    ]
    for name in DATES:
        parts.append(found(rows, pl.col(name) > as_at, "future-date", profile, field=name))
    return parts


def distinct_references(
    rows: pl.DataFrame, profile: Profile, parts: Found
) -> tuple[pl.DataFrame, Found]:
    """References that occur again, among rows not yet rejected: kept apart, or left out."""
    left = rows.filter(~pl.col("row").is_in(rejected_rows(parts).implode()))
    again = left.filter(pl.col("claim_ref").is_duplicated() & pl.col("claim_ref").is_not_null())
    if again.is_empty():
        return rows, []
    taken = set(left["claim_ref"].drop_nulls())
    changes = _changes(
        again, taken, keep=profile.action("duplicate-reference") is not Action.REJECT
    )
    told = rows.join(changes, on="row", how="inner", maintain_order="left")
    part = found(
        told,
        pl.lit(True),
        "duplicate-reference",
        profile,
        field="claim_ref",
        done=pl.col("said"),
    )
    new = pl.coalesce("new reference", "claim_ref").alias("claim_ref")
    rows = rows.join(changes, on="row", how="left", maintain_order="left").with_columns(new)
    return rows.drop("new reference", "said"), [part]


def _both(one: str, other: str) -> pl.Expr:
    return pl.format("{} against {}", pl.col(raw(one)), pl.col(raw(other)))


def _changes(again: pl.DataFrame, taken: set[str], *, keep: bool) -> pl.DataFrame:
    written = [name for name in again.columns if name.startswith("raw ")]
    first: dict[str, tuple[object, ...]] = {}
    times: dict[str, int] = {}
    changes: list[tuple[int, str | None, str]] = []
    for row, reference, file, line, *values in again.select(
        "row", "claim_ref", "file", "line", *written
    ).iter_rows():
        if reference not in first:
            first[reference] = (file, line, values)
            continue
        first_file, first_line, first_values = first[reference]
        where = f"line {first_line}" + ("" if first_file == file else f" of {first_file}")
        same = "all values are the same" if values == first_values else "other values differ"
        if not keep:
            changes.append((row, None, f"{LEFT_OUT} The first is on {where}; {same}."))
            continue
        number = times.get(reference, 1) + 1
        while f"{reference}/{number}" in taken:
            number += 1
        times[reference] = number
        new = f"{reference}/{number}"
        taken.add(new)
        changes.append((row, new, f"Loaded as {new}. The first is on {where}; {same}."))
    return pl.DataFrame(
        changes,
        schema={"row": pl.Int64, "new reference": pl.String, "said": pl.String},
        orient="row",
    )
