"""Money is whole pence (or cents) in an integer. Nothing here rounds in silence."""

import re
from enum import StrEnum


POUND = 100
_PLAIN = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


class Currency(StrEnum):
    GBP = "GBP"
    USD = "USD"

    @property
    def symbol(self) -> str:
        return {"GBP": "£", "USD": "$"}[self.value]


def to_pence(text: str) -> int:
    """`1234.56` as `123456`. Raises ValueError for all but plain decimals in whole pence."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}” is not an amount of money.")
    sign, pounds, part = found[1], found[2], (found[3] or "").ljust(2, "0")
    if part[2:].strip("0"):
        raise ValueError(f"“{text}” is not a whole number of pence.")
    return int(f"{sign}{pounds}{part[:2]}")
