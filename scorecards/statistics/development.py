"""How claims of a year go on arriving: the chain ladder on counts. No money, no single trust.

A triangle has a row per incident year, oldest first, and in each row the claims notified by the end
of each year of age, cumulative. Counts of the whole nation only: a trust's own are too few, and
sums of money turn on one claim. The oldest row is taken as complete: there is no tail beyond it.

Source: Mack 1993, ASTIN Bulletin 23(2), 213-225, and Mack 1999, 29(2), 361-366 (the recursion);
Bornhuetter and Ferguson 1972.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scorecards.statistics import checking
from scorecards.statistics.checking import Array, Numbers


Interpolation = Literal["log-linear", "mack"]
Triangle = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class ChainLadder:
    """By age: `link_ratios` (one fewer), `to_ultimate`, `share_developed`. By year: the others.

    Counts are claims. `standard_errors` are those of the ultimates, for what is still to come and
    what the ratios do not know; None (all, and the total) where the triangle is too small to say.
    """

    link_ratios: tuple[float, ...]
    to_ultimate: tuple[float, ...]
    share_developed: tuple[float, ...]
    latest: tuple[float, ...]
    latest_share_developed: tuple[float, ...]
    ultimates: tuple[float, ...]
    standard_errors: tuple[float, ...] | None
    total_standard_error: float | None

    @property
    def to_come(self) -> tuple[float, ...]:
        """Claims expected and not yet notified, per year (IBNR)."""
        return tuple(u - known for u, known in zip(self.ultimates, self.latest, strict=True))


def chain_ladder(triangle: Triangle, *, sigma: Interpolation = "log-linear") -> ChainLadder:
    """Project each year to its ultimate number, with Mack's standard errors.

    Link ratio f_j = Σ C(i, j+1) / Σ C(i, j) over the years that know both; `to_ultimate` the
    product of those still to come; share developed its inverse; ultimate = latest × it. Rows may be
    as long as the one above or shorter, never longer. `sigma` says how the variance of a link that
    one year alone knows is found: from a line through ln σ, or by Mack's rule,
    min(σ⁴(k−1) / σ²(k−2), σ²(k−2), σ²(k−1)). ValueError for an empty triangle, a row that is longer
    than the one above, negative counts, and an age at which no claims are known.
    """
    rows = _rows(triangle)
    ages = rows[0].size
    pairs = [_pairs(rows, age) for age in range(ages - 1)]
    links = np.array([_link(known, later) for known, later in pairs])
    to_ultimate = np.append(np.cumprod(links[::-1])[::-1], 1.0)
    lengths = [row.size for row in rows]
    latest = np.array([row[-1] for row in rows])
    ultimates = latest * to_ultimate[[length - 1 for length in lengths]]
    variances = _variances(pairs, links, sigma)
    errors, total = (None, None) if variances is None else _errors(rows, pairs, links, variances)
    return ChainLadder(
        link_ratios=_plain(links),
        to_ultimate=_plain(to_ultimate),
        share_developed=_plain(1 / to_ultimate),
        latest=_plain(latest),
        latest_share_developed=_plain(1 / to_ultimate[[length - 1 for length in lengths]]),
        ultimates=_plain(ultimates),
        standard_errors=errors,
        total_standard_error=total,
    )


def bornhuetter_ferguson(
    notified: Numbers, share_developed: Numbers, exposure: Numbers, rate: float
) -> tuple[float, ...]:
    """Ultimates of the newest years: notified + (1 − share developed) × exposure × rate.

    One of each per year; `rate` in claims per unit of exposure (`pooled_rate`). What has not been
    reported is expected from exposure alone, so a few early claims do not swing it as they swing
    the chain ladder. ValueError for shares outside 0 to 1 and for rows of different lengths.
    """
    claims, shares, units = _by_year(notified, share_developed, exposure)
    expected = units * float(checking.not_negative(rate, "rate"))
    return _plain(claims + (1 - shares) * expected)


def pooled_rate(notified: Numbers, share_developed: Numbers, exposure: Numbers) -> float:
    """Claims per unit of exposure over all years: Σ notified / Σ (exposure × share developed).

    Source: Stanard and Bühlmann (“Cape Cod”). ValueError where nothing is exposed or developed.
    """
    claims, shares, units = _by_year(notified, share_developed, exposure)
    return float(claims.sum() / checking.positive((shares * units).sum(), "developed exposure"))


def _rows(triangle: Triangle) -> list[Array]:
    rows = [checking.not_negative(checking.series(row, "counts"), "counts") for row in triangle]
    lengths = [row.size for row in rows]
    if not lengths or min(lengths) == 0:
        raise ValueError("a triangle has at least one year, and each year at least one age")
    if lengths != sorted(lengths, reverse=True):
        raise ValueError("a year cannot be older than the one above it: oldest first")
    return rows


def _pairs(rows: list[Array], age: int) -> tuple[Array, Array]:
    """What the years that know both had at an age, and a year later."""
    both = np.array([row[age : age + 2] for row in rows if row.size > age + 1])
    return both[:, 0], both[:, 1]


def _link(known: Array, later: Array) -> float:
    if known.sum() <= 0 or later.sum() <= 0:
        raise ValueError("no claims are known at one of the ages")
    return float(later.sum() / known.sum())


def _variances(
    pairs: list[tuple[Array, Array]], links: Array, sigma: Interpolation
) -> Array | None:
    """σ² of each link: Σ C (F − f)² / (years − 1); interpolated where one year alone knows it."""
    if sigma not in ("log-linear", "mack"):
        raise ValueError("sigma is “log-linear” or “mack”")
    found = np.full(links.size, np.nan)
    for age, ((known, later), link) in enumerate(zip(pairs, links, strict=True)):
        some = known > 0
        if some.sum() >= 2:
            apart = later[some] / known[some] - link
            found[age] = (known[some] * apart**2).sum() / (some.sum() - 1)
    if np.isnan(found[:2]).any():
        return None
    return _mack(found) if sigma == "mack" else _log_linear(found)


def _mack(variances: Array) -> Array:
    filled = variances.copy()
    for age in np.flatnonzero(np.isnan(variances)):
        before, last = filled[age - 2], filled[age - 1]
        filled[age] = min(last**2 / before, before, last) if before > 0 else 0.0
    return filled


def _log_linear(variances: Array) -> Array:
    """A line needs two links that vary; where fewer do, nothing is added."""
    filled, missing = variances.copy(), np.isnan(variances)
    varied = np.flatnonzero(~missing & (np.nan_to_num(variances) > 0))
    if varied.size < 2:
        filled[missing] = 0.0
        return filled
    slope, start = np.polyfit(varied, np.log(variances[varied]) / 2, 1)
    filled[missing] = np.exp(2 * (start + slope * np.flatnonzero(missing)))
    return filled


def _errors(
    rows: list[Array], pairs: list[tuple[Array, Array]], links: Array, variances: Array
) -> tuple[tuple[float, ...], float]:
    """Mack's recursion, age by age: chance (by year) and the ratios' error (shared by all years).

    mse(k+1) = f² mse(k) + Ĉ σ² + Ĉ² σ² / Σ C; for the total, Ĉ in the last term is the sum of all.
    """
    now = np.array([row[-1] for row in rows])
    lengths = np.array([row.size for row in rows])
    chance, ratio, shared = np.zeros(now.size), np.zeros(now.size), 0.0
    for age, (link, variance) in enumerate(zip(links, variances, strict=True)):
        moving = lengths <= age + 1
        per_claim = variance / pairs[age][0].sum()
        chance[moving] = link**2 * chance[moving] + now[moving] * variance
        ratio[moving] = link**2 * ratio[moving] + now[moving] ** 2 * per_claim
        shared = link**2 * shared + now[moving].sum() ** 2 * per_claim
        now[moving] *= link
    return _plain(np.sqrt(chance + ratio)), float(np.sqrt(chance.sum() + shared))


def _by_year(notified: Numbers, share: Numbers, exposure: Numbers) -> tuple[Array, Array, Array]:
    claims, shares, units = (
        checking.not_negative(checking.series(values, name), name)
        for values, name in ((notified, "notified"), (share, "share"), (exposure, "exposure"))
    )
    if not claims.size == shares.size == units.size:
        raise ValueError("notified, share developed and exposure need one number per year each")
    if (shares > 1).any():
        raise ValueError("a share developed lies from 0 to 1")
    return claims, shares, units


def _plain(values: Array) -> tuple[float, ...]:
    return tuple(values.tolist())
