"""What is known of readers. No store, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


FEWEST = 5  # readers that are told as a number; fewer could be known by name
LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Readers:
    """How many people opened something, and of which kind of organisation they are.

    None is fewer than five. `places` has a kind of organisation, or the role of people of no trust.
    """

    subject: str
    people: int | None
    places: Mapping[str, int | None]


def subject_of(slug: str) -> str:
    """What an item of the library is called in what was read."""
    return f"item/{slug}"


def slug_of(subject: str) -> str:
    """The item's address of what was read."""
    return subject.removeprefix("item/")


def told(people: int) -> int | None:
    """A number of readers, where it may be told; nobody is nobody."""
    return people if people >= FEWEST or not people else None


def told_of_places(places: Mapping[str, int]) -> dict[str, int | None]:
    """Readers by place. Where one number alone would follow from the total, two are not told."""
    shown = {place: told(number) for place, number in sorted(places.items())}
    hidden = [place for place, number in shown.items() if number is None]
    known = [(number, place) for place, number in shown.items() if number]
    if len(hidden) == 1 and known:
        shown[min(known)[1]] = None
    return shown
