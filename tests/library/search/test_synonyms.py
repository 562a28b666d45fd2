"""The table of words that mean the same: what is in it, and how a text says a group."""

import pytest

from scorecards.errors import Refused
from scorecards.library.search import synonyms
from scorecards.library.search.language import words
from tests.library.search.entries import SYNONYMS


@pytest.fixture
def table(tmp_path):
    def write(*lines):
        content = "\n".join(("term,also", *lines))
        (tmp_path / synonyms.FILE).write_text(content, encoding="utf-8")
        return synonyms.read(tmp_path)

    return write


def said(text):
    return [(span.group.phrases[0], span.first, span.last) for span in SYNONYMS.spans(words(text))]


@pytest.mark.parametrize(
    "text",
    [
        "a broken hip", "the hip was broken", "hip fractures", "Fracture of the hip", "#NOF",
        "neck of femur fractured",
    ],
)  # fmt: skip
def test_a_text_says_a_group_by_any_phrase_in_any_order(text):
    assert [term for term, *_ in said(text)] == ["fractured neck of femur"]


@pytest.mark.parametrize(
    "text", ["broken. Hip", "hip, broken", "a broken arm and a sore hip", "a hip", "femur"]
)
def test_words_that_stand_apart_do_not_say_it(text):
    assert said(text) == []


def test_the_reviewed_table_is_read_and_is_as_large_as_it_should_be():
    table = synonyms.reviewed()
    assert len(table.groups) >= 150
    assert len({group.key for group in table.groups}) == len(table.groups)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("#NOF", "hip fracture"), ("broken hip", "fractured neck of femur"),
        ("stillbirth", "baby died before birth"), ("IUFD", "intrauterine death"),
        ("CTG", "fetal heart trace"), ("A&E", "casualty"), ("ED", "emergency department"),
        ("bedsore", "pressure ulcer"), ("needle stick", "sharps injury"),
        ("sepsis", "blood poisoning"), ("DVT", "clot in the leg"), ("PE", "clot on the lung"),
        ("MI", "heart attack"), ("OASI", "tear at birth"), ("C-section", "caesarean"),
        ("VBAC", "vaginal birth after caesarean"), ("jaundice", "yellow baby"),
        ("blood thinner", "anticoagulant"), ("keyhole surgery", "laparoscopy"),
        ("womb", "uterus"), ("womb removed", "hysterectomy"), ("waterworks", "bladder"),
        ("CES", "cauda equina"), ("C. difficile", "C diff"), ("stroke", "CVA"),
    ],
)  # fmt: skip
def test_words_of_home_and_abbreviations_mean_what_the_field_says(one, other):
    table = synonyms.reviewed()
    groups = [{span.group.key for span in table.spans(words(text))} for text in (one, other)]
    assert groups[0] & groups[1]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("sepsis", "line 2: give a term"),
        ("sepsis,", "line 2: give a term"),
        ("sepsis,the; blood poisoning", "“the” has only small words"),
        ("sepsis,blood poisoning; poisoning of the blood", "is in the line already"),
        ("sepsis,septic,septicaemia", "line 2: give a term"),
        ("duty of candour,being open", "“being open” is only “open” without its small words"),
        ("recheck,check-in", "“check-in” is only “check” without its small words"),
    ],
)
def test_a_line_that_is_wrong_is_named(table, line, wrong):
    with pytest.raises(Refused) as refused:
        table(line)
    assert wrong in str(refused.value)


def test_a_term_stands_once(table):
    with pytest.raises(Refused, match="the term of two lines"):
        table("sepsis,blood poisoning", "Sepsis,septicaemia")


def test_the_first_line_names_the_columns(tmp_path):
    (tmp_path / synonyms.FILE).write_text("word,other\n", encoding="utf-8")
    with pytest.raises(Refused, match="the first line must be term,also"):
        synonyms.read(tmp_path)
