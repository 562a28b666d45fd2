"""Small counts are hidden in one place, and what is shown is near the truth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.disclosure.counts import possible, protect_count


numbers = some.integers(0, 10**9)
HES = {0: 0, 1: None, 7: None, 8: 10, 12: 10, 13: 15, 17: 15, 18: 20, 1002: 1000, 1003: 1005}


@pytest.mark.parametrize(("number", "shown"), HES.items())
def test_counts_are_hidden_and_rounded_as_hospital_episode_statistics_are(number, shown):
    assert protect_count(number) == shown


@pytest.mark.parametrize("number", range(1, 8))
def test_no_count_from_one_to_seven_is_shown(number):
    assert protect_count(number) is None


@settings(deadline=None)
@given(numbers)
def test_a_shown_count_is_a_multiple_of_five_within_two_of_the_truth(number):
    shown = protect_count(number)
    assert (shown is None) == (1 <= number <= 7)
    if shown is not None:
        assert shown % 5 == 0
        assert abs(shown - number) <= 2


@settings(deadline=None)
@given(numbers, numbers)
def test_a_larger_count_is_never_shown_as_a_smaller_one(one, other):
    less, more = sorted((one, other))
    shown = [5 if each is None else each for each in map(protect_count, (less, more))]
    assert shown == sorted(shown)


@settings(deadline=None)
@given(numbers)
def test_protecting_what_is_shown_changes_nothing(number):
    shown = protect_count(number)
    assert shown is None or protect_count(shown) == shown


@pytest.mark.parametrize("number", range(8, 13))
def test_counts_that_are_shown_alike_cannot_be_told_apart(number):
    assert protect_count(number) == 10


@settings(deadline=None)
@given(some.integers(0, 2000))
def test_what_a_shown_count_may_be_is_every_count_that_is_shown_so(number):
    shown = protect_count(number)
    alike = [other for other in range(2010) if protect_count(other) == shown]
    assert possible(shown) == (alike[0], alike[-1])
    assert alike == list(range(alike[0], alike[-1] + 1))
