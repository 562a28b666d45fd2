"""Funnel plots of observed over expected, with and without overdispersion. No ranks, no drawing.

Ratios have no unit: 1 is what is expected. Two scales: the square root (ours: it is defined where
nothing was observed) and the logarithm (as in the SHMI). Limits are given on the ratio itself.

Source: Spiegelhalter 2005, Statistics in Medicine, doi:10.1002/sim.1970 (funnels); Spiegelhalter et
al. 2012, JRSS A, doi:10.1111/j.1467-985X.2011.01010.x (winsorising, additive random effects).
FunnelPlotR 0.6.0 forgets to square its square-root limits back (its issue 33): not an oracle.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from scipy.special import gammaincinv, ndtri

from scorecards.statistics.checking import (
    Array,
    Numbers,
    not_negative,
    positive,
    series,
    share,
)


WARNING_LEVEL = 0.95
SIGNAL_LEVEL = 0.998
ADJUST_FROM = 20  # trusts; with fewer, the spread between them cannot be told from chance
BAND_FROM = 5.0  # expected events; below, the transformed counts are not near enough to normal


class Scale(StrEnum):
    SQUARE_ROOT = "square root"
    LOG = "log"


class Finding(StrEnum):
    HIGHER = "higher than expected"
    WITHIN = "within what is expected"
    LOWER = "lower than expected"


class FunnelLimits(NamedTuple):
    """Of observed over expected, in the shape of what was asked."""

    lower: Array
    upper: Array


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """`phi`: the mean squared z score (1 where chance is all). `tau2`: the variance between trusts.

    `tau2` is on the square of `scale`, and belongs to limits on the same scale only.
    """

    phi: float
    tau2: float
    trusts: int
    scale: Scale

    @property
    def enough(self) -> bool:
        """Whether there are trusts enough to adjust by it."""
        return self.trusts >= ADJUST_FROM


def limits(
    expected: float | Numbers,
    level: float,
    tau2: float = 0.0,
    *,
    scale: Scale = Scale.SQUARE_ROOT,
) -> FunnelLimits:
    """What chance allows observed over expected, `level` (0.95, 0.998) of the time.

    Square root: (1 ± z √(s² + τ²))² with s = 1 / (2 √E); the root is held at 0 before it is
    squared. Log: exp(± z √(1/E + τ²)). `expected` in events, more than 0.
    """
    events = positive(expected, "expected")
    spread = float(not_negative(tau2, "tau2"))
    z = ndtri((1 + share(level, "level")) / 2)
    if scale is Scale.LOG:
        width = z * np.sqrt(1 / events + spread)
        return FunnelLimits(np.exp(-width), np.exp(width))
    width = z * np.sqrt(1 / (4 * events) + spread)
    return FunnelLimits(np.maximum(0, 1 - width) ** 2, (1 + width) ** 2)


def exact_limits(expected: float | Numbers, level: float) -> FunnelLimits:
    """Unadjusted limits from the exact Poisson interval, by chi-square: they take no tau squared.

    Lower χ²(p; 2E) / 2E, upper χ²(1 − p; 2(E + 1)) / 2E, p = (1 − level) / 2. χ²(p; 2a) / 2 is the
    inverse of the incomplete gamma function. Source: as PHEindicatormethods.
    """
    events = positive(expected, "expected")
    tail = (1 - share(level, "level")) / 2
    return FunnelLimits(
        gammaincinv(events, tail) / events, gammaincinv(events + 1, 1 - tail) / events
    )


def overdispersion(
    observed: Numbers,
    expected: Numbers,
    *,
    winsorise: float = 0.1,
    scale: Scale = Scale.SQUARE_ROOT,
) -> Overdispersion:
    """How much more trusts differ than chance alone would have them.

    z = (y − target) / s per trust: y = √(O/E), target 1, s = 1 / (2 √E); or y = ln(O/E), target 0,
    s = 1/√E. The share `winsorise` of the scores at either end is drawn in to the quantile there,
    so that a few unusual trusts do not hide themselves (0: none). φ = Σz²/n. τ² = 0 where
    nφ < n − 1, else (nφ − (n − 1)) / (Σw − Σw²/Σw), w = 1/s² (DerSimonian and Laird 1986).
    Winsorised scores are less spread, so φ and τ² err low: where all trusts differ alike, about one
    in 50, not one in 500, lies outside adjusted 99.8 per cent limits. ValueError for fewer than two
    trusts, for any expected of nought, and on the log scale for any observed of nought.
    """
    counts, events = (
        series(observed, "observed"),
        positive(series(expected, "expected"), "expected"),
    )
    not_negative(counts, "observed")
    if counts.shape != events.shape or counts.size < 2:
        raise ValueError("observed and expected must be as many, and two trusts or more")
    if not 0 <= winsorise < 0.5:
        raise ValueError("winsorise must lie from 0 to less than 0.5")
    weights = _precision(events, scale)
    scores = _deviation(counts / events, scale) * np.sqrt(weights)
    low, high = np.quantile(scores, [winsorise, 1 - winsorise])
    phi = float(np.mean(np.clip(scores, low, high) ** 2))
    excess = counts.size * (phi - 1) + 1
    room = weights.sum() - (weights**2).sum() / weights.sum()
    return Overdispersion(
        phi=phi, tau2=max(0.0, float(excess / room)), trusts=counts.size, scale=scale
    )


def classify(
    observed: float, expected: float, *, tau2: float = 0.0, level: float = SIGNAL_LEVEL
) -> Finding | None:
    """One trust's place in the square-root funnel; None where fewer than 5 are expected.

    A ratio on a limit is within it.
    """
    count, events = float(not_negative(observed, "observed")), not_negative(expected, "expected")
    if events < BAND_FROM:
        return None
    lower, upper = limits(events, level, tau2)
    ratio = count / events
    if ratio > upper:
        return Finding.HIGHER
    return Finding.LOWER if ratio < lower else Finding.WITHIN


def _deviation(ratio: Array, scale: Scale) -> Array:
    """From what is expected, transformed."""
    if scale is Scale.LOG:
        return np.log(positive(ratio, "observed, on the log scale,"))
    return np.sqrt(ratio) - 1


def _precision(events: Array, scale: Scale) -> Array:
    """One over the variance that chance gives the transformed ratio."""
    return events if scale is Scale.LOG else 4 * events
