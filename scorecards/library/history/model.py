"""What is known of readers. No store, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


FEWEST = 5  # readers that are told as a number; fewer could be known by name
LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Readers:
    """How many people opened something, and of which kind of organisation they are.

    Both are `at_least`. `places` has kinds of organisation, or the role of people of no trust.
    """

    subject: str
    people: int | None
    places: Mapping[str, int]


def subject_of(slug: str) -> str:
    """What an item of the library is called in what was read."""
    return f"item/{slug}"


def slug_of(subject: str) -> str:
    """The item's address of what was read."""
    return subject.removeprefix("item/")


def told(people: int) -> int | None:
    """A number of readers, where it may be told; nobody is nobody."""
    return people if people >= FEWEST or not people else None


def at_least(people: int) -> int | None:
    """The number of five, ten, fifteen … that readers are at least; None is fewer than five.

    Told so for each place and for all together, no small number is what is left of the others.
    """
    return people // FEWEST * FEWEST or None


def told_of_places(places: Mapping[str, int]) -> dict[str, int]:
    """How many readers places have at least, most first; those of fewer than five are left out."""
    found = {place: least for place, number in places.items() if (least := at_least(number))}
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))
