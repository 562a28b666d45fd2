"""Text for the screen: escaping, and the sentences that several screens share."""

import re


NAME = "Claims scorecards"
FICTIONAL = "Demonstration: every organisation, person and claim on this site is invented."
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!<>:$~^&|])")


def plain(text: str) -> str:
    """Text shown as it is written, wherever Streamlit would read Markdown."""
    return _MARKDOWN.sub(r"\\\1", text)
