"""Drawing many things at once from weights and curves. Knows nothing of claims."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt


Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def weights(wanted: Mapping[str, float], codes: Sequence[str]) -> Floats:
    """Weights by code as a row in the order of `codes`. Raises KeyError for a code not listed."""
    row = np.zeros(len(codes))
    position = {code: index for index, code in enumerate(codes)}
    for code, weight in wanted.items():
        row[position[code]] = weight
    return row


def pick(rng: np.random.Generator, table: Floats, rows: Ints) -> Ints:
    """One column per entry of `rows`, by the weights in that row of `table` (some above zero)."""
    ends = np.cumsum(table, axis=1)
    ends /= ends[:, -1:]
    columns = table.shape[1]
    # Row r fills the interval from r to r + 1, so that one sorted search serves all rows.
    ladder = (ends + np.arange(len(table))[:, None]).ravel()
    found = np.searchsorted(ladder, rows + rng.random(len(rows)), side="right") - rows * columns
    columns_found: Ints = np.clip(found, 0, columns - 1).astype(np.int64)
    return columns_found


def about_one(rng: np.random.Generator, spread: float, size: int | tuple[int, ...]) -> Floats:
    """Positive factors with mean 1, skewed to the right; `spread` is the sd of the logarithm."""
    return np.exp(rng.normal(-spread * spread / 2, spread, size))


def along(curve: Sequence[tuple[float, float]], at: Floats) -> Floats:
    """A curve through points (x, y), straight where both axes are logarithmic."""
    x, y = np.log(np.array(curve)).T
    heights: Floats = np.exp(np.interp(np.log(np.maximum(at, 1.0)), x, y))
    return heights


def chances(base: Floats, change: Floats) -> Floats:
    """Probabilities moved by `change` on the log-odds scale."""
    odds = np.log(base / (1 - base)) + change
    moved: Floats = 1 / (1 + np.exp(-odds))
    return moved
