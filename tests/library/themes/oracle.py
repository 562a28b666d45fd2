"""An independent count of what thematic reports tell: plain loops over the rows of a release.

It knows the Parquet files and the published policy, and none of the program's measures, rounding
or words.
"""

import csv
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from tests.places import PROJECT


MONEY = (
    "damages_paid", "damages_reserved", "claimant_costs_paid", "claimant_costs_reserved",
    "defence_costs_paid", "defence_costs_reserved",
)  # fmt: skip
READ = ("trust", "kind", "incident_date", "specialty", "cause", "injury", "location", "status")
SAYS_NOTHING = {"other", "not-specified", "unknown", None}
LISTS = {
    "specialty": "specialties", "cause": "causes", "injury": "injuries", "location": "locations",
}  # fmt: skip


@dataclass(slots=True)
class Row:
    trust: str
    kind: str
    year: int | None
    codes: dict
    status: str
    total: int
    damages: int


class Nation:
    """Every claim of a release, or `only` some; incidents that are not claims are left out."""

    def __init__(self, release: Path, only: pl.Expr | None = None) -> None:
        manifest = json.loads((release / "manifest.json").read_text())
        self.as_at = date.fromisoformat(manifest["as_at"])
        self.last: dict[str, int] = {}
        self.by_code: dict[tuple, list[Row]] = defaultdict(list)
        for path in sorted(release.glob("claims/trust=*/*.parquet")):
            frame = pl.read_parquet(path, columns=[*READ, *MONEY])
            frame = frame if only is None else frame.filter(only)
            for told in frame.iter_rows(named=True):
                if told["status"] != "incident" and told["incident_date"] is not None:
                    self._add(told)

    def _add(self, told: dict) -> None:
        row = Row(
            trust=told["trust"],
            kind=told["kind"],
            year=year_of(told["incident_date"]),
            codes={name: told[name] for name in LISTS},
            status=told["status"],
            total=sum(told[name] or 0 for name in MONEY),
            damages=(told["damages_paid"] or 0) + (told["damages_reserved"] or 0),
        )
        self.last[row.kind] = max(self.last.get(row.kind, 0), row.year)
        for name in LISTS:
            self.by_code[row.kind, name, row.codes[name]].append(row)

    def window(self, kind: str, years: int) -> range:
        """The latest whole incident years with claims of the kind."""
        # A year is whole when its last day, 31 March, has come.
        come = (self.as_at.month, self.as_at.day) >= (3, 31)
        last = min(self.as_at.year - (1 if come else 2), self.last[kind])
        return range(last - years + 1, last + 1)

    def about(self, subject) -> list[Row]:
        """The claims of a subject: one of its codes in every list that it names."""
        kind = subject.kind.value
        years = self.window(kind, subject.years)
        first = next(iter(subject.codes))
        return [
            row
            for code in subject.codes[first]
            for row in self.by_code[kind, first, code]
            if row.year in years
            and all(row.codes[name] in wanted for name, wanted in subject.codes.items())
        ]


def year_of(day: date) -> int:
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def shown(number: int) -> str:
    """Nought stays, 1 to 7 are hidden, the rest to the nearest five."""
    if number == 0:
        return "0"
    if number < 8:
        return "1 to 7"
    return f"{5 * ((number + 2) // 5):,}"


def pounds(pence: float) -> str:
    """To two figures, in the words of the house."""
    units = round(pence / 100)
    if units == 0:
        return "£0"
    digits = len(str(units))
    step = 10 ** max(0, digits - 2)
    rounded = round(units / step) * step
    for size, word in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if rounded >= size:
            text = f"{rounded / size:.1f}"
            return f"£{text.removesuffix('.0')} {word}"
    return f"£{rounded:,}"


def name_of(dimension: str, code: str) -> str:
    """As the reviewed list of codes names it."""
    return _names(LISTS[dimension])[code]


@cache
def _names(plural: str) -> dict[str, str]:
    with (PROJECT / "data" / "reference" / f"{plural}.csv").open(encoding="utf-8") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def label(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def ranked(chosen: list[Row], dimension: str, by: str = "claims") -> list[tuple[str, int]]:
    """Codes that say something, with what is shown of them: most first, alike ones by name.

    Numbers are ranked as they are shown, and hidden ones are not.
    """
    numbers = Counter(row.codes[dimension] for row in chosen)
    costs: dict = defaultdict(int)
    for row in chosen:
        costs[row.codes[dimension]] += row.total
    found = []
    for code, number in numbers.items():
        if code in SAYS_NOTHING or number < 8:
            continue
        value = 5 * ((number + 2) // 5) if by == "claims" else costs[code]
        found.append((name_of(dimension, code), value))
    return sorted(found, key=lambda each: (-each[1], each[0]))


def median(values: list[int]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percent(share: float) -> str:
    return f"{share * 100:.0f}%"


def two_figures(number: float) -> str:
    return f"{round(float(f'{number:.1e}')):,}"


def nearest_five(number: int) -> int:
    return 5 * ((number + 2) // 5)


def told(chosen: list[Row], years: range, known_on: date) -> dict[str, str]:
    """Every figure that a report may ask for, in words, where none of its parts is hidden."""
    of_status = Counter(row.status for row in chosen)
    of_year = Counter(row.year for row in chosen)
    settled = nearest_five(of_status["settled"]) + nearest_five(of_status["continuing"])
    nil = nearest_five(of_status["nil"])
    paid = [
        row.damages for row in chosen if row.status in {"settled", "continuing"} and row.damages > 0
    ]
    whole = nearest_five(len(chosen))
    largest = max(years, key=lambda year: (nearest_five(of_year[year]), -year))
    found = {
        "claims": shown(len(chosen)),
        "total": pounds(sum(row.total for row in chosen)),
        "median-damages": pounds(median(paid)),
        "open": shown(of_status["open"]),
        "nil": shown(of_status["nil"]),
        "claims-a-year": two_figures(whole / len(years)),
        "period": f"{label(years[0])} to {label(years[-1])}",
        "as-at": f"{known_on.day} {known_on:%B %Y}",
        "first-year": label(years[0]),
        "first-year-claims": shown(of_year[years[0]]),
        "last-year": label(years[-1]),
        "last-year-claims": shown(of_year[years[-1]]),
        "largest-year": label(largest),
        "largest-year-claims": shown(of_year[largest]),
    }
    if 0 < of_status["settled"] < 8 or 0 < of_status["continuing"] < 8:
        found |= {"settled": "hidden", "nil-share": "not known"}
    else:
        found |= {"settled": f"{settled:,}", "nil-share": percent(nil / (nil + settled))}
    for dimension in LISTS:
        top = ranked(chosen, dimension)
        for place, (name, number) in zip(("leading", "second"), top, strict=False):
            found[f"{place}-{dimension}"] = name
            found[f"{place}-{dimension}-claims"] = f"{number:,}"
            found[f"{place}-{dimension}-share"] = percent(number / whole)
        costly = ranked(chosen, dimension, by="cost")
        if costly:
            name, cost = costly[0]
            found[f"costliest-{dimension}"] = name
            found[f"costliest-{dimension}-total"] = pounds(cost)
    return found
