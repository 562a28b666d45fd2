"""What every measure means, in slow plain Python: loops over rows, no frames, nothing shared.

Rows are dicts with the columns of a claim. Money is in pence. Where a measure and its twin
disagree, the twin is the specification.
"""

import statistics
from datetime import date


MONEY = (
    "damages_paid", "damages_reserved", "claimant_costs_paid", "claimant_costs_reserved",
    "defence_costs_paid", "defence_costs_reserved",
)  # fmt: skip
DIMENSIONS = (
    "scheme",
    "specialty",
    "cause",
    "injury",
    "location",
    "status",
    "band",
    "organisation",
)
SMALLEST_GROUP = 10


def financial_year(day):
    """The year Y for which 1 April Y <= day < 1 April Y + 1; none without a day."""
    if day is None:
        return None
    year = day.year + 1
    while date(year, 4, 1) > day:
        year -= 1
    return year


def band(total):
    """Pounds, so that the seams stand here in the words of the field."""
    pounds = total / 100
    if total == 0:
        return "none"
    if pounds < 25_000:
        return "under-25k"
    if pounds < 100_000:
        return "25k-to-100k"
    if pounds < 250_000:
        return "100k-to-250k"
    if pounds < 1_000_000:
        return "250k-to-1m"
    return "1m-and-over"


def prepare(rows, basis):
    prepared = []
    for row in rows:
        damages = row["damages_paid"] + row["damages_reserved"]
        resolved = row["status"] in ("settled", "continuing")
        total = 0
        for column in MONEY:
            total += row[column]
        prepared.append(
            {
                **row,
                "year": financial_year(row[f"{basis}_date"]),
                "total": total,
                "damages": damages,
                "paid_damages": damages if resolved and damages > 0 else None,
                "band": band(total),
            }
        )
    return prepared


def select(prepared, wanted, ignore=None):
    """Incidents are no claims: they stay only where the filter on status names them."""
    chosen = []
    for row in prepared:
        if row["kind"] != wanted.kind or row["year"] is None:
            continue
        if not wanted.first <= row["year"] <= wanted.last:
            continue
        if row["status"] == "incident" and "incident" not in wanted.filters.get("status", ()):
            continue
        fits = True
        for dimension in DIMENSIONS:
            codes = wanted.filters.get(dimension, ())
            if codes and dimension != ignore and row[dimension] not in codes:
                fits = False
        if fits:
            chosen.append(row)
    return chosen


def headline(selected):
    paid = [row["paid_damages"] for row in selected if row["paid_damages"] is not None]
    totals = [row["total"] for row in selected]
    return {
        "claims": len(selected),
        "total": sum(totals),
        "largest": max(totals, default=None),
        "paid_claims": len(paid),
        "paid_damages": sum(paid),
        "largest_damages": max(paid, default=None),
        "median_damages": statistics.median(paid) if paid else None,
        "mean_damages": sum(paid) / len(paid) if paid else None,
        "closed": sum(row["status"] in ("settled", "nil") for row in selected),
        "nil": sum(row["status"] == "nil" for row in selected),
    }


def summed(rows):
    return {
        "claims": len(rows),
        "total": sum(row["total"] for row in rows),
        "largest": max(row["total"] for row in rows),
        "open": sum(row["status"] == "open" for row in rows),
        "nil": sum(row["status"] == "nil" for row in rows),
        "with_damages": sum(row["paid_damages"] is not None for row in rows),
    }


def grouped(rows, *columns):
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return groups


def missing_last(text):
    return (text is None, text or "")


def by(selected, dimension):
    """Most costly first, then most claims, then the code; without a code last."""
    lines = [{"code": code, **summed(own)} for (code,), own in grouped(selected, dimension).items()]
    return sorted(
        lines, key=lambda line: (-line["total"], -line["claims"], missing_last(line["code"]))
    )


def contributions(selected, dimension=None):
    """How many claims, what they cost, and the two that cost most; per code or of all."""
    if dimension is None:
        return _contributed(selected)
    lines = [
        {"code": code, **_contributed(own)} for (code,), own in grouped(selected, dimension).items()
    ]
    return sorted(
        lines, key=lambda line: (-line["total"], -line["claims"], missing_last(line["code"]))
    )


def _contributed(rows):
    amounts = sorted((row["total"] for row in rows), reverse=True)
    return {
        "claims": len(amounts),
        "total": sum(amounts),
        "largest": amounts[0] if amounts else None,
        "second": amounts[1] if len(amounts) > 1 else (0 if amounts else None),
    }


def by_year(selected):
    lines = [{"year": year, **summed(own)} for (year,), own in grouped(selected, "year").items()]
    return sorted(lines, key=lambda line: line["year"])


def crossed(selected, across, down):
    """Most claims first, then most cost, then the codes."""
    lines = [
        {"down": below, "across": beside, **summed(own)}
        for (below, beside), own in grouped(selected, down, across).items()
    ]
    return sorted(
        lines,
        key=lambda line: (
            -line["claims"], -line["total"], missing_last(line["down"]),
            missing_last(line["across"]),
        ),
    )  # fmt: skip


LISTED = (
    "claim_ref", "incident_date", "notified_date", "closed_date", "scheme", "specialty", "cause",
    "injury", "location", "status", "damages", "total",
)  # fmt: skip


def listed(selected):
    lines = [{column: row[column] for column in LISTED} for row in selected]
    return sorted(lines, key=lambda line: (-line["total"], line["claim_ref"]))


def incidents(prepared, wanted):
    """Notified incidents in the selection, whatever it asks of their status."""
    number = 0
    for row in prepared:
        if row["status"] != "incident" or row["kind"] != wanted.kind or row["year"] is None:
            continue
        fits = wanted.first <= row["year"] <= wanted.last
        for dimension in DIMENSIONS:
            codes = wanted.filters.get(dimension, ())
            if dimension != "status" and codes and row[dimension] not in codes:
                fits = False
        number += fits
    return {"incidents": number}


def undated(prepared, kind):
    return {
        "undated": sum(
            row["kind"] == kind and row["year"] is None and row["status"] != "incident"
            for row in prepared
        )
    }


def span(prepared, kind):
    years = [row["year"] for row in prepared if row["kind"] == kind and row["year"] is not None]
    return {"first": min(years, default=None), "last": max(years, default=None)}


def present(prepared, kind, dimension):
    codes = {row[dimension] for row in prepared if row["kind"] == kind} - {None}
    return [{"code": code} for code in sorted(codes)]


def typical(rows, organisations):
    """Medians over cells (a code at a trust), a year of the kind's whole span, of incident years.

    Of groups of ten trusts or more; `all` are all organisations together.
    """
    types = {organisation.code: organisation.type for organisation in organisations}
    dated = [
        row
        for row in prepare(rows, "incident")
        if row["year"] is not None and row["status"] != "incident" and row["trust"] in types
    ]
    lines = []
    for group in {"all", *types.values()}:
        for kind in ("clinical", "non-clinical"):
            years = {row["year"] for row in dated if row["kind"] == kind}
            for dimension in ("specialty", "cause", "injury", "location"):
                cells = {}
                for row in dated:
                    if row["kind"] != kind or row[dimension] is None:
                        continue
                    if group not in ("all", types[row["trust"]]):
                        continue
                    cells.setdefault((row["trust"], row[dimension]), []).append(row["total"])
                trusts = {trust for trust, _ in cells}
                if len(trusts) < SMALLEST_GROUP:
                    continue
                length = max(years) - min(years) + 1
                lines.append(
                    {
                        "group": group,
                        "kind": kind,
                        "dimension": dimension,
                        "trusts": len(trusts),
                        "claims_a_year": statistics.median(len(c) / length for c in cells.values()),
                        "cost_a_year": statistics.median(sum(c) / length for c in cells.values()),
                        "capped_a_year": statistics.median(
                            sum(min(total, 100_000_000) for total in c) / length
                            for c in cells.values()
                        ),
                    }
                )
    return sorted(lines, key=lambda line: (line["group"], line["kind"], line["dimension"]))
