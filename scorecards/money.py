"""Money is whole pence (or cents) in an integer. Nothing here rounds in silence."""

from decimal import Decimal, InvalidOperation
from enum import StrEnum


POUND = 100


class Currency(StrEnum):
    GBP = "GBP"
    USD = "USD"

    @property
    def symbol(self) -> str:
        return {"GBP": "£", "USD": "$"}[self.value]


def to_pence(text: str) -> int:
    """`1234.56` as `123456`. Raises ValueError for all but plain decimals in whole pence."""
    try:
        pence = Decimal(text) * 100
    except InvalidOperation as error:
        raise ValueError(f"“{text}” is not an amount of money.") from error
    if not pence.is_finite() or pence != pence.to_integral_value():
        raise ValueError(f"“{text}” is not a whole number of pence.")
    return int(pence)
