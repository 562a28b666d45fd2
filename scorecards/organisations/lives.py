"""Figures of organisations as constituted then, added up for today's. Plain values, no store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from scorecards import financial_year


MONTHS = 12


@dataclass(frozen=True, slots=True)
class Life:
    """When an organisation was there, its first and last day included; None is without an end."""

    opened: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Did:
    """What an organisation did in a financial year: the sum of the months that were reported."""

    organisation: str
    year: int
    measure: str
    value: float
    months: int


@dataclass(frozen=True, slots=True)
class Year:
    """The same for an organisation of today, added up over what it was made of (`parts`).

    `whole`: every month of the year was reported by all who were there then.
    """

    trust: str
    year: int
    measure: str
    value: float
    parts: tuple[str, ...]
    whole: bool


def of_today(
    did: Iterable[Did], lives: Mapping[str, Life], today: Mapping[str, str]
) -> tuple[Year, ...]:
    """By measure, organisation and year. `today`: the successor of each code that merged."""
    ordered = sorted(
        did,
        key=lambda one: (one.measure, _trust(one, today), one.year, one.organisation),
    )
    groups = groupby(ordered, key=lambda one: (one.measure, _trust(one, today), one.year))
    return tuple(
        _year(trust, year, measure, tuple(parts), lives) for (measure, trust, year), parts in groups
    )


def months_there(year: int, life: Life) -> frozenset[int]:
    """Which of the twelve months of a financial year (from 0) an organisation lived to see."""
    found = set()
    for place in range(MONTHS):
        month = (financial_year.FIRST_MONTH - 1 + place) % MONTHS + 1
        first = date(year + (month < financial_year.FIRST_MONTH), month, 1)
        after = date(first.year + first.month // MONTHS, first.month % MONTHS + 1, 1)
        if (life.opened is None or life.opened < after) and (
            life.closed is None or life.closed >= first
        ):
            found.add(place)
    return frozenset(found)


def _trust(one: Did, today: Mapping[str, str]) -> str:
    return today.get(one.organisation, one.organisation)


def _year(
    trust: str, year: int, measure: str, parts: tuple[Did, ...], lives: Mapping[str, Life]
) -> Year:
    there = {
        one.organisation: months_there(year, lives.get(one.organisation, Life())) for one in parts
    }
    reported = all(one.months >= len(there[one.organisation]) for one in parts)
    # A figure of twelve months covers the year, even of one that has its code since last autumn.
    covered = any(one.months == MONTHS for one in parts) or (
        len(frozenset().union(*there.values())) == MONTHS
    )
    return Year(
        trust=trust,
        year=year,
        measure=measure,
        value=sum(one.value for one in parts),
        parts=tuple(one.organisation for one in parts),
        whole=reported and covered,
    )
