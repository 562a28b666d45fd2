"""What money comes to: one selection's figures, and what they are made of. Pence throughout."""

from dataclasses import dataclass

import polars as pl


PART_NAMES = {
    "damages": "Damages",
    "claimant_costs": "Claimants' costs",
    "defence_costs": "Defence costs",
}


@dataclass(frozen=True, slots=True)
class Range:
    """Where a figure lies in most redraws of the same claims; pence."""

    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of money of one selection, for those who see claims one by one.

    `total` and `largest` are of all claims, 0 where there are none. `median`, `likely`, `mean`
    and `trimmed_mean` are damages of claims resolved with damages, None where there are none (or
    too few: the last needs twenty, `likely` five).
    """

    claims: int
    total: int
    capped: int
    largest: int
    paid_claims: int
    median: int | None
    likely: Range | None
    mean: int | None
    trimmed_mean: int | None

    @property
    def without_largest(self) -> int:
        return self.total - self.largest

    @property
    def largest_share(self) -> float | None:
        """None where nothing costs anything."""
        return self.largest / self.total if self.total else None


@dataclass(frozen=True)
class Money:
    """`parts`: part (damages, claimant_costs, defence_costs), paid, reserved, total,
    without_largest; one row each, in that order. None of it is for those who see no claims.
    """

    figures: Figures
    parts: pl.DataFrame
