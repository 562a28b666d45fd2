"""Who can be chosen in the demonstration: its own people, and those invited in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from scorecards.accounts import demonstration as accounts
from scorecards.accounts import limits
from scorecards.people.access import check_sees_scorecards, may
from scorecards.people.model import OF_A_PATCH, OF_A_TRUST, Role, Viewer
from scorecards.settings import Settings
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from scorecards.web import demonstration


@dataclass(frozen=True, slots=True)
class Choice:
    """`name` is what the form sends."""

    name: str
    words: str
    sees: str


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one role."""

    role: str
    people: tuple[Choice, ...]


def groups(engine: Engine, settings: Settings, *, now: datetime) -> tuple[Group, ...]:
    """By role, each with what they see in a sentence. Makes those persons who are not yet."""
    demonstration.settle(engine, settings, now=now)
    short = {viewer.person: name for name, viewer in _people(engine, settings).items()}
    order = {person: place for place, person in enumerate(short)}
    with reading(engine, SYSTEM) as session:
        unsorted = accounts.choosable(session, now=now)
    found = sorted(unsorted, key=lambda viewer: order.get(viewer.person, len(order)))
    return tuple(
        Group(role.value[0].upper() + role.value[1:], tuple(_choices(role, found, short)))
        for role in Role
        if any(viewer.role is role for viewer in found)
    )


def person(engine: Engine, settings: Settings, name: str) -> str:
    """The id of the person with a short name; a name that is none is an id already, or nobody's."""
    found = _people(engine, settings).get(name)
    return name if found is None else found.person


def _people(engine: Engine, settings: Settings) -> dict[str, Viewer]:
    return demonstration.people(engine, settings)


def _choices(role: Role, found: Sequence[Viewer], short: dict[str, str]) -> Iterator[Choice]:
    for viewer in found:
        if viewer.role is role:
            yield Choice(short.get(viewer.person, viewer.person), _words(viewer), _sees(viewer))


def _words(viewer: Viewer) -> str:
    """The name, with the place where it does not say so itself."""
    placed = viewer.role in (*OF_A_TRUST, *OF_A_PATCH) and viewer.place not in viewer.name
    return f"{viewer.name}, {viewer.place}" if placed else viewer.name


def _sees(viewer: Viewer) -> str:
    """The first of their limits; of those who see no figures, what they do instead."""
    told = limits.of(viewer)
    return told[0] if may(check_sees_scorecards, viewer) else told[1]
