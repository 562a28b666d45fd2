"""Text for the screen: escaping, and the sentences that several screens share."""

import re


NAME = "Claims scorecards"
FICTIONAL = "Demonstration: every organisation, person and claim on this site is invented."
LONGEST_QUOTE = 40
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!<>:$~^&|])")


def plain(text: str) -> str:
    """Text shown as it is written, wherever Streamlit would read Markdown."""
    return _MARKDOWN.sub(r"\\\1", text)


def printable(text: str) -> str:
    """Text without what does not show, such as an end of line."""
    return "".join(letter for letter in text if letter.isprintable())


def quoted(text: str) -> str:
    """What somebody wrote, to be named in a sentence: printable, and not longer than a line."""
    shown = printable(text)
    cut = shown if len(shown) <= LONGEST_QUOTE else f"{shown[:LONGEST_QUOTE]}…"
    return f"“{cut}”"
