"""Step by step, no more is found than there is, and all of it where the sums form a tree."""

from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.disclosure.bounds import System, ranges, whole_numbers
from scorecards.disclosure.propagation import MOST, narrowed


span = some.tuples(some.integers(0, 9), some.integers(0, 9)).map(lambda two: tuple(sorted(two)))


def by_programming(spans, sums):
    """The same counts and sums, solved as a linear programme."""
    system = System()
    numbers = {node: system.unknown(*each) for node, each in spans.items()}
    for whole, parts in sums:
        system.same([numbers[part] for part in parts], [numbers[whole]])
    found = ranges(system, list(numbers.values()))
    return {node: whole_numbers(found[number]) for node, number in numbers.items()}


@settings(deadline=None, max_examples=100)
@given(some.lists(some.lists(some.integers(0, 7), min_size=1, max_size=3), min_size=1, max_size=3))
def test_in_a_tree_it_finds_what_linear_programming_finds(leaves):
    """A whole, its branches, and the leaves of each: true counts, each told to within two."""

    def told(number):
        return max(0, number - 2), number + 2

    spans = {"whole": told(sum(map(sum, leaves)))}
    sums = [("whole", tuple(f"branch {b}" for b in range(len(leaves))))]
    for b, numbers in enumerate(leaves):
        spans[f"branch {b}"] = told(sum(numbers))
        names = tuple(f"leaf {b}.{place}" for place in range(len(numbers)))
        spans |= dict(zip(names, map(told, numbers), strict=True))
        sums.append((f"branch {b}", names))
    assert narrowed(spans, sums) == by_programming(spans, sums)


@settings(deadline=None, max_examples=100)
@given(some.lists(some.integers(0, 7), min_size=4, max_size=4))
def test_it_never_excludes_what_is_true(cells):
    """A square of four with sums both ways, which is no tree."""
    a, b, c, d = cells
    true = {"a": a, "b": b, "c": c, "d": d, "ab": a + b, "cd": c + d, "ac": a + c, "bd": b + d}
    spans = {node: (max(0, number - 1), number + 2) for node, number in true.items()}
    sums = [("ab", ("a", "b")), ("cd", ("c", "d")), ("ac", ("a", "c")), ("bd", ("b", "d"))]
    found = narrowed(spans, sums)
    for node, number in true.items():
        assert found[node][0] <= number <= found[node][1]


def test_what_is_left_open_stays_open():
    found = narrowed(
        {"whole": (5, 9), "row": (1, 7), "rest": (0, MOST)}, [("whole", ("row", "rest"))]
    )
    assert found == {"whole": (5, 9), "row": (1, 7), "rest": (0, 8)}
    assert narrowed({"alone": (1, 7)}, []) == {"alone": (1, 7)}
