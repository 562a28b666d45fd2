"""What the statistics accept: finite numbers, none missing. Refusals name what was given.

A refusal is a ValueError for the programmer, not a sentence for the reader: a page asks only for
what can be answered, and says so itself where there is too little.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = Sequence[float] | Sequence[int] | NDArray[np.float64] | NDArray[np.int64]


def finite(values: float | Numbers, name: str) -> Array:
    """The same numbers as an array (a single number: an array without a dimension)."""
    array = np.asarray(values, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be numbers, none missing and none infinite")
    return array


def series(values: Numbers, name: str) -> Array:
    """The same numbers as an array of one dimension, which may be empty."""
    array = finite(values, name)
    if array.ndim != 1:
        raise ValueError(f"{name} must be a row of numbers")
    return array


def not_negative(values: float | Numbers, name: str) -> Array:
    array = finite(values, name)
    if (array < 0).any():
        raise ValueError(f"{name} must not be negative")
    return array


def positive(values: float | Numbers, name: str) -> Array:
    array = finite(values, name)
    if (array <= 0).any():
        raise ValueError(f"{name} must be more than nought")
    return array


def count(number: float, name: str) -> int:
    """A whole number from nought, as an integer."""
    if not np.isfinite(number) or number < 0 or number != int(number):
        raise ValueError(f"{name} must be a whole number, from nought")
    return int(number)


def share(number: float, name: str) -> float:
    """Strictly between nought and one."""
    if not 0 < number < 1:
        raise ValueError(f"{name} must lie between 0 and 1: 0.95, not 95")
    return float(number)
