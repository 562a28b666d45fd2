"""Which line of a file a sentence of the content check is about. Pure: a text and a sentence in."""

import re

from scorecards.library.checking import NOT_OURS


# What is said of a key of the head, without quoting anything of it.
_OF_KEYS = (
    ("was reviewed on", "reviewed"),
    ("next review", "next_review"),
    ("due for review", "next_review"),
    ("source", "sources"),
    ("title", "title"),
    ("groups", "audience"),
    ("clinical studies", "specialties"),
    ("names no codes", "causes"),
)
_QUOTED = re.compile(r"“(.+?)(?: …)?”(?=[,.;: ]|$)")
_WORD = re.compile(r"\w+")


def line_of(text: str, sentence: str) -> int | None:
    """The first line where what the sentence quotes stands, or the key that it is about.

    None where it is about the whole. Words may stand on two lines, and with marks between them.
    """
    quoted = _QUOTED.search(sentence)
    found = _place(text, quoted[1]) if quoted else None
    for said, key in _OF_KEYS if found is None else ():
        if said in sentence:
            at = re.search(rf"^{key} *=", text, re.MULTILINE)
            found = at.start() if at else None
            break
    return None if found is None else text.count("\n", 0, found) + 1


def _place(text: str, quoted: str) -> int | None:
    for found in NOT_OURS.finditer(text):  # “best”, where “best interests” stands before it
        if found[0].casefold() == quoted:
            return found.start()
    whole = text.find(quoted)
    if whole >= 0 and not _WORD.fullmatch(quoted):
        return whole
    words = _WORD.findall(quoted)
    if not words:
        return whole if whole >= 0 else None
    pattern = r"\b" + r"\W+".join(re.escape(word) for word in words) + r"\b"
    at = re.search(pattern, text) or re.search(pattern, text, re.IGNORECASE)
    return at.start() if at else None
