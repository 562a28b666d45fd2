"""Rates and ratios of counts, with their uncertainty, and how often chance would do as much.

Counts are taken as Poisson: claims that arrive one by one. What trusts differ in besides chance is
not here; see `funnel.overdispersion`.

Source: Public Health England, technical guide on confidence intervals, and PHEindicatormethods:
Byar's method from ten (Breslow and Day 1987), below it the exact interval (Garwood 1936).
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from scipy.special import gammaincinv, ndtri, pdtr, pdtrc

from scorecards.statistics import checking


BYAR_FROM = 10
RAREST = 10_000  # once in more than this is not told apart


class Method(StrEnum):
    BYAR = "Byar"
    EXACT = "exact Poisson"


@dataclass(frozen=True, slots=True)
class Interval:
    """`estimate` with the limits that hold it `level` of the time, all in one unit."""

    estimate: float
    lower: float
    upper: float
    level: float
    method: Method


def interval(count: int, exposure: float, *, level: float = 0.95) -> Interval:
    """Events per unit of exposure: give births in thousands for a rate per 1,000 births.

    Byar: O (1 − 1/9O − z/3√O)³ and P (1 − 1/9P + z/3√P)³, P = O + 1. Exact: χ²(p; 2O) / 2 and
    χ²(1 − p; 2O + 2) / 2, p = (1 − level) / 2; the lower limit of no events is 0. Both over the
    exposure. ValueError for a count that is not whole, and for no exposure: that has no rate.
    """
    events = checking.count(count, "count")
    base = float(checking.positive(exposure, "exposure"))
    tail = (1 - checking.share(level, "level")) / 2
    lower, upper = _byar(events, tail) if events >= BYAR_FROM else _exact(events, tail)
    return Interval(
        estimate=events / base,
        lower=lower / base,
        upper=upper / base,
        level=level,
        method=Method.BYAR if events >= BYAR_FROM else Method.EXACT,
    )


def standardised_ratio(observed: int, expected: float, *, level: float = 0.95) -> Interval:
    """Observed over expected, 1 where they are equal; the uncertainty is that of the observed.

    Expected counts are taken as known: they come from the whole nation's rates.
    """
    return interval(observed, expected, level=level)


def chance(observed: int, expected: float) -> float:
    """How probable a count is that lies as far from `expected` as this one, on its side.

    P(X ≥ O) where O ≥ E, else P(X ≤ O), X Poisson with mean E. One side only: above one half where
    the two are close.
    """
    events = checking.count(observed, "observed")
    mean = float(checking.positive(expected, "expected"))
    if events < mean:
        return float(pdtr(events, mean))
    return float(pdtrc(events - 1, mean)) if events else 1.0


def chance_in_words(observed: int, expected: float) -> str:
    """How often chance alone would do this: 12 where 8.4 are expected, `1 time in 7`.

    From 100 on to two figures: `1 time in 140`. Ends at `less than 1 time in 10,000`; chances above
    two in three are `more often than not`.
    """
    probability = chance(observed, expected)
    if probability * RAREST < 1:
        return f"less than 1 time in {RAREST:,}"
    times = round(1 / probability)
    if times < 2:
        return "more often than not"
    return f"1 time in {times if times < 100 else int(float(f'{times:.1e}')):,}"


def _byar(events: int, tail: float) -> tuple[float, float]:
    z, more = float(ndtri(1 - tail)), events + 1
    return (
        events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3,
        more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3,
    )


def _exact(events: int, tail: float) -> tuple[float, float]:
    lower = float(gammaincinv(events, tail)) if events else 0.0
    return lower, float(gammaincinv(events + 1, 1 - tail))
