"""The door to thematic reports: national figures, and those of one's own trust beside them."""

from scorecards.claims.asking import organisation
from scorecards.claims.figures import queries as figures
from scorecards.claims.queries import trusts_open_to
from scorecards.errors import UserError
from scorecards.library import placeholders
from scorecards.library.model import Item, ItemKind, Library
from scorecards.library.themes.model import Theme
from scorecards.people.access import check_is_viewer, check_sees_scorecards, may
from scorecards.people.model import Organisation, Viewer
from scorecards.snapshots.opening import Snapshot


def reports(library: Library, viewer: Viewer) -> tuple[Item, ...]:
    """Every thematic report, in the order of its title."""
    check_is_viewer(viewer)
    found = [item for item in library.items if item.kind is ItemKind.REPORT]
    return tuple(sorted(found, key=lambda item: item.title))


def report(library: Library, viewer: Viewer, slug: str) -> Item:
    """One by its address. Raises UserError where there is none."""
    check_is_viewer(viewer)
    found = library.by_slug.get(slug)
    if found is None or found.kind is not ItemKind.REPORT:
        raise UserError(
            "There is no thematic report at this address. It may have been renamed. "
            "Look for it in the list of reports."
        )
    return found


def beside(snapshot: Snapshot, viewer: Viewer) -> tuple[Organisation, ...]:
    """The trusts whose figures the viewer may set beside those of the nation; () for many roles."""
    check_is_viewer(viewer)
    if not may(check_sees_scorecards, viewer):
        return ()
    return trusts_open_to(snapshot, viewer)


def theme(snapshot: Snapshot, viewer: Viewer, item: Item, *, trust: str = "") -> Theme:
    """A report with its figures, and those of a trust beside them where one is named.

    Raises NotAllowed for a trust that the viewer may not see.
    """
    check_is_viewer(viewer)
    (subject,) = item.subjects()
    own = figures.own(snapshot, viewer, trust, subject) if trust else None
    nation = figures.national(snapshot, viewer, subject)
    return Theme(
        item=item,
        nation=nation,
        given=placeholders.values(snapshot, viewer, item, known={subject: nation}),
        trust=trust,
        whose=organisation(snapshot, trust).name if trust else "",
        own=own,
    )
