"""How hard a text is to read: sentences, syllables and the school grade."""

import pytest

from scorecards.library import readability


# As a dictionary divides them.
SYLLABLES = {
    "harm": 1, "made": 1, "asked": 1, "whole": 1, "hour": 1, "called": 1, "changes": 2,
    "patient": 2, "table": 2, "handled": 2, "settled": 2, "people": 2, "safety": 2, "likely": 2,
    "something": 2, "being": 2, "region": 2, "claimant": 2, "injury": 3, "damages": 3,
    "employer": 3, "violence": 3, "video": 3, "annual": 3, "apology": 4, "regulation": 4,
    "medication": 4, "experience": 4, "society": 4, "radiology": 5, "organisation": 5,
    "well-known": 2, "2013": 1,
}  # fmt: skip


@pytest.mark.parametrize("word", SYLLABLES)
def test_a_word_has_as_many_syllables_as_one_hears(word):
    assert readability.syllables(word) == SYLLABLES[word]


def test_the_grade_is_that_of_the_formula():
    told = (("The", "cat", "sat"), ("Nobody", "wrote", "anything"))
    # 6 words in 2 sentences, with 1 + 1 + 1 and 3 + 1 + 3 syllables.
    assert readability.grade(told) == pytest.approx(0.39 * 6 / 2 + 11.8 * 10 / 6 - 15.59)


def test_the_grade_is_that_of_a_published_example():
    """13 words and 24 syllables, which the literature gives as grade 11.3."""
    text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    assert round(readability.grade(readability.sentences(text)), 1) == 11.3


def test_no_sentences_have_no_grade():
    assert readability.grade(()) == 0


def test_longer_words_and_longer_sentences_are_harder():
    short = readability.grade((("He", "was", "ill"), ("We", "came")))
    longer = readability.grade((("He", "was", "ill", "and", "we", "came"),))
    harder = readability.grade((("Organisational", "accountability"),))
    assert short < longer < harder


def test_points_cells_and_paragraphs_are_sentences_of_their_own():
    text = (
        "He came. She “left!” Why?\n\n- one point\n- two\n\n| Head | More |\n|---|---|\n| a | b c |"
    )
    found = [" ".join(sentence) for sentence in readability.sentences(text)]
    assert found == ["He came", "She left", "Why", "one point", "two", "Head", "More", "a", "b c"]


def test_only_what_ends_like_a_sentence_counts_for_the_grade():
    text = "He came.\n\n- one point\n- A whole one.\n- “Is it?”"
    found = [" ".join(sentence) for sentence in readability.whole_sentences(text)]
    assert found == ["He came", "A whole one", "Is it"]


def test_links_and_strong_words_are_read_and_figures_count_as_one_word():
    text = "There are **{claims-a-year}** [claims](https://www.example.org/a.b) a year."
    assert readability.sentences(text) == (("There", "are", "some", "claims", "a", "year"),)
