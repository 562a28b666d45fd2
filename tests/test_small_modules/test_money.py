"""Money is whole pence: read exactly or refused, never rounded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.money import Currency, to_pence


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("0", 0),
        ("-0", 0),
        ("0.00", 0),
        ("1234.56", 123456),
        ("1234.5", 123450),
        ("1234", 123400),
        ("1234.5600", 123456),
        ("-1234.56", -123456),
        ("-0.01", -1),
        ("007", 700),
        ("0.29", 29),
        ("1.15", 115),
        ("90071992547409.93", 9007199254740993),
        ("12345678901234567890123456789.01", 1234567890123456789012345678901),
    ],
)
def test_a_plain_decimal_is_read_to_the_penny(text, pence):
    assert to_pence(text) == pence


@pytest.mark.parametrize("text", ["0.001", "1234.567", "1.005", "0.0000001", "-2.999"])
def test_a_part_of_a_penny_is_refused(text):
    with pytest.raises(ValueError, match="not a whole number of pence"):
        to_pence(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", ".", "abc", "£12", "1,234.56", "1 234", "1_234", "1e3", "1E-2", "nan", "NaN",
     "sNaN", "Infinity", "-inf", "0x10", "12.", ".5", "+12", " 12", "12\n", "１２", "٣", "(12)",
     "12-", "--12", "1.2.3"],
)  # fmt: skip
def test_what_is_not_a_plain_decimal_is_refused_and_named(text):
    with pytest.raises(ValueError, match="not an amount of money") as refusal:
        to_pence(text)
    assert f"“{text}”" in str(refusal.value)


@settings(deadline=None)
@given(some.integers(-(10**18), 10**18))
def test_pence_written_as_pounds_come_back_as_the_same_pence(pence):
    sign, (pounds, rest) = "-" if pence < 0 else "", divmod(abs(pence), 100)
    assert to_pence(f"{sign}{pounds}.{rest:02d}") == pence


def test_each_currency_has_its_symbol():
    assert {currency: currency.symbol for currency in Currency} == {"GBP": "£", "USD": "$"}
