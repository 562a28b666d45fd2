"""Claims that make up a triangle which is given, so that its published answers can be asked for."""

from datetime import date, timedelta

import polars as pl

from scorecards.claims.model import EXPOSURES, MONEY, SCHEMA
from tests.claims.delay.twins import valuations


# The triangle of the specification with its answers, to the digits printed there.
GOLDEN = ((10, 25, 38, 45, 48), (12, 28, 41, 50), (9, 24, 37), (11, 27), (10,))
LINKS = (2.4762, 1.5065, 1.2025, 1.0667)
SHARES = (20.9, 51.7, 78.0, 93.8, 100.0)
ULTIMATES = (47.8, 52.2, 47.5, 53.3, 48.0)  # newest year first
TRUSTS = tuple(f"R{number:02d}" for number in range(10))


def claim(trust, incident, notified, **others):
    return {
        **dict.fromkeys(SCHEMA),
        **dict.fromkeys(MONEY, 0),
        "trust": trust,
        "organisation": trust,
        "scheme": "CNST",
        "kind": "clinical",
        "specialty": "obstetrics",
        "status": "open",
        "currency": "GBP",
        "incident_date": incident,
        "notified_date": notified,
        **others,
    }


def rows_of(cumulative, first, as_at, *, trusts=TRUSTS, times=10, **others):
    """Claims of every year, each notified on the last day that its age allows, spread on trusts."""
    rows = []
    for place, known in enumerate(cumulative):
        year = first + place
        days = valuations(year, as_at)
        for age, (before, now) in enumerate(zip((0, *known), known, strict=False)):
            for number in range((now - before) * times):
                trust = trusts[number % len(trusts)]
                when = days[age] if number % 2 else _soon_after(days, age, year)
                rows.append(claim(trust, date(year, 6, 1), when, **others))
    return [{**row, "claim_ref": f"T{place:05d}"} for place, row in enumerate(rows)]


def _soon_after(days, age, year):
    """The first day that belongs to an age."""
    return days[age - 1] + timedelta(days=1) if age else date(year, 6, 2)


def frame(rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def exposures(measure, by_year):
    rows = [
        {"trust": trust, "year": year, "measure": measure, "value": value / len(TRUSTS)}
        for year, value in by_year.items()
        for trust in TRUSTS
    ]
    return pl.DataFrame(rows, schema=EXPOSURES)
