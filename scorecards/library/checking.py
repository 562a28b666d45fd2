"""The content check: what is not as it should be in items that can be read. Pure.

`library.reading` refuses what is not an item at all: missing keys, unknown codes, wrong sections.
Here stands what makes an item fit to be shown. Each rule takes an item and yields sentences; each
stands in this module once, and the editorial desk asks it too.
"""

import re
import unicodedata
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
LONGEST_QUOTED = 80
# Words that rank or blame, in quotations too. “Best interests” is a term of the law, and health or
# a part of the body may fail.
NOT_OUR_WORDS = (
    r"worst",
    r"best(?![ -]interests?\b)",
    r"poorest",
    r"under-?perform\w*",
    r"leagues?",
    r"failing(?! (?:health|hearts?|kidneys?|liver|lungs?|sight|eyesight|memory)\b)",
    r"dashboards?",
    r"should have known",
    r"fail(?:s|ed)? to",
    r"careless(?:ly|ness)?",
    r"negligent(?:ly)?",
    r"incompeten(?:t|tly|ce)",
    r"human[ -]errors?",
    r"non-?complian(?:t|ce)",
    r"blunder(?:s|ed|ing)?",
    r"at fault",
)
TELL_FIGURES = (ItemKind.CASE_STUDY, ItemKind.LEAFLET, ItemKind.REPORT)
IN_NUMBERS = "In numbers"
NOT_OURS = re.compile(rf"\b(?:{'|'.join(NOT_OUR_WORDS)})\b", re.IGNORECASE)
# What people say aloud, in double quotation marks, they say in their own way.
_SPOKEN = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
_CONTRACTED = re.compile(
    r"\bplease\b|\b\w+n[’']t\b|\b\w+[’'](?:re|ve|ll|d|m)\b"
    r"|\b(?:it|that|there|here|what|who|he|she|let)[’']s\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"[£$€]\s?\d+(?:[,.]\d+)*(?:\s?(?:million|billion|thousand|bn|m|k)\b)?"
    r"|\b\d[\d,.]{0,15}\s(?:million|billion|thousand) pounds\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d{1,9}(?:\.\d{1,9})?\s?%|\bper ?cent\b", re.IGNORECASE)
# What is measured in a body or a bottle is a share of no claims.
_MEASURED = re.compile(
    r"saturat|oxygen|saline|glucose|dextrose|lidocaine|solution|strength|concentrat|burn|humidity",
    re.IGNORECASE,
)
# A year before the word, as in “in 2019 claims rose”, is no number of them.
_COUNT = re.compile(
    r"(?<![\d/,])(?!(?:19|20)\d\d\b)\d[\d,]*(?=(?: (?:of|the|these|those|such|all))*(?: [\w-]+)? "
    r"claims?\b)"
)
_PROPORTION = re.compile(
    r"\b(?:half|a (?:third|quarter|fifth|tenth)|(?:two|three) (?:thirds|quarters)"
    r"|\w+ (?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+))"
    r"(?: of)?(?: (?:all|the|these|such))*(?: [\w-]+)? claims?\b",
    re.IGNORECASE,
)
_TO_AN_ITEM = re.compile(r"/\w+\?item=([^&]+)")
_FIGURE = re.compile(r"\{[^{}]*\}")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(")
_NOT_LINKED = re.compile(
    r"\[(?:[^\[\]\n]|\[[^\[\]\n]*\]){0,200}\]\s?\([^\n)]*\)?|\]\s?\(|\[[^\[\]]*\]|</?[a-z][^<>]*>"
    r"|https?://\S*|\bwww\.\S*|(?<![\w.-])[\w.-]+\.(?:uk|com|org|net|eu)/\S*"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+"
    r"|&\w+;|&#\w+;|\*\*|(?<![\w*])[*_](?=\S)[^*_\n]+(?<=\S)[*_](?![\w*])|`[^`\n]*`|~~",
    re.IGNORECASE,
)
# How a line begins in other kinds of Markdown, which is shown here as it was written.
_OTHER_MARK = re.compile(
    r"^[ \t]*(?:[*+•·‣◦] .*|#(?!## ).*|\d{1,2}\) .*|-[A-Za-z].*|[-*_]{3,}[ \t]*|```.*)$",
    re.MULTILINE,
)
# Letters that do not show. Lines end in one way, and a tab does show.
_UNSEEN = ("Cc", "Cf", "Co", "Cn")


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
    rest = (
        *_same_title(library),
        *_same_prompt(library),
        *(found for item in library.items for found in _leads_nowhere(item, library)),
    )
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


def among(item: Item, library: Library) -> tuple[str, ...]:
    """What is wrong with an item beside the others of a library, where it may be in older words."""
    others = (each for each in library.items if each.slug != item.slug)
    laid = Library((*others, item), library.taxonomy)
    found = (*_same_title(laid), *_same_prompt(laid), *_leads_nowhere(item, laid))
    return tuple(each.sentence for each in found if each.slug == item.slug)


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
    text = "\n".join(" ".join(line.split()) for line in _seen(said(item)).splitlines())
    for word in dict.fromkeys(found[0].casefold() for found in NOT_OURS.finditer(text)):
        yield f"uses “{word}”, which ranks, blames or does not fit. Say what happened instead."
    told = "\n".join((item.title, item.summary, *item.sections, *_not_quoted(item)))
    for word in dict.fromkeys(_CONTRACTED.findall(_SPOKEN.sub("", told))):
        yield f"uses “{word}”. Write “do not” and the like in full, and leave out “please”."
    if "(s)" in text:
        yield "uses “(s)”. Write one of the two, or both."


def _letters_that_do_not_show(item: Item) -> Iterator[str]:
    """They come with what is pasted, and part words that look whole."""
    for line in "\n".join((item.title, item.summary, *item.sections, body(item))).split("\n"):
        for letter in dict.fromkeys(line):
            if letter not in "\t\r" and unicodedata.category(letter) in _UNSEEN:
                start = _cut(" ".join(_seen(line).split()[:6]))
                yield (
                    f"the line “{start} …” has a letter that does not show (U+{ord(letter):04X}). "
                    "Write the line again."
                )


def _seen(text: str) -> str:
    return "".join(c for c in text if c in "\n\t\r" or unicodedata.category(c) not in _UNSEEN)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]} …"


def _not_quoted(item: Item) -> Iterator[str]:
    """The paragraphs, points and cells that no quotation is."""
    for block in prose.parsed(body(item)):
        if not isinstance(block, prose.Quotation):
            yield from (prose.words(line) for line in readability.lines_of(block))


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
                f"“{_cut(found.strip())}” is no link or mark that is known. A link is "
                "[words](https://…) or [words](/…), with no brackets or blanks in its address. "
                "Strong words stand between **."
            )
    for found in dict.fromkeys(_OTHER_MARK.findall(body(item))):
        start = _cut(" ".join(found.split()[:6]))
        yield (
            f"the line “{start}” begins with a mark that is not known. Use “- ” for a point, “1. ” "
            "for a step, “## ” for a heading or “### ” for one below it."
        )
    if _PICTURE.search(body(item)):
        yield "has a picture. An item is text alone."
    for line in (item.title, item.summary):
        if _NOT_LINKED.search(line):
            yield "has a title or a summary with a link or a mark. Both are plain text."
    if any("://" in source or "www." in source for source in item.sources):
        yield "names a source by its address. Name it by its published title."


def _typed_figures(item: Item) -> Iterator[str]:
    if item.kind not in TELL_FIGURES:
        return
    text = "\n".join(_FIGURE.sub("", part) for part in (item.summary, *placeholders.texts(item)))
    of_no_claims = "\n".join(each for each in re.split(r"(?<=[.?!])\s|\n", text)
                             if not _MEASURED.search(each))  # fmt: skip
    for pattern, where in (
        (_SUM, text), (_SHARE, of_no_claims), (_COUNT, text), (_PROPORTION, text),
    ):  # fmt: skip
        for found in dict.fromkeys(pattern.findall(where)):
            yield (
                f"“{found}” is typed in. Figures come from the claims: write {{claims}}. Leave "
                "other sums and shares out."
            )


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


def _leads_nowhere(item: Item, library: Library) -> Iterator[Finding]:
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
    _letters_that_do_not_show,
    _abbreviations,
    _badly_linked,
    _typed_figures,
)
OF_KIND: dict[ItemKind, tuple[Rule, ...]] = {
    ItemKind.CASE_STUDY: (_wrong_study, _without_sources),
    ItemKind.LEAFLET: (_wrong_leaflet, _without_sources),
    ItemKind.GUIDANCE: (_without_sources,),
}
