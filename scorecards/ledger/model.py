"""What an entry of the learning ledger is. No store, no clock."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


YEARS_AHEAD = 3
ITEM = "item/"  # how `used` begins where it is an item of the library; its slug follows


class Standing(StrEnum):
    """Where an entry stands on a day; the value is what the screen says."""

    OVERDUE = "overdue"
    LATER = "to be looked at again"
    DONE = "looked at again"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a risk manager fills in. `used`: words, or `item/` and the slug of an item.

    `found` is filled in where an entry is put right that was looked at again.
    """

    trust: str
    team: str
    used: str
    changed: str
    look_again: date
    form_key: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a team used and changed. `found` is what they saw when they looked again.

    `removed_at`: since when it stands in the ledger no more.
    """

    id: int
    trust: str
    team: str
    used: str
    changed: str
    look_again: date
    found: str | None
    found_at: datetime | None
    found_by: str | None
    by: str
    at: datetime
    removed_at: datetime | None = None

    @property
    def slug(self) -> str | None:
        """The item of the library that was used, where it is one."""
        return self.used.removeprefix(ITEM) if self.used.startswith(ITEM) else None

    def standing(self, today: date) -> Standing:
        """Overdue from the day after the one that was set."""
        if self.found is not None:
            return Standing.DONE
        return Standing.OVERDUE if today > self.look_again else Standing.LATER


@dataclass(frozen=True, slots=True)
class Summary:
    """A trust's ledger in numbers. `next`: the day on which something is looked at next."""

    entries: int
    overdue: int
    done: int
    next: date | None


def latest(today: date) -> date:
    """The last day on which something may be looked at again, asked on a day."""
    return date(today.year + YEARS_AHEAD, 12, 31)
