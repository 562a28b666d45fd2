"""What follows from what is told: counts and sums as unknowns, with all that ties them together.

The attacker is given more than people have: that claims never leave a release, which trusts do
what, and for sums what all claims cost together to the penny.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import inf

from scorecards import financial_year
from scorecards.claims import protecting
from scorecards.claims.attack.told import CUT, QUARTER, UNDATED, WHOLE, YEAR, Key, Told
from scorecards.claims.comparison import cuts
from scorecards.claims.comparison.expected import ALL, NEWEST, OLDER
from scorecards.claims.comparison.groups import WHOLE_KINDS
from scorecards.claims.model import Basis
from scorecards.disclosure.bounds import System
from scorecards.disclosure.counts import possible
from scorecards.disclosure.sums import possible_sum


INCIDENT, NOTIFIED = Basis.INCIDENT.value, Basis.NOTIFIED.value


@dataclass
class Counts:
    """Unknowns of one release by what they count."""

    system: System
    of: dict[Key, int] = field(default_factory=dict)


def counts(system: System, told: Told, groups: Mapping[str, str]) -> Counts:
    """Adds the counts of one release. `groups`: the risk group of each specialty."""
    found = Counts(system)
    all_dated = not any(
        told.counts.get((UNDATED, basis, "")) != 0 for basis in (INCIDENT, NOTIFIED)
    )
    for key, shown in told.counts.items():
        table, basis, code = key
        same = (table, INCIDENT, code)
        if basis == NOTIFIED and all_dated and table not in (YEAR, QUARTER) and same in found.of:
            found.of[key] = found.of[same]  # the same claims, whichever date divides them
        else:
            found.of[key] = system.unknown(*possible(shown))
    for basis in (INCIDENT, NOTIFIED):
        _tables_add_up(found, told, basis)
    _quarters_add_up(found)
    _cuts_add_up(found, told, groups)
    return found


def _rows(found: Counts, table: str, basis: str) -> dict[str, int]:
    return {code: u for (name, by, code), u in found.of.items() if (name, by) == (table, basis)}


def _tables_add_up(found: Counts, told: Told, basis: str) -> None:
    """Every table divides the whole; what is left out of it is one more unknown."""
    whole = found.of[WHOLE, basis, ""]
    for table in protecting.TABLES:
        rows = list(_rows(found, table, basis).values())
        if (table, basis) in told.pooled:
            rows.append(found.system.unknown(0))
        if rows:
            found.system.same(rows, [whole])


def _quarters_add_up(found: Counts) -> None:
    """Four quarters are a year of notification."""
    years = _rows(found, YEAR, NOTIFIED)
    of_year: dict[str, list[int]] = {}
    for first, unknown in _rows(found, QUARTER, NOTIFIED).items():
        label = str(financial_year.of(date.fromisoformat(first)))
        of_year.setdefault(label, []).append(unknown)
    for label, parts in of_year.items():
        if len(parts) == 4 and label in years:
            found.system.same(parts, [years[label]])


Part = tuple[str, str, str]  # group, what it is set against, window


def _cuts_add_up(found: Counts, told: Told, groups: Mapping[str, str]) -> None:
    """A cut is its groups, a group its specialties, a window its years: all, or a part of them."""
    part: dict[Part, int] = {}
    for code, unknown in _rows(found, CUT, INCIDENT).items():
        cut, denominator, window = code.split("/")
        within = [
            _part(found, part, (group, _set_against(group, denominator), each))
            for group in cuts.BY_CODE[cut].groups
            for each in ((OLDER, NEWEST) if window == ALL else (window,))
        ]
        found.system.same(within, [unknown])
        complete = (cut, denominator) in told.complete and cut in WHOLE_KINDS.values()
        if window != ALL and complete:
            first, last = told.windows[window]
            years = _rows(found, YEAR, INCIDENT)
            inside = [u for year, u in years.items() if first <= int(year) <= last]
            found.system.same([*inside, *_left_out(found, told, YEAR)], [unknown])
    specialties = _rows(found, "specialty", INCIDENT)
    whole_groups = {
        (cuts.BY_CODE[cut].groups[0], denominator)
        for cut, denominator in told.complete
        if not cuts.BY_CODE[cut].mixed
    }
    for group, denominator in {(group, denominator) for group, denominator, _ in part}:
        rows = [u for code, u in specialties.items() if groups.get(code) == group]
        windows = [part[group, denominator, each] for each in (OLDER, NEWEST)
                   if (group, denominator, each) in part]  # fmt: skip
        if rows and windows:
            outside = [] if (group, denominator) in whole_groups else [found.system.unknown(0)]
            found.system.same([*windows, *outside], [*rows, *_left_out(found, told, "specialty")])


def _left_out(found: Counts, told: Told, table: str) -> list[int]:
    """What the rows of a table may lack where the smallest are left out."""
    return [found.system.unknown(0)] if (table, INCIDENT) in told.pooled else []


def _part(found: Counts, part: dict[Part, int], named: Part) -> int:
    if named not in part:
        part[named] = found.system.unknown(0)
    return part[named]


def _set_against(group: str, denominator: str) -> str:
    """In a mix each group is set against what fits it best."""
    single = [cut for cut in cuts.CUTS if cut.groups == (group,)]
    return single[0].denominators[0] if denominator == cuts.MIX and single else denominator


def sums(told: Told, wholes: Mapping[str, int]) -> tuple[System, dict[Key, int]]:
    """The sums of one release. `wholes`: what all claims cost together, exactly, by basis (pence).

    In parts of the whole: so the solver's rounding is the same for every trust.
    """
    system, found = System(), dict[Key, int]()
    known = told.sums[WHOLE, INCIDENT, ""] is not None
    for key, shown in told.sums.items():
        least, most = _sum_between(key, shown, told)
        whole = wholes[key[1]] or 1
        found[key] = system.unknown(least / whole, most / whole)
    for basis in (INCIDENT, NOTIFIED):
        for table in protecting.TABLES:
            rows = [u for (name, by, _), u in found.items() if (name, by) == (table, basis)]
            if known:
                system.between(rows, 0 if (table, basis) in told.pooled else 1, 1)
    return system, found


def _sum_between(key: Key, shown: int | None, told: Told) -> tuple[float, float]:
    table, _, code = key
    if table == "band":
        floor, ceiling = protecting.VALUES[code]
        least, most = possible(told.counts[key])
        return least * floor, inf if ceiling is None else most * ceiling
    return (0.0, inf) if shown is None else possible_sum(shown)


def never_fewer(later: Counts, earlier: Counts) -> None:
    """Claims are added from release to release: what is counted by incident only grows."""
    for key, unknown in later.of.items():
        if key in earlier.of and (key[0] in (WHOLE, YEAR) or key[0] in protecting.PICKED):
            later.system.no_less(unknown, earlier.of[key])
