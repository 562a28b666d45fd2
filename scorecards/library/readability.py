"""How hard a text of the library is to read. Pure: a text in, sentences and a school grade out.

The grade is that of Flesch and Kincaid (Kincaid, Fishburne, Rogers and Chissom, Derivation of new
readability formulas, 1975): years of schooling, from the words of a sentence and the syllables of a
word. Each point of a list and each cell of a table begins a sentence. A figure that is put in later
counts as one short word.
"""

import re
from collections.abc import Iterator, Sequence

from scorecards.library import prose
from scorecards.library.prose import Grid, Line, Listing


_WORD = re.compile(r"\w+(?:[’'.,&-]\w+)*")
_QUOTES = "”’\"') "
_END = re.compile(r"(?<=[.?!])[”’\"')]*\s+")
_FIGURE = re.compile(r"\{[^{}]*\}")
_VOWELS = re.compile(r"[aeiouy]+")
# Where an e is written and not heard, where it is heard after all, and two vowels that are both.
_SILENT = re.compile(
    r"(?<=[^aeiouy])es?$|(?<=[^aeiouytd])ed$"
    r"|(?<=[^aeiouyl])e(?=(?:ly|ty|ful|less|ment|ments|thing|times|one)$)"
)
_HEARD = re.compile(r"(?<=[scxzg])es$|(?<=[sc]h)es$|(?<=[^aeiouyl])le[sd]?$|(?<=t)re$")
_BOTH = re.compile(
    r"(?<![tcs])(?!(?<=l)ian$)ia|io(?![nu])|ie(?=nce|ty)|eo(?!p)|(?<!q)ua(?!r)|oye|[aeiouy]ing$"
)


def lines(text: str) -> Iterator[str]:
    """Each paragraph, point and cell of a text, as it is read."""
    for line in spans(_FIGURE.sub("some", text)):
        said = prose.words(line)
        if said.strip():
            yield said


def spans(text: str) -> Iterator[Line]:
    """The same with what is strong, and where links lead."""
    for block in prose.parsed(text):
        yield from lines_of(block)


def sentences(text: str) -> tuple[tuple[str, ...], ...]:
    """The sentences of a text, each as its words."""
    return tuple(found for part in _parts(text) if (found := tuple(_WORD.findall(part))))


def whole_sentences(text: str) -> tuple[tuple[str, ...], ...]:
    """Those that end as sentences do. Short points and cells would make a text look easy."""
    ended = [part for part in _parts(text) if part.rstrip(_QUOTES).endswith((".", "?", "!"))]
    return tuple(found for part in ended if (found := tuple(_WORD.findall(part))))


def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one. Parts with a hyphen are added."""
    parts = [part for part in re.split(r"[-’']", word.casefold()) if part]
    return max(1, sum(_syllables(part) for part in parts))


def grade(told: Sequence[Sequence[str]]) -> float:
    """The school grade of sentences of words; 0 where there are none."""
    words = [word for sentence in told for word in sentence]
    if not words:
        return 0.0
    heard = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(told) + 11.8 * heard / len(words) - 15.59


def _parts(text: str) -> Iterator[str]:
    return (part for line in lines(text) for part in _END.split(line))


def lines_of(block: prose.Block) -> tuple[Line, ...]:
    """The paragraph, the points or the cells of a block."""
    if isinstance(block, Listing):
        return block.lines
    if isinstance(block, Grid):
        return (*block.head, *(cell for row in block.rows for cell in row))
    return (block.line,)


def _syllables(part: str) -> int:
    if not part.isalpha():
        return 1 if any(letter.isalnum() for letter in part) else 0
    groups = len(_VOWELS.findall(part)) + len(_BOTH.findall(part))
    if not _HEARD.search(part):
        groups -= len(_SILENT.findall(part))
    return max(1, groups)
