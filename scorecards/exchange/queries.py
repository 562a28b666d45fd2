"""The door to asks and offers: for everybody who has a role."""

import json

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scorecards.exchange.model import Post, PostKind, PostState
from scorecards.library.model import TOPICS
from scorecards.people.access import check_closes_post, check_reads_posts, may
from scorecards.people.model import Viewer
from scorecards.store import tables


MOST = 100  # asks and offers on the screen, the newest first


def posts(
    session: Session,
    viewer: Viewer,
    *,
    topic: str | None = None,
    kind: PostKind | None = None,
    state: PostState = PostState.OPEN,
) -> tuple[Post, ...]:
    """The newest that there are, of a topic and of a kind where one is named."""
    check_reads_posts(viewer)
    row, place = tables.Post, tables.Organisation
    asked = (
        select(row, place.name)
        .outerjoin(place, place.code == row.place)
        .where(row.state == state.value)
        .order_by(row.at.desc(), row.id.desc())
        .limit(MOST)
    )
    if topic is not None:
        asked = asked.where(row.topic == topic)
    if kind is not None:
        asked = asked.where(row.kind == kind.value)
    return tuple(_post(viewer, each, name) for each, name in session.execute(asked))


def open_offers(session: Session, viewer: Viewer) -> dict[str, int]:
    """How many open offers there are on each topic of the library; a topic without any has 0."""
    check_reads_posts(viewer)
    row = tables.Post
    counted = session.execute(
        select(row.topic, func.count())
        .where(row.kind == PostKind.OFFER.value, row.state == PostState.OPEN.value)
        .group_by(row.topic)
    )
    found = dict(counted.all())
    return {topic: found.get(topic, 0) for topic in TOPICS}


def _post(viewer: Viewer, row: tables.Post, place: str | None) -> Post:
    return Post(
        id=row.id,
        kind=PostKind(row.kind),
        topic=row.topic,
        codes={name: tuple(codes) for name, codes in json.loads(row.codes).items()},
        title=row.title,
        detail=row.detail,
        by=row.by_name,
        place=place or row.place or "",
        at=row.at,
        state=PostState(row.state),
        closed_at=row.closed_at,
        own=may(check_closes_post, viewer, row.by),
    )
