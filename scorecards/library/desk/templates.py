"""What a new draft begins with: every key and every section of its kind, filled as far as known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from scorecards.library.checking import LONGEST_REVIEW_YEARS
from scorecards.library.desk.texts import Parts, composed, parts
from scorecards.library.model import (
    DIMENSIONS,
    ILLUSTRATIVE,
    SCHEME_KINDS,
    SECTIONS,
    TOPICS,
    ItemKind,
)
from scorecards.taxonomy.codes import ListName, Taxonomy


REVIEWED_EVERY = 2  # years
ROLE = "Library editor"
_BEGUN: Mapping[ItemKind, tuple[tuple[str, str], ...]] = {
    ItemKind.GUIDANCE: (("What to do", ""),),
    ItemKind.REPORT: (("What we looked at", ""), ("What we found", ""), ("What trusts can do", "")),
}


def draft(
    kind: ItemKind,
    title: str,
    taxonomy: Taxonomy,
    *,
    today: date,
    topics: Sequence[str] = (),
    codes: Mapping[ListName, Sequence[str]] | None = None,
    scheme_kind: str = "",
) -> str:
    """The text of a new item. Topics, codes and kinds of scheme that are not known are left out."""
    known = {
        key: [code for code in (codes or {}).get(name, ()) if code in taxonomy[name]]
        for name, key in DIMENSIONS.items()
    }
    head: dict[str, Any] = {
        "title": title,
        "kind": kind.value,
        "topics": [topic for topic in topics if topic in TOPICS],
        "summary": "",
        **known,
        "scheme_kinds": [scheme_kind] if scheme_kind in SCHEME_KINDS else _kinds(known, taxonomy),
        "audience": [],
        "setting": "Any setting",
        "authored_by": ROLE,
        "reviewed": today,
        "next_review": years_on(today, REVIEWED_EVERY),
        "sources": [],
    }
    if kind is ItemKind.LINK:
        head |= {"owner": "", "url": "https://"}
    if kind is ItemKind.REPORT:
        head |= {"years": 10, "questions": []}
    agreed = tuple((heading, "") for heading in SECTIONS.get(kind, ()))
    opening = ILLUSTRATIVE if kind is ItemKind.CASE_STUDY else ""
    return composed(Parts(head, opening, agreed or _BEGUN.get(kind, ())))


def _kinds(codes: Mapping[str, Sequence[str]], taxonomy: Taxonomy) -> list[str]:
    """The kinds of scheme that the causes are of; both where they do not say."""
    causes = taxonomy[ListName.CAUSE].by_code
    said = {causes[code].extra.get("kind", "both") for code in codes["causes"]}
    return [kind for kind in SCHEME_KINDS if said == {kind}] or (list(SCHEME_KINDS) if said else [])


def reviewed_anew(text: str, *, today: date) -> str:
    """A text as it is after a review today: the next one comes after as many years as before.

    A text without sound dates stays as it is.
    """
    told = parts(text)
    if told is None:
        return text
    last, following = told.head.get("reviewed"), told.head.get("next_review")
    if type(last) is not date or type(following) is not date:
        return text
    years = min(max(1, round((following - last).days / 365)), LONGEST_REVIEW_YEARS)
    head = {**told.head, "reviewed": today, "next_review": years_on(today, years)}
    return composed(replace(told, head=head))


def years_on(day: date, years: int) -> date:
    """The same day years later; of 29 February the day before."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)
