"""What people write is kept as plain text: composed, visible, and in the order of its letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.errors import UserError
from scorecards.written import MARKS_ON_A_LETTER, check_length, check_nobody_in, one_line, tidy


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  two  words ", "two  words"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\tb", "a b"),
        ("first\n    second", "first\n    second"),
        ("e\u0301", "é"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("zero\u200bwidth and soft\u00adhyphen", "zerowidth and softhyphen"),
        ("nul\x00 bell\x07 escape\x1b[31m", "nul bell escape[31m"),
        ("half \ud800 private \ue000 none \uffff", "half  private  none"),
        ("z" + "\u0334" * 40, "z" + "\u0334" * MARKS_ON_A_LETTER),
        ("Tiếng Việt, नमस्ते, 你好, 🏥", "Tiếng Việt, नमस्ते, 你好, 🏥"),
        ("<b>&amp;*_`$x$ :red[x]", "<b>&amp;*_`$x$ :red[x]"),
    ],
)
def test_only_what_does_not_show_is_taken_away(written, kept):
    assert tidy(written) == kept


@given(st.text())
def test_what_is_kept_is_composed_visible_and_the_same_again(written):
    kept = tidy(written)
    assert unicodedata.is_normalized("NFC", kept)
    assert {unicodedata.category(c) for c in kept.replace("\n", "")}.isdisjoint(
        ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    )
    assert tidy(kept) == kept
    kept.encode("utf-8")


@given(st.text())
def test_one_line_is_one_line(written):
    kept = one_line(written)
    assert len(kept.splitlines()) <= 1
    assert "  " not in kept


def test_a_text_of_just_the_longest_is_taken():
    check_length("The text", "x" * 10, 10)
    with pytest.raises(UserError, match=r"The text has 11 letters and spaces\. Shorten it to 10\."):
        check_length("The text", "x" * 11, 10)


def test_the_places_are_told_and_not_what_stands_there():
    with pytest.raises(UserError) as refused:
        check_nobody_in("The text", "Ask sam@trust.example\nor 0113 496 0000.")
    said = str(refused.value)
    assert "The text seems to hold an e-mail address, in line 1 after “Ask” and a telephone" in said
    assert "sam@" not in said
    assert "0113" not in said


def test_a_text_about_nobody_passes():
    check_nobody_in("The text", "Two nurses read the trace every hour, on wards 1, 2 and 14.")
