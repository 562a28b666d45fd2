"""What can be worked out is worked out: the ranges agree with trying every value."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.disclosure.bounds import Contradiction, System, ranges, whole_numbers


def by_trying(spans, sums):
    """Every whole-number solution of a small system, one after the other."""
    for values in product(*(range(low, high + 1) for low, high in spans)):
        if all(low <= sum(values[i] for i in named) <= high for named, (low, high) in sums):
            yield values


span = some.tuples(some.integers(0, 3), some.integers(0, 3)).map(lambda two: tuple(sorted(two)))
systems = some.tuples(
    some.lists(span, min_size=1, max_size=4),
    some.lists(some.tuples(some.sets(some.integers(0, 3), min_size=1), span), max_size=3),
)


@settings(deadline=None, max_examples=150)
@given(systems)
def test_the_ranges_hold_every_solution_there_is(drawn):
    spans, sums = drawn
    sums = [({i for i in named if i < len(spans)}, limits) for named, limits in sums]
    solutions = list(by_trying(spans, sums))
    system = System()
    unknowns = [system.unknown(*each) for each in spans]
    for named, limits in sums:
        if not named and limits[0] > 0:
            continue
        system.between(named, *limits)
    if not solutions:
        return
    found = ranges(system, unknowns)
    for unknown in unknowns:
        least, greatest = whole_numbers(found[unknown])
        tried = [values[unknown] for values in solutions]
        assert least <= min(tried)
        assert max(tried) <= greatest


def test_a_table_with_its_sums_is_solved_exactly():
    """Two by two, with sums: 3 and 4 down, 5 and 2 across: one cell says all."""
    system = System()
    cells = [[system.unknown(0, 7) for _ in range(2)] for _ in range(2)]
    for row, total in zip(cells, (5, 2), strict=True):
        system.between(row, total, total)
    for column, total in zip(zip(*cells, strict=True), (3, 4), strict=True):
        system.between(column, total, total)
    found = ranges(system, [cells[0][0], cells[1][1]])
    assert found[cells[0][0]] == pytest.approx((1, 3))
    assert found[cells[1][1]] == pytest.approx((0, 2))


def test_what_has_no_end_is_told_so():
    system = System()
    one, other = system.unknown(), system.unknown()
    system.no_less(one, other)
    assert ranges(system, [one, other]) == {one: (0.0, float("inf")), other: (0.0, float("inf"))}
    system.between([one], 0, 4)
    assert ranges(system, [other])[other] == pytest.approx((0, 4))


def test_what_contradicts_itself_is_refused():
    system = System()
    one = system.unknown(1, 2)
    system.between([one], 3, 4)
    with pytest.raises(Contradiction):
        ranges(system, [one])


def test_an_end_that_many_can_reach_only_one_after_the_other_is_found_for_each():
    system = System()
    cells = [system.unknown(1, 7) for _ in range(5)]
    system.between(cells, 5, 11)
    assert ranges(system, cells) == dict.fromkeys(cells, (1, 7))
    system.between(cells, 5, 6)
    found = ranges(system, cells)
    assert all(found[cell] == pytest.approx((1, 2)) for cell in cells)


def test_equal_sums_and_repeated_unknowns_are_counted_as_often_as_they_stand():
    system = System()
    half, all_of_it = system.unknown(0, 10), system.unknown(6, 6)
    system.same([half, half], [all_of_it])
    assert ranges(system, [half])[half] == pytest.approx((3, 3))
