"""The text of a document: searched for numbers that people are known by, and kept to be found by.

Names and addresses may stand in a document: guidance says who wrote it, and where to ring.
"""

import re
import unicodedata

from scorecards.documents.reading.words import AGAIN, LONGEST_TEXT
from scorecards.errors import Refused
from scorecards.personal.texts import Sign, kinds, signs_in


_PERSONAL = frozenset((Sign.NHS_NUMBER, Sign.INSURANCE_NUMBER))
_BLANKS = re.compile(r"[^\S\n]+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# The number of a book ends with the same check digit as an NHS number.
_BOOK = re.compile(r"\bISBN(?:-10)?:? ?[\d -]{10,13}(?!\d)", re.IGNORECASE)
_DOTS = re.compile(r"(?: ?[.…_]){4,}")  # from a heading to its page, or where to write
_SENTENCES = re.compile(r"\n+|(?<=[.!?]) +(?=[A-Z“‘])")


class Text:
    """What has been read of one document so far. `pieces`: its sentences, up to `LONGEST_TEXT`."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._left = LONGEST_TEXT

    def see(self, text: str, *, where: str = "", keep: bool = True) -> None:
        """Raises Refused for a number that a person is known by. `where`: such as ` on page 3`."""
        plain = _plain(text)
        _check_nobody_in(plain, where)
        for piece in _SENTENCES.split(_DOTS.sub(" … ", plain)) if keep else ():
            if self._left and any(letter.isalpha() for letter in piece):
                self.pieces.append(piece[: self._left].strip())
                self._left -= len(self.pieces[-1])


def _plain(text: str) -> str:
    """The same text with one kind of blank, dash and letter, whatever a program wrote."""
    composed = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _DASHES.sub("-", _BLANKS.sub(" ", composed))


def _check_nobody_in(text: str, where: str) -> None:
    if not any(letter.isdigit() for letter in text):
        return
    found = [each for each in signs_in(_BOOK.sub(" ", text)) if each.sign in _PERSONAL]
    if found:
        raise Refused(
            f"The document seems to hold {kinds(found)}{where}. Nothing was kept. Take it out, and "
            f"look through the rest for what tells of a person. {AGAIN}"
        )
