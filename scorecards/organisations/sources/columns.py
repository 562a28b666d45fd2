"""What every source does with text: dates, numbers, and rows that repeat each other."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from scorecards.errors import Refused
from scorecards.organisations.model import Oddity, number, odd


NOT_SHOWN = ("", "*", "-", ":", "z", "x", "c")
CODE = "^[A-Z0-9][A-Z0-9-]{0,15}$"


def filled(raw: pl.DataFrame, names: Sequence[str]) -> None:
    """Raises Refused where a cell is empty that may not be."""
    for name in names:
        empty = raw.filter(pl.col(name) == "")
        if not empty.is_empty():
            raise Refused(
                f"{number(empty.height, 'row')} {'has' if empty.height == 1 else 'have'} no value "
                f"in “{name}”, the first on line {empty['line'][0]}."
            )


def coded(raw: pl.DataFrame, *names: str) -> None:
    """Raises Refused where what stands there cannot be the code of an organisation."""
    filled(raw, names)
    for name in names:
        bad = raw.filter(~pl.col(name).str.contains(CODE))
        if not bad.is_empty():
            raise Refused(
                f"“{bad[name][0]}” on line {bad['line'][0]} cannot be a code. A code has up to 16 "
                "capital letters and digits."
            )


def day(name: str, form: str) -> pl.Expr:
    """A date, missing where the cell is empty. What is no date is missing too: see `days`."""
    return pl.col(name).str.to_date(form, strict=False)


def days(raw: pl.DataFrame, name: str, form: str) -> None:
    """Raises Refused where a cell holds something that is not a date in that form."""
    bad = raw.filter(pl.col(name) != "", day(name, form).is_null())
    if not bad.is_empty():
        raise Refused(f"“{bad[name][0]}” on line {bad['line'][0]} is not a date.")


def amount(name: str) -> pl.Expr:
    """A number, missing where a mark says that it is not shown."""
    return pl.col(name).replace(dict.fromkeys(NOT_SHOWN)).cast(pl.Float64, strict=False)


def amounts(raw: pl.DataFrame, name: str) -> None:
    """Raises Refused where a cell is neither a number from nought on nor a mark for nothing."""
    read = amount(name)
    written = ~pl.col(name).is_in(NOT_SHOWN)
    bad = raw.filter(written & (read.is_null() | ~read.is_finite() | (read < 0)))
    if not bad.is_empty():
        raise Refused(
            f"“{bad[name][0]}” on line {bad['line'][0]}, in “{name}”, is not a number from nought "
            "upwards."
        )


def once(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Each key with what its first row says."""
    return frame.unique(key, keep="first", maintain_order=True)


def repeated(frame: pl.DataFrame, key: Sequence[str], what: str) -> tuple[Oddity, ...]:
    """What stands more than once, and whether the rows agree; the first one is kept."""
    again = frame.filter(pl.struct(key).is_duplicated())
    if again.is_empty():
        return ()
    kinds = again.unique(maintain_order=True).group_by(key, maintain_order=True).len()
    named = pl.concat_str(*[pl.col(name).cast(pl.String) for name in key], separator=" ")
    same = kinds.filter(pl.col("len") == 1).select(named.alias("key"))["key"].to_list()
    differ = kinds.filter(pl.col("len") > 1).select(named.alias("key"))["key"].to_list()
    return (
        *odd(
            "repeated-rows",
            same,
            f"{number(len(same), what)} stand more than once, with the same values. "
            "Each was read once.",
        ),
        *odd(
            "repeated-rows-that-differ",
            differ,
            f"{number(len(differ), what)} stand more than once, with different values. "
            "The first row was read, the others were not.",
        ),
    )


def month_name(month: date) -> str:
    return f"{month:%B %Y}"
