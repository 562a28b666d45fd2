"""Dates as files write them. Days stand before months; no value is turned round in silence."""

import polars as pl

from scorecards.errors import Refused
from scorecards.intake.findings import Found, found, heading_of
from scorecards.intake.profiles import DATES, DateForm, Profile


_FORMS = {
    DateForm.ISO: (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "%Y-%m-%d"),
    DateForm.BRITISH: (r"^[0-9]{2}/[0-9]{2}/[0-9]{4}$", "%d/%m/%Y"),
    DateForm.SHORT: (r"^[0-9]{1,2}-[A-Za-z]{3}-[0-9]{2}$", "%d-%b-%y"),
    DateForm.LONG: (r"^[0-9]{1,2} [A-Za-z]{3,9} [0-9]{4}$", "%d %B %Y"),
}
_TIME = r"[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$"
_MIDNIGHT = r"[T ]00:00(:00(\.0+)?)?$"
_SLASHED = r"^([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}$"
_TURNED_SHARE = 0.1


def read(rows: pl.DataFrame, profile: Profile) -> tuple[pl.DataFrame, Found]:
    """Cleaned text -> dates. A value that is no date is a finding that rejects its row.

    Raises Refused for a column whose dates put the month first.
    """
    parts: Found = []
    for name in DATES:
        _check_day_first(rows[name], heading_of(profile, name))
        text = pl.col(name)
        day = text.str.replace(_TIME, "")
        rows = rows.with_columns(_date(day, profile).alias(f"day {name}"))
        read_well = pl.col(f"day {name}").is_not_null()
        parts.append(
            found(rows, text.is_not_null() & ~read_well, "unreadable-date", profile, field=name)
        )
        timed = read_well & (day != text) & ~text.str.contains(_MIDNIGHT)
        parts.append(found(rows, timed, "time-dropped", profile, field=name))
        rows = rows.with_columns(pl.col(f"day {name}").alias(name)).drop(f"day {name}")
    return rows, parts


def _date(text: pl.Expr, profile: Profile) -> pl.Expr:
    forms = [_FORMS[form] for form in dict.fromkeys((DateForm.ISO, *profile.dates))]
    return pl.coalesce(
        pl.when(text.str.contains(shape)).then(text).str.to_date(form, strict=False)
        for shape, form in forms
    )


def _check_day_first(texts: pl.Series, heading: str) -> None:
    slashed = texts.drop_nulls().str.extract_groups(_SLASHED).struct.unnest()
    first, second = (slashed[name].cast(pl.Int32).fill_null(0) for name in slashed.columns)
    turned = int(((second > 12) & (first <= 12)).sum())
    straight = int(((first > 12) & (second <= 12)).sum())
    if turned and turned >= _TURNED_SHARE * (turned + straight):
        example = texts.drop_nulls().filter((second > 12) & (first <= 12))[0]
        raise Refused(
            f"The column “{heading}” holds {turned:,} dates like {example}, which put the month "
            "first, so the others cannot be trusted either. Write its dates as YYYY-MM-DD, and "
            "load the file again."
        )
