"""What inside the text of an Office file acts by itself: fields, actions, formulas.

The same pass hands on the text, a paragraph at a time.
"""

import re
from collections.abc import Callable
from xml.parsers import expat

from scorecards.errors import Refused


_ACTS = (
    "The document holds a field, an action or a formula that fetches from elsewhere or starts a "
    "program. Take it out, and save it again."
)
# Fields of Word that fetch or start something, or write another field.
_FIELDS = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|RD|DATABASE|MACROBUTTON|"
    r"QUOTE|EMBED)\b",
    re.IGNORECASE,
)
# Functions of Excel that fetch or call, and what speaks to a program, with its bar.
_FORMULAS = re.compile(
    r"\b(?:WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?|IMAGE|STOCKHISTORY|EXEC)\s*\(|\|\s*'",
    re.IGNORECASE,
)
_ACTIONS = ("ppaction://program", "ppaction://macro", "ppaction://ole", "ppaction://hlinkfile",
            "ppaction://hlinkpres")  # fmt: skip


class _Pass:
    """One part as it is read."""

    def __init__(self, see_text: Callable[[str], None]) -> None:
        self._see_text = see_text
        self._gathering: str | None = None  # the local name of the element whose text counts
        self._paragraph: list[str] = []
        self._field: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        for key, value in attributes.items():
            _check_attribute(_local(key), value)
        if name in ("t", "instrText", "f", "v"):
            self._gathering = name
        elif name == "fldChar" and _value(attributes, "fldCharType") == "begin":
            self._end_field()

    def characters(self, text: str) -> None:
        if self._gathering in ("instrText", "f"):
            self._field.append(text)
        elif self._gathering is not None:
            self._paragraph.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == self._gathering:
            self._gathering = None
        if name == "f":
            formula = "".join(self._field)
            self._field.clear()
            if _FORMULAS.search(formula):
                raise Refused(_ACTS)
        elif name == "p":
            self._end_field()
        if name == "c":
            self._paragraph.append("\n")
        elif name in ("p", "si", "row"):
            self._end_paragraph()

    def _end_field(self) -> None:
        if _FIELDS.search("".join(self._field)):
            raise Refused(_ACTS)
        self._field.clear()

    def _end_paragraph(self) -> None:
        text = "".join(self._paragraph)
        self._paragraph.clear()
        if text.strip():
            self._see_text(text)


def watch(parser: expat.XMLParserType, see_text: Callable[[str], None]) -> None:
    """Sets the handlers of a part. `see_text` is given paragraphs and rows."""
    seen = _Pass(see_text)
    parser.StartElementHandler = seen.start
    parser.CharacterDataHandler = seen.characters
    parser.EndElementHandler = seen.end


def _check_attribute(name: str, value: str) -> None:
    if name == "instr" and _FIELDS.search(value):
        raise Refused(_ACTS)
    if name == "action" and value.strip().lower().startswith(_ACTIONS):
        raise Refused(_ACTS)


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
