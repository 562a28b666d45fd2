"""The text of an edition in parts for the fields of the desk, and put together again. Pure.

Whatever a text holds, no word of it is lost: what has no field stands in `rest`, and a text whose
head cannot be read has no parts; it is edited as it stands.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scorecards.errors import Refused
from scorecards.library import bodies, heads, reading
from scorecards.library.model import SECTIONS, ItemKind


QUESTIONS = "questions"
# In the order in which a head is written.
ORDER = (
    "title", "kind", "topics", "summary", "specialties", "causes", "injuries", "locations",
    "scheme_kinds", "audience", "setting", "authored_by", "reviewed", "next_review", "sources",
    "owner", "url", "years", QUESTIONS,
)  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Parts:
    """A text in parts. `figures`: the tables of the head as they are written; `rest`: keys of the
    head that no item has. `sections` in their order; a heading may stand twice.
    """

    head: Mapping[str, Any]
    opening: str
    sections: tuple[tuple[str, str], ...]
    figures: str = ""
    rest: Mapping[str, Any] = field(default_factory=dict)


def parts(text: str) -> Parts | None:
    """A text in parts; None where its head cannot be read."""
    try:
        head, body = reading.split(text, named="")
    except Refused:
        return None
    known = {key: value for key, value in head.items() if key in ORDER}
    rest = {key: value for key, value in head.items() if key not in ORDER and key != heads.FIGURES}
    figures = head.get(heads.FIGURES, {})
    if not isinstance(figures, dict) or not all(
        isinstance(told, dict) for told in figures.values()
    ):
        return None
    return Parts(known, bodies.opening(body), tuple(bodies.sections(body)), _tables(figures), rest)


def composed(told: Parts) -> str:
    """The text of parts: what the fields hold, in the one format of an item."""
    lines = [heads_line(key, told.head[key]) for key in ORDER if key in told.head]
    lines += [heads_line(key, value) for key, value in told.rest.items()]
    if told.figures.strip():
        lines += ["", told.figures.strip()]
    fence = reading.FENCE
    return "\n".join([fence, *lines, fence, "", body(told.opening, told.sections)]).strip() + "\n"


def body(opening: str, sections: Sequence[tuple[str, str]]) -> str:
    """An opening and sections under their headings."""
    pieces = [opening.strip()] if opening.strip() else []
    pieces += [f"## {heading}\n\n{text.strip()}".strip() for heading, text in sections]
    return "\n\n".join(pieces)


def with_agreed_sections(kind: ItemKind, told: Parts) -> Parts:
    """The same with every section that is agreed for a kind, in its order; others stay behind."""
    agreed = SECTIONS.get(kind, ())
    texts: dict[str, str] = {}
    for heading, text in told.sections:
        texts[heading] = "\n\n".join(piece for piece in (texts.get(heading, ""), text) if piece)
    ordered = [(heading, texts.pop(heading, "")) for heading in agreed]
    return Parts(told.head, told.opening, (*ordered, *texts.items()), told.figures, told.rest)


def named(slug: str, text: str) -> tuple[str, ItemKind | None]:
    """The title and the kind that a text says; the address where it cannot be read."""
    told = parts(text)
    title = told.head.get("title") if told is not None else None
    kind = told.head.get("kind") if told is not None else None
    return (
        title if isinstance(title, str) and title.strip() else slug,
        ItemKind(kind) if kind in list(ItemKind) else None,
    )


def slug_of(title: str) -> str:
    """The address that a title makes: `The third visit` is `third-visit`; empty where none can."""
    words = _WORD.findall(title.casefold().replace("’", "").replace("'", ""))
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return "-".join(words)[:100].strip("-")


def heads_line(key: str, value: Any) -> str:
    """A key of a head with its value, as TOML."""
    name = key if _BARE.fullmatch(key) else _text(key)
    return f"{name} = {_value(value)}"


def read_figures(text: str) -> str | None:
    """What is wrong with tables of figures as they are written, or None."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return f"The figures are not valid TOML. {error}."
    return None


def _tables(figures: Mapping[str, Mapping[str, Any]]) -> str:
    pieces = []
    for name, told in figures.items():
        shown = name if _BARE.fullmatch(name) else _text(name)
        lines = [f"[{heads.FIGURES}.{shown}]", *(heads_line(*pair) for pair in told.items())]
        pieces.append("\n".join(lines))
    return "\n\n".join(pieces)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(heads_line(*pair) for pair in value.items()) + " }"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _text(text: str) -> str:
    """A basic string of TOML: JSON writes the same, but for one letter."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
