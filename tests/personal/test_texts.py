"""Running text is scanned for personal data: what is planted is found, and never repeated."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.personal.texts import Sign, kinds, signs_in, told
from tests.intake.personal_columns import nhs_number


PLANTED = {
    Sign.NHS_NUMBER: "943 476 5919",
    Sign.INSURANCE_NUMBER: "QQ 12 34 56 C".replace("QQ", "AB"),
    Sign.EMAIL: "jo.bloggs@example.nhs.uk",
    Sign.PHONE: "0113 496 0000",
    Sign.POSTCODE: "LS1 4AP",
    Sign.BIRTH_DATE: "born on 3 May 1990",
    Sign.NAME: "Dr Patel",
    Sign.NUMBER: "12345678",
}
HARMLESS = (
    "Tom drove a delivery van. He had had a bad back for years.",
    "A second midwife reads every trace; 1,200 staff are trained.",
    "From 1 April 2013 to 31 March 2023, in the Care Act 2014, section 20.",
    "Dr on call sees every child. The Royal George Hospital has a rota.",
    "NEWS2 chart, version 2.1, ward B12, at 10:30. Ask again in 2027/28.",
    "Ten per cent of 1,234,567 pounds.",
)


@pytest.mark.parametrize("sign", Sign)
def test_each_sign_is_found_where_it_stands(sign):
    text = f"The team was told that {PLANTED[sign]} was in the notes."
    (found,) = signs_in(text)
    assert found.sign is sign
    assert text[found.start : found.end].strip(" .") in PLANTED[sign]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_stories_and_guidance_say_passes(text):
    assert signs_in(text) == ()


def test_a_given_name_with_a_surname_is_a_person_and_with_a_hospital_a_place():
    assert [found.sign for found in signs_in("It was Bernadette Walsh who rang.")] == [Sign.NAME]
    assert signs_in("It was the Elizabeth Taylor Hospital that rang.") == ()


def test_every_planted_nhs_number_is_found_however_it_is_written():
    chosen = random.Random(2)
    for _ in range(200):
        number = nhs_number(chosen)
        for written in (number, f"{number[:3]} {number[3:6]} {number[6:]}",
                        f"{number[:3]}-{number[3:6]}-{number[6:]}"):  # fmt: skip
            assert Sign.NHS_NUMBER in {each.sign for each in signs_in(f"Patient {written}, seen")}


def test_the_place_is_told_by_line_and_words_before_and_never_what_is_there():
    text = "A first line.\nLater she was seen by Dr Patel, who wrote."
    (found,) = signs_in(text)
    assert told(text, found) == "the name of a person, in line 2 after “she was seen by”"
    text = "LS1 4AP"
    assert told(text, signs_in(text)[0]) == "a full postcode, in line 1 at its beginning"


def test_the_words_before_hold_no_other_sign():
    text = "Write to jo@example.nhs.uk or Dr Patel."
    *_, last = signs_in(text)
    assert "jo@" not in told(text, last)
    assert "Write to … or" in told(text, last)


def test_each_kind_is_named_once():
    found = signs_in("Dr Patel, Dr Ahmed and Mrs Levy live at LS1 4AP.")
    assert kinds(found) == "a full postcode or the name of a person"
    assert kinds(()) == ""


PIECES = st.sampled_from([*PLANTED.values(), *HARMLESS, "\n", " ", "é", "\u202e", "@", "0", "A1"])


@given(st.lists(PIECES | st.text(max_size=20), max_size=12).map("".join))
def test_places_lie_in_the_text_in_order_and_do_not_overlap(text):
    found = signs_in(text)
    assert list(found) == sorted(found)
    ends = [*(each.start for each in found[1:]), len(text)]
    for each, end in zip(found, ends[-len(found) :], strict=True) if found else ():
        assert 0 <= each.start < each.end <= end
        assert told(text, each).startswith(each.sign.value)
