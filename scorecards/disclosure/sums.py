"""Sums of money that may be shown: none from which one contributor could be worked out."""

import math
from dataclasses import dataclass

from scorecards.disclosure.policy import (
    LARGEST_SHARE,
    MARGIN,
    MONEY_FIGURES,
    MONEY_FROM_CLAIMS,
    MONEY_FROM_TRUSTS,
    TWO_LARGEST_SHARE,
)
from scorecards.money import POUND


@dataclass(frozen=True, slots=True)
class Contributions:
    """What a sum is made of: how many claims (or trusts), their sum and the two largest, in pence.

    Without the viewer's own trust: who knows a part can take it away. `largest` and `second` are
    nought where there are none.
    """

    number: int
    total: int
    largest: int
    second: int

    @property
    def dominated(self) -> bool:
        """Whether one or two of them could be estimated from the sum."""
        top_two = self.largest + self.second
        return (
            self.largest > LARGEST_SHARE * self.total
            or (self.number > 1 and top_two > TWO_LARGEST_SHARE * self.total)
            or self.total - top_two < MARGIN * self.largest
        )


def protect_money(
    pence: int | float | None, claims: Contributions, *, trusts: Contributions | None = None
) -> int | None:
    """To two significant figures; None where it is hidden, or where there is nothing to show.

    `claims` are the contributions claim by claim, `trusts` those trust by trust (sums over more
    than one trust have both). Hidden below ten claims or five trusts, and where one or two dominate
    at either level. No claims cost nothing, and hide nothing: as a count of nought, that stays.
    """
    if claims.number == 0 and pence == 0:
        return 0
    if pence is None or claims.number < MONEY_FROM_CLAIMS or claims.dominated:
        return None
    if trusts is not None and (trusts.number < MONEY_FROM_TRUSTS or trusts.dominated):
        return None
    return two_figures(pence)


def two_figures(pence: int | float) -> int:
    """£1,234,567 as £1,200,000: whole pounds, in pence."""
    pounds = round(pence / POUND)
    if pounds == 0:
        return 0
    step = _step(pounds)
    return round(pounds / step) * step * POUND


def possible_sum(shown: int) -> tuple[float, float]:
    """The least and the greatest sum (pence) that could be shown like this."""
    half = _step(round(shown / POUND) or 1) * POUND / 2
    return max(0.0, shown - half), shown + half


def _step(pounds: int) -> int:
    """Pounds between one sum of two figures and the next."""
    step: int = 10 ** max(0, math.floor(math.log10(abs(pounds))) - MONEY_FIGURES + 1)
    return step


def hidden_sums_are_safe(hidden: list[int]) -> bool:
    """Whether sums (pence) that are hidden stay so when what they add up to is known exactly.

    The others must be at least 15 per cent of the largest: then none is known to within that.
    """
    largest = max(hidden, default=0)
    return sum(hidden) - largest >= MARGIN * largest
