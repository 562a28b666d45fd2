"""Text as files show it: whole letters, without what never shows or turns the line round."""

import re
import unicodedata


_AS_SPACE = re.compile(r"[\t\u2000-\u200a\u202f\u3000]")
_AS_HYPHEN = re.compile("[\u2010\u2011]")
_STAYS = "\n\u00a0"


def visible(text: str) -> str:
    """The letters of a text that can be seen, and its ends of lines."""
    whole = unicodedata.normalize("NFC", "\n".join(text.splitlines()))
    spaced = _AS_HYPHEN.sub("-", _AS_SPACE.sub(" ", whole))
    return "".join(letter for letter in spaced if letter.isprintable() or letter in _STAYS)
