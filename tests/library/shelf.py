"""Builds a small taxonomy, items and profiles for the library's tests; and finds the real ones."""

from datetime import date
from functools import cache

from scorecards.library import reading
from scorecards.library.model import Heading, Item, ItemKind, Library, Profile
from scorecards.taxonomy import codes
from scorecards.taxonomy.codes import ListName
from tests.places import PROJECT


SPECIALTY, CAUSE = ListName.SPECIALTY, ListName.CAUSE
INJURY, LOCATION = ListName.INJURY, ListName.LOCATION


@cache
def taxonomy() -> codes.Taxonomy:
    return codes.read(PROJECT / "data" / "reference")


@cache
def library() -> Library:
    data = PROJECT / "data"
    return reading.read(data / "library", taxonomy(), themes=data / "themes")


def study(slug, *, specialty="", cause="medication-error", injury="", location="", kind="clinical"):
    """An item; several codes of one list are divided by spaces."""
    named = {SPECIALTY: specialty, CAUSE: cause, INJURY: injury, LOCATION: location}
    return Item(
        slug=slug,
        title=slug.replace("-", " ").capitalize(),
        kind=ItemKind.CASE_STUDY,
        topics=("Medicines",),
        summary="What it is about.",
        codes={name: frozenset(text.split()) for name, text in named.items()},
        scheme_kinds=frozenset({kind}),
        audience=("Doctors",),
        setting="Acute hospital",
        authored_by="Library editor",
        reviewed=date(2026, 1, 1),
        next_review=date(2028, 1, 1),
        sources=(),
        opening="",
        sections=dict.fromkeys(Heading, "Text."),
    )


def profile(total, counts, *, chosen=None, costs=None):
    picked = {name: frozenset(text.split()) for name, text in (chosen or {}).items()}
    return Profile(total=total, chosen=picked, counts=counts, costs=costs or {})
