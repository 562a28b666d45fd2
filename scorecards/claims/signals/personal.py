"""What must not stand in what people write: signs of a person, found in one short text.

A name alone is not found: the form asks not to write any.
"""

import re

from scorecards.errors import UserError
from scorecards.formatting import listed


_NHS_NUMBER = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
_SIGNS = {
    "an e-mail address": re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE),
    "a telephone number": re.compile(r"(?<!\d)(?:\+44|0044|0)(?:[ ().-]*\d){9,10}(?!\d)"),
    "a full postcode": re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b", re.IGNORECASE),
    "a date of birth": re.compile(
        r"\b(?:d\.?o\.?b|birth ?date|date of birth|born (?:on|in) \d)", re.IGNORECASE
    ),
    "the name of a person": re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sr)\b\.? +[A-Z]"),
    "the number of a claim or a person": re.compile(r"(?<!\d)\d{7,}(?!\d)"),
}


def signs(text: str) -> tuple[str, ...]:
    """What of a person a text seems to hold, in words; nothing where it seems to hold nothing."""
    found = ["an NHS number"] if any(map(_checked, _NHS_NUMBER.finditer(text))) else []
    return (*found, *(name for name, sign in _SIGNS.items() if sign.search(text)))


def check_nobody_in(text: str) -> None:
    """Raises UserError, which says what was found and never repeats it."""
    found = signs(text)
    if found:
        raise UserError(
            f"This seems to hold {listed(found, 'or')}. Everybody who may open the scorecard reads "
            "it: write what was changed, and nothing about a person."
        )


def _checked(found: re.Match[str]) -> bool:
    """Whether ten digits have the check digit of an NHS number."""
    *nine, check = (int(digit) for digit in "".join(found.groups()))
    total = sum(digit * (10 - place) for place, digit in enumerate(nine))
    return (11 - total % 11) % 11 == check
