"""Which clinical claims are the coronavirus scheme's and not CNST's: a few, from 2020/21 only."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from scorecards.demo.draws import Ints
from scorecards.demo.parameters import Line


SCHEME = "CNSC"
YEAR = 2020
SPECIALTIES = ("general-medicine", "respiratory-medicine", "intensive-care-medicine")
SHARE = 0.05


def schemes(rng: np.random.Generator, lines: Sequence[Line], line: Ints, year: Ints) -> pl.Series:
    """The scheme of every claim: its line's, or in a few from that incident year this one."""
    found = np.array([each.scheme for each in lines], dtype=object)[line]
    exposed = np.array([each.specialty in SPECIALTIES for each in lines])[line] & (year == YEAR)
    found[exposed & (rng.random(len(line)) < SHARE)] = SCHEME
    return pl.Series(found.tolist(), dtype=pl.String)
