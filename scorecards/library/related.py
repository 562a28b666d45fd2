"""What to read after an item: others that share its codes and topics. Pure.

What few items share says more than what many do: each thing in common counts by how rare it is.
"""

import math
from collections import Counter
from collections.abc import Iterator

from scorecards.library.model import Item, Library
from scorecards.taxonomy.codes import ListName


# How much a thing in common says, by the list that it is from.
WEIGHTS = {
    ListName.CAUSE: 3.0,
    ListName.SPECIALTY: 2.0,
    ListName.INJURY: 1.0,
    ListName.LOCATION: 0.25,
}
OF_A_TOPIC = 1.5
# An item that shares only a place, or a little of what everything shares, is not about the same.
ENOUGH = 1.5


def related(item: Item, library: Library, limit: int = 4) -> tuple[Item, ...]:
    """The items most like one, most alike first, then by title; () where nothing is like it.

    Items about the same kind of scheme only: a fall of staff is not a fall of a patient.
    """
    held = Counter(part for each in library.items for part, _ in _parts(each))
    everything = len(library.items)
    own = dict(_parts(item))
    scored = []
    for other in library.items:
        if other.slug == item.slug or not other.scheme_kinds & item.scheme_kinds:
            continue
        shared = [(part, weight) for part, weight in _parts(other) if part in own]
        score = sum(weight * math.log(everything / held[part]) for part, weight in shared)
        if score >= ENOUGH:
            scored.append((-round(score, 6), other.title.casefold(), other.slug, other))
    return tuple(other for *_, other in sorted(scored, key=lambda each: each[:3])[:limit])


def _parts(item: Item) -> Iterator[tuple[tuple[str, str], float]]:
    """Each code and topic of an item, with its weight."""
    for name, weight in WEIGHTS.items():
        for code in item.codes[name]:
            yield (name.value, code), weight
    for topic in item.topics:
        yield ("topic", topic), OF_A_TOPIC
