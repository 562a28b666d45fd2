"""Help with spelling: the words that somebody may have meant, of those that are there. Pure."""

from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from scorecards.library.search.language import SMALL, stem


SHORTEST = 4
# Words from so many letters on may differ by so many slips.
SLIPS = ((11, 3), (6, 2), (SHORTEST, 1))
# Words from so many letters on may be several that were run together, each of so many or more.
RUN_TOGETHER, PART = 7, 3
_LONGEST_SMALL_FIRST = tuple(sorted(SMALL, key=lambda word: (-len(word), word)))
# How many letters longer the word may be of which only the beginning was typed.
UNFINISHED = 4


def lengths(word: str) -> tuple[int, int]:
    """How short and how long the words are that may have been meant."""
    shortest = PART if len(word) >= RUN_TOGETHER else len(word) - slips(word)
    return shortest, len(word) + max(slips(word), UNFINISHED)


def slips(word: str) -> int:
    """How many slips are put right in a word: none in a short one, or in one with a digit."""
    if not word.isalpha():
        return 0
    return next((number for length, number in SLIPS if len(word) >= length), 0)


def meant(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """The words that may have been meant, the likeliest first. `known`: how often each is there.

    Fewer slips come first; then the same letters in another order, then a word that begins with
    the same letter, then the word that most hold. Several slips and another first letter are one
    slip more. Where no word is near, the words are looked at without their endings.
    """
    return _near(word, known) or _near_without_endings(word, known)


def apart(word: str, known: Container[str]) -> str:
    """Words that were run together, with blanks between them: two known ones, with or without a
    small one between them. Empty where there are none.
    """
    for first, rest in _cuts(word):
        if first in known and rest in known:
            return f"{first} {rest}"
    for first, rest in _cuts(word):
        if first in known:
            for small in _LONGEST_SMALL_FIRST:
                last = rest.removeprefix(small)
                if last != rest and len(last) >= SHORTEST and last in known:
                    return f"{first} {small} {last}"
    return ""


def nearly_apart(word: str, known: Mapping[str, int]) -> str:
    """The same for two words with a slip in one of them."""
    for first, rest in _cuts(word):
        if len(first) >= SHORTEST and first in known and (near := _near(rest, known)):
            return f"{first} {near[0]}"
        if len(rest) >= SHORTEST and rest in known and (near := _near(first, known)):
            return f"{near[0]} {rest}"
    return ""


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a word in two, where it is long enough."""
    if len(word) >= RUN_TOGETHER and word.isalpha():
        for place in range(PART, len(word) - PART + 1):
            yield word[:place], word[place:]


def _near_without_endings(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """`deteriating` is near to `deterioration`."""
    ends: dict[str, str] = {}
    for other in sorted(known, key=lambda each: (-known[each], each)):
        ends.setdefault(stem(other), other)
    near = _near(stem(word), {each: known[other] for each, other in ends.items()})
    return tuple(ends[each] for each in near)


def _near(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    allowed = slips(word)
    if not allowed:
        return ()
    signs = _signs(word)
    found = []
    for other, number in known.items():
        if other.startswith(word):
            found.append((1, True, False, -number, other))
        elif (
            abs(len(other) - len(word)) <= allowed
            and (_signs(other) ^ signs).bit_count() <= 2 * allowed
        ):
            distance = slips_between(word, other, most=allowed)
            other_first = other[0] != word[0]
            if distance + (other_first and distance > 1) <= allowed:
                same = sorted(other) == sorted(word)
                found.append((distance, not same, other_first, -number, other))
    return tuple(other for *_, other in sorted(found))


def slips_between(one: str, other: str, *, most: int) -> int:
    """How many letters are wrong, missing, too many or changed over; above `most`, just more."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        this = [row]
        for column, against in enumerate(other, 1):
            cost = min(
                last[column] + 1, this[column - 1] + 1, last[column - 1] + (letter != against)
            )
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            this.append(cost)
        if min(this) > most:
            return most + 1
        before, last = last, this
    return last[-1]


@lru_cache(maxsize=65_536)
def _signs(word: str) -> int:
    """Which letters a word has, as bits: one slip changes two of them at most."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits
