"""What each measure means: reads the reviewed files of data/measures. No claims, no screen.

One TOML file is one measure; its name is the measure's code. Every refusal names the file and the
key; all the problems of a folder are reported at once. data/measures/README.md has the keys.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scorecards.errors import Refused
from scorecards.formatting import listed


class Better(StrEnum):
    """Which way a measure improves, as its owner has signed off; for most, neither."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Source:
    """What a definition rests on; `url` is None where there is no public address."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure in words. `denominator` is empty where nothing is divided.

    `author` and `checker` are roles, never names.
    """

    code: str
    name: str
    unit: str
    why: str
    numerator: str
    denominator: str
    basis: str
    better: Better
    formula: str
    hidden: str
    author: str
    checker: str
    reviewed: date
    next_review: date
    sources: tuple[Source, ...]

    @property
    def hint(self) -> str:
        """What stands behind a figure's name: what is counted, by what it is divided, and why."""
        by = self.denominator
        divided = f"Divided by: {by[0].lower()}{by[1:]} " if by else ""
        return f"{self.numerator} {divided}{self.why}"

    def is_due(self, today: date) -> bool:
        """Whether the date for looking at it again has come."""
        return today >= self.next_review


TEXTS = (
    "name", "unit", "why", "numerator", "denominator", "basis", "better", "formula", "hidden",
    "author", "checker",
)  # fmt: skip
MAY_BE_EMPTY = ("denominator",)
DATES = ("reviewed", "next_review")
SOURCES = "source"
KEYS = (*TEXTS, *DATES, SOURCES)
KEYS_OF_A_SOURCE = ("text", "url")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_IN_A_URL = re.compile(r"[^\s()<>\[\]\"]+")


def read(folder: Path) -> Mapping[str, Measure]:
    """Every measure by its code, in the order of codes. Raises Refused."""
    if not folder.is_dir():
        raise Refused(f"There is no folder “{folder.name}”. Put the files of measures there.")
    measures: dict[str, Measure] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            measures[path.stem] = read_measure(path)
        except Refused as refused:
            problems += [str(refused), *refused.reasons]
    if problems:
        raise Refused(problems[0], tuple(problems[1:]))
    return measures


def read_measure(path: Path) -> Measure:
    """One file. Raises Refused with every problem found, each naming the file."""
    found = _parsed(path)
    _refuse(path, _wrong_keys(path.stem, found))
    _refuse(path, _wrong_values(found))
    texts = {key: " ".join(found[key].split()) for key in TEXTS if key != "better"}
    return Measure(
        code=path.stem,
        **texts,
        better=Better(found["better"]),
        reviewed=found["reviewed"],
        next_review=found["next_review"],
        sources=tuple(
            Source(" ".join(source["text"].split()), source.get("url")) for source in found[SOURCES]
        ),
    )


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name}: is not text in UTF-8. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path.name}: is not valid TOML. {error}.") from error


def _wrong_keys(code: str, found: Mapping[str, Any]) -> Iterator[str]:
    """What stands in the way of reading the values at all: names of keys, and their types."""
    if not _CODE.fullmatch(code):
        yield "the file name may hold small letters, digits and single hyphens only."
    for key in sorted(set(found) - set(KEYS)):
        yield f"the key “{key}” is not known. The keys are {listed(KEYS)}."
    for key in KEYS:
        if key not in found:
            yield f"the key “{key}” is missing."
        elif key in TEXTS:
            if not isinstance(found[key], str):
                yield f"“{key}” must be text, in quotation marks."
            elif not found[key].strip() and key not in MAY_BE_EMPTY:
                yield f"“{key}” must not be empty."
        elif key in DATES:
            if type(found[key]) is not date:
                yield f"“{key}” must be a date such as 2026-11-24, without quotation marks."
        else:
            yield from _wrong_sources(found[key])


def _wrong_sources(sources: object) -> Iterator[str]:
    if not isinstance(sources, list) or not sources:
        yield f"“{SOURCES}” must stand at least once, each under a line [[{SOURCES}]]."
        return
    for source in sources:
        if not isinstance(source, dict) or not _is_text(source.get("text")):
            yield f"each “{SOURCES}” must have a “text”."
            continue
        for key in sorted(set(source) - set(KEYS_OF_A_SOURCE)):
            yield f"the key “{key}” of a “{SOURCES}” is not known. Use {listed(KEYS_OF_A_SOURCE)}."
        if "url" in source and not _is_address(source["url"]):
            yield f"the “url” of a “{SOURCES}” must be a web address, https://…, without spaces."


def _wrong_values(found: Mapping[str, Any]) -> Iterator[str]:
    if found["better"] not in list(Better):
        yield f"“better” is “{found['better']}”. Use {listed(list(Better), 'or')}."
    if found["next_review"] <= found["reviewed"]:
        yield "“next_review” must be later than “reviewed”."


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_address(value: object) -> bool:
    """An address that can stand in a link as it is. Old pages are cited as they are: http too."""
    if not isinstance(value, str) or not _IN_A_URL.fullmatch(value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and "." in parts.netloc


def _refuse(path: Path, problems: Iterator[str]) -> None:
    sentences = [f"{path.name}: {problem}" for problem in problems]
    if sentences:
        raise Refused(sentences[0], tuple(sentences[1:]))
