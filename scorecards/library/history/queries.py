"""What somebody has read, told to themselves; and how many people read what, told to the desk."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scorecards.library.history.model import Readers, at_least, told, told_of_places
from scorecards.people.access import check_is_viewer, check_reads_desk
from scorecards.people.model import Viewer
from scorecards.store import tables


def read_by(session: Session, viewer: Viewer) -> Mapping[str, datetime]:
    """What the viewer has opened, and when last. Nobody else is told."""
    check_is_viewer(viewer)
    row = tables.Reading
    found = session.execute(
        select(row.subject, func.max(row.last_at).label("at"))
        .where(row.person == viewer.person)
        .group_by(row.subject)
    )
    return {each.subject: each.at for each in found}


def readers(
    session: Session, viewer: Viewer, *, since: datetime | None = None
) -> tuple[Readers, ...]:
    """How many people opened each subject at least, since a moment where one is given.

    Told in fives, most read first: no number under five is told, nor follows from the others.
    """
    check_reads_desk(viewer)
    row = tables.Reading
    asked = select(row.subject, row.place_type, row.person)
    if since is not None:
        asked = asked.where(row.last_at >= since)
    people: dict[str, set[str]] = {}
    places: dict[str, dict[str, int]] = {}
    for subject, place, person in session.execute(asked):
        people.setdefault(subject, set()).add(person)
        counted = places.setdefault(subject, {})
        counted[place] = counted.get(place, 0) + 1
    found = [
        Readers(subject, at_least(len(those)), told_of_places(places[subject]))
        for subject, those in people.items()
    ]
    return tuple(sorted(found, key=lambda each: (-(each.people or 0), each.subject)))


def readers_of(
    session: Session,
    viewer: Viewer,
    groups: Mapping[str, Collection[str]],
    *,
    since: datetime,
) -> Mapping[str, int | None]:
    """How many people opened one or more of the subjects of each group; None is fewer than five."""
    check_reads_desk(viewer)
    row = tables.Reading
    people: dict[str, set[str]] = {}
    for subject, person in session.execute(
        select(row.subject, row.person).where(row.last_at >= since)
    ):
        people.setdefault(subject, set()).add(person)
    return {
        group: told(len({person for each in subjects for person in people.get(each, ())}))
        for group, subjects in groups.items()
    }
