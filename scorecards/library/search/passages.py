"""Where in a text that was found the words stand: pieces to mark, and the passage to show. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scorecards.library.search.asking import Unit
from scorecards.library.search.language import Word, words
from scorecards.library.search.language import stems as stems_of
from scorecards.library.search.model import Piece
from scorecards.library.search.synonyms import Synonyms


LONGEST_PASSAGE = 220
BEFORE = 60
CUT = "…"


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of letters that says a unit, by its number; `instead`: in other words than typed."""

    start: int
    end: int
    unit: int
    instead: bool


def marks(text: str, units: Sequence[Unit], synonyms: Synonyms) -> tuple[Mark, ...]:
    """What in a text says one of the units, in order; none lies within another."""
    found = words(text)
    by_stem = {
        stem: number
        for number, unit in enumerate(units)
        if len(unit.stems) == 1 or not unit.groups  # “birth” alone is not “died before birth”
        for stem in unit.stems
    }
    by_group = {group.key: number for number, unit in enumerate(units) for group in unit.groups}
    told = [
        Mark(word.start, word.end, by_stem[word.stem], instead=False)
        for word in found
        if word.stem in by_stem
    ]
    if by_group:
        told += [
            _mark(found[span.first : span.last], by_group[span.group.key], units)
            for span in synonyms.spans(found)
            if span.group.key in by_group
        ]
    return _apart(told)


def pieces(text: str, marked: Iterable[Mark]) -> tuple[Piece, ...]:
    """A text cut where the marks begin and end."""
    told: list[Piece] = []
    place = 0
    for mark in marked:
        told.append(Piece(text[place : mark.start]))
        told.append(Piece(text[mark.start : mark.end], marked=True))
        place = mark.end
    told.append(Piece(text[place:]))
    return tuple(piece for piece in told if piece.text)


def best(
    texts: Iterable[str],
    units: Sequence[Unit],
    synonyms: Synonyms,
    *,
    known: frozenset[int],
) -> tuple[str, tuple[Mark, ...]]:
    """The passage that says most, cut to a few lines; `("", ())` where none says anything that is
    not `known` already. New things count twice; one without its figures says less.
    """
    chosen: tuple[int, str, tuple[Mark, ...]] = (0, "", ())
    may_say = _may_say(units)
    for text in texts:
        if text.isascii() and not may_say.search(text):
            continue
        found = marks(text, units, synonyms)
        said = {mark.unit for mark in found}
        score = 2 * (len(said) + len(said - known)) - (CUT in text)
        if said - known and score > chosen[0]:
            chosen = (score, text, found)
            if len(said) == len(units) and CUT not in text:
                break
    return _short(chosen[1], chosen[2])


def instead(texts: Iterable[tuple[str, Iterable[Mark]]]) -> tuple[str, ...]:
    """The words that stand there in place of those that were typed, each once and as they would
    stand in a sentence. Where the words as typed stand there too, no others need to be told.
    """
    shown = [(text, tuple(marked)) for text, marked in texts]
    as_typed = {mark.unit for _, marked in shown for mark in marked if not mark.instead}
    told: dict[str, str] = {}
    for text, marked in shown:
        for mark in marked:
            if mark.instead and mark.unit not in as_typed:
                said = text[mark.start : mark.end]
                begins_a_sentence = said[1:] == said[1:].lower()
                told.setdefault(said.casefold(), said.lower() if begins_a_sentence else said)
    return tuple(told.values())


def _may_say(units: Sequence[Unit]) -> re.Pattern[str]:
    """What a text without accents has that says a unit: how one of its words begins. It is quick,
    so that few texts need to be taken apart into words.
    """
    stems = {stem for unit in units for stem in unit.stems}
    for unit in units:
        for group in unit.groups:
            stems.update(
                max(found, key=len) for phrase in group.phrases if (found := stems_of(phrase))
            )
    # A stem can differ from its word in the last letters.
    beginnings = {re.escape(stem[: max(1, min(len(stem) - 2, 4))]) for stem in stems}
    return re.compile("|".join(sorted(beginnings)) or "(?!)", re.IGNORECASE)


def _mark(run: Sequence[Word], unit: int, units: Sequence[Unit]) -> Mark:
    typed = sorted(units[unit].stems)
    return Mark(run[0].start, run[-1].end, unit, instead=sorted(w.stem for w in run) != typed)


def _apart(told: Iterable[Mark]) -> tuple[Mark, ...]:
    """The longest of those that overlap, in order."""
    kept: list[Mark] = []
    for mark in sorted(told, key=lambda each: (each.start - each.end, each.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda each: each.start))


def _short(text: str, marked: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
    """A passage cut at blanks, from a little before its first mark."""
    if len(text) <= LONGEST_PASSAGE:
        return text, marked
    start = 0
    if marked[0].start > BEFORE:
        start = text.find(" ", marked[0].start - BEFORE, marked[0].start) + 1 or marked[0].start
    end = len(text)
    if end - start > LONGEST_PASSAGE:
        end = max(text.rfind(" ", start, start + LONGEST_PASSAGE), marked[0].end)
    begin = CUT if start else ""
    moved = len(begin) - start
    kept = tuple(
        Mark(mark.start + moved, mark.end + moved, mark.unit, mark.instead)
        for mark in marked
        if mark.end <= end
    )
    return f"{begin}{text[start:end]}{CUT if end < len(text) else ''}", kept
