"""Words as the search knows them: folded, without the smallest ones, as stems. Pure.

Both stores are given finished words, so they cannot disagree about language.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer


LONGEST_WORD, LONGEST_PLACE = 40, 200
# Letters joined by & stand for one word (A&E, A and E); an apostrophe stands inside of one.
_JOINED = r"(?:&| & | and )"
_WORD = re.compile(
    rf"(?<![^\W_])[^\W\d_]{_JOINED}[^\W\d_](?![^\W_])|[^\W_]+(?:['’][^\W_]+)*", re.IGNORECASE
)
_APART = re.compile(r"[.,;:!?()\n]")
_POSSESSIVE = re.compile(r"['’]s$")
_SMALL = """
    a about after all also am an and any are as at be been being but by can could did do does
    during for from get gets getting got had has have he her his how i if in into is it its just
    me my of on or our out please s she should so some than that the their them then there these
    they this those to us was we were what when where which while who whom whose why will with
    would you your
"""
# A number is one thing however it is written: `ten years`, `10 years`; `3rd`, `third`.
_NUMBERS = (
    ("1st", "first"), ("2", "two"), ("2nd", "second"), ("3", "three"), ("3rd", "third"),
    ("4", "four"), ("4th", "fourth"), ("5", "five"), ("6", "six"), ("7", "seven"), ("8", "eight"),
    ("9", "nine"), ("10", "ten"), ("11", "eleven"), ("12", "twelve"),
)  # fmt: skip
# Words that say nothing of what is looked for: neither kept nor searched for.
SMALL = frozenset(_SMALL.split())
_WRITTEN = dict(_NUMBERS)
_stemmer = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a text: where it stands, as it is spelt without accents, and its stem. `begins`:
    it is the first one, or a comma or full stop stands before it.
    """

    start: int
    end: int
    spelt: str
    stem: str
    begins: bool = False


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order, without the smallest ones."""
    return tuple(_words(text))


def stems(text: str) -> tuple[str, ...]:
    return tuple(word.stem for word in _words(text))


def place_of(title: str) -> str:
    """What titles are ordered by: their words, as far as they count."""
    return " ".join(word.spelt for word in _words(title))[:LONGEST_PLACE]


def _words(text: str) -> Iterator[Word]:
    last, end = "", 0
    begins = True
    for found in _WORD.finditer(text):
        # “C. difficile” is one thing, and so is “St. John”.
        begins = begins or (len(last) > 2 and bool(_APART.search(text, end, found.start())))
        last, end = found[0], found.end()
        spelt = _spelt(last)
        if spelt and spelt not in SMALL:
            yield Word(found.start(), end, spelt, stem(spelt), begins)
            begins = False


@lru_cache(maxsize=65_536)
def _spelt(raw: str) -> str:
    """`Écoulé` as `ecoule`, `A&E` as `ae`, `nurse's` as `nurse`."""
    joined = f"{raw[0]}{raw[-1]}" if " " in raw else raw
    folded = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", joined)).casefold()
    # Some letters fold to spaces and signs: what is left is letters and digits only.
    return "".join(letter for letter in folded if letter.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=65_536)
def stem(spelt: str) -> str:
    """The stem of an English word that is spelt in small letters; a number as it is spoken."""
    spelt = _WRITTEN.get(spelt, spelt)
    # The stemmer keeps `diagnosis` apart from `diagnoses` and `diagnosed`.
    one = f"{spelt[:-2]}e" if len(spelt) > len("basis") and spelt.endswith("sis") else spelt
    return str(_stemmer.stemWord(one))
