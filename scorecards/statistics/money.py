"""Sums of claims, where one claim may be most of it. Amounts in whole pence, none negative.

Lead with the count; then the median, the capped total beside the whole, and the largest claim's
share. No formatting and no disclosure: what may be shown is decided elsewhere.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecards.money import POUND
from scorecards.statistics import checking
from scorecards.statistics.checking import Array


Amounts = Sequence[int] | NDArray[np.int64]

CAP = 1_000_000 * POUND
TRIM = 0.1
TRIM_FROM = 20
DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class BootstrapInterval:
    """`estimate` from the claims themselves, `lower` and `upper` from draws of them; in pence."""

    estimate: float
    lower: float
    upper: float
    level: float
    draws: int


def median(pence: Amounts) -> float | None:
    """The middle claim, or halfway between the middle two. None where there are none."""
    amounts = _amounts(pence)
    return float(np.median(amounts)) if amounts.size else None


def trimmed_mean(pence: Amounts, *, trim: float = TRIM) -> float | None:
    """The mean without the `trim` smallest and largest share of claims (rounded down in number).

    None below 20 claims: there, what is left is too few to be a better answer than the median.
    """
    if not 0 <= trim < 0.5:
        raise ValueError("trim must lie from 0 to less than 0.5")
    amounts = np.sort(_amounts(pence))
    if amounts.size < TRIM_FROM:
        return None
    cut = int(amounts.size * trim)
    return float(amounts[cut : amounts.size - cut].mean())


def capped_total(pence: Amounts, cap: int = CAP) -> int:
    """The total when no claim counts for more than `cap` pence. 0 where there are none.

    Source: basic limits in rating, Palmer, Increased Limits Ratemaking, CAS 2006.
    """
    checking.positive(cap, "cap")
    return int(np.minimum(_amounts(pence), cap).sum())


def share_of_largest(pence: Amounts) -> float | None:
    """The largest claim over the total, from 0 to 1. None where the total is nought."""
    amounts = _amounts(pence)
    total = amounts.sum()
    return float(amounts.max() / total) if total else None


def resamples(pence: Amounts, *, seed: int, draws: int = DRAWS) -> Iterator[Array]:
    """`draws` samples of as many claims, drawn with replacement: one after the other.

    The same claims with the same seed give the same samples, in whatever order the claims come.
    """
    amounts = np.sort(_amounts(pence))
    generator = np.random.default_rng(seed)
    for _ in range(draws):
        yield generator.choice(amounts, size=amounts.size)


def bootstrap_interval(
    pence: Amounts,
    figure: Callable[[Array], float],
    *,
    seed: int,
    level: float = 0.95,
    draws: int = DRAWS,
) -> BootstrapInterval | None:
    """The range of a figure of the claims, by the percentile bootstrap. None without claims.

    `figure` takes an array of pence: `np.median`. The seed belongs to the snapshot, so that a
    reload agrees. Percentiles fall short for few claims: say how many. Source: Efron 1979.
    """
    amounts, tail = _amounts(pence), (1 - checking.share(level, "level")) / 2
    if not amounts.size:
        return None
    drawn = [figure(sample) for sample in resamples(pence, seed=seed, draws=draws)]
    lower, upper = np.quantile(drawn, [tail, 1 - tail])
    return BootstrapInterval(
        estimate=float(figure(amounts)),
        lower=float(lower),
        upper=float(upper),
        level=level,
        draws=draws,
    )


def median_interval(
    pence: Amounts, *, seed: int, level: float = 0.95, draws: int = DRAWS
) -> BootstrapInterval | None:
    """What `bootstrap_interval` gives for the median, a hundred times as fast. None without claims.

    The middle of a redraw is one of the claims, and its place among them, sorted, is a known chance
    variable: the place of the k-th of n uniform numbers, Beta(k, n - k + 1). So places are drawn
    instead of samples. Source: David and Nagaraja, Order Statistics, 2003.
    """
    amounts, tail = np.sort(_amounts(pence)), (1 - checking.share(level, "level")) / 2
    number = amounts.size
    if not number:
        return None
    generator, middle = np.random.default_rng(seed), (number + 1) // 2
    place = generator.beta(middle, number - middle + 1, draws)
    drawn = amounts[_places(place, number)]
    if number % 2 == 0:
        place += (1 - place) * generator.beta(1, number - middle, draws)
        drawn = (drawn + amounts[_places(place, number)]) / 2
    lower, upper = np.quantile(drawn, [tail, 1 - tail])
    return BootstrapInterval(
        estimate=float(np.median(amounts)),
        lower=float(lower),
        upper=float(upper),
        level=level,
        draws=draws,
    )


def in_prices_of(
    pence: int, *, spent_in: int, prices_of: int, deflator: Mapping[int, float]
) -> int:
    """The same purchasing power in another year's money: pence × index there / index then.

    `deflator`: a price index per financial year (HM Treasury's GDP deflator), any base. It makes
    money comparable, not claims: those have risen faster than prices. To the nearest penny.
    ValueError for a year that the index does not have.
    """
    for year in (spent_in, prices_of):
        if year not in deflator:
            raise ValueError(f"the price index has no year {year}")
    checking.positive([deflator[spent_in], deflator[prices_of]], "the price index")
    return round(pence * deflator[prices_of] / deflator[spent_in])


def _places(uniform: Array, number: int) -> NDArray[np.int64]:
    """Numbers from 0 to 1 as places 0 to number - 1; 1 itself can come of rounding."""
    return np.minimum((uniform * number).astype(np.int64), number - 1)


def _amounts(pence: Amounts) -> Array:
    """As floats, which hold whole numbers to £90 trillion in pence exactly, and so their sums."""
    amounts = checking.not_negative(checking.series(pence, "pence"), "pence")
    if (amounts % 1).any():
        raise ValueError("pence must be whole")
    return amounts
