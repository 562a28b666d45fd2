"""The price index and the steps of the discount rate: small reviewed files, read and checked.

Each file begins with a line “# …” that says where its figures come from, then a header. A refusal
names the file and the line.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scorecards import financial_year
from scorecards.errors import Refused


INDEX_FILE, STEPS_FILE = "gdp-deflator.csv", "discount-rate.csv"
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class PriceIndex:
    """A price index per financial year (by its starting year), any base; one year after another.

    `forecast`: years that have not been measured yet.
    """

    source: str
    values: Mapping[int, float]
    forecast: frozenset[int]

    def reaches(self, as_at: date) -> bool:
        """Whether claims as at a date can be put into the prices of that date's financial year."""
        return financial_year.of(as_at) in self.values


@dataclass(frozen=True, slots=True)
class Step:
    """From a day on, lump sums for future losses are worked out with another rate, per cent."""

    day: date
    rate: float


@dataclass(frozen=True, slots=True)
class DiscountRate:
    source: str
    steps: tuple[Step, ...]

    def within(self, first: int, last: int) -> tuple[Step, ...]:
        """The steps in the financial years `first` to `last`, both included."""
        return tuple(step for step in self.steps if first <= financial_year.of(step.day) <= last)


def read_index(folder: Path) -> PriceIndex | None:
    """The index of `gdp-deflator.csv`: year (`2015/16`), index, forecast (yes or no).

    None where there is no such file: then there are no prices but those as paid.
    """
    path = folder / INDEX_FILE
    if not path.exists():
        return None
    source, rows = _read(path, ["year", "index", "forecast"])
    values: dict[int, float] = {}
    forecast = set()
    for number, (label, index, said) in rows:
        year, value = _year(label), _number(index)
        if year is None or (values and year != max(values) + 1):
            raise _wrong(path, number, f"the year is “{label}”, not the one after the line before")
        if value is None or value <= 0:
            raise _wrong(path, number, f"the index is “{index}”, not a number above nought")
        if said not in ("yes", "no"):
            raise _wrong(path, number, f"forecast is “{said}”, not yes or no")
        values[year] = value
        if said == "yes":
            forecast.add(year)
    return PriceIndex(source, values, frozenset(forecast))


def read_steps(folder: Path) -> DiscountRate:
    """The steps of `discount-rate.csv`: from (`2017-03-20`), rate (per cent); oldest first."""
    path = folder / STEPS_FILE
    source, rows = _read(path, ["from", "rate"])
    steps: list[Step] = []
    for number, (began, per_cent) in rows:
        day, rate = _day(began), _number(per_cent)
        if day is None or (steps and day <= steps[-1].day):
            raise _wrong(path, number, f"the day is “{began}”, not one after the line before")
        if rate is None:
            raise _wrong(path, number, f"the rate is “{per_cent}”, not a number")
        steps.append(Step(day, rate))
    return DiscountRate(source, tuple(steps))


def _read(path: Path, header: list[str]) -> tuple[str, Iterator[Row]]:
    try:
        first, *rest = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise Refused(f"{path.name} cannot be read: {error}.") from error
    if not first.removeprefix("# ").strip() or not first.startswith("# "):
        raise Refused(f"{path.name}: the first line must be “# ” and where the figures come from.")
    found = list(csv.reader(rest))
    if not found or found[0] != header:
        raise Refused(f"{path.name}: the second line must be “{','.join(header)}”.")
    rows = list(enumerate(found[1:], 3))
    if not rows:
        raise Refused(f"{path.name}: there are no figures in it.")
    for number, row in rows:
        if len(row) != len(header):
            raise _wrong(path, number, f"it has {len(row)} parts instead of {len(header)}")
    return first.removeprefix("# "), iter(rows)


def _wrong(path: Path, number: int, what: str) -> Refused:
    return Refused(f"{path.name}, line {number}: {what}.")


def _year(label: str) -> int | None:
    try:
        return financial_year.parse(label)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> float | None:
    """A plain decimal; not `nan`, `inf` or `1e5`."""
    plain = text.removeprefix("-").replace(".", "", 1)
    return float(text) if plain.isascii() and plain.isdigit() else None
