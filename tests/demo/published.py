"""The published figures beside the project, and only those that somebody has seen."""

import csv
from dataclasses import dataclass
from pathlib import Path


UNSEEN = ("memory", "unverified", "not seen")


@dataclass(frozen=True)
class Figure:
    measure: str
    period: str
    value: str
    unit: str
    source: str


def is_seen(source: str) -> bool:
    """False for a figure that was written down from memory, in whole or in part."""
    return bool(source.strip()) and not any(word in source.casefold() for word in UNSEEN)


def read(path: Path) -> list[Figure]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Figure(**row) for row in csv.DictReader(file)]


def find(figures: list[Figure], measure: str, period: str, source: str = "") -> Figure:
    """The figure of a measure and period. Refuses those from memory, and what is not there."""
    found = [
        figure
        for figure in figures
        if (figure.measure, figure.period) == (measure, period) and source in figure.source
    ]
    if len(found) != 1:
        raise LookupError(f"{len(found)} published figures are “{measure}” of {period}.")
    if not is_seen(found[0].source):
        raise LookupError(f"“{measure}” of {period} is from memory: {found[0].source}")
    return found[0]
