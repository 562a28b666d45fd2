"""One changed claim in words: what was and what is, column by column."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from scorecards import formatting
from scorecards.claims.changes.model import CHANGE_NAMES, Change, Changed
from scorecards.claims.model import MONEY, Settlement
from scorecards.claims.selection import name_of
from scorecards.snapshots.changes import KEY, THERE


Row = Mapping[str, Any]
NAMES = {
    "status": "Status",
    "damages_paid": "Damages paid",
    "damages_reserved": "Damages reserved",
    "claimant_costs_paid": "Claimant’s costs paid",
    "claimant_costs_reserved": "Claimant’s costs reserved",
    "defence_costs_paid": "Defence costs paid",
    "defence_costs_reserved": "Defence costs reserved",
    "kind": "Kind",
    "scheme": "Scheme",
    "specialty": "Specialty",
    "cause": "Cause",
    "cause_2": "Second cause",
    "injury": "Injury",
    "injury_2": "Second injury",
    "location": "Location",
    "incident_date": "Incident",
    "notified_date": "Notified",
    "closed_date": "Closed",
    "settlement": "Settlement",
}
LISTS = {
    "scheme": "scheme", "specialty": "specialty", "cause": "cause", "cause_2": "cause",
    "injury": "injury", "injury_2": "injury", "location": "location",
}  # fmt: skip
SETTLEMENTS = {
    Settlement.LUMP_SUM: "lump sum",
    Settlement.PERIODICAL: "periodical payments",
}
NONE = "none"


def kind_of_change(row: Row) -> str:
    """`Settled`, `Settled, recoded too`, `New, was a notified incident`."""
    change = Change(row["change"])
    also = []
    if row["incident"]:
        also.append(
            "was a notified incident" if change is Change.NEW else "is a notified incident now"
        )
    if row["recoded"] and change is not Change.RECODED:
        also.append("recoded too")
    if row["redated"] and change not in (Change.REDATED,):
        also.append("redated too")
    return ", ".join([CHANGE_NAMES[change], *also])


def what_changed(told: Changed, row: Row) -> str:
    """`Damages reserved £100,000 → £250,000; closed none → 3 June 2025`, in a settled order."""
    change = Change(row["change"])
    if change is Change.NEW:
        return _standing(told, row, THERE)
    if change is Change.REMOVED:
        return _standing(told, row, "")
    return "; ".join(_differences(told, row))


def _standing(told: Changed, row: Row, side: str) -> str:
    """Where a claim stands that is in one release only."""
    notified = row[f"notified_date{side}"]
    said = [_value(told, "status", row, side)]
    if notified is not None:
        said.append(f"notified {formatting.day(notified)}")
    for name in ("specialty", "cause"):
        if row[f"{name}{side}"] is not None:
            said.append(_value(told, name, row, side))
    return "; ".join(said)


def _differences(told: Changed, row: Row) -> Iterator[str]:
    for name, words in NAMES.items():
        if row[name] != row[f"{name}{THERE}"]:
            yield f"{words} {_value(told, name, row, '')} → {_value(told, name, row, THERE)}"
    for name in row:
        if f"{name}{THERE}" not in row or name in (*NAMES, *KEY, "total"):
            continue
        was, now = row[name], row[f"{name}{THERE}"]
        coded = name.removesuffix("_raw")
        if was != now and (coded == name or row[coded] == row[f"{coded}{THERE}"]):
            yield f"{_other(name)} {_text(was)} → {_text(now)}"


def _other(name: str) -> str:
    """`cause_raw` as `Cause as the source wrote it`."""
    coded = name.removesuffix("_raw")
    if coded != name and coded in NAMES:
        return f"{NAMES[coded]} as the source wrote it"
    return name.replace("_", " ").capitalize()


def _text(value: object) -> str:
    return NONE if value is None else f"“{value}”"


def _value(told: Changed, name: str, row: Row, side: str) -> str:
    value = row[f"{name}{side}"]
    if value is None:
        return NONE
    taxonomy = (told.later if side else told.earlier).taxonomy
    if name in MONEY:
        words = formatting.money_exact(value, told.currency)
    elif isinstance(value, date):
        words = formatting.day(value)
    elif name == "settlement":
        words = SETTLEMENTS[Settlement(value)]
    elif name == "status" or name in LISTS:
        words = name_of(LISTS.get(name, name), value, taxonomy)
    else:
        words = str(value)
    return words
