"""The text of a PDF, page by page. Runs only in the child process of `sandbox`.

What the text of a page is cannot always be told: it may be a picture, or be written in signs of its
own. Such pages are told by their numbers, so that somebody looks at them.
"""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO

from pypdf import PageObject, PdfReader, apply_configuration

from scorecards.documents.reading.texts import Text
from scorecards.documents.reading.words import DAMAGED, MOST_PAGES
from scorecards.errors import Refused


# What puts something on a page: a picture, a shading, a line, an area.
_PAINTS = re.compile(rb"(?:^|[\s\])>])(?:Do|BI|sh|[Ss]|[fBb]\*?|F)(?=\s|$)")
_NO_LETTERS = frozenset(("Cc", "Cn", "Co", "Cs"))
_BETWEEN = {True: " ", False: "\n"}
_ODD_SHARE = 10  # a page is not read where more than one in so many signs is no letter
_WRITTEN_ON = ("/Contents", "/V")  # what a note says, and what was typed into a form


def read(content: bytes, text: Text) -> list[int]:
    """Has the text of every page seen, and gives the numbers of those that cannot be read.

    Raises Refused for more than `MOST_PAGES`, and for a PDF whose pages cannot be found.
    """
    unread = []
    with apply_configuration(jbig2dec_binary=None):  # it would start a program for such a picture
        for number, page in enumerate(_pages(content), 1):
            said, understood = _read(page)
            text.see(said, where=f" on page {number}", keep=understood)
            if not understood:
                unread.append(number)
    return unread


def _pages(content: bytes) -> Iterator[PageObject]:
    try:
        pages = PdfReader(BytesIO(content)).pages
        number = len(pages)
    except MemoryError:
        raise
    except Exception as error:  # whatever a damaged file makes of the reader
        raise Refused(DAMAGED) from error
    if not number:
        raise Refused(DAMAGED)
    if number > MOST_PAGES:
        raise Refused(
            f"The PDF has {number:,} pages; at most {MOST_PAGES:,} are read. Split it into parts."
        )
    return iter(pages)


def _read(page: PageObject) -> tuple[str, bool]:
    """What a page says, and whether that is all that can be seen on it as words."""
    try:
        said = page.extract_text()
        notes = list(_notes(page))
        understood = _are_letters(said) if said.strip() else not _paints(page)
    except MemoryError:
        raise
    except Exception:  # whatever a damaged page makes of the reader: somebody looks at it
        return "", False
    return "\n".join((_joined(said), *notes)), understood


def _are_letters(said: str) -> bool:
    shown = [letter for letter in said if not letter.isspace()]
    odd = sum(unicodedata.category(each) in _NO_LETTERS or each == "\ufffd" for each in shown)
    return odd * _ODD_SHARE <= len(shown)


def _joined(said: str) -> str:
    """A line that goes on in the next, in one with it, for a number may go on there. Lines of
    figures alone stay apart, for side by side they can look like a number.
    """
    told, worded = "", False
    for line in map(str.strip, said.splitlines()):
        if line:
            goes_on = worded and _worded(line) and not line[0].isupper()
            told += f"{_BETWEEN[goes_on]}{line}"
            worded = _worded(line)
    return told


def _worded(line: str) -> bool:
    return any(letter.isalpha() for letter in line)


def _paints(page: PageObject) -> bool:
    contents = page.get_contents()
    return contents is not None and _PAINTS.search(contents.get_data()) is not None


def _notes(page: PageObject) -> Iterator[str]:
    """What stands in notes and in forms that were filled in."""
    for each in page.annotations or ():
        note = each.get_object()
        yield from (str(note[key]) for key in _WRITTEN_ON if isinstance(note.get(key), str))
