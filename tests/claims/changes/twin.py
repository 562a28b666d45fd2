"""What changed, the slow way: plain rows, one by one, in the words of the methods page."""

from collections import Counter

from scorecards.claims.model import MONEY


ENDED_WITH_DAMAGES = ("settled", "continuing")
CODED = ("kind", "scheme", "specialty", "cause", "cause_2", "injury", "injury_2", "location")
DATED = ("incident_date", "notified_date", "closed_date")


def change(was: dict | None, now: dict | None) -> str:
    """The first kind of change that holds for a claim."""
    if was is None or now is None:
        return "new" if was is None else "removed"
    if now["status"] in ENDED_WITH_DAMAGES and was["status"] not in ENDED_WITH_DAMAGES:
        return "settled"
    if now["status"] == "nil" and was["status"] != "nil":
        return "nil"
    if now["status"] == "open" and was["status"] != "open":
        return "reopened"
    for name, columns in (("revalued", MONEY), ("recoded", CODED), ("redated", DATED)):
        if any(was[column] != now[column] for column in columns):
            return name
    return "unchanged" if was == now else "other"


def pairs(before: list[dict], after: list[dict]) -> list[tuple[dict | None, dict | None]]:
    """Every claim with what it was and is; identical ones first, then reference by reference."""
    old = [row for row in _sorted(before) if row["status"] != "incident"]
    fresh = [row for row in _sorted(after) if row["status"] != "incident"]
    found: list[tuple[dict | None, dict | None]] = []
    for row in list(old):
        if row in fresh:
            fresh.remove(row)
            old.remove(row)
            found.append((row, row))
    for row in list(old):
        same = next((other for other in fresh if _key(other) == _key(row)), None)
        if same is not None:
            fresh.remove(same)
        found.append((row, same))
    return [*found, *((None, row) for row in fresh)]


def bridge(before: list[dict], after: list[dict]) -> dict[str, tuple]:
    """For each kind of change: claims, open before, open after, and pence moved by column."""
    claims, opened_before, opened_after = Counter(), Counter(), Counter()
    moved = {}
    for was, now in pairs(before, after):
        kind = change(was, now)
        claims[kind] += 1
        opened_before[kind] += was is not None and was["status"] == "open"
        opened_after[kind] += now is not None and now["status"] == "open"
        steps = moved.setdefault(kind, dict.fromkeys(MONEY, 0))
        for name in MONEY:
            steps[name] += (now[name] if now else 0) - (was[name] if was else 0)
    return {
        kind: (claims[kind], opened_before[kind], opened_after[kind], moved[kind])
        for kind in claims
    }


def by_code(before: list[dict], after: list[dict], dimension: str) -> dict[str | None, tuple]:
    """For each code: claims before and after, pence before and after."""
    found = {}
    for side, rows in enumerate((before, after)):
        for row in rows:
            if row["status"] == "incident":
                continue
            told = found.setdefault(row[dimension], [0, 0, 0, 0])
            told[side] += 1
            told[2 + side] += sum(row[name] for name in MONEY)
    return {code: tuple(told) for code, told in found.items()}


def _key(row: dict) -> tuple[str, str]:
    return row["trust"], row["claim_ref"]


def _sorted(rows: list[dict]) -> list[dict]:
    """Missing values before all others, as a frame sorts them."""
    return sorted(rows, key=lambda row: [(each is not None, each or 0) if not isinstance(each, str)
                                         else (True, each) for each in row.values()])  # fmt: skip
