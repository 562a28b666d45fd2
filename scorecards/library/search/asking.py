"""What was typed, as the search takes it: units of meaning, a word or a group of synonyms. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scorecards.library.search.language import Word, words
from scorecards.library.search.model import LONGEST_QUERY, MOST_WORDS
from scorecards.library.search.synonyms import Group, Span, Synonyms


# Words of a question that say little of what it is about: not searched for beside others.
_FILLER = """
    advice any anybody anyone anything case explain find give guidance happen happened happening
    happens help info information know like look looking make makes making mean meaning means meant
    need needs no not nothing one people show somebody someone something tell telling tells thing
    things told understand up use want wants went
"""
FILLER = frozenset(_FILLER.split())


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that was asked for: `typed` as it stands, its stems, and groups that say it."""

    typed: str
    stems: tuple[str, ...]
    groups: tuple[Group, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All that the index may hold of it."""
        return (*(group.key for group in self.groups), *dict.fromkeys(self.stems))


def typed(text: str) -> tuple[Word, ...]:
    """The words of a query, as many as are looked at."""
    return words(text[:LONGEST_QUERY])[:MOST_WORDS]


def units(text: str, synonyms: Synonyms) -> tuple[Unit, ...]:
    """What a query asks for, each once: the longest groups first, then the words between them.

    Words that only make it a question are left out where anything else is left.
    """
    found = typed(text)
    told: dict[tuple[str, ...], Unit] = {}
    for first, last, groups in _covered(found, synonyms):
        stems = tuple(word.stem for word in found[first:last])
        shown = text[found[first].start : found[last - 1].end]
        told.setdefault(stems, Unit(shown, stems, groups))
    said = [unit for unit in told.values() if unit.groups or unit.typed.casefold() not in FILLER]
    return tuple(said or told.values())


def _covered(
    found: Sequence[Word], synonyms: Synonyms
) -> Iterator[tuple[int, int, tuple[Group, ...]]]:
    """Runs of words, in their order, that together are all the words, with the groups they say."""
    spans: dict[tuple[int, int], list[Span]] = {}
    for span in synonyms.spans(found):
        spans.setdefault((span.first, span.last), []).append(span)
    taken: dict[int, tuple[int, tuple[Group, ...]]] = {}
    free = set(range(len(found)))
    for first, last in sorted(spans, key=lambda each: (each[0] - each[1], each[0])):
        if free.issuperset(range(first, last)):
            free.difference_update(range(first, last))
            taken[first] = (last, tuple(span.group for span in spans[first, last]))
    place = 0
    while place < len(found):
        last, groups = taken.get(place, (place + 1, ()))
        yield place, last, groups
        place = last
