"""What each trust does in a year (births, staff, bed days, attendances), to set claims against."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from scorecards.claims.model import EXPOSURES
from scorecards.demo.draws import Floats, about_one
from scorecards.demo.parameters import table
from scorecards.demo.trusts import Trust
from scorecards.taxonomy.risk_groups import RISK_GROUPS, WTE, slug


FIRST_YEAR, LAST_YEAR = 2015, 2025
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
ACTIVITY = ("births", "bed-days", "attendances", "staff")
MEASURES = (*ACTIVITY, *WTE.values())


def draw(rng: np.random.Generator, trusts: Sequence[Trust]) -> Floats:
    """Exposures as (trust, year, measure), in the orders of `trusts`, YEARS and MEASURES."""
    start = np.array([_first_year(trust) for trust in trusts])
    shape = (len(trusts), len(YEARS), len(MEASURES))
    own = about_one(rng, 0.08, (len(trusts), 1, len(MEASURES)))
    values = start[:, None, :] * own * _path()[None, :, :] * about_one(rng, 0.015, shape)
    wte = len(ACTIVITY)
    return np.concatenate([np.round(values[..., :wte]), np.round(values[..., wte:], 1)], axis=2)


def frame(trusts: Sequence[Trust], values: Floats) -> pl.DataFrame:
    """The same as columns trust, year, measure, value; nothing where a trust has none of it."""
    codes = [trust.organisation.code for trust in trusts]
    trust, year, measure = (
        axis.ravel() for axis in np.meshgrid(codes, YEARS, MEASURES, indexing="ij")
    )
    columns = {"trust": trust.tolist(), "year": year, "measure": measure.tolist()}
    drawn = pl.DataFrame({**columns, "value": values.ravel()}, schema=EXPOSURES)
    return drawn.filter(pl.col("value") > 0).sort("trust", "year", "measure")


def _first_year(trust: Trust) -> Floats:
    """Exposures of the first year, in the order of MEASURES."""
    given = table("exposures")
    activity = {**given["types"][trust.type], **given["focus"].get(trust.focus, {})}
    acute = trust.organisation.type.startswith("Acute") and not trust.focus
    groups = dict(given["groups"]["acute" if acute else trust.type])
    for group, share in given["focus-groups"].get(trust.focus, {}).items():
        groups[group] = groups.get(group, 0.0) + share
    clinical = activity["staff"] * given["clinical"]
    wte = [clinical * groups.get(slug(group), 0.0) for group in RISK_GROUPS]
    start: Floats = np.array([*(activity[name] for name in ACTIVITY), *wte]) * trust.size
    return start


def _path() -> Floats:
    """How each measure moves over the years, from 1 in the first: (year, measure)."""
    given = table("exposures")
    change = [given["change"].get(name, given["change"]["staff"]) for name in MEASURES]
    path = np.array([[rate ** (year - FIRST_YEAR) for rate in change] for year in YEARS])
    for year, factors in given["years"].items():
        for name, factor in factors.items():
            path[int(year) - FIRST_YEAR, MEASURES.index(name)] *= factor
    return path
