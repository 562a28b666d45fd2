"""The door to the library. Every function takes the viewer; nothing is shown to nobody."""

from collections.abc import Mapping
from datetime import date, datetime

from scorecards.errors import UserError
from scorecards.library import matching
from scorecards.library.model import Item, Library, Match, Profile
from scorecards.people.access import check_is_viewer
from scorecards.people.model import OF_A_TRUST, Viewer


def items(library: Library, viewer: Viewer) -> tuple[Item, ...]:
    """Everything in the library, in its order."""
    check_is_viewer(viewer)
    return library.items


def item(library: Library, viewer: Viewer, slug: str) -> Item:
    """One item by its address. Raises UserError when there is none."""
    check_is_viewer(viewer)
    found = library.by_slug.get(slug)
    if found is None:
        raise UserError(
            "The library has nothing at this address. It may have been renamed. "
            "Look for it in the list of the library."
        )
    return found


def items_bearing_on(
    library: Library,
    viewer: Viewer,
    profile: Profile,
    *,
    kind: str,
    limit: int = 4,
    read: Mapping[str, datetime] | None = None,
    today: date | None = None,
) -> tuple[Match, ...]:
    """What to read beside a selection of claims, with the reason for each; () when nothing fits.

    `kind` is clinical or non-clinical. The profile holds what this viewer may see: hidden numbers
    are None, and stay hidden in the reasons. `read`: when the viewer has read which items, by slug.
    """
    check_is_viewer(viewer)
    whose = "your" if viewer.role in OF_A_TRUST else "the"
    return matching.bearing_on(
        library.items, library.taxonomy, profile,
        kind=kind, limit=limit, whose=whose, read=read, today=today,
    )  # fmt: skip
