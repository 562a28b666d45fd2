"""Few calls that still bring every value of a parameter together with every value of another."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product


def pairwise(over: Mapping[str, Sequence[object]]) -> Iterator[dict[str, object]]:
    """Rows of one value a name, such that every two values of two names stand in some row.

    Greedy: each row takes a pair that has not stood together yet, and fills up with the values that
    bring most new pairs. The same names and values give the same rows.
    """
    names = list(over)
    if len(names) < 2:
        yield from ({name: value} for name in names for value in over[name])
        if not names:
            yield {}
        return
    missing = {
        (one, i, other, j): None  # a dict, so that the order is settled
        for one, other in combinations(names, 2)
        for i, j in product(range(len(over[one])), range(len(over[other])))
    }
    while missing:
        one, i, other, j = next(iter(missing))
        row = {one: i, other: j}
        for name in names:
            if name not in row:
                row[name] = max(range(len(over[name])), key=lambda k: _new(row, name, k, missing))
        for (left, k), (right, m) in combinations([(n, row[n]) for n in names], 2):
            missing.pop((left, k, right, m), None)
        yield {name: over[name][place] for name, place in row.items()}


def _new(row: Mapping[str, int], name: str, place: int, missing: Mapping[tuple, None]) -> int:
    return sum(
        (name, place, other, there) in missing or (other, there, name, place) in missing
        for other, there in row.items()
    )
