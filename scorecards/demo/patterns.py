"""What a claim is about: cause, injury and location that go together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scorecards.demo.draws import Floats, Ints, pick, weights
from scorecards.demo.parameters import Line, table
from scorecards.taxonomy.codes import CodeList, ListName, Taxonomy


SECOND_CAUSE, SECOND_INJURY = 0.30, 0.25
LOCATION_UNKNOWN = 0.06
NONE = -1


@dataclass(frozen=True, slots=True)
class About:
    """Positions in the code lists, one per claim; NONE where the claim has no such code."""

    cause: Ints
    cause_2: Ints
    injury: Ints
    injury_2: Ints
    location: Ints


def draw(rng: np.random.Generator, taxonomy: Taxonomy, lines: Sequence[Line], line: Ints) -> About:
    """One draw per entry of `line`, the positions of the claims' lines."""
    names = sorted({each.pattern for each in lines})
    pattern = np.array([names.index(each.pattern) for each in lines])[line]
    causes = np.array([_row(taxonomy, name, "causes", ListName.CAUSE) for name in names])
    injuries = _injuries(taxonomy, names)
    locations = _locations(taxonomy, names)
    kinds = causes.shape[1]

    cause = pick(rng, causes, pattern)
    cell = pattern * kinds + cause
    injury = pick(rng, injuries.reshape(-1, injuries.shape[-1]), cell)
    hurt = np.array([bool(table("patterns")[name]["injuries"]) for name in names])[pattern]
    return About(
        cause=cause,
        cause_2=_second(rng, pick(rng, causes, pattern), cause, SECOND_CAUSE),
        injury=np.where(hurt, injury, NONE),
        injury_2=np.where(hurt, _second_injury(rng, injuries, cell, injury), NONE),
        location=np.where(
            rng.random(len(line)) < LOCATION_UNKNOWN,
            NONE,
            pick(rng, locations.reshape(-1, locations.shape[-1]), cell),
        ),
    )


def _second(rng: np.random.Generator, second: Ints, first: Ints, share: float) -> Ints:
    """`second` in a share of claims, and never the same as the first."""
    kept = (rng.random(len(first)) < share) & (second != first)
    return np.where(kept, second, NONE)


def _second_injury(rng: np.random.Generator, injuries: Floats, cell: Ints, injury: Ints) -> Ints:
    again = pick(rng, injuries.reshape(-1, injuries.shape[-1]), cell)
    return _second(rng, again, injury, SECOND_INJURY)


def _row(taxonomy: Taxonomy, pattern: str, part: str, name: ListName) -> Floats:
    given: Mapping[str, float] = table("patterns")[pattern][part]
    return weights(given, _codes(taxonomy[name]))


def _codes(codes: CodeList) -> list[str]:
    return [code.code for code in codes]


def _injuries(taxonomy: Taxonomy, patterns: Sequence[str]) -> Floats:
    """Weights as (pattern, cause, injury)."""
    links = table("links")
    causes, injuries = _codes(taxonomy[ListName.CAUSE]), _codes(taxonomy[ListName.INJURY])
    factor = np.ones((len(causes), len(injuries)))
    for injury, allowed in links["only"].items():
        unlike = [position for position, cause in enumerate(causes) if cause not in allowed]
        factor[unlike, injuries.index(injury)] = 0
    for cause, more in links["more"].items():
        for injury, times in more.items():
            factor[causes.index(cause), injuries.index(injury)] *= times
    rows = np.array([_row(taxonomy, name, "injuries", ListName.INJURY) for name in patterns])
    return _filled(rows[:, None, :] * factor[None, :, :], rows)


def _locations(taxonomy: Taxonomy, patterns: Sequence[str]) -> Floats:
    """Weights as (pattern, cause, location): operations in theatres, and so on."""
    places = table("links")["places"]
    codes = _codes(taxonomy[ListName.LOCATION])
    groups = [code.group.replace(" ", "-") for code in taxonomy[ListName.CAUSE]]
    factor = np.ones((len(groups), len(codes)))
    for position, group in enumerate(groups):
        for place, times in places.get(group, {}).items():
            factor[position, codes.index(place)] = times
    rows = np.array([_row(taxonomy, name, "locations", ListName.LOCATION) for name in patterns])
    return _filled(rows[:, None, :] * factor[None, :, :], rows)


def _filled(cells: Floats, rows: Floats) -> Floats:
    """Where no weight is left in a cell the pattern's own stand; where it has none, equal ones."""
    rows = np.where(rows.sum(axis=1, keepdims=True) > 0, rows, 1.0)
    empty = cells.sum(axis=2, keepdims=True) <= 0
    return np.where(empty, rows[:, None, :], cells)
