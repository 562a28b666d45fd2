"""Puts the corpus into a database as comments that are shown, twenty a person and fifty a page."""

from datetime import datetime

from sqlalchemy import Engine

from scorecards.errors import UserError
from scorecards.feedback import commands
from scorecards.feedback.model import ITEM, Draft, ShownTo
from scorecards.library.model import Library
from scorecards.people.model import Role, Viewer
from scorecards.store.transactions import writing
from tests.payload_families import CORPUS


A_PAGE = 50
EDITOR = Viewer("editor", "Library editor", Role.EDITOR)


def post(engine: Engine, library: Library, *, shown: bool, now: datetime) -> dict[str, list[str]]:
    """What was kept for each page, oldest first; what tells of a person is refused, and left out.

    The page is such as `item/third-visit`.
    """
    kept: dict[str, list[str]] = {}
    number = 0
    for item, first in zip(library.items, range(0, len(CORPUS), A_PAGE), strict=False):
        about = f"{ITEM}{item.slug}"
        kept[about] = []
        for text in CORPUS[first : first + A_PAGE]:
            number += 1
            if _posted(engine, library, about, text, number, shown=shown, now=now):
                kept[about].append(text)
    return kept


def _posted(
    engine: Engine, library: Library, about: str, text: str, number: int, *, shown: bool,
    now: datetime,
) -> bool:  # fmt: skip
    writer = Viewer(f"w-{number // 20}", "Writer", Role.RISK_MANAGER, ("HDD",))
    draft = Draft(about, None, None, text, "", ShownTo.EVERYONE, f"corpus-{number}")
    try:
        with writing(engine, writer) as session:
            kept = commands.give(session, writer, library, draft, now=now)
            if shown:
                commands.show(session, EDITOR, kept, now=now)
    except UserError as refused:
        assert "seems to hold" in str(refused), text
        return False
    return True
