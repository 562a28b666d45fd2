"""Numbers, money and dates as people read them. The left column is what goes in."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards import formatting
from scorecards.money import Currency


POUND, MILLION, BILLION = 100, 10**8, 10**11
amounts = some.integers(0, 10**15)


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (None, "hidden"),
        (0, "£0"),
        (1, "£0"),
        (51, "£1"),
        (99_900, "£999"),
        (12_500_000, "£125,000"),
        (99_949_999, "£999,500"),
        (99_999_949, "£999,999"),
        (99_999_951, "£1 million"),
        (99_999_960, "£1 million"),
        (99_999_999, "£1 million"),
        (100_000_000, "£1 million"),
        (125_000_000, "£1.25 million"),
        (100_400_000, "£1 million"),
        (100_600_000, "£1.01 million"),
        (120_000_000, "£1.2 million"),
        (999_400_000, "£9.99 million"),
        (999_600_000, "£10 million"),
        (9_630_000_000, "£96.3 million"),
        (9_994_000_000, "£99.9 million"),
        (9_996_000_000, "£100 million"),
        (12_345_000_000, "£123 million"),
        (99_949_000_000, "£999 million"),
        (99_951_000_000, "£1 billion"),
        (99_999_999_999, "£1 billion"),
        (100_000_000_000, "£1 billion"),
        (120_000_000_000, "£1.2 billion"),
        (5_834_000_000_000, "£58.3 billion"),
        (123_456_700_000_000, "£1,235 billion"),
        (-12_500_000, "−£125,000"),
        (-125_000_000, "−£1.25 million"),
        (-99_999_960, "−£1 million"),
        (-40, "£0"),
        (12_500_000.4, "£125,000"),
    ],
)
def test_money_in_prose_has_three_figures_and_changes_unit_where_it_rounds_up(pence, words):
    assert formatting.money(pence) == words


def test_money_says_which_currency():
    assert formatting.money(125_000_000, Currency.USD) == "$1.25 million"
    assert formatting.money_exact(-1250, Currency.USD) == "−$12.50"


def _pence(words):
    number, _, unit = words.removeprefix("£").partition(" ")
    return (
        float(number.replace(",", "")) * {"": POUND, "million": MILLION, "billion": BILLION}[unit]
    )


@settings(deadline=None)
@given(amounts)
def test_money_in_prose_is_never_further_from_the_truth_than_it_rounds(pence):
    words = formatting.money(pence)
    digits = re.sub(r"\D", "", words)
    assert "million" in words or "billion" in words or len(digits) <= 6
    allowed = max(50, 0.00501 * pence)
    assert abs(_pence(words) - pence) <= allowed


@settings(deadline=None)
@given(amounts, amounts)
def test_more_money_is_never_shown_as_less(one, other):
    less, more = sorted((one, other))
    assert _pence(formatting.money(less)) <= _pence(formatting.money(more))


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (0, "£0"),
        (18_234_567, "£180,000"),
        (123_456_789, "£1.2 million"),
        (99_900_000, "£1 million"),
        (98_400_000, "£980,000"),
        (1_234.5, "£12"),
        (-18_234_567, "−£180,000"),
    ],
)
def test_money_that_is_only_about_so_much_has_two_figures(pence, words):
    assert formatting.money_rounded(pence) == words


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (None, "hidden"),
        (0, "£0"),
        (5, "£0.05"),
        (125_000_000, "£1,250,000"),
        (123_456, "£1,234.56"),
        (123_450, "£1,234.50"),
        (99_999_960, "£999,999.60"),
        (-123_456, "−£1,234.56"),
        (-1, "−£0.01"),
        (9_007_199_254_740_993, "£90,071,992,547,409.93"),
    ],
)
def test_money_in_tables_is_exact_to_the_penny(pence, words):
    assert formatting.money_exact(pence) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "not known"),
        (0, "0%"),
        (0.0, "0%"),
        (0.000001, "less than 1%"),
        (0.004, "less than 1%"),
        (0.005, "less than 1%"),
        (0.0051, "1%"),
        (0.01, "1%"),
        (0.456, "46%"),
        (1, "100%"),
    ],
)
def test_a_share_that_is_small_but_not_nothing_is_not_shown_as_nothing(share, words):
    assert formatting.percent(share) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(None, "1 to 7 claims"), (0, "0 claims"), (1, "1 claim"), (2, "2 claims"),
     (1234, "1,234 claims"), (1_000_000, "1,000,000 claims")],
)  # fmt: skip
def test_claims_are_counted_in_words_that_agree_in_number(number, words):
    assert formatting.claims(number) == words
    assert formatting.count(number) == words.rsplit(" ", 1)[0]


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2018, 8, 6), "6 August 2018"), (date(2026, 3, 31), "31 March 2026"),
     (date(2024, 2, 29), "29 February 2024")],
)  # fmt: skip
def test_a_day_is_written_without_a_leading_nought(day, words):
    assert formatting.day(day) == words


@pytest.mark.parametrize(
    ("words", "last", "said"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "and", "a and b"),
        (("a", "b", "c"), "and", "a, b and c"),
        (["a", "b", "c", "d"], "or", "a, b, c or d"),
    ],
)
def test_words_are_listed_as_one_says_them(words, last, said):
    assert formatting.listed(words, last) == said
