"""Signs of personal data, column by column, before anything is stored. Decided by rates.

A strong sign refuses the file; a weak one waits for a steward to confirm the column. What is told
is the column, the kind, a count and a rate: never a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from scorecards.formatting import percent
from scorecards.intake.profiles import DATES
from scorecards.intake.reading.process import RawTable
from scorecards.personal import signs
from scorecards.taxonomy.codes import fold


class Sign(StrEnum):
    """What a column looks like; the value is what the sentence says."""

    NHS_NUMBER = "NHS numbers"
    POSTCODE = "full postcodes"
    BIRTH_DATE = "dates of birth"
    NAME = "names of persons"
    EMAIL = "e-mail addresses"
    PHONE = "telephone numbers"
    FREE_TEXT = "long free text"


BEYOND = "cells beyond the headings"
STRONG_TAIL = 1e-4
WEAK_TAIL = 0.02


@dataclass(frozen=True, slots=True)
class Hit:
    """One sign in one column. `rate` is of its values; `strong` ones are never confirmed away."""

    file: str
    column: str
    sign: Sign
    count: int
    rate: float
    strong: bool
    confirmed: bool = False

    def sentence(self) -> str:
        values = "value" if self.count == 1 else "values"
        return (
            f"{self.file}, column “{self.column}”: {self.count:,} {values} "
            f"({percent(self.rate)}) look like {self.sign.value}."
        )


@dataclass(frozen=True, slots=True)
class _Column:
    """Distinct values with how often each occurs; `field`: what the profile takes it for."""

    heading: str
    values: pl.DataFrame
    field: str | None
    as_at: date


def scan(
    table: RawTable,
    *,
    mapped_as: Mapping[int, str],
    as_at: date,
    confirmed: Sequence[str] = (),
    file: str = "The file",
) -> tuple[Hit, ...]:
    """Every sign in a table's columns. `mapped_as`: the profile's field by place of the column."""
    hits = []
    named = [(f"c{place}", heading) for place, heading in enumerate(table.headings)]
    for place, (name, heading) in enumerate([*named, ("extra", BEYOND)]):
        values = _distinct(table.frame[name])
        if values.is_empty():
            continue
        column = _Column(heading, values, mapped_as.get(place), as_at)
        for sign, look in _LOOKS.items():
            seen = look(column)
            if seen is not None:
                count, rate, strong = seen
                known = heading in confirmed and not strong
                hits.append(Hit(file, heading, sign, count, rate, strong, known))
    return tuple(hits)


def _distinct(texts: pl.Series) -> pl.DataFrame:
    clean = texts.drop_nulls().str.strip_chars()
    return clean.filter((clean != "") & (clean != "-")).alias("value").value_counts(name="times")


_Seen = tuple[int, float, bool] | None


def _nhs_numbers(column: _Column) -> _Seen:
    ten = signs.ten_digits(column.values).unique("ten")
    passed = int(signs.modulus_11(ten["ten"]).sum())
    rate = passed / ten.height if ten.height else 0.0
    headed = signs.heads_nhs_number(fold(column.heading))
    if rate < 0.5:
        return (passed, rate, False) if headed and ten.height else None
    tail = signs.tail(passed, ten.height, 1 / 11)
    strong = tail < STRONG_TAIL or headed
    return (passed, rate, strong) if strong or tail < WEAK_TAIL else None


def _postcodes(column: _Column) -> _Seen:
    found = signs.postcodes(column.values["value"])
    count, rate = _rate(column, found)
    distinct = int(found.sum())
    if rate >= 0.3 and distinct >= 2:
        return count, rate, True
    return (count, rate, False) if count and (rate >= 0.02 or distinct >= 5) else None


def _birth_dates(column: _Column) -> _Seen:
    if column.field in DATES:
        return None
    days = signs.dates(column.values["value"])
    ages = (pl.Series([column.as_at]) - days).dt.total_days() / 365.25
    plausible = (days.is_not_null() & ages.is_between(0, 111)).fill_null(value=False)
    count, rate = _rate(column, plausible)
    if count and signs.heads_birth_date(fold(column.heading)):
        return count, rate, True
    many = rate >= 0.8 and int(plausible.sum()) > 0.5 * count and int(plausible.sum()) >= 5
    return (count, rate, False) if many else None


def _names(column: _Column) -> _Seen:
    folded = fold(column.heading)
    person, worded = signs.persons(column.values["value"])
    count, rate = _rate(column, person)
    distinct = column.values.height
    share = int(person.sum()) / distinct
    if signs.heads_person(folded):
        varied = distinct > 0.3 * int(column.values["times"].sum()) or share >= 0.1
        words = int(worded.sum()) / distinct
        return (count, rate, words >= 0.5 and varied) if words >= 0.5 else None
    place = signs.heads_place(folded) or column.field in ("trust", "trust_name")
    if share >= 0.3 and int(person.sum()) >= 5:
        return None if column.field == "trust_name" else (count, rate, not place)
    return (count, rate, False) if share >= 0.15 and int(person.sum()) >= 5 and not place else None


def _emails(column: _Column) -> _Seen:
    found = signs.emails(column.values["value"])
    count, rate = _rate(column, found)
    if not count:
        return None
    return count, rate, rate >= 0.1 and int(found.sum()) >= 2


def _phones(column: _Column) -> _Seen:
    found = signs.phones(column.values["value"])
    count, rate = _rate(column, found)
    headed = signs.heads_phone(fold(column.heading))
    if headed and rate >= 0.3:
        return count, rate, True
    return (count, rate, False) if rate >= 0.5 and int(found.sum()) >= 5 else None


def _free_text(column: _Column) -> _Seen:
    long = column.values["value"].str.len_chars() > 60
    count, rate = _rate(column, long)
    return (count, rate, False) if rate >= 0.2 and int(long.sum()) >= 3 else None


def _rate(column: _Column, found: pl.Series) -> tuple[int, float]:
    """How many cells of a column have one of the values found, and their share of those filled."""
    times = column.values["times"]
    count = int(times.filter(found).sum())
    return count, count / int(times.sum())


_LOOKS = {
    Sign.NHS_NUMBER: _nhs_numbers,
    Sign.POSTCODE: _postcodes,
    Sign.BIRTH_DATE: _birth_dates,
    Sign.NAME: _names,
    Sign.EMAIL: _emails,
    Sign.PHONE: _phones,
    Sign.FREE_TEXT: _free_text,
}
