"""What delay means, in slow plain Python: loops over rows and days, nothing shared with measures.

Rows are dicts with the columns of a claim.
"""

import statistics
from datetime import date

from tests.claims.twins import financial_year


def line(row):
    if row["kind"] == "clinical":
        return "maternity" if row["specialty"] == "obstetrics" else "other-clinical"
    return "employers" if row["scheme"] == "LTPS-EL" else "other-non-clinical"


def lined(rows):
    return [{**row, "line": line(row)} for row in rows]


def dated(rows):
    return [
        {
            **row,
            "incident": financial_year(row["incident_date"]),
            "notified": financial_year(row["notified_date"]),
        }
        for row in rows
        if row["status"] != "incident"
    ]


def anniversary(as_at, back):
    """The as-at date so many years ago; of 29 February the day before, where there is none."""
    try:
        return as_at.replace(year=as_at.year - back)
    except ValueError:
        return date(as_at.year - back, 2, 28)


def valuations(year, as_at):
    """The anniversaries on which an incident year was over, oldest first: ages 0, 1, …"""
    over = date(year + 1, 3, 31)
    found = []
    back = 0
    while anniversary(as_at, back) >= over:
        found.insert(0, anniversary(as_at, back))
        back += 1
    return found


def known_by(rows, year, day):
    """Claims of an incident year that were notified by a day."""
    number = 0
    for row in rows:
        if row["status"] == "incident" or row["notified_date"] is None:
            continue
        number += financial_year(row["incident_date"]) == year and row["notified_date"] <= day
    return number


def arrivals(rows, as_at):
    """Claims that were first known at each age of their incident year."""
    lines = {}
    for row in dated(lined(rows)):
        if row["incident"] is None or row["notified_date"] is None:
            continue
        for age, day in enumerate(valuations(row["incident"], as_at)):
            if row["notified_date"] <= day:
                cell = lines.setdefault((row["line"], row["incident"], age), [])
                cell.append(row["trust"])
                break
    return [
        {"line": name, "year": year, "age": age, "claims": len(trusts), "trusts": len(set(trusts))}
        for (name, year, age), trusts in sorted(lines.items())
    ]


def by_year_and_line(selected):
    cells = {}
    for row in selected:
        cells[row["year"], line(row)] = cells.get((row["year"], line(row)), 0) + 1
    return [{"year": year, "line": name, "claims": n} for (year, name), n in sorted(cells.items())]


def arrived(rows):
    cells = {}
    for row in dated(rows):
        if row["notified"] is not None:
            cells.setdefault((row["kind"], row["notified"], row["incident"]), []).append(
                row["trust"]
            )
    return [
        {"kind": kind, "notified": came, "incident": about, "claims": len(t), "trusts": len(set(t))}
        for (kind, came, about), t in sorted(
            cells.items(), key=lambda cell: (*cell[0][:2], cell[0][2] is None, cell[0][2] or 0)
        )
    ]


def waits(rows):
    days = {}
    for row in dated(rows):
        if row["notified_date"] is not None and row["incident_date"] is not None:
            waited = (row["notified_date"] - row["incident_date"]).days
            days.setdefault((row["kind"], row["notified"]), []).append(waited)
    return [
        {"kind": kind, "notified": year, "median_days": float(statistics.median(waited))}
        for (kind, year), waited in sorted(days.items())
    ]


def where(day, first, last):
    if day is None:
        return "missing"
    year = financial_year(day)
    return "before" if year < first else "after" if year > last else "in"


def reconciled(rows, kind, first, last, bases):
    cells = {}
    for row in rows:
        if row["kind"] != kind or row["status"] == "incident":
            continue
        places = tuple(where(row[f"{basis}_date"], first, last) for basis in bases)
        if "in" in places:
            cells[places] = cells.get(places, 0) + 1
    return [{"one": a, "other": b, "claims": n} for (a, b), n in sorted(cells.items())]
