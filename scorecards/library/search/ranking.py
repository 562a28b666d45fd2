"""What fits and what comes first, from who holds which word where. Pure, and alone decides.

As in BM25: rare words say more than common ones, a further place says less than the first one. A
word in the title says most, one somewhere in the text least.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorecards.library.search.asking import Unit
from scorecards.library.search.preparing import Place


WEIGHTS: Mapping[Place, float] = {
    Place.TITLE: 5.0,
    Place.ABOUT: 3.0,
    Place.SUMMARY: 3.0,
    Place.POINTS: 2.0,
    Place.BODY: 1.0,
    Place.OFTEN: 2.0,
}
# How soon further places add little.
HALF_WAY = 4.0
# The words as they were typed count a little beside the group that they say; and on their own, all
# of them but not together, they count for less than the group.
AS_TYPED, APART = 0.2, 0.25
# What has not all that was asked for has so much of its weight, and so much of the best score.
ENOUGH, NEAR_THE_BEST = 0.45, 0.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """`scores` of all that was found. `missing`: units that nothing holds."""

    scores: Mapping[int, float]
    missing: tuple[Unit, ...]
    partly: bool


def asked(units: Sequence[Unit]) -> tuple[str, ...]:
    """Every word of the index that ranking needs to know about."""
    keys = dict.fromkeys(key for unit in units for key in unit.keys)
    return tuple(f"{place}{key}" for key in keys for place in Place)


def ranked(
    units: Sequence[Unit], holding: Mapping[str, Collection[int]], seen: Collection[int]
) -> Ranked:
    """What fits of all that is seen, by how much holds what. Nothing is asked for: nothing fits."""
    strengths = [_strengths(unit, holding, seen) for unit in units]
    rarities = [math.log(1 + (len(seen) - len(each) + 0.5) / (len(each) + 0.5))
                for each in strengths]  # fmt: skip
    there = [place for place, each in enumerate(strengths) if each]
    missing = tuple(unit for unit, each in zip(units, strengths, strict=True) if not each)
    whole = sum(rarities[place] for place in there)
    score: dict[int, float] = {}
    share: dict[int, float] = {}
    number: dict[int, int] = {}
    for place in there:
        rarity = rarities[place]
        for one, strength in strengths[place].items():
            score[one] = score.get(one, 0.0) + rarity * strength / (strength + HALF_WAY)
            share[one] = share.get(one, 0.0) + rarity / whole
            number[one] = number.get(one, 0) + 1
    all_of_it = {one for one, held in number.items() if held == len(there)}
    scores = {one: round(score[one] * math.sqrt(share[one]), 9) for one in score}
    near = NEAR_THE_BEST * max(scores.values()) if all_of_it else 0.0
    fits = all_of_it | {one for one in scores if share[one] >= ENOUGH and scores[one] >= near}
    return Ranked(
        {one: scores[one] for one in fits or scores},
        missing,
        partly=bool(score) and (bool(missing) or not all_of_it),
    )


def _strengths(
    unit: Unit, holding: Mapping[str, Collection[int]], seen: Collection[int]
) -> dict[int, float]:
    """How strongly each of what is seen says a unit."""
    together: dict[int, float] = {}
    for group in unit.groups:
        for one, weight in _weights(group.key, holding, seen).items():
            together[one] = max(together.get(one, 0.0), weight)
    each = [_weights(stem, holding, seen) for stem in dict.fromkeys(unit.stems)]
    apart = _mean(each)
    if not unit.groups:
        return apart
    if not together and not apart:
        # A phrase that nobody says: what has some of its words.
        return {one: APART * weight for one, weight in _mean(each, all_of_them=False).items()}
    found = {one: weight + AS_TYPED * apart.get(one, 0.0) for one, weight in together.items()}
    found.update({one: APART * weight for one, weight in apart.items() if one not in together})
    return found


def _weights(
    key: str, holding: Mapping[str, Collection[int]], seen: Collection[int]
) -> dict[int, float]:
    found: dict[int, float] = {}
    for place, weight in WEIGHTS.items():
        for one in _of(seen, holding.get(f"{place}{key}", ())):
            found[one] = found.get(one, 0.0) + weight
    return found


def _of(seen: Collection[int], held: Collection[int]) -> Iterator[int]:
    return (one for one in held if one in seen)


def _mean(each: Sequence[Mapping[int, float]], *, all_of_them: bool = True) -> dict[int, float]:
    """Of what all have, or else of what any has."""
    numbers = dict.fromkeys(one for weights in each for one in weights)
    return {
        one: sum(weights.get(one, 0.0) for weights in each) / len(each)
        for one in numbers
        if not all_of_them or all(one in weights for weights in each)
    }
