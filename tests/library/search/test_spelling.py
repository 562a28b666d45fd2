"""Help with spelling: which word was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.library.search.language import stem
from scorecards.library.search.spelling import (
    apart,
    lengths,
    meant,
    nearly_apart,
    slips,
    slips_between,
)


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


def test_several_slips_and_another_first_letter_are_too_much():
    assert meant("prophylaxis", {"anaphylaxis": 3}) == ()
    assert meant("sychiatric", {"psychiatric": 2}) == ("psychiatric",)


def test_where_no_word_is_near_endings_are_left_out():
    assert meant("deteriating", {"deterioration": 2, "haemorrhage": 9}) == ("deterioration",)


TOGETHER = {"pressure": 9, "ulcers": 3, "duty": 4, "candour": 4, "slips": 2, "trips": 2, "pre": 1,
            "sure": 1, "hip": 5, "break": 2}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("pressureulcers", "pressure ulcers"), ("dutyofcandour", "duty of candour"),
        ("slipsandtrips", "slips and trips"), ("hipbreak", "hip break"),
        ("candour", ""), ("hipbre", ""), ("pressurexyzzy", ""), ("pressure2ulcers", ""),
    ],
)  # fmt: skip
def test_words_that_were_run_together_are_parted(typed, words):
    assert apart(typed, TOGETHER) == words


@pytest.mark.parametrize("typed", ["presureulcers", "pressureulsers"])
def test_they_are_with_a_slip_in_one_of_them(typed):
    assert apart(typed, TOGETHER) == ""
    assert nearly_apart(typed, TOGETHER) == "pressure ulcers"
    assert nearly_apart("pressurexyzzy", TOGETHER) == ""


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
    shortest, longest = lengths(typed)
    if distance_within(typed, word) or word.startswith(typed):
        assert meant(typed, {word: 1}) == (word,)
    if distance_within(typed, word):
        assert shortest <= len(word) <= longest


@given(st.text("abcdefgh", min_size=4, max_size=12), st.text("abcdefgh", max_size=14))
def test_what_is_far_in_its_letters_and_without_its_ending_is_not_meant(typed, word):
    near = distance_within(typed, word) or distance_within(stem(typed), stem(word))
    if not near and not word.startswith(typed) and not stem(word).startswith(stem(typed)):
        assert meant(typed, {word: 1}) == ()


def distance_within(typed, word):
    """With a slip more where the first letter is another and there are several."""
    if not word or not typed:
        return False
    number = slips_between(typed, word, most=20)
    return number + (number > 1 and typed[0] != word[0]) <= slips(typed)
