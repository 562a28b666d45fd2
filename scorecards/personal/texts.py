"""Signs of personal data in running text, before it is kept. Pure: a text in, places out.

Whoever takes text from people scans it, and keeps nothing where a sign is found:

    found = signs_in(text)
    if found:
        raise UserError(f"This seems to hold {kinds(found)}. …")

Say the kind and, where the text is long, the place (`told`); never repeat what was found. A given
name alone is no sign: stories call people by one.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from scorecards.formatting import listed
from scorecards.personal.names import GIVEN, PLACES, SURNAMES


class Sign(StrEnum):
    """What a place in a text looks like; the value is what a sentence says."""

    NHS_NUMBER = "an NHS number"
    INSURANCE_NUMBER = "a National Insurance number"
    EMAIL = "an e-mail address"
    PHONE = "a telephone number"
    POSTCODE = "a full postcode"
    BIRTH_DATE = "a date of birth"
    NAME = "the name of a person"
    NUMBER = "the number of a claim or a person"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A sign, and where in the text it stands: `text[start:end]`."""

    start: int
    end: int
    sign: Sign


WORDS_BEFORE = 4
_TEN = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sr|Rev)"
_LIKE = {
    Sign.EMAIL: re.compile(r"(?<![^\s@])[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE),
    Sign.PHONE: re.compile(r"(?<!\d)(?:\+44|0044|0)(?:[ ().-]*\d){9,10}(?!\d)"),
    Sign.POSTCODE: re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b", re.IGNORECASE),
    Sign.INSURANCE_NUMBER: re.compile(
        r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d\d){3} ?[A-D]\b", re.IGNORECASE
    ),
    Sign.BIRTH_DATE: re.compile(
        r"\b(?:d\.?o\.?b\b|birth ?date\b|date of birth\b|born (?:on|in) \d)", re.IGNORECASE
    ),
    Sign.NUMBER: re.compile(r"(?<!\d)\d{7,}(?!\d)"),
}
_TITLED = re.compile(rf"\b{_TITLES}\b\.?[ \t]+[A-Z][\w'’-]*(?:[ \t]+[A-Z][\w'’-]*)?")
_CAPITALS = re.compile(
    r"\b[A-Z][a-z'’]+(?:-[A-Z][a-z'’]+)?(?:[ \t]+[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?)+\b"
)


def signs_in(text: str) -> tuple[Found, ...]:
    """Every place that shows a sign, in the order of the text. Of two that overlap, the first one
    of `Sign` stands.
    """
    found: list[Found] = []
    for sign, places in _LOOKS.items():
        for start, end in places(text):
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Found(start, end, sign))
    return tuple(sorted(found))


def kinds(found: Iterable[Found]) -> str:
    """`an NHS number or a full postcode`: each kind once, for a sentence."""
    signs = {each.sign for each in found}
    return listed([sign.value for sign in Sign if sign in signs], "or")


def told(text: str, found: Found) -> str:
    """`the name of a person, in line 3 after “she was seen by”`: where to look, not what is there.

    What stands before is shown without any other sign that it holds.
    """
    before = text[: found.start]
    line = before.count("\n") + 1
    for other in reversed(signs_in(text)):
        if other.end <= found.start:
            before = f"{before[: other.start]}…{before[other.end :]}"
    words = before.rsplit("\n", 1)[-1].split()[-WORDS_BEFORE:]
    where = f"after “{' '.join(words)}”" if words else "at its beginning"
    return f"{found.sign.value}, in line {line} {where}"


def _nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Ten digits with the check digit of an NHS number."""
    for match in _TEN.finditer(text):
        *nine, check = (int(digit) for digit in match[0] if digit.isdigit())
        total = sum(digit * (10 - place) for place, digit in enumerate(nine))
        if (11 - total % 11) % 11 == check:
            yield match.span()


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Whoever has a title, and a given name beside a surname."""
    yield from (match.span() for match in _TITLED.finditer(text))
    for match in _CAPITALS.finditer(text):
        words = match[0].casefold().replace("’", "'").replace("'", "").split()
        if PLACES & set(words):
            continue
        pairs = itertools.pairwise(words)
        if any(first in GIVEN and last in SURNAMES for first, last in pairs):
            yield match.span()


def _like(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


_LOOKS: dict[Sign, Callable[[str], Iterator[tuple[int, int]]]] = {
    sign: _nhs_numbers if sign is Sign.NHS_NUMBER
    else _names if sign is Sign.NAME
    else _like(_LIKE[sign])
    for sign in Sign
}  # fmt: skip
