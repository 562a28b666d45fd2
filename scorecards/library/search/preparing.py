"""What the index holds of an entry: its words by where they stand. Pure.

A word is kept once for each place that it stands in, with a letter in front that says which. So a
store need only say who holds `tsepsi` (in the title), and the rest is ours.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

from scorecards.library.search.language import words
from scorecards.library.search.model import Entry
from scorecards.library.search.synonyms import Synonyms


# Raised when entries have to be prepared anew because this module does it otherwise.
VERSION = 2
OFTEN = 4
LONGEST_TEXT = 200_000  # letters of an entry that are looked at


class Place(StrEnum):
    """Where in an entry a word stands; the value is the letter in front of it in the index."""

    TITLE = "t"
    ABOUT = "a"
    SUMMARY = "s"
    POINTS = "p"
    BODY = "b"
    OFTEN = "o"


@dataclass(frozen=True, slots=True)
class Prepared:
    """`words` with the letter of their place; `spelt` are the words as they stand in the texts."""

    entry: Entry
    digest: str
    words: frozenset[str]
    spelt: frozenset[str]


def prepared(entry: Entry, synonyms: Synonyms) -> Prepared:
    """An entry made ready for the index."""
    held: set[str] = set()
    spelt: set[str] = set()
    often: Counter[str] = Counter()
    for place, text in _texts(entry):
        found = words(text)
        spelt.update(word.spelt for word in found)
        told = [word.stem for word in found]
        told += [span.group.key for span in synonyms.spans(found)]
        held.update(f"{place}{each}" for each in told)
        if place in (Place.POINTS, Place.BODY):
            often.update(told)
    held.update(f"{Place.OFTEN}{each}" for each, times in often.items() if times >= OFTEN)
    return Prepared(entry, digest(entry, synonyms), frozenset(held), frozenset(spelt))


def stamp(synonyms: Synonyms) -> str:
    """What the digests of entries begin with that were prepared as it is done today."""
    return f"{VERSION}.{synonyms.digest[:12]}."


def digest(entry: Entry, synonyms: Synonyms) -> str:
    """Of all that an entry is made from, and of how it is prepared."""
    told = asdict(entry)
    told["facets"] = sorted((facet.value, values) for facet, values in entry.facets.items())
    return stamp(synonyms) + hashlib.sha256(repr(told).encode()).hexdigest()[:40]


def _texts(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Every text with its place, up to as many letters as are looked at."""
    left = LONGEST_TEXT
    for place, texts in (
        (Place.TITLE, (entry.title,)),
        (Place.ABOUT, entry.about),
        (Place.SUMMARY, (entry.summary,)),
        (Place.POINTS, entry.points),
        (Place.BODY, entry.body),
    ):
        for text in texts:
            yield place, text[:left]
            left = max(left - len(text), 0)
