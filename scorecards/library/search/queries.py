"""The one door to finding: `search`. What a viewer may not see is not found or hinted at."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.library.search import asking, passages, ranking, spelling
from scorecards.library.search.asking import Unit
from scorecards.library.search.language import place_of
from scorecards.library.search.model import A_PAGE, LONGEST_QUERY, Facet, Found, Hit, Wanted
from scorecards.library.search.synonyms import Synonyms, reviewed
from scorecards.people.access import circles_of
from scorecards.people.model import Viewer
from scorecards.store import searching
from scorecards.store.tables import Findable


# So many words that may have been meant are tried in a query.
LIKELIEST = 6


class _Seen(NamedTuple):
    """Something that the viewer may find; `facets` as they are stored."""

    place: str
    ref: str
    dated: str
    facets: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is searched for in the end: its words as text, and what fits them."""

    text: str
    units: tuple[Unit, ...]
    holding: Mapping[str, Collection[int]]
    ranked: ranking.Ranked


def search(
    session: Session, viewer: Viewer, wanted: Wanted, *, synonyms: Synonyms | None = None
) -> Found:
    """A page of what fits the words and the facets: what is called so, then the best, equals by
    their titles.

    Without words everything fits, the newest first. Any text may be asked for.
    """
    by = synonyms or reviewed()
    circles = [circle.value for circle in circles_of(viewer)]
    seen = _seen(session, circles)
    text = wanted.text[:LONGEST_QUERY]
    asked = _asked(session, text, seen, by)
    corrected = ""
    if not wanted.as_typed:
        better = _corrected(session, asked, seen, circles, by)
        if better is not None:
            asked, corrected = better, better.text
    if asked.units:
        scores = asked.ranked.scores
        name = place_of(asked.text)
        fits = sorted(scores, key=lambda one: (seen[one].place != name, -scores[one], seen[one]))
    else:
        fits = sorted(() if text.strip() else seen, key=seen.__getitem__)
        fits.sort(key=lambda one: seen[one].dated, reverse=True)
    chosen = {facet: frozenset(values) for facet in Facet if (values := wanted.of(facet))}
    narrowed = [one for one in fits if _fits(seen[one].facets, chosen)] if chosen else fits
    pages = max(1, -(-len(narrowed) // A_PAGE))
    page = min(max(wanted.page, 1), pages)
    shown = narrowed[(page - 1) * A_PAGE : page * A_PAGE]
    return Found(
        hits=_hits(session, shown, asked, by),
        total=len(narrowed),
        page=page,
        pages=pages,
        counts=_counts(fits, seen, chosen),
        corrected=corrected,
        same=_same(asked.units),
        nowhere=tuple(unit.typed for unit in asked.ranked.missing),
        partly=asked.ranked.partly,
        without={
            lifted: sum(_fits(seen[one].facets, chosen, but=lifted) for one in fits)
            for lifted in chosen
        },
    )


def _seen(session: Session, circles: Collection[str]) -> dict[int, _Seen]:
    """All that the viewer may find, by its number."""
    return {
        number: _Seen(place, ref, dated, facets)
        for number, place, ref, dated, facets in searching.seen(session, circles)
    }


def _asked(session: Session, text: str, seen: Mapping[int, _Seen], by: Synonyms) -> _Asked:
    units = asking.units(text, by)
    holding = searching.holding(session, ranking.asked(units))
    return _Asked(text, units, holding, ranking.ranked(units, holding, seen))


def _corrected(
    session: Session, asked: _Asked, seen: Mapping[int, _Seen], circles: Sequence[str], by: Synonyms
) -> _Asked | None:
    """The query with words put right that nothing holds; None where nothing is put right."""
    known = {
        key[1:] for key, numbers in asked.holding.items() if any(one in seen for one in numbers)
    }
    wrong = [
        word
        for word in asking.typed(asked.text)
        if word.stem not in known | by.stems
        and word.spelt not in asking.FILLER
        and spelling.slips(word.spelt)
    ]
    if not wrong:
        return None
    reach = [spelling.lengths(word.spelt) for word in wrong]
    words = searching.spelt(
        session,
        shortest=min(shortest for shortest, _ in reach),
        longest=max(longest for _, longest in reach),
        circles=circles,
    )
    words = {**dict.fromkeys(by.spelt, 0), **words}
    better = asked.text
    for word in reversed(wrong):
        meant = _meant(word.spelt, words)
        tried = [f"{better[: word.start]}{each}{better[word.end :]}" for each in meant]
        # What makes a known phrase with the words beside it was meant: “needle stick”.
        better = min(tried, key=lambda each: len(asking.units(each, by)), default=better)
    return _asked(session, better, seen, by) if better != asked.text else None


def _meant(word: str, words: Mapping[str, int]) -> tuple[str, ...]:
    """The likeliest words that may have been meant; several with blanks where they were run
    together, unless one is a single slip away.
    """
    meant = spelling.meant(word, words)[:LIKELIEST]
    if meant and spelling.slips_between(word, meant[0], most=1) <= 1:
        return meant
    several = spelling.apart(word, words) or ("" if meant else spelling.nearly_apart(word, words))
    return (several,) if several else meant


@lru_cache(maxsize=16_384)
def _facets(told: str) -> Mapping[Facet, frozenset[str]]:
    return {Facet(name): frozenset(values) for name, values in json.loads(told).items()}


def _fits(told: str, chosen: Mapping[Facet, frozenset[str]], *, but: Facet | None = None) -> bool:
    facets = _facets(told)
    return all(facets[facet] & values for facet, values in chosen.items() if facet is not but)


def _counts(
    fits: Sequence[int], seen: Mapping[int, _Seen], chosen: Mapping[Facet, frozenset[str]]
) -> dict[Facet, dict[str, int]]:
    """How many there would be with each value of a facet, given what is chosen of the others."""
    counts: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
    for told, number in Counter(seen[one].facets for one in fits).items():
        facets = _facets(told)
        missed = [facet for facet, values in chosen.items() if not facets[facet] & values]
        if len(missed) > 1:
            continue
        for facet in missed or Facet:
            for value in facets[facet]:
                counts[facet][value] = counts[facet].get(value, 0) + number
    return counts


def _same(units: Sequence[Unit]) -> dict[str, tuple[str, ...]]:
    """For what was typed, the other ways to say it that were searched for too."""
    told = {}
    for unit in units:
        others = [
            phrase
            for group in unit.groups
            for phrase in group.phrases
            if phrase.casefold() != unit.typed.casefold()
        ]
        if others:
            told[unit.typed] = tuple(dict.fromkeys(others))
    return told


def _hits(session: Session, shown: Sequence[int], asked: _Asked, by: Synonyms) -> tuple[Hit, ...]:
    rows = {row.id: row for row in session.scalars(select(Findable).where(Findable.id.in_(shown)))}
    return tuple(_hit(rows[number], asked.units, by) for number in shown)


def _hit(row: Findable, units: Sequence[Unit], by: Synonyms) -> Hit:
    about, points, body = json.loads(row.pieces)
    facets = json.loads(row.facets)
    shown = _shown(row, (*points, *body), about, units, by)
    if not any(marked for _, marked in shown):
        # A phrase that stands there in single words only: they are what was found.
        apart = [Unit(unit.typed, unit.stems) for unit in units]
        shown = _shown(row, (*points, *body), about, apart, by)
    title, summary, passage, named = (passages.pieces(text, marked) for text, marked in shown)
    return Hit(
        ref=row.ref,
        kind=facets[Facet.KIND][0],
        address=row.address,
        title=title,
        summary=summary,
        passage=passage or named,
        is_about=not passage,
        instead=passages.instead(shown),
        topics=tuple(facets[Facet.TOPIC]),
        dated=row.dated,
    )


def _shown(
    row: Findable, texts: Sequence[str], about: Sequence[str], units: Sequence[Unit], by: Synonyms
) -> tuple[tuple[str, tuple[passages.Mark, ...]], ...]:
    """Title, summary, the best passage, and where there is none a name of what it is about."""
    title = passages.marks(row.title, units, by)
    summary = passages.marks(row.summary, units, by)
    known = frozenset(mark.unit for mark in (*title, *summary))
    passage = passages.best(texts, units, by, known=known)
    named = ("", ()) if passage[0] else passages.best(about, units, by, known=known)
    return (row.title, title), (row.summary, summary), passage, named
