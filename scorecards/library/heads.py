"""The head of an item: its keys and values, and the figures that it defines. Pure.

Each check yields sentences about what is wrong.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from scorecards.claims.figures.model import (
    LONGEST_WINDOW,
    USUAL_WINDOW,
    VAGUE,
    Asked,
    Quantity,
    Subject,
)
from scorecards.claims.model import Kind
from scorecards.formatting import listed
from scorecards.library.model import (
    AUDIENCES,
    DIMENSIONS,
    SCHEME_KINDS,
    SETTINGS,
    TOPICS,
    ItemKind,
)
from scorecards.taxonomy.codes import ListName, Taxonomy


LONGEST_SUMMARY = 180
TEXTS = ("title", "kind", "summary", "setting", "authored_by")
DATES = ("reviewed", "next_review")
LISTS = (*DIMENSIONS.values(), "scheme_kinds", "topics", "audience", "sources")
KEYS = (*TEXTS, *DATES, *LISTS)
# Keys that items of some kinds have besides.
OF_KIND: Mapping[str, tuple[str, ...]] = {
    ItemKind.LINK: ("owner", "url"),
    ItemKind.REPORT: ("years", "questions"),
}
FIGURES = "figures"
NOT_EMPTY = ("scheme_kinds", "topics", "audience")
QUESTIONS_BY = ("specialty", "cause", "injury", "location", "status", "year")
OF_A_FIGURE = ("quantity", "kind", "years", *DIMENSIONS.values())
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIGURE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def wrong_keys(slug: str, head: Mapping[str, Any]) -> Iterator[str]:
    """What stands in the way of reading the values at all: names of keys, and their types."""
    if not _SLUG.fullmatch(slug):
        yield "the file name may hold small letters, digits and single hyphens only."
    needed, allowed = keys_of(head.get("kind"))
    unknown = sorted(set(head) - set(allowed))
    if unknown:
        yield f"the head has the unknown {_keys(unknown)}. The keys are {listed(allowed)}."
    missing = [key for key in needed if key not in head]
    if missing:
        yield f"the head has no {listed(missing)}."
    for key, value in head.items():
        if key in (*TEXTS, "owner", "url") and not (isinstance(value, str) and value.strip()):
            yield f"“{key}” must be text."
        if key in DATES and type(value) is not date:
            yield f"“{key}” must be a date such as 2026-03-31, without quotation marks."
        if key in LISTS and not _texts(value):
            yield f"“{key}” must be a list of texts; it may be []."
    yield from _wrong_questions(head.get("questions", []))
    yield from _wrong_years(head.get("years", USUAL_WINDOW), "years")
    yield from _wrong_figures(head.get(FIGURES, {}))


def keys_of(kind: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that a head of a kind needs, and those that it may have."""
    more = OF_KIND.get(kind, ()) if isinstance(kind, str) else ()
    return (*KEYS, *more), (*KEYS, *more, FIGURES)


def wrong_values(head: Mapping[str, Any]) -> Iterator[str]:
    if head["kind"] not in list(ItemKind):
        yield f"“{head['kind']}” is not a kind of item. Use {listed(list(ItemKind), 'or')}."
    if head["setting"] not in SETTINGS:
        yield f"“{head['setting']}” is not a setting. Use {listed(SETTINGS, 'or')}."
    yield from _wrong_lines(head["title"], head["summary"])
    if head["next_review"] <= head["reviewed"]:
        yield "the next review must come after the date of the review."
    for key in (*NOT_EMPTY, *(["causes"] if head["kind"] == ItemKind.CASE_STUDY else [])):
        if not head[key]:
            yield f"“{key}” must name at least one."
    for key, allowed in (
        ("scheme_kinds", SCHEME_KINDS),
        ("topics", TOPICS),
        ("audience", AUDIENCES),
    ):
        for word in head[key]:
            if word not in allowed:
                yield f"“{word}” in “{key}” is not known. Use {listed(allowed, 'or')}."
    if head["kind"] == ItemKind.REPORT:
        yield from _wrong_report(head)
    if head["kind"] == ItemKind.LINK:
        yield from _wrong_url(head["url"])


def wrong_codes(head: Mapping[str, Any], taxonomy: Taxonomy) -> Iterator[str]:
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
    for figure, told in head.get(FIGURES, {}).items():
        for name, key in DIMENSIONS.items():
            for code in told.get(key, []):
                if code not in taxonomy[name]:
                    yield f"“{code}” in the figure “{figure}” is not a code of that list."


def figures(head: Mapping[str, Any]) -> dict[str, Asked]:
    """The figures that a sound head defines. What one leaves out, it has from the item."""
    return {name: _figure(head, told) for name, told in head.get(FIGURES, {}).items()}


def _figure(head: Mapping[str, Any], told: Mapping[str, Any]) -> Asked:
    named = any(told.get(key) for key in DIMENSIONS.values())
    codes = told if named else head
    return Asked(
        Subject(
            Kind(told.get("kind", sorted(head["scheme_kinds"])[0])),
            {name.value: tuple(codes.get(key, ())) for name, key in DIMENSIONS.items()
             if codes.get(key)},
            told.get("years", head.get("years", USUAL_WINDOW)),
        ),
        Quantity(told["quantity"]),
    )  # fmt: skip


def _wrong_figures(figures: object) -> Iterator[str]:
    if not isinstance(figures, dict):
        yield "“figures” must be tables such as [figures.falls]."
        return
    for name, told in figures.items():
        said = f"the figure “{name}”"
        if not _FIGURE.fullmatch(name) or not isinstance(told, dict):
            yield f"{said} must be a table named in small letters, digits and hyphens."
            continue
        unknown = sorted(set(told) - set(OF_A_FIGURE))
        if unknown:
            yield f"{said} has the unknown {_keys(unknown)}. It may have {listed(OF_A_FIGURE)}."
        if told.get("quantity") not in list(Quantity):
            yield f"{said} needs a quantity: {listed(list(Quantity), 'or')}."
        if told.get("kind", SCHEME_KINDS[0]) not in SCHEME_KINDS:
            yield f"{said} is of the kind {listed(SCHEME_KINDS, 'or')}."
        yield from _wrong_years(told.get("years", USUAL_WINDOW), f"years of {said}")
        for key in DIMENSIONS.values():
            if not _texts(told.get(key, [])):
                yield f"“{key}” of {said} must be a list of texts."


def _wrong_years(years: object, said: str) -> Iterator[str]:
    if type(years) is not int or not 1 <= years <= LONGEST_WINDOW:
        yield f"“{said}” must be a number from 1 to {LONGEST_WINDOW}."


def _wrong_questions(questions: object) -> Iterator[str]:
    if not isinstance(questions, list):
        yield "“questions” must be a list, each with what it asks and by what."
        return
    for told in questions:
        if not (
            isinstance(told, dict)
            and set(told) == {"ask", "by"}
            and isinstance(told["ask"], str)
            and told["by"] in QUESTIONS_BY
        ):
            yield f"each of “questions” has “ask”, and “by” is {listed(QUESTIONS_BY, 'or')}."


def _wrong_report(head: Mapping[str, Any]) -> Iterator[str]:
    if len(head["scheme_kinds"]) != 1:
        yield "a thematic report is about clinical or about non-clinical claims, not both."
    if not any(head[key] for key in DIMENSIONS.values()):
        yield "a thematic report must name at least one code that its claims have."


def _wrong_lines(title: str, summary: str) -> Iterator[str]:
    if len(title.splitlines()) > 1:
        yield "the title must stand on one line."
    if "\n" in summary or len(summary) > LONGEST_SUMMARY:
        yield f"the summary is longer than two lines ({LONGEST_SUMMARY} characters)."
    if any(sign in summary for sign in "{}"):
        yield "figures stand in the text only, not in the summary."


def _wrong_url(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or "." not in parts.hostname:
        yield "“url” must be a whole address that begins with https://."


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def _keys(names: list[str]) -> str:
    return f"{'key' if len(names) == 1 else 'keys'} {listed(names)}"
