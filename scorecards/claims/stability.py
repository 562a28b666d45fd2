"""Would a point of the quadrant stay in its corner, had chance dealt the claims otherwise?

Pure: plain numbers in, plain numbers out. The claims are redrawn many times with replacement, and
each redraw is put against the same cut lines. Source: bootstrap, Efron 1979; with a Poisson number
of copies of each claim (Hanley and MacGibbon 2006), so that the number of claims varies too, and
one code does not depend on the others.
"""

import math
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorecards.statistics.money import CAP


DRAWS = 400
STABLE = 0.8  # a point that moves in more than one redraw in five could move
LABELLED_FROM = 5  # claims that a point needs to be named in the figure


def shares(
    costs: pl.DataFrame, cuts: tuple[float, float], *, capped: bool, seed: int, draws: int = DRAWS
) -> pl.DataFrame:
    """Per code `stays`, the share of redraws (0 to 1) in which it is in the corner where it stands.

    Columns read: code, total; sorted by both, as `money.measures.costs` gives them. `cuts`: claims
    and pence; a point beyond a line lies on its upper side. `capped`: no claim counts for more than
    £1 million. Without claims there is no row.
    """
    names = costs["code"].unique(maintain_order=True)
    if not costs.height:
        return pl.DataFrame({"code": names, "stays": pl.Series([], dtype=pl.Float64)})
    total = costs["total"].to_numpy()
    # Per claim, a column for each code: that it is one of its claims, and what it costs.
    number, rows = len(names), np.arange(costs.height)
    code = costs["code"].rle_id().to_numpy()
    of_code = np.zeros((costs.height, 2 * number))
    of_code[rows, code] = 1
    of_code[rows, number + code] = np.minimum(total, CAP) if capped else total

    lines = np.repeat(np.array(cuts), number)
    stands = of_code.sum(axis=0) > lines
    drawn = weights(seed, draws, costs.height) @ of_code.astype(np.float32)
    same = (drawn > lines) == stands
    stays = (same[:, :number] & same[:, number:]).mean(axis=0)
    return pl.DataFrame({"code": names, "stays": stays})


def could_move(points: pl.DataFrame) -> pl.Series:
    """Per point whether chance could move it; never where nothing is known about that."""
    if "stays" not in points.columns:
        return pl.Series("hollow", [False] * points.height, dtype=pl.Boolean)
    return (points["stays"] < STABLE).fill_null(value=False).alias("hollow")


def weights(seed: int, draws: int, claims: int) -> NDArray[np.float32]:
    """How often each claim stands in each redraw: draws by claims, whole numbers, 1 on average.

    From a table of 65,536 equally likely steps, which takes a tenth of the time of drawing them.
    Single precision tells the side of a line to a pound in £100,000, and halves the time again.
    """
    steps = np.random.default_rng(seed).integers(0, 65_536, (draws, claims), dtype=np.uint16)
    return _poisson()[steps]


@lru_cache(maxsize=1)
def _poisson() -> NDArray[np.float32]:
    """The number of copies for each of 65,536 steps: Poisson with mean one, to that exactness."""
    below = np.cumsum([math.exp(-1) / math.factorial(copies) for copies in range(12)])
    return np.searchsorted(below, (np.arange(65_536) + 0.5) / 65_536).astype(np.float32)
