"""Help with spelling: which word was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.library.search.spelling import lengths, meant, slips, slips_between


KNOWN = {"needle": 3, "needed": 40, "pressure": 9, "sepsis": 4, "cardiotocograph": 1, "fall": 8,
         "haemorrhage": 2, "stillbirth": 5, "press": 30}  # fmt: skip
LETTERS = st.text("abcd", max_size=7)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("needel", "needle"), ("presure", "pressure"), ("sepsus", "sepsis"),
        ("cardiotoc", "cardiotocograph"), ("hemorrage", "haemorrhage"), ("stilbirth", "stillbirth"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right(typed, word):
    assert meant(typed, KNOWN)[0] == word


@pytest.mark.parametrize("typed", ["fal", "xyzzy", "covid19", "", "sep"])
def test_short_words_words_with_digits_and_nonsense_stay(typed):
    assert meant(typed, KNOWN) == ()


def test_of_equals_the_word_that_most_hold_comes_first():
    assert meant("cold", {"bold": 2, "gold": 7, "colt": 1}) == ("colt", "gold", "bold")


def distance(one, other):
    """Counted the slow way: by the first letters, over and over."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        distance(one[1:], other) + 1,
        distance(one, other[1:]) + 1,
        distance(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if len(one) > 1 and len(other) > 1 and one[:2] == other[1::-1]:
        ways.append(distance(one[2:], other[2:]) + 1)
    return min(ways)


@given(LETTERS.filter(lambda text: len(text) < 6), LETTERS.filter(lambda text: len(text) < 6))
def test_slips_are_counted_as_by_hand(one, other):
    assert slips_between(one, other, most=20) == distance(one, other)
    assert min(slips_between(one, other, most=1), 2) == min(distance(one, other), 2)


@given(st.text("abcdefgh", min_size=4, max_size=12), st.text("abcdefgh", max_size=14))
def test_whatever_is_near_enough_is_found_among_the_lengths_that_are_looked_at(typed, word):
    near = distance_within(typed, word)
    shortest, longest = lengths(typed)
    assert (word in meant(typed, {word: 1})) == (near or word.startswith(typed))
    if near:
        assert shortest <= len(word) <= longest


def distance_within(typed, word):
    return bool(word) and slips_between(typed, word, most=20) <= slips(typed)
