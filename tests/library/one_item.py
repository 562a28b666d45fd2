"""A library of one item, for what only asks whether an item is there."""

from functools import cache

from scorecards import settings
from scorecards.library.model import Library
from scorecards.library.reading import item_of
from scorecards.taxonomy import codes


SLUG = "third-visit"


@cache
def library() -> Library:
    taxonomy = codes.read(settings.REFERENCE)
    text = (settings.LIBRARY / "case-studies" / f"{SLUG}.md").read_text(encoding="utf-8")
    return Library((item_of(SLUG, text, taxonomy),), taxonomy)
