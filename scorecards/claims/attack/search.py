"""The attack itself: every hidden number of every trust, bounded by everything that is told."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import polars as pl

from scorecards.claims import protecting
from scorecards.claims.attack import knowledge
from scorecards.claims.attack.told import (
    CUT_KEYS,
    WHOLE,
    Key,
    Told,
    exact,
    of_each_other,
    told,
)
from scorecards.claims.comparison.groups import KeptGroup, claims_of, published
from scorecards.claims.model import Kind
from scorecards.disclosure.bounds import Contradiction, Span, System, ranges, whole_numbers
from scorecards.disclosure.counts import possible
from scorecards.disclosure.policy import (
    GROUPS_DIFFER_BY_CLAIMS,
    GROUPS_DIFFER_BY_TRUSTS,
    HIDDEN_BELOW,
    MARGIN,
    POSSIBLE_VALUES,
    SMALLEST_GROUP,
)
from scorecards.snapshots.opening import Snapshot


@dataclass
class Outcome:
    """`determined`, `narrow` and `pairs` name what was found; empty, nothing was.

    `counts` and `sums` are the hidden ones that were tried, `fewest_values` how many values the
    count with least room may have, `least_margin` the part of itself to which the sum with least
    room can be told. `trusts` are how many trusts and kinds were attacked.
    """

    trusts: int = 0
    counts: int = 0
    sums: int = 0
    fewest_values: int | None = None
    least_margin: float | None = None
    determined: list[str] = field(default_factory=list)
    narrow: list[str] = field(default_factory=list)
    pairs: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def held(self) -> bool:
        return not (self.determined or self.narrow or self.pairs)


@dataclass(frozen=True)
class Target:
    """A release to be attacked, with what all trusts are told of each other in it."""

    snapshot: Snapshot
    compared: pl.DataFrame
    groups: Mapping[str, str]

    @classmethod
    def of(cls, snapshot: Snapshot, groups: Mapping[str, str]) -> "Target":
        return cls(snapshot, of_each_other(snapshot), groups)


def attack(targets: Sequence[Target], trusts: Iterable[str]) -> Outcome:
    """Every kind of claims of some trusts, in the newest release and those before it together.

    As a Lead who has them all in the patch and knows of comparisons besides; a board member of one
    of them, and people of other trusts, are told a part of it.
    """
    began, outcome = time.perf_counter(), Outcome()
    for trust in trusts:
        for kind in Kind:
            known = [
                told(each.snapshot, trust, kind, each.compared)
                for each in targets
                if trust in each.snapshot.organisations
            ]
            truth = exact(targets[0].snapshot, trust, kind)
            outcome.trusts += 1
            _counts(outcome, known, targets[0].groups, f"{trust} {kind}")
            _sums(outcome, known[0], truth, f"{trust} {kind}")
    outcome.seconds = time.perf_counter() - began
    return outcome


def _counts(outcome: Outcome, known: Sequence[Told], groups: Mapping[str, str], where: str) -> None:
    """Counts that are hidden, and what is left of the whole without a row, in the newest release.

    Where claims have left a release after all, each release is taken by itself.
    """
    try:
        hidden, found = _bounded(known, groups)
    except Contradiction:
        hidden, found = _bounded(known[:1], groups)
    for key, unknown in hidden.items():
        least, most = whole_numbers(found[unknown])
        values = most - least + 1
        if most == 0:
            continue  # a rest of nothing: the row is the whole
        if outcome.fewest_values is None or values < outcome.fewest_values:
            outcome.fewest_values = values
        outcome.counts += 1
        if values < POSSIBLE_VALUES:
            outcome.determined.append(f"{where}: {' '.join(key)} is {least}")


def _bounded(
    known: Sequence[Told], groups: Mapping[str, str]
) -> tuple[dict[Key, int], dict[int, Span]]:
    system = System()
    releases = [knowledge.counts(system, each, groups) for each in known]
    for later, earlier in pairwise(releases):
        knowledge.never_fewer(later, earlier)
    newest = releases[0]
    hidden = {key: newest.of[key] for key, shown in known[0].counts.items() if shown is None}
    hidden |= _small_rests(newest, known[0])
    return hidden, ranges(system, list(hidden.values()))


def _small_rests(newest: knowledge.Counts, told: Told) -> dict[Key, int]:
    """What is left of the whole without one row, where it may be a small number that is not nought.

    It is no row, but whoever could tell it would know of a few claims that they lie elsewhere.
    """
    system, found = newest.system, dict[Key, int]()
    for (table, basis, code), unknown in newest.of.items():
        if table not in protecting.TABLES or not told.counts[table, basis, code]:
            continue
        whole = newest.of[WHOLE, basis, ""]
        least = max(0.0, system.spans[whole][0] - system.spans[unknown][1])
        most = system.spans[whole][1] - system.spans[unknown][0]
        if least < HIDDEN_BELOW and most > 0:
            rest = system.unknown(least, most)
            system.same([rest, unknown], [whole])
            found["without", basis, f"{table} {code}"] = rest
    return found


def _sums(outcome: Outcome, known: Told, truth: Told, where: str) -> None:
    wholes = {basis: pence for (table, basis, _), pence in truth.sums.items()
              if table == WHOLE and pence is not None}  # fmt: skip
    system, unknowns = knowledge.sums(known, wholes)
    hidden = {
        key: unknowns[key]
        for key, shown in known.sums.items()
        if shown is None and (truth.sums.get(key) or 0) > 0
    }
    found = ranges(system, list(hidden.values()))
    for key, unknown in hidden.items():
        part = (truth.sums[key] or 0) / (wholes[key[1]] or 1)
        least, most = found[unknown]
        margin = min(1 - least / part, most / part - 1)
        outcome.sums += 1
        if outcome.least_margin is None or margin < outcome.least_margin:
            outcome.least_margin = margin
        if margin < MARGIN - 1e-9:
            outcome.narrow.append(f"{where}: {' '.join(key)} to within {margin:.0%}")


def from_the_nation(target: Target, own: str) -> Iterator[str]:
    """Counts of other trusts that follow from what the nation has, its own part taken away.

    As if the nation's counts of every comparison were known exactly, which they are not.
    """
    exactly = target.snapshot.across("compared").select(*CUT_KEYS, "trust", "observed").collect()
    nation = dict.fromkeys(exactly.select(CUT_KEYS).iter_rows(), 0)
    for *key, trust, observed in exactly.iter_rows():
        nation[*key] += 0 if trust == own else observed
    others = target.compared.filter(pl.col("trust") != own).select(*CUT_KEYS, "trust", "observed")
    told_of: dict[tuple[str, ...], dict[str, int | None]] = {}
    for *key, trust, observed in others.iter_rows():
        told_of.setdefault(tuple(key), {})[trust] = observed
    for cell, shown in told_of.items():
        spans = {trust: possible(count) for trust, count in shown.items()}
        low, high = (sum(span[end] for span in spans.values()) for end in (0, 1))
        for trust, count in shown.items():
            fewest, greatest = spans[trust]
            least = max(fewest, nation[cell] - (high - greatest))
            most = min(greatest, nation[cell] - (low - fewest))
            if count is None and most - least + 1 < POSSIBLE_VALUES:
                yield f"{trust}: {' '.join(cell)} is {least}, as {own} can tell from the nation"


def unsafe_groups(snapshot: Snapshot, kept: Sequence[KeptGroup]) -> Iterator[str]:
    """Groups that are too small, and pairs that differ by too little, for anybody who may see them.

    A trust sees the groups of the release and its own; it may take its own claims away.
    """
    claims = claims_of(snapshot)
    given = [group for groups in published(snapshot).values() for group in groups]
    own = {trust: [g for g in kept if g.trust == trust] for trust in snapshot.organisations}
    for trust in snapshot.organisations:
        seen = {g.name: g.members - {trust} for g in given}
        seen |= {f"{g.name} ({g.code})": g.members - {trust} for g in own[trust]}
        for name, members in seen.items():
            if _fewer(members, claims, SMALLEST_GROUP, 0):
                yield f"{trust}: {name} has too few trusts"
        for one, other in combinations(seen, 2):
            apart = seen[one] ^ seen[other]
            if apart and _fewer(apart, claims, GROUPS_DIFFER_BY_TRUSTS, GROUPS_DIFFER_BY_CLAIMS):
                yield f"{trust}: {one} and {other} differ by too little"


def _fewer(
    trusts: Iterable[str], claims: Mapping[str, Sequence[int]], number: int, at_least: int
) -> bool:
    with_claims = [claims[trust] for trust in trusts if any(claims[trust])]
    if not with_claims:
        return False
    return len(with_claims) < number or min(map(sum, zip(*with_claims, strict=True))) < at_least
