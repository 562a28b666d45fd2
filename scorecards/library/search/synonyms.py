"""Words that mean the same: the field's, its abbreviations, and those that people use at home.

A reviewed table, one group a line. A text that holds any phrase of a group counts as holding the
group, whatever the order of the words: `fracture of the hip` is `hip fracture`.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scorecards import settings
from scorecards.errors import Refused
from scorecards.library.search.language import Word, stems, words


FILE = "synonyms.csv"
COLUMNS = ("term", "also")
DIVIDED_BY = ";"
# No word of a text begins so.
MARK = "="
_Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """`key` is what the index holds; `phrases` the ways to say it, the field's own term first."""

    key: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` up to, not including, `last` of a text say a group."""

    group: Group
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`by_phrase`: the groups that a phrase says, by its stems in order of the alphabet; `digest`
    is of all the phrases.
    """

    groups: tuple[Group, ...]
    by_phrase: Mapping[_Phrase, tuple[Group, ...]]
    longest: int
    spelt: frozenset[str]
    stems: frozenset[str]
    digest: str

    def spans(self, found: Sequence[Word]) -> Iterator[Span]:
        """Every group that a text says, wherever it does; one may lie inside another, none across
        a comma or full stop.
        """
        told = [word.stem for word in found]
        for first in range(len(told)):
            if told[first] not in self.stems:
                continue
            for last in range(first + 1, min(first + self.longest, len(told)) + 1):
                starts_anew = last - 1 > first and found[last - 1].begins
                if starts_anew or told[last - 1] not in self.stems:
                    break
                for group in self.by_phrase.get(tuple(sorted(told[first:last])), ()):
                    yield Span(group, first, last)


@cache
def reviewed() -> Synonyms:
    """The table that the service comes with."""
    return read(settings.REFERENCE)


def read(folder: Path) -> Synonyms:
    """The table of a folder of reference lists. Raises Refused with every line that is wrong."""
    with (folder / FILE).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    problems = []
    if not rows or tuple(rows[0]) != COLUMNS:
        raise Refused(f"{FILE}: the first line must be {','.join(COLUMNS)}.")
    groups: list[Group] = []
    for number, row in enumerate(rows[1:], 2):
        phrases = _phrases(row)
        if len(row) != len(COLUMNS) or len(phrases) < 2:
            problems.append(f"{FILE}, line {number}: give a term, and at least one other word.")
            continue
        keys = [tuple(sorted(stems(phrase))) for phrase in phrases]
        problems += [
            f"{FILE}, line {number}: “{phrase}” has only small words, or is in the line already."
            for place, phrase in enumerate(phrases)
            if not keys[place] or keys[place] in keys[:place]
        ]
        problems += [
            f"{FILE}, line {number}: “{phrase}” is only “{one.spelt}” without its small words."
            for phrase in phrases
            if (one := _shrunk(phrase))
        ]
        groups.append(Group(MARK + "".join(stems(phrases[0])), phrases))
    named = [group.key for group in groups]
    problems += [
        f"{FILE}: “{group.phrases[0]}” is the term of two lines. Make them one."
        for place, group in enumerate(groups)
        if group.key in named[:place]
    ]
    if problems:
        raise Refused(problems[0], tuple(problems[1:]))
    return built(groups)


def built(groups: Iterable[Group]) -> Synonyms:
    """Groups, made ready to be looked up."""
    told = tuple(groups)
    by_phrase: dict[_Phrase, tuple[Group, ...]] = {}
    spelt: set[str] = set()
    for group in told:
        for phrase in group.phrases:
            found = words(phrase)
            spelt.update(word.spelt for word in found)
            key = tuple(sorted(word.stem for word in found))
            by_phrase[key] = (*by_phrase.get(key, ()), group)
    return Synonyms(
        told,
        by_phrase,
        longest=max((len(key) for key in by_phrase), default=0),
        spelt=frozenset(spelt),
        stems=frozenset(stem for key in by_phrase for stem in key),
        digest=hashlib.sha256(repr([group.phrases for group in told]).encode()).hexdigest(),
    )


def _phrases(row: Sequence[str]) -> tuple[str, ...]:
    also = row[1].split(DIVIDED_BY) if len(row) > 1 else []
    return tuple(phrase for each in (row[0], *also) if (phrase := each.strip()))


def _shrunk(phrase: str) -> Word | None:
    """The one word that is left of several: by it alone all texts that have it would be found."""
    left = words(phrase)
    return left[0] if len(left) == 1 < len(phrase.replace("-", " ").split()) else None
