"""Text for the screen: escaping, and the sentences that several screens share."""

import re


NAME = "Claims scorecards"
FICTIONAL = "Demonstration: every organisation, person and claim on this site is invented."
LONGEST_QUOTE = 40
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!<>:$~^&|])")
# Streamlit makes pictures and other signs of these after it has read the escapes. A letter that
# does not show, and where no line may break, keeps them apart.
_SIGNS = re.compile(
    r"(?<=:)(?=material/|streamlit:)"
    r"|(?:(?<=\s[-<>~])|(?<=^[-<>~]))(?=(?:->|[-=>])(?:\s|$))"
)
_APART = "\u2060"


def plain(text: str) -> str:
    """Text shown as it is written, wherever Streamlit would read Markdown. A whole address in it
    still becomes a link, to just what is written there.
    """
    return _MARKDOWN.sub(r"\\\1", _SIGNS.sub(_APART, text))


def printable(text: str) -> str:
    """Text without what does not show, such as an end of line."""
    return "".join(letter for letter in text if letter.isprintable())


def quoted(text: str) -> str:
    """What somebody wrote, to be named in a sentence: printable, and not longer than a line."""
    shown = printable(text)
    cut = shown if len(shown) <= LONGEST_QUOTE else f"{shown[:LONGEST_QUOTE]}…"
    return f"“{cut}”"
