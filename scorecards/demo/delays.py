"""When things happen: incident, notification and resolution, as whole days since 1 January 1970."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from scorecards import financial_year
from scorecards.demo.draws import Flags, Floats, Ints, along
from scorecards.demo.parameters import Line, table


AS_AT = date(2026, 3, 31)
YEAR = 365.25
LIMITATION = 3.0
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Dates:
    """Days, one per claim; that of notification may be still to come."""

    incident: Ints
    notified: Ints


def day(value: date) -> int:
    return value.toordinal() - EPOCH


def draw(rng: np.random.Generator, lines: Sequence[Line], line: Ints, year: Ints) -> Dates:
    """Incident days spread over each financial year, and the days of notification."""
    years = np.arange(year.min(), year.max() + 1)
    starts = np.array([day(financial_year.first_day(int(each))) for each in years])
    lengths = np.array([day(financial_year.last_day(int(each))) + 1 for each in years]) - starts
    at = year - years[0]
    incident = starts[at] + np.floor(rng.random(len(year)) * lengths[at]).astype(np.int64)
    waited = np.floor(_years_to_notify(rng, lines, line) * YEAR).astype(np.int64)
    return Dates(incident, incident + waited)


def years_to_close(
    rng: np.random.Generator, damages: Floats, succeeds: Flags, brain_injury: Flags
) -> Floats:
    """Years from notification to resolution; longer, the more is at stake. Damages in pounds."""
    given = table("amounts")["duration"]
    mean = np.where(succeeds, along(given["years"], damages), given["nil"])
    mean = np.where(brain_injury, table("amounts")["brain-injury"]["years"], mean)
    shape = given["shape"]
    return rng.gamma(shape, 1 / shape, len(damages)) * mean


def _years_to_notify(rng: np.random.Generator, lines: Sequence[Line], line: Ints) -> Floats:
    """A mixture: prompt claims, claims before limitation at three years, and late ones."""
    given = table("amounts")["delay"]
    parts = [given[_delay_of(each)] for each in lines]
    prompt, prompt_years, late, late_years = (
        np.array([part[name] for part in parts])[line]
        for name in ("prompt", "prompt-years", "late", "late-years")
    )
    part = rng.random(len(line))
    soon = rng.gamma(1.3, 1 / 1.3, len(line)) * prompt_years
    before_limitation = rng.beta(3.2, 1.7, len(line)) * LIMITATION
    after = LIMITATION + rng.exponential(1.0, len(line)) * late_years
    rest = np.where(part > 1 - late, after, before_limitation)
    return np.where(part < prompt, soon, rest)


def _delay_of(line: Line) -> str:
    if line.is_incident:
        return "incident"
    if line.setting == "maternity":
        return "maternity"
    return "disease" if line.pattern == "disease" else line.block
