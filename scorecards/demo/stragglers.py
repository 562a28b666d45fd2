"""The few clinical claims that are not CNST's: coronavirus, and incidents before CNST began."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from scorecards.claims.model import Kind
from scorecards.demo import delays
from scorecards.demo.draws import Ints
from scorecards.demo.parameters import Line


# Scheme, how many claims, and the incidents it covers. CNST covers incidents from 1 April 1995.
OLD_SCHEMES = (
    ("ELS", 30, date(1985, 4, 1), date(1995, 3, 31)),
    ("EX-RHA", 10, date(1985, 4, 1), date(1994, 3, 31)),
)
OLD_LINES = ("obstetrics", "mental-health", "general-surgery", "gynaecology")
CORONAVIRUS = (date(2020, 4, 1), date(2021, 3, 31))
CORONAVIRUS_LINES = ("general-medicine", "respiratory-medicine", "intensive-care-medicine")
CORONAVIRUS_SHARE = 0.05


def other_schemes(
    rng: np.random.Generator, lines: Sequence[Line], line: Ints, incident: Ints
) -> tuple[pl.Series, Ints]:
    """The scheme of every claim, and the incident days, which for old schemes are long ago."""
    schemes = np.array([each.scheme for each in lines], dtype=object)[line]
    names = np.array([each.name for each in lines])[line]
    claimed = np.array([each.kind is Kind.CLINICAL and not each.is_incident for each in lines])[
        line
    ]
    first, last = (delays.day(each) for each in CORONAVIRUS)
    in_pandemic = (incident >= first) & (incident <= last) & np.isin(names, CORONAVIRUS_LINES)
    schemes[in_pandemic & claimed & (rng.random(len(line)) < CORONAVIRUS_SHARE)] = "CNSC"
    old = rng.permutation(np.flatnonzero(claimed & np.isin(names, OLD_LINES)))
    moved = incident.copy()
    start = 0
    for scheme, count, opened, ended in OLD_SCHEMES:
        chosen = old[start : start + count]
        start += count
        schemes[chosen] = scheme
        moved[chosen] = rng.integers(delays.day(opened), delays.day(ended) + 1, len(chosen))
    return pl.Series(schemes.tolist(), dtype=pl.String), moved
