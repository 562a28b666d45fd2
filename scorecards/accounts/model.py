"""Persons, memberships and signed-in sessions as they are shown. No store, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from scorecards.people.model import Role, Viewer


DEMONSTRATION = "demonstration"  # the issuer of the invented people
IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=8)
IDLE_KEEPER, ABSOLUTE_KEEPER = timedelta(minutes=15), timedelta(hours=4)
# Those who can change what others see are signed out sooner.
KEEPERS = (Role.ADMINISTRATOR, Role.STEWARD)


def lives(role: Role) -> tuple[timedelta, timedelta]:
    """How long a session lasts without use, and how long in any case."""
    return (IDLE_KEEPER, ABSOLUTE_KEEPER) if role in KEEPERS else (IDLE, ABSOLUTE)


@dataclass(frozen=True, slots=True)
class Person:
    """`email` is what was invited; `signed_in_once` whether they ever came."""

    id: str
    name: str
    email: str | None
    signed_in_once: bool
    disabled: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """A role from one day to another, the last day included. `place` names the trust or patch."""

    id: int
    person: str
    role: Role
    trust: str | None
    region: str | None
    place: str
    from_date: date
    to_date: date | None

    def holds_on(self, day: date) -> bool:
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A live session. `viewer` is whose eyes see; `person` who sits there, with `memberships`.

    `ends_at` is when it ends for want of use, or in any case, whichever is sooner.
    """

    id: int
    person: Person
    viewer: Viewer
    memberships: tuple[Membership, ...]
    acting_by: int | None
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """One of a person's sessions, for the list of them."""

    id: int
    browser: str
    created_at: datetime
    seen_at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a form asks for: who, as what, where, from when to when. The trust or region is a code
    or name of the register, as the role needs it; `form_key` is one for each form that was shown.
    """

    email: str
    name: str
    role: Role
    trust: str | None
    region: str | None
    from_date: date
    to_date: date | None
    form_key: str


class Standing(StrEnum):
    """How a role of a person stands on a day; the value is what the screen says."""

    HOLDS = "has it"
    LATER = "not yet"
    OVER = "over"
    ENDED = "ended"
    DISABLED = "disabled"
    NOTHING = "no role"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person by one of their memberships, for the list of people; with none, who has none.

    `sees` says in a few words what they see by it; `signed_in_at` when they last signed in by it.
    """

    person: Person
    membership: Membership | None
    ended_at: datetime | None
    signed_in_at: datetime | None
    sees: str

    def standing(self, day: date) -> Standing:
        held = self.membership
        if held is not None and self.ended_at is not None:
            return Standing.ENDED
        if held is not None and held.to_date is not None and held.to_date < day:
            return Standing.OVER
        if self.person.disabled:
            return Standing.DISABLED
        if held is None:
            return Standing.NOTHING
        return Standing.LATER if day < held.from_date else Standing.HOLDS


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One line of the access matrix, as an auditor reads it: days and times, and words."""

    name: str
    email: str
    role: str
    place: str
    from_date: date | None
    to_date: date | None
    standing: Standing
    signed_in_at: datetime | None
    sees: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where the viewer can give roles: trusts by code with their names, and regions."""

    trusts: Mapping[str, str]
    regions: tuple[str, ...]
