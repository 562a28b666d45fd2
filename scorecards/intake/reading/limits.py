"""How much a claims file may ask of us, besides what holds for every upload."""

from dataclasses import dataclass

from scorecards.sandbox import limits


@dataclass(frozen=True, slots=True)
class Limits(limits.Limits):
    """Bytes, seconds and counts. Tests pass smaller ones."""

    sheets: int = 50
    rows: int = 1_000_000
    columns: int = 200
    cell_characters: int = 32_767
