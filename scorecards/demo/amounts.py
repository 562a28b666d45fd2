"""What a claim would come to: whether it succeeds, its damages and both sides' costs, in pounds.

All of it is drawn when the claim is; what has happened by the as-at date is in `outcomes`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorecards.claims.model import Kind
from scorecards.demo.draws import Flags, Floats, Ints, about_one, along, chances, weights
from scorecards.demo.parameters import Line, table
from scorecards.demo.patterns import NONE, About
from scorecards.taxonomy.codes import ListName, Taxonomy


@dataclass(frozen=True, slots=True)
class Stakes:
    """What a claim would come to, in pounds, and whether it succeeds: known before it has ended."""

    succeeds: Flags
    brain_injury: Flags
    damages: Floats
    claimant_costs: Floats
    defence_costs: Floats


def stakes(
    rng: np.random.Generator, taxonomy: Taxonomy, lines: Sequence[Line], line: Ints, about: About
) -> Stakes:
    """Draws what is at stake, from the line, the cause and the injury."""
    brain = _brain_injury(taxonomy, lines, line, about)
    succeeds = rng.random(len(line)) < _success(taxonomy, lines, line, about, brain)
    damages = _damages(rng, taxonomy, about, _level(lines, line), brain)
    property_ = about.injury == NONE
    return Stakes(
        succeeds,
        brain,
        damages,
        _claimant_costs(rng, lines, line, damages) * ~property_,
        _defence_costs(rng, lines, line, damages, succeeds),
    )


def _brain_injury(taxonomy: Taxonomy, lines: Sequence[Line], line: Ints, about: About) -> Flags:
    given = table("amounts")["brain-injury"]
    codes = [code.code for code in taxonomy[ListName.INJURY]]
    meant = [codes.index(injury) for injury in given["injuries"]]
    at_birth = np.array([each.name in given["lines"] for each in lines])[line]
    found: Flags = at_birth & np.isin(about.injury, meant)
    return found


def _success(
    taxonomy: Taxonomy, lines: Sequence[Line], line: Ints, about: About, brain: Flags
) -> Floats:
    given = table("links")["success"]
    causes = weights(given["causes"], [code.code for code in taxonomy[ListName.CAUSE]])
    injuries = weights(given["injuries"], [code.code for code in taxonomy[ListName.INJURY]])
    clinical = np.array([each.kind is Kind.CLINICAL for each in lines])[line]
    change = (causes[about.cause] + np.append(injuries, 0.0)[about.injury]) * clinical
    base = np.array([each.success for each in lines])[line]
    return np.where(brain, table("amounts")["brain-injury"]["success"], chances(base, change))


def _damages(
    rng: np.random.Generator, taxonomy: Taxonomy, about: About, level: Floats, brain: Flags
) -> Floats:
    """Pounds: lognormal by severity of injury and line, and the long tail of injury at birth."""
    given, tail = table("amounts")["damages"], table("amounts")["brain-injury"]
    of_injury = [
        given["injuries"].get(code.code, given[code.extra["severity"]])
        for code in taxonomy[ListName.INJURY]
    ]
    # The last row is met by position NONE: loss of property, where nobody is hurt.
    rows = [*of_injury, given["property"]]
    median = np.array([row["median"] for row in rows])[about.injury]
    spread = np.array([row["spread"] for row in rows])[about.injury]
    drawn = median * level * np.exp(spread * rng.normal(size=len(level)))
    first, second = tail["shape"]
    span = tail["most"] - tail["least"]
    severe = tail["least"] + span * rng.beta(float(first), float(second), len(level))
    return _round(np.minimum(np.where(brain, severe, drawn), given["largest"]))


def _level(lines: Sequence[Line], line: Ints) -> Floats:
    """How the damages of each claim's line compare."""
    other = table("amounts")["damages"]["non-clinical"]
    of_line = [each.cost * (1 if each.kind is Kind.CLINICAL else other) for each in lines]
    level: Floats = np.array(of_line)[line]
    return level


def _round(pounds: Floats) -> Floats:
    """Settlements are agreed in round sums: of 50, 500, 5,000 or 50,000 pounds; at least 50."""
    step = np.select(
        [pounds < 5_000, pounds < 50_000, pounds < 1_000_000], [50.0, 500.0, 5_000.0], 50_000.0
    )
    rounded: Floats = np.maximum(np.round(pounds / step) * step, 50.0)
    return rounded


def _claimant_costs(
    rng: np.random.Generator, lines: Sequence[Line], line: Ints, damages: Floats
) -> Floats:
    given = table("amounts")["costs"]
    clinical = np.array([each.kind is Kind.CLINICAL for each in lines])[line]
    mean = np.where(
        clinical, along(given["clinical"], damages), along(given["non-clinical"], damages)
    )
    costs: Floats = mean * about_one(rng, given["spread"], len(line))
    return costs


def _defence_costs(
    rng: np.random.Generator,
    lines: Sequence[Line],
    line: Ints,
    damages: Floats,
    succeeds: Flags,
) -> Floats:
    given = table("amounts")["costs"]
    clinical = np.array([each.kind is Kind.CLINICAL for each in lines])[line]
    level = np.where(clinical, 1.0, given["defence-non-clinical"])
    none = ~succeeds & (rng.random(len(damages)) < given["defence-none"])
    mean = np.where(succeeds, along(given["defence"], damages), given["defence-nil"])
    costs: Floats = mean * about_one(rng, given["defence-spread"], len(damages)) * level * ~none
    return costs
