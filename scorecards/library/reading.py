"""Reads the library's Markdown files and refuses what is not as agreed. No viewer, no ranking.

A file is a TOML head between two lines `+++`, then a body with fixed headings. Every refusal names
the file; all the problems of a folder are reported at once.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from scorecards.errors import Refused
from scorecards.formatting import listed
from scorecards.library.model import (
    AUDIENCES,
    DIMENSIONS,
    ILLUSTRATIVE,
    SCHEME_KINDS,
    SETTINGS,
    Heading,
    Item,
    ItemKind,
    Library,
)
from scorecards.taxonomy.codes import ListName, Taxonomy


CASE_STUDIES = "case-studies"
LONGEST_SUMMARY = 180
FENCE = "+++"
TEXTS = ("title", "kind", "summary", "setting", "authored_by")
DATES = ("reviewed", "next_review")
LISTS = (*DIMENSIONS.values(), "scheme_kinds", "audience", "sources")
KEYS = (*TEXTS, *DATES, *LISTS)
NOT_EMPTY = ("causes", "scheme_kinds", "audience")
# Codes that say nothing: an item that named them would bear on every unclear claim.
VAGUE = frozenset({"other", "not-specified", "unknown"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)


def read(folder: Path, taxonomy: Taxonomy) -> Library:
    """Every item of a library folder, in the order of file names. Raises Refused."""
    studies = folder / CASE_STUDIES
    if not studies.is_dir():
        raise Refused(f"The library has no folder “{CASE_STUDIES}”. Put the case studies there.")
    items: list[Item] = []
    problems: list[str] = []
    for path in sorted(studies.glob("*.md")):
        try:
            items.append(read_item(path, taxonomy))
        except Refused as refused:
            problems += [str(refused), *refused.reasons]
    if problems:
        raise Refused(problems[0], tuple(problems[1:]))
    return Library(tuple(items), taxonomy)


def read_item(path: Path, taxonomy: Taxonomy) -> Item:
    """One file. Raises Refused with every problem found, each naming the file."""
    head, body = _split(path)
    _refuse(path, _wrong_keys(path.stem, head))
    sections = _sections(body)
    _refuse(
        path,
        (*_wrong_values(head), *_wrong_codes(head, taxonomy), *_wrong_body(body, list(sections))),
    )
    return Item(
        slug=path.stem,
        title=head["title"],
        kind=ItemKind(head["kind"]),
        summary=head["summary"],
        codes={name: frozenset(head[key]) for name, key in DIMENSIONS.items()},
        scheme_kinds=frozenset(head["scheme_kinds"]),
        audience=tuple(head["audience"]),
        setting=head["setting"],
        authored_by=head["authored_by"],
        reviewed=head["reviewed"],
        next_review=head["next_review"],
        sources=tuple(head["sources"]),
        opening=_HEADING.split(body)[0].strip(),
        sections={Heading(heading): text for heading, text in sections},
    )


def _split(path: Path) -> tuple[Mapping[str, Any], str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name}: is not text in UTF-8. Save it as UTF-8.") from error
    parts = re.split(rf"^{re.escape(FENCE)}[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise Refused(f"{path.name}: has no head. Begin with its lines between two lines “+++”.")
    try:
        return tomllib.loads(parts[1]), parts[2].strip()
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path.name}: the head is not valid TOML. {error}.") from error


def _sections(body: str) -> list[tuple[str, str]]:
    """Headings and the text under each, as they stand."""
    pieces = _HEADING.split(body)
    return [
        (heading, text.strip()) for heading, text in zip(pieces[1::2], pieces[2::2], strict=True)
    ]


def _wrong_keys(slug: str, head: Mapping[str, Any]) -> Iterator[str]:
    """What stands in the way of reading the values at all: names of keys, and their types."""
    if not _SLUG.fullmatch(slug):
        yield "the file name may hold small letters, digits and single hyphens only."
    unknown = sorted(set(head) - set(KEYS))
    if unknown:
        yield f"the head has the unknown {_keys(unknown)}. The keys are {listed(KEYS)}."
    missing = [key for key in KEYS if key not in head]
    if missing:
        yield f"the head has no {listed(missing)}."
    for key in (key for key in KEYS if key in head):
        value = head[key]
        if key in TEXTS and not (isinstance(value, str) and value.strip()):
            yield f"“{key}” must be text."
        if key in DATES and type(value) is not date:
            yield f"“{key}” must be a date such as 2026-03-31, without quotation marks."
        if key in LISTS and not (
            isinstance(value, list) and all(isinstance(word, str) and word for word in value)
        ):
            yield f"“{key}” must be a list of texts; it may be []."


def _wrong_values(head: Mapping[str, Any]) -> Iterator[str]:
    if head["kind"] not in list(ItemKind):
        yield f"“{head['kind']}” is not a kind of item. Use {listed(list(ItemKind), 'or')}."
    if head["setting"] not in SETTINGS:
        yield f"“{head['setting']}” is not a setting. Use {listed(SETTINGS, 'or')}."
    if "\n" in head["summary"] or len(head["summary"]) > LONGEST_SUMMARY:
        yield f"the summary is longer than two lines ({LONGEST_SUMMARY} characters)."
    if head["next_review"] <= head["reviewed"]:
        yield "the next review must come after the date of the review."
    for key in NOT_EMPTY:
        if not head[key]:
            yield f"“{key}” must name at least one."
    for key, allowed in (("scheme_kinds", SCHEME_KINDS), ("audience", AUDIENCES)):
        for word in head[key]:
            if word not in allowed:
                yield f"“{word}” in “{key}” is not known. Use {listed(allowed, 'or')}."


def _wrong_codes(head: Mapping[str, Any], taxonomy: Taxonomy) -> Iterator[str]:
    for name, key in DIMENSIONS.items():
        for code in head[key]:
            if code not in taxonomy[name]:
                yield f"“{code}” in “{key}” is not a code of that list."
            elif code in VAGUE:
                yield f"“{code}” in “{key}” says nothing. Name what the study is about."
    causes = taxonomy[ListName.CAUSE].by_code
    for code in head["causes"]:
        meant = causes[code].extra.get("kind", "both") if code in causes else "both"
        if meant != "both" and meant not in head["scheme_kinds"]:
            yield f"the cause “{code}” is {meant}, but “scheme_kinds” does not say so."


def _wrong_body(body: str, sections: list[tuple[str, str]]) -> Iterator[str]:
    if not body.startswith(ILLUSTRATIVE):
        yield f"the body must begin with: {ILLUSTRATIVE}"
    agreed = [str(heading) for heading in Heading]
    found = [heading for heading, _ in sections]
    for heading in agreed:
        if heading not in found:
            yield f"the section “{heading}” is missing."
    for heading in found:
        if heading not in agreed:
            yield f"the section “{heading}” is not one that is agreed."
    known = [heading for heading in found if heading in agreed]
    if known != [heading for heading in agreed if heading in known]:
        yield f"the sections must stand once, in this order: {listed(agreed)}."
    for heading, text in sections:
        if not text:
            yield f"the section “{heading}” is empty."


def _refuse(path: Path, problems: Iterator[str] | tuple[str, ...]) -> None:
    sentences = [f"{path.name}: {problem}" for problem in problems]
    if sentences:
        raise Refused(sentences[0], tuple(sentences[1:]))


def _keys(names: list[str]) -> str:
    return f"{'key' if len(names) == 1 else 'keys'} {listed(names)}"
