"""What people write in a form, made fit to be kept: plain text, as it will be shown.

Whoever keeps text of people takes it through here: comments, answers, asks, the learning ledger.
"""

import re
import unicodedata

from scorecards.errors import UserError
from scorecards.formatting import listed
from scorecards.personal.texts import signs_in, told


LONGEST_TEXT = 4000
MARKS_ON_A_LETTER = 4  # more of them climb over the lines around
PLACES_TOLD = 3
# Controls, invisible and direction-changing characters, halves of characters, private ones.
_UNWANTED = frozenset(("Cc", "Cf", "Cs", "Co"))
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_MANY_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """The text in composed letters (NFC), without what does not show or turns the direction.

    Lines stay lines, and an empty one parts paragraphs. Nothing is escaped: it is shown as text.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ").split("\n")
    kept = "\n".join(_visible(line).rstrip() for line in lines)
    return _MANY_LINES.sub("\n\n", kept).strip()


def one_line(text: str) -> str:
    """The same on one line, with single blanks."""
    return " ".join(tidy(text).split())


def check_length(name: str, text: str, longest: int) -> None:
    """Raises UserError, which names the field, where a text is longer than may be kept."""
    if len(text) > longest:
        raise UserError(f"{name} has {len(text):,} letters and spaces. Shorten it to {longest:,}.")


def check_nobody_in(name: str, text: str) -> None:
    """Raises UserError where a text seems to hold something of a person: which sign, and where.

    What was found is not repeated.
    """
    found = signs_in(text)
    if found:
        places = listed([told(text, each) for each in found[:PLACES_TOLD]])
        raise UserError(
            f"{name} seems to hold {places}. Nothing has been kept. Write it without anything "
            "about a person, and send it again."
        )


def _visible(line: str) -> str:
    seen = "".join(c for c in line if unicodedata.category(c) not in _UNWANTED)
    kept, marks = [], 0
    for letter in unicodedata.normalize("NFC", _NONCHARACTERS.sub("", seen)):
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= MARKS_ON_A_LETTER:
            kept.append(letter)
    return "".join(kept)
