"""Persons, memberships and signed-in sessions as they are shown. No store, no clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scorecards.people.model import Role, Viewer


DEMONSTRATION = "demonstration"  # the issuer of the invented people
IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=8)
IDLE_KEEPER, ABSOLUTE_KEEPER = timedelta(minutes=15), timedelta(hours=4)
# Those who can change what others see are signed out sooner.
KEEPERS = (Role.ADMINISTRATOR, Role.STEWARD)


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
