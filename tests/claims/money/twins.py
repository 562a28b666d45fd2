"""What the figures of money mean, in slow plain Python. Rows are dicts with a claim's columns."""

import math
import statistics

from tests.claims.twins import MONEY, financial_year, missing_last


CAP = 100_000_000  # £1 million in pence
PARTS = ("damages", "claimant_costs", "defence_costs")


def in_order(rows):
    return sorted(rows, key=lambda row: (-row["total"], row["claim_ref"]))


def amounts(selected):
    columns = ("total", "paid_damages", *MONEY)
    return [{column: row[column] for column in columns} for row in in_order(selected)]


def costs(selected, dimension):
    lines = [{"code": row[dimension], "total": row["total"]} for row in selected]
    return sorted(lines, key=lambda line: (missing_last(line["code"]), line["total"]))


def capped(lines):
    """Per code, in the order in which codes come."""
    found = {}
    for line in lines:
        found[line["code"]] = found.get(line["code"], 0) + min(line["total"], CAP)
    return [{"code": code, "capped": total} for code, total in found.items()]


def figures(selected):
    """Those that need no redraw."""
    totals = [row["total"] for row in selected]
    paid = sorted(row["paid_damages"] for row in selected if row["paid_damages"] is not None)
    kept = paid[len(paid) // 10 : len(paid) - len(paid) // 10]
    return {
        "claims": len(selected),
        "total": sum(totals),
        "capped": sum(min(total, CAP) for total in totals),
        "largest": max(totals, default=0),
        "without_largest": sum(sorted(totals)[:-1]),
        "paid_claims": len(paid),
        "median": round(statistics.median(paid)) if paid else None,
        "mean": sum(paid) / len(paid) if paid else None,
        "trimmed_mean": sum(kept) / len(kept) if len(paid) >= 20 else None,
    }


def parts(selected):
    ordered = in_order(selected)
    lines = []
    for part in PARTS:
        paid = sum(row[f"{part}_paid"] for row in ordered)
        reserved = sum(row[f"{part}_reserved"] for row in ordered)
        rest = sum(row[f"{part}_paid"] + row[f"{part}_reserved"] for row in ordered[1:])
        lines.append(
            {
                "part": part,
                "paid": paid,
                "reserved": reserved,
                "total": paid + reserved,
                "without_largest": rest,
            }
        )
    return lines


def in_prices(selected, index, of, as_at):
    """Each amount in the money of the year `of`; a claim that is not closed is spent in `as_at`."""
    moved = []
    for row in selected:
        year = financial_year(row["closed_date"])
        spent = as_at if year is None else min(max(year, min(index)), as_at)
        factor = index[of] / index[spent]
        priced = {column: math.floor(row[column] * factor + 0.5) for column in MONEY}
        moved.append({**row, **priced, "total": sum(priced.values())})
    return moved
