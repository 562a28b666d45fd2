"""Help with spelling: the word that somebody may have meant, of those that are there. Pure."""

from collections.abc import Mapping
from functools import lru_cache


SHORTEST = 4
# Words from so many letters on may differ by so many slips.
SLIPS = ((11, 3), (6, 2), (SHORTEST, 1))
# How many letters longer the word may be of which only the beginning was typed.
UNFINISHED = 4


def lengths(word: str) -> tuple[int, int]:
    """How short and how long the words are that may have been meant."""
    return len(word) - slips(word), len(word) + max(slips(word), UNFINISHED)


def slips(word: str) -> int:
    """How many slips are put right in a word: none in a short one, or in one with a digit."""
    if not word.isalpha():
        return 0
    return next((number for length, number in SLIPS if len(word) >= length), 0)


def meant(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """The words that may have been meant, the likeliest first. `known`: how often each is there.

    Fewer slips come first; then the same letters in another order, then a word that begins with
    the same letter, then the word that most hold.
    """
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
            if distance <= allowed:
                same = sorted(other) == sorted(word)
                found.append((distance, not same, other[0] != word[0], -number, other))
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
