"""Making an ask or an offer, and closing it: check, change, trace.

Each takes a session inside `store.transactions.writing`.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.errors import UserError
from scorecards.exchange.model import Draft, PostState
from scorecards.library.model import DIMENSIONS, TOPICS, Library
from scorecards.people.access import check_closes_post, check_posts
from scorecards.people.model import Role, Viewer
from scorecards.store import tables
from scorecards.written import check_length, check_nobody_in, one_line, tidy


LONGEST_TITLE = 120
LONGEST_DETAIL = 4000
MOST_A_DAY = 10
MOST_CODES = 20
USED_BEFORE = "This form was used before. Open the page again, and fill it in."


def post(session: Session, viewer: Viewer, library: Library, draft: Draft, *, now: datetime) -> int:
    """Keeps an ask or an offer and gives its number. The same form sent again is the same row.

    Raises UserError for a text that is empty, too long or about a person, for a topic that is not
    there, and for more than ten a day.
    """
    check_posts(viewer)
    row = tables.Post
    again = session.scalars(select(row).where(row.form_key == draft.form_key)).one_or_none()
    if again is not None:
        if again.by != viewer.person:
            raise UserError(USED_BEFORE)
        return again.id
    title, detail = one_line(draft.title), tidy(draft.detail)
    _check(title, detail, draft.topic)
    made = select(func.count()).where(row.by == viewer.person, row.at > now - timedelta(days=1))
    if (session.scalar(made) or 0) >= MOST_A_DAY:
        raise UserError(f"You have made {MOST_A_DAY} asks and offers today. Go on tomorrow.")
    kept = row(
        kind=draft.kind.value,
        topic=draft.topic,
        codes=json.dumps(_known(draft.codes, library)),
        title=title,
        detail=detail,
        place=viewer.trusts[0] if viewer.role is Role.RISK_MANAGER else None,
        by=viewer.person,
        by_name=viewer.name,
        at=now,
        state=PostState.OPEN.value,
        form_key=draft.form_key,
    )
    session.add(kept)
    session.flush()
    trail.record(session, viewer, Action.POSTED, f"post/{kept.id}", detail=kept.kind, now=now)
    return kept.id


def close(session: Session, viewer: Viewer, number: int, *, now: datetime) -> None:
    """Takes an ask or an offer out of the open ones; the row stays. Twice is as once."""
    found = session.get(tables.Post, number)
    check_closes_post(viewer, found.by if found is not None else None)
    if found is None:
        raise UserError("That ask or offer is not there. Open the page again.")
    if found.state == PostState.OPEN.value:
        found.state, found.closed_at, found.closed_by = PostState.CLOSED.value, now, viewer.person
        trail.record(
            session, viewer, Action.POST_CLOSED, f"post/{number}", trust=found.place, now=now
        )


def _check(title: str, detail: str, topic: str) -> None:
    if not title:
        raise UserError("Say in one line what it is about.")
    if not detail:
        raise UserError("Say in some words what you ask or offer.")
    if topic not in TOPICS:
        raise UserError("Choose a topic.")
    for name, text, longest in (
        ("The title", title, LONGEST_TITLE),
        ("The text", detail, LONGEST_DETAIL),
    ):
        check_length(name, text, longest)
        check_nobody_in(name, text)


def _known(codes: Mapping[str, tuple[str, ...]], library: Library) -> dict[str, list[str]]:
    """Codes that the lists hold; others are left out: the address may say anything."""
    lists = {name.value: set(library.taxonomy[name].by_code) for name in DIMENSIONS}
    found = {
        name: sorted({code for code in each if code in lists[name]})[:MOST_CODES]
        for name, each in codes.items()
        if name in lists
    }
    return {name: each for name, each in found.items() if each}
