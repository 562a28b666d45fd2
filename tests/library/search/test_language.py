"""Words as the search knows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.library.search.language import LONGEST_WORD, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("diagnosis", "diagnoses"),
        ("analysis", "analysed"),
        ("Falling", "FALLS"),
        ("A&E", "a&e"),
        ("A&E", "A and E"),
        ("10 years", "ten years"),
        ("3rd degree", "third degree"),
        ("Écoulé", "ecoule"),
        ("nurse's", "nurse"),
        ("nurse’s", "nurses"),
        ("#NOF", "nof"),
        ("ﬁbre", "fibre"),
        ("injuries", "injury"),
    ],
)
def test_words_that_are_written_differently_are_one(one, other):
    assert stems(one) == stems(other) != ()


def test_small_words_say_nothing():
    assert stems("What do I do for the") == ()
    assert stems("not before") == ("not", "befor")


def test_only_single_letters_are_joined_by_and():
    assert stems("Anna and Ed, a and the, vitamin C and more") == (
        "anna", "ed", "vitamin", "c", "more",
    )  # fmt: skip


def test_each_word_knows_where_it_stands():
    text = "The nurse’s A&E notes."
    assert [text[word.start : word.end] for word in words(text)] == ["nurse’s", "A&E", "notes"]


def test_a_word_after_a_full_stop_begins_anew_but_an_initial_is_no_sentence():
    assert [word.begins for word in words("Broken. Hip C. difficile, then")] == [
        True, True, False, False,
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_becomes_letters_and_digits_only(text):
    for word in words(text):
        assert 0 < len(word.spelt) <= LONGEST_WORD
        assert word.spelt.isalnum()
        assert word.stem.isalnum()
        assert 0 <= word.start < word.end <= len(text)
