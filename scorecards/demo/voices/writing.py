"""Writes what the people of the demonstration say, through the commands that people use.

Written once: the forms have fixed keys, so that what is there already stays as it is.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import Engine

from scorecards.clock import london_date
from scorecards.documents import commands as documents
from scorecards.documents.checking import check
from scorecards.documents.model import DocumentKind
from scorecards.documents.model import Draft as NewDocument
from scorecards.exchange import commands as exchange
from scorecards.exchange.model import Draft as NewPost
from scorecards.exchange.model import PostKind
from scorecards.feedback import commands as feedback
from scorecards.feedback.model import Draft as NewFeedback
from scorecards.feedback.model import ShownTo
from scorecards.ledger import commands as ledger
from scorecards.ledger.model import Draft as NewEntry
from scorecards.library.model import Library
from scorecards.people.demonstration import people
from scorecards.people.model import Circle, Viewer
from scorecards.reports import exports
from scorecards.reports.model import Asked, Opened
from scorecards.snapshots.opening import Snapshot
from scorecards.store.transactions import reading, writing


VOICES = Path(__file__).with_name("voices.toml")
EDITOR = "editor"
_Told = Mapping[str, Any]


def write(engine: Engine, library: Library, snapshot: Snapshot, *, now: datetime) -> None:
    """Asks, offers, feedback with its answers, entries of the learning ledger, and documents."""
    told = tomllib.loads(VOICES.read_text(encoding="utf-8"))
    here = people(snapshot.organisations, snapshot.sizes)
    for key, each in _keyed("posts", told, here):
        with writing(engine, here[each["by"]]) as session:
            exchange.post(session, here[each["by"]], library, _post(each, key), now=now)
    for key, each in _keyed("feedback", told, here):
        _say(engine, library, here, each, key=key, now=now)
    for key, each in _keyed("ledger", told, here):
        _enter(engine, library, here[each["by"]], each, key=key, now=now)
    opened = Opened(lambda: library, lambda: snapshot)
    for key, each in _keyed("documents", told, here):
        _add(engine, here[EDITOR], each, key=key, opened=opened, now=now)


def _keyed(
    what: str, told: Mapping[str, list[_Told]], here: Mapping[str, Viewer]
) -> Iterator[tuple[str, _Told]]:
    """Each with the key of its form; of those whose person is not in this nation, none."""
    for number, each in enumerate(told[what]):
        if each.get("by", EDITOR) in here:
            yield f"voices-{what}-{number}", each


def _post(each: _Told, key: str) -> NewPost:
    return NewPost(PostKind(each["kind"]), each["topic"], each["title"], each["detail"], key)


def _say(
    engine: Engine,
    library: Library,
    here: Mapping[str, Viewer],
    each: _Told,
    *,
    key: str,
    now: datetime,
) -> None:
    draft = NewFeedback(
        about=each["about"],
        trust=None,
        useful=each["useful"],
        text=each["text"],
        will_do=each["will_do"],
        shown_to=ShownTo[each["shown_to"]],
        form_key=key,
    )
    with writing(engine, here[each["by"]]) as session:
        number = feedback.give(session, here[each["by"]], library, draft, now=now)
    with writing(engine, here[EDITOR]) as session:
        if each.get("shown"):
            feedback.show(session, here[EDITOR], number, now=now)
        if "answer" in each:
            feedback.answer(session, here[EDITOR], number, each["answer"], now=now)


def _enter(
    engine: Engine, library: Library, viewer: Viewer, each: _Told, *, key: str, now: datetime
) -> None:
    draft = NewEntry(
        trust=viewer.trusts[0],
        team=each["team"],
        used=each["used"],
        changed=each["changed"],
        look_again=london_date(now) + timedelta(days=each["look_again_in"]),
        form_key=key,
    )
    with writing(engine, viewer) as session:
        number = ledger.write(session, viewer, library, draft, now=now)
        if "found" in each:
            ledger.follow_up(session, viewer, number, each["found"], now=now)


def _add(
    engine: Engine, editor: Viewer, each: _Told, *, key: str, opened: Opened, now: datetime
) -> None:
    """A document whose file is one of our own, made now from the library."""
    name, _, given = each["file"].partition("?")
    with reading(engine, editor) as session:
        asked = Asked(session, editor, dict(parse_qsl(given)), now, opened)
        content = exports.made(name, asked).content
    file = check(editor, each["name"], content, scanner=None)
    draft = NewDocument(
        kind=DocumentKind[each["kind"]],
        title=each["title"],
        summary=each["summary"],
        topics=tuple(each["topics"]),
        seen_by=Circle[each["seen_by"]],
        form_key=key,
    )
    with writing(engine, editor) as session:
        documents.add(session, editor, draft, file, looked_through=True, now=now)
