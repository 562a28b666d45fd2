"""Any item of the library as PDF: the whole text, its figures put in, and nothing for a name."""

from datetime import UTC, datetime

import pytest

from scorecards.claims.figures import queries
from scorecards.errors import UserError
from scorecards.formatting import count
from scorecards.people.model import Role
from scorecards.reports.exports import made
from scorecards.reports.model import Asked, Opened
from scorecards.snapshots.opening import open_snapshot
from tests.library.shelf import library
from tests.people import viewers
from tests.reports.paper import squeezed, text


NOW = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)


def fetched(slug, **opened):
    viewer = viewers.viewer(Role.NONE)
    return made(
        "item.pdf", Asked(None, viewer, {"item": slug}, NOW, Opened(library=library, **opened))
    )


def test_a_case_study_is_fetched_whole():
    file = fetched("third-visit")
    assert file.name == "third-visit-2026-11-24.pdf"
    shown = squeezed(text(file.content))
    item = library().by_slug["third-visit"]
    for told in (item.title, item.opening, *item.sections, *item.sources):
        assert squeezed(told) in shown, told


def test_a_leaflet_has_the_figures_of_the_release(untouched_demonstration):
    (folder,) = (untouched_demonstration / "snapshots").glob("2026-03-31-*")
    snapshot = open_snapshot(folder.parent, folder.name)
    (subject,) = library().by_slug["falls-of-patients"].subjects()
    told = queries.national(snapshot, viewers.viewer(Role.NONE), subject)
    shown = squeezed(text(fetched("falls-of-patients", snapshot=lambda: snapshot).content))
    assert squeezed(f"Claims: {count(told.claims)}") in shown


@pytest.mark.parametrize("slug", ["", "nothing", "../../etc/passwd"])
def test_an_item_that_is_not_there_is_refused_in_words(slug):
    with pytest.raises(UserError, match="nothing at this address"):
        fetched(slug)
