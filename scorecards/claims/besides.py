"""What comparisons and signals tell of the claims that the fixed tables divide: as spans and sums.

The tables are guarded against it: what follows from all of it together is hidden, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from scorecards import financial_year
from scorecards.claims.comparison import cuts
from scorecards.claims.comparison.expected import ALL, COMPARED, NEWEST, OLDER
from scorecards.claims.comparison.groups import WHOLE_KINDS
from scorecards.claims.model import Basis, Kind, Status
from scorecards.disclosure.counts import possible, protect_count
from scorecards.disclosure.policy import HIDDEN_BELOW
from scorecards.disclosure.propagation import MOST, WHOLE, Besides, Node, Span, Sum
from scorecards.errors import UserError
from scorecards.snapshots.opening import Snapshot


YEAR, OTHER_YEAR, QUARTER, CUT = "year", "other-year", "quarter", "cut"
SPECIALTY = "specialty"
RISK_GROUPS = "risk-groups"  # of the peer tables: specialty, group
WINDOWED = ("cut", "denominator", "window", "first", "last")
OTHER_BASIS = {Basis.INCIDENT: Basis.NOTIFIED, Basis.NOTIFIED: Basis.INCIDENT}


@dataclass
class _Told:
    """What is gathered, part by part."""

    spans: dict[Node, Span] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)


def told(snapshot: Snapshot, trust: str, kind: Kind, basis: Basis) -> Besides:
    """Of the claims of one trust and kind that have a date on a basis.

    Years by the other date and comparisons are of the same claims only where each has both dates.
    """
    claims = (
        snapshot.claims(trust)
        .filter(pl.col("kind") == kind.value, pl.col("status") != Status.INCIDENT.value)
        .select(Basis.INCIDENT.column, Basis.NOTIFIED.column)
        .collect()
    )
    found = _Told()
    if not any(claims[name].null_count() for name in claims.columns):
        _other_years(found, claims, basis)
        _quarters(found, claims, YEAR if basis is Basis.NOTIFIED else OTHER_YEAR)
        compared = _compared(snapshot, trust, kind)
        _cuts(found, compared, YEAR if basis is Basis.INCIDENT else OTHER_YEAR)
        _groups(found, compared, _risk_groups(snapshot))
    return Besides(found.spans, found.sums)


def _other_years(found: _Told, claims: pl.DataFrame, basis: Basis) -> None:
    years = [financial_year.of(day) for day in claims[OTHER_BASIS[basis].column].to_list()]
    parts: dict[Node, int] = {(OTHER_YEAR, str(y)): years.count(y) for y in sorted(set(years))}
    found.spans |= {node: possible(protect_count(number)) for node, number in parts.items()}
    found.sums.append((WHOLE, tuple(parts)))


def _quarters(found: _Told, claims: pl.DataFrame, table: str) -> None:
    """Of years in which no quarter is hidden: else there is no chart of them."""
    days: list[date] = claims[Basis.NOTIFIED.column].to_list()
    counted: dict[int, list[int]] = {}
    for day in days:
        quarters = counted.setdefault(financial_year.of(day), [0, 0, 0, 0])
        quarters[(day.month - financial_year.FIRST_MONTH) % 12 // 3] += 1
    for year, quarters in counted.items():
        if all(number == 0 or number >= HIDDEN_BELOW for number in quarters):
            parts: list[Node] = [(QUARTER, f"{year}-{place}") for place in range(4)]
            shown = [possible(protect_count(number)) for number in quarters]
            found.spans |= dict(zip(parts, shown, strict=True))
            found.sums.append(((table, str(year)), tuple(parts)))


def _compared(snapshot: Snapshot, trust: str, kind: Kind) -> pl.DataFrame:
    """The trust's rows of the comparisons of a kind; none in a release that has no comparisons."""
    of_kind = [cut.code for cut in cuts.of_kind(kind)]
    try:
        compared = snapshot.across("compared")
    except UserError:
        return pl.DataFrame(schema=COMPARED)
    return compared.filter(pl.col("trust") == trust, pl.col("cut").is_in(of_kind)).collect()


def _risk_groups(snapshot: Snapshot) -> dict[str, str]:
    try:
        return dict(snapshot.peers(RISK_GROUPS).collect().iter_rows())
    except UserError:
        return {}


def _cuts(found: _Told, compared: pl.DataFrame, years: str) -> None:
    """A cut is its two windows; where it is of all claims, it is the whole, and windows are years.

    Only where no claim is outside the comparison: else nobody knows how many are.
    """
    for row in compared.iter_rows(named=True):
        node = _node(row["cut"], row["denominator"], row["window"])
        found.spans[node] = possible(protect_count(row["observed"]))
    complete = _complete(compared)
    for cut, denominator, window, first, last in compared.select(*WINDOWED).iter_rows():
        node = _node(cut, denominator, window)
        if window == ALL:
            parts = (_node(cut, denominator, OLDER), _node(cut, denominator, NEWEST))
            found.sums.append((node, parts))
        if (cut, denominator) in complete and cut in WHOLE_KINDS.values():
            inside = tuple((years, str(year)) for year in range(first, last + 1))
            found.sums.append((WHOLE, (node,)) if window == ALL else (node, inside))


def _groups(found: _Told, compared: pl.DataFrame, groups: Mapping[str, str]) -> None:
    """A mix is its groups, set against what fits each best; a group is its specialties."""
    complete = _complete(compared)
    single = {each.groups[0]: each for each in cuts.CUTS if not each.mixed}
    for cut, denominator, window in compared.select(*WINDOWED[:3]).iter_rows():
        node, asked = _node(cut, denominator, window), cuts.BY_CODE[cut]
        if denominator == cuts.MIX:
            fitting = [single[group] for group in asked.groups if group in single]
            parts = [_node(each.code, each.denominators[0], window) for each in fitting]
            known = [part for part in parts if part in found.spans]
            if len(known) < len(parts) or (cut, denominator) not in complete:
                known.append(
                    ("rest", f"{cut}/{window}")
                )  # groups without a comparison of their own
                found.spans[known[-1]] = (0, MOST)
            found.sums.append((node, tuple(known)))
        elif window == ALL and not asked.mixed and (cut, denominator) in complete:
            rows = tuple((SPECIALTY, code) for code, of in groups.items() if of == asked.groups[0])
            if rows:  # claims that are not clinical have no specialty
                found.sums.append((node, rows))


def _complete(compared: pl.DataFrame) -> set[tuple[str, str]]:
    whole = compared.group_by("cut", "denominator").agg(pl.col("outside").sum())
    return {(cut, name) for cut, name, outside in whole.iter_rows() if outside == 0}


def _node(cut: str, denominator: str, window: str) -> Node:
    return (CUT, f"{cut}/{denominator}/{window}")
