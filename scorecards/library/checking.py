"""The content check: what is not as it should be in items that can be read. Pure.

`library.reading` refuses what is not an item at all: missing keys, unknown codes, wrong sections.
Here stands what makes an item fit to be shown. Each rule takes an item and yields sentences; each
stands in this module once, and the editorial desk asks it too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from scorecards.formatting import day
from scorecards.library import addresses, placeholders, prose, readability
from scorecards.library.model import QUESTIONS, Heading, Item, ItemKind, Library
from scorecards.library.spelling_out import not_spelt_out
from scorecards.taxonomy.codes import ListName


HIGHEST_GRADE = 9
LONGEST_SENTENCE, LONGEST_ON_AVERAGE = 25, 20
LONGEST_REVIEW_YEARS = 3
# Words of a case study, all its sections together.
SHORTEST_STUDY, LONGEST_STUDY = 450, 800
FEWEST_READERS, MOST_READERS = 2, 6
FEWEST_PROMPTS = 2
# Words that rank or blame. “Best interests” is a term of the law.
NOT_OUR_WORDS = (
    r"worst",
    r"best(?![ -]interests\b)",
    r"league",
    r"failing",
    r"dashboard",
    r"should have known",
    r"failed to",
    r"careless(?:ly|ness)?",
    r"negligent(?:ly)?",
    r"incompetent(?:ly)?",
    r"human error",
    r"non-compliant",
    r"blunder(?:s|ed)?",
    r"at fault",
)
TELL_FIGURES = (ItemKind.CASE_STUDY, ItemKind.LEAFLET, ItemKind.REPORT)
IN_NUMBERS = "In numbers"
_NOT_OURS = re.compile(rf"\b(?:{'|'.join(NOT_OUR_WORDS)})\b", re.IGNORECASE)
# What people say aloud, in double quotation marks, they say in their own way.
_SPOKEN = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
_CONTRACTED = re.compile(
    r"\bplease\b|\b\w+n[’']t\b|\b\w+[’'](?:re|ve|ll|d|m)\b"
    r"|\b(?:it|that|there|here|what|who|he|she|let)[’']s\b",
    re.IGNORECASE,
)
_SUM_OR_SHARE = re.compile(
    r"[£$€]\s?\d+(?:[,.]\d+)*|\d+(?:\.\d+)?\s?%|\bper ?cent\b", re.IGNORECASE
)
_COUNT = re.compile(r"\b\d[\d,]*(?= (?:\w+ )?claims?\b)")
_TO_AN_ITEM = re.compile(r"/\w+\?item=([^&]+)")
_FIGURE = re.compile(r"\{[^{}]*\}")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(")
_NOT_LINKED = re.compile(r"\]\s?\(|\[[^\[\]]*\]|https?://\S*|\bwww\.\S*|</?\w[^>]*>|\*\*")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with an item, as a sentence; `slug` is its address."""

    slug: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.slug}: {self.sentence}"


def findings(library: Library, *, today: date) -> tuple[Finding, ...]:
    """All that is wrong in a library, in the order of its items; () where it is fit to be shown."""
    found = [
        Finding(item.slug, sentence)
        for item in library.items
        for sentence in wrong(item, today=today)
    ]
    rest = (*_same_title(library), *_same_prompt(library), *_lead_nowhere(library))
    order = [item.slug for item in library.items]
    return tuple(sorted((*found, *rest), key=lambda each: order.index(each.slug)))


def due(library: Library, *, today: date) -> tuple[Finding, ...]:
    """Items that should be looked at again. They are shown all the same."""
    return tuple(
        Finding(item.slug, f"is due for review since {day(item.next_review)}.")
        for item in library.items
        if item.is_due(today)
    )


def wrong(item: Item, *, today: date) -> tuple[str, ...]:
    """All that is wrong with one item by itself."""
    return (
        *_wrong_dates(item, today),
        *(sentence for rule in (*RULES, *OF_KIND.get(item.kind, ())) for sentence in rule(item)),
    )


def body(item: Item) -> str:
    """The opening and every section, without headings."""
    return "\n\n".join(placeholders.texts(item))


def said(item: Item) -> str:
    """Every word of an item that readers meet in its text."""
    return "\n".join((item.title, item.summary, *item.sections, *readability.lines(body(item))))


def _wrong_dates(item: Item, today: date) -> Iterator[str]:
    if item.reviewed > today:
        yield f"was reviewed on {day(item.reviewed)}, which has not come yet."
    year, *day_of_year = item.reviewed.timetuple()[:3]
    if item.next_review.timetuple()[:3] > (year + LONGEST_REVIEW_YEARS, *day_of_year):
        yield f"the next review is more than {LONGEST_REVIEW_YEARS} years after the last."


def _hard_to_read(item: Item) -> Iterator[str]:
    told = readability.sentences(body(item))
    grade = readability.grade(readability.whole_sentences(body(item)))
    if grade > HIGHEST_GRADE:
        yield (
            f"reads at school grade {grade:.1f}, above {HIGHEST_GRADE}. "
            "Use shorter words and shorter sentences."
        )
    for sentence in (*told, *readability.sentences(item.summary)):
        if len(sentence) > LONGEST_SENTENCE:
            start = " ".join(sentence[:6])
            yield (
                f"the sentence “{start} …” has {len(sentence)} words, "
                f"more than {LONGEST_SENTENCE}. Divide it."
            )
    average = sum(len(sentence) for sentence in told) / max(1, len(told))
    if average > LONGEST_ON_AVERAGE:
        yield f"sentences have more than {LONGEST_ON_AVERAGE} words on average."


def _words_that_are_not_ours(item: Item) -> Iterator[str]:
    text = said(item)
    for word in dict.fromkeys(found[0].casefold() for found in _NOT_OURS.finditer(text)):
        yield f"uses “{word}”, which ranks, blames or does not fit. Say what happened instead."
    for word in dict.fromkeys(_CONTRACTED.findall(_SPOKEN.sub("", text))):
        yield f"uses “{word}”. Write “do not” and the like in full, and leave out “please”."
    if "(s)" in text:
        yield "uses “(s)”. Write one of the two, or both."


def _abbreviations(item: Item) -> Iterator[str]:
    flowing = "\n".join(
        (item.opening, *(f"{heading}\n{text}" for heading, text in item.sections.items()))
    )
    for text in (item.title, item.summary, flowing):
        yield from not_spelt_out("\n".join(readability.lines(text)))


def _badly_linked(item: Item) -> Iterator[str]:
    for line in readability.lines(body(item)):
        left = line.removeprefix("[ ] ")
        for found in dict.fromkeys(_NOT_LINKED.findall(left)):
            yield (
                f"“{found.strip()}” is no link or mark that is known. A link is "
                "[words](https://…) or [words](/…), and strong words stand between **."
            )
    if _PICTURE.search(body(item)):
        yield "has a picture. An item is text alone."
    for line in (item.title, item.summary):
        if _NOT_LINKED.search(line):
            yield "the title and the summary are plain text, without links or marks."
    if any("://" in source or "www." in source for source in item.sources):
        yield "names a source by its address. Name it by its published title."


def _typed_figures(item: Item) -> Iterator[str]:
    if item.kind not in TELL_FIGURES:
        return
    text = "\n".join(_FIGURE.sub("", part) for part in (item.summary, *placeholders.texts(item)))
    for pattern in (_SUM_OR_SHARE, _COUNT):
        for found in dict.fromkeys(pattern.findall(text)):
            yield f"“{found}” is typed in. Figures come from the claims: write {{claims}}."


def _wrong_study(item: Item) -> Iterator[str]:
    number = sum(len(sentence) for sentence in readability.sentences(body_of_sections(item)))
    if not SHORTEST_STUDY <= number <= LONGEST_STUDY:
        yield f"has {number} words. A case study has {SHORTEST_STUDY} to {LONGEST_STUDY}."
    if not FEWEST_READERS <= len(item.audience) <= MOST_READERS:
        yield f"is for {len(item.audience)} groups. Name {FEWEST_READERS} to {MOST_READERS}."
    if bool(item.codes[ListName.SPECIALTY]) != ("clinical" in item.scheme_kinds):
        yield "clinical studies name a specialty; others do not, as those claims have none."
    for question in QUESTIONS:
        if len(prompts(item.sections[question])) < FEWEST_PROMPTS:
            yield f"“{question}” needs at least {FEWEST_PROMPTS} points that begin with “- ”."
    for question in (Heading.HERE, Heading.LEARN):
        if "?" not in item.sections[question]:
            yield f"“{question}” asks nothing. Put a question to the reader."


def _wrong_leaflet(item: Item) -> Iterator[str]:
    numbers = item.sections[IN_NUMBERS]
    if not placeholders.names(numbers):
        yield f"“{IN_NUMBERS}” has no figure such as {{claims}}."
    if re.search(r"\d", _FIGURE.sub("", numbers)):
        yield f"“{IN_NUMBERS}” has a number that was typed in. Use figures in braces."
    if not item.subjects():
        yield "names no codes, so it is about no claims."


def _without_sources(item: Item) -> Iterator[str]:
    if not item.sources:
        yield "names no source. Name the law or guidance that it rests on."


def body_of_sections(item: Item) -> str:
    """Every section, without the opening."""
    return "\n\n".join(item.sections.values())


def prompts(text: str) -> tuple[str, ...]:
    """The points of a section, as they are read."""
    return tuple(
        prose.words(line)
        for block in prose.parsed(text)
        if isinstance(block, prose.Listing)
        for line in block.lines
    )


def _same_title(library: Library) -> Iterator[Finding]:
    by_title: dict[str, Item] = {}
    for item in library.items:
        first = by_title.setdefault(item.title.casefold(), item)
        if first is not item:
            yield Finding(item.slug, f"has the title of “{first.slug}”. Give it its own.")


def _same_prompt(library: Library) -> Iterator[Finding]:
    by_prompt: dict[str, Item] = {}
    for item in library.items:
        for question in QUESTIONS if item.kind is ItemKind.CASE_STUDY else ():
            for prompt in prompts(item.sections[question]):
                first = by_prompt.setdefault(prompt.casefold(), item)
                if first is not item:
                    yield Finding(item.slug, f"asks “{prompt}” like “{first.slug}”. Ask your own.")


def _lead_nowhere(library: Library) -> Iterator[Finding]:
    for item in library.items:
        for href in dict.fromkeys(hrefs(body(item))):
            found = _TO_AN_ITEM.fullmatch(href)
            meant = library.by_slug.get(found[1]) if found else None
            if found and meant is None:
                yield Finding(item.slug, f"leads to “{found[1]}”, which is not in the library.")
            elif meant is not None and href != addresses.path(meant):
                yield Finding(item.slug, f"leads to “{href}”. It is at {addresses.path(meant)}.")


def hrefs(text: str) -> Iterator[str]:
    """Where the links of a text lead."""
    for line in readability.spans(text):
        yield from (span.href for span in line if span.href is not None)


Rule = Callable[[Item], Iterator[str]]
RULES: tuple[Rule, ...] = (
    _hard_to_read,
    _words_that_are_not_ours,
    _abbreviations,
    _badly_linked,
    _typed_figures,
)
OF_KIND: dict[ItemKind, tuple[Rule, ...]] = {
    ItemKind.CASE_STUDY: (_wrong_study, _without_sources),
    ItemKind.LEAFLET: (_wrong_leaflet, _without_sources),
    ItemKind.GUIDANCE: (_without_sources,),
}
