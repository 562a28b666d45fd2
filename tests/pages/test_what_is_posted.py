"""Whatever people write is shown as it was written, wherever it is shown: the whole corpus of
payloads as comment, answer, entry of the ledger, ask, and title of a notice.
"""

import shutil
from datetime import timedelta

import pytest

from scorecards import clock, settings
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.exchange import commands as exchange
from scorecards.exchange import queries as posts
from scorecards.exchange.model import Draft as Ask
from scorecards.exchange.model import PostKind
from scorecards.feedback import commands, queries
from scorecards.feedback.model import Draft, ShownTo
from scorecards.ledger import commands as ledger
from scorecards.ledger.model import Draft as Entry
from scorecards.library.model import TOPICS
from scorecards.library.reading import read as read_library
from scorecards.notices import commands as notices
from scorecards.notices.model import Happening
from scorecards.people.model import Circle, Role, Viewer
from scorecards.store.transactions import writing
from scorecards.taxonomy import codes
from scorecards.ui import news, own_feedback
from scorecards.written import one_line, tidy
from tests.accounts.settled import engine_of
from tests.pages import screen
from tests.pages.screen import (
    ACCOUNT,
    ASKS,
    FEEDBACK,
    ITEM,
    LEDGER,
    WELCOME,
    sound,
    texts,
    visit,
    written,
)
from tests.payload_families import CORPUS


LIBRARY = read_library(settings.LIBRARY, codes.read(settings.REFERENCE), themes=settings.THEMES)
SLUG, ASK = "third-visit", PostKind.ASK
WRITER = Viewer("risk_manager-NMU", "Risk manager", Role.RISK_MANAGER, ("NMU",))
EDITOR = Viewer("editor", "Library editor", Role.EDITOR)
ALL = 1000
LIMITS = ((commands, "MOST_A_DAY"), (exchange, "MOST_A_DAY"), (ledger, "MOST_A_DAY"))
LISTS = ((queries, "MOST"), (queries, "A_PAGE"), (posts, "MOST"), (own_feedback, "SHOWN"),
         (news, "SHOWN"))  # fmt: skip


@pytest.fixture(scope="module")
def posted(untouched_demonstration, tmp_path_factory):
    """A home in which one person has written all of the corpus everywhere, and what was kept."""
    home = shutil.copytree(untouched_demonstration, tmp_path_factory.mktemp("posted") / "home")
    engine = engine_of(home)
    with pytest.MonkeyPatch.context() as patch:
        for module, limit in LIMITS:
            patch.setattr(module, limit, ALL)
        with writing(engine, WRITER) as session:
            kept = [text for n, text in enumerate(CORPUS) if _write(session, text, n)]
    engine.dispose()
    assert len(kept) >= len(CORPUS) - 5 >= 300
    return home, kept


def _write(session, text, number):
    """False where it is refused, because it tells of a person."""
    now, key = clock.now(), f"corpus-{number}"
    comment = Draft(f"item/{SLUG}", None, None, text, "", ShownTo.EVERYONE, key)
    day, line = london_date(now) + timedelta(days=30), one_line(text)[:80] or "Nothing"
    try:
        kept = commands.give(session, WRITER, LIBRARY, comment, now=now)
    except UserError as refused:
        assert "seems to hold" in str(refused), text
        return False
    commands.show(session, EDITOR, kept, now=now)
    commands.answer(session, EDITOR, kept, f"Yes: {text}", now=now)
    entry, ask = Entry("NMU", line, line, text, day, key), Ask(ASK, TOPICS[0], line, text, key)
    ledger.write(session, WRITER, LIBRARY, entry, now=now)
    exchange.post(session, WRITER, LIBRARY, ask, now=now)
    notices.raise_notice(
        session, EDITOR, Happening.ITEM_PUBLISHED, f"item/{number}", title=line,
        address="/item?item=third-visit", seen_by=Circle.EVERYONE, now=now,
    )  # fmt: skip
    return True


@pytest.fixture
def kept(posted, at_home, monkeypatch):
    """What was kept, the newest first; each list shows all of it at once."""
    home, written = posted
    at_home(home)
    for module, size in LISTS:
        monkeypatch.setattr(module, size, ALL)
    return written[::-1]


@pytest.mark.parametrize(
    ("place", "person"), [(ITEM, "board"), (ACCOUNT, "manager-NMU"), (FEEDBACK, "editor")]
)
def test_comments_and_answers_are_shown_as_they_were_written(kept, place, person):
    asked = {ITEM: {"item": SLUG}, FEEDBACK: {"state": "shown"}}.get(place, {})
    window = sound(visit(place, person=person, **asked))
    assert written(window) == [tidy(each) for text in kept for each in (text, f"Yes: {text}")]


def test_entries_of_the_ledger_are_shown_as_they_were_written(kept):
    window = sound(visit(LEDGER, person="board"))
    assert written(window) == [tidy(text) for text in kept[::-1]]
    lines = [one_line(text)[:80] for text in kept[::-1]]
    assert [one_line(screen.as_read(each.value)) for each in window.subheader] == lines


def test_asks_are_shown_as_they_were_written(kept):
    window = sound(visit(ASKS, person="board"))
    assert written(window) == [tidy(text) for text in kept]
    assert [screen.as_read(each.value) for each in window.header] == [
        one_line(text)[:80] for text in kept
    ]


def test_titles_of_notices_are_shown_as_they_were_written(kept):
    said = set(texts(sound(visit(WELCOME, person="board"))))
    assert {f"**{one_line(text)[:80]}**" for text in kept} <= said
