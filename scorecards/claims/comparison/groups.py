"""The groups of trusts there are: those that every release gives, and those that trusts keep.

Who may see a kept group is decided here; whether one may be kept, in `disclosure.groups`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.claims.comparison.cuts import CUTS
from scorecards.claims.comparison.expected import ALL
from scorecards.claims.comparison.model import PeerGroup
from scorecards.claims.model import Kind
from scorecards.disclosure.groups import Group, far_apart_for_all, large_enough
from scorecards.errors import NotAllowed
from scorecards.people.access import check_sees_scorecard
from scorecards.people.model import OF_A_TRUST, Organisation, Role, Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store import tables


EVERYONE, TYPE, SIZE, KEPT = "all", "type", "size", "own-"
THIRDS = ("lower third", "middle third", "upper third")
WHOLE_KINDS = {Kind.CLINICAL: "clinical", Kind.NON_CLINICAL: "non-clinical"}
Claims = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """A group that a trust made for itself. `removed_at` is missing while it is in use."""

    id: int
    trust: str
    name: str
    members: frozenset[str]
    created_by: str
    created_at: datetime
    removed_at: datetime | None

    @property
    def code(self) -> str:
        return f"{KEPT}{self.id}"


def check_uses_groups(viewer: Viewer, trust: str) -> None:
    """A trust's own groups are for its own people: together with another's they could subtract."""
    check_sees_scorecard(viewer, trust)
    if viewer.role not in OF_A_TRUST:
        raise NotAllowed("The groups that a trust keeps are for its own people.")


def check_keeps_groups(viewer: Viewer, trust: str) -> None:
    check_uses_groups(viewer, trust)
    if viewer.role is not Role.RISK_MANAGER:
        raise NotAllowed("Only a risk manager of the trust can keep or drop its groups.")


def kept(session: Session, viewer: Viewer, trust: str) -> tuple[KeptGroup, ...]:
    """The groups in use by a trust, by name."""
    check_uses_groups(viewer, trust)
    return tuple(group for group in ever_kept(session, trust) if group.removed_at is None)


def ever_kept(session: Session, trust: str) -> tuple[KeptGroup, ...]:
    """Every group that a trust has had, by name; dropped ones too, for they were seen."""
    asked = select(tables.PeerGroup).where(tables.PeerGroup.trust == trust)
    rows = session.scalars(asked.order_by(tables.PeerGroup.name, tables.PeerGroup.id))
    return tuple(
        KeptGroup(
            row.id,
            row.trust,
            row.name,
            frozenset(json.loads(row.members)),
            row.created_by,
            row.created_at,
            row.removed_at,
        )
        for row in rows
    )


def claims_of(snapshot: Snapshot) -> Claims:
    """Per trust its clinical and its non-clinical claims, whatever they can be set against."""
    found = dict.fromkeys(snapshot.organisations, (0, 0))
    rows = (
        snapshot.across("compared")
        .filter(pl.col("window") == ALL)
        .group_by("trust", "cut")
        .agg(claims=(pl.col("observed") + pl.col("outside")).max())
        .collect()
    )
    whole = dict(zip(rows.select("trust", "cut").iter_rows(), rows["claims"], strict=True))
    for trust in found:
        clinical, others = (int(whole.get((trust, cut), 0)) for cut in WHOLE_KINDS.values())
        found[trust] = (clinical, others)
    return found


def published(snapshot: Snapshot) -> dict[str, tuple[PeerGroup, ...]]:
    """The groups of a release by what they are: all, by type, by size.

    Large enough for every member, and any two equal or far apart; what is not is left out, later
    ones first. Size is the number of claims expected, in thirds of what stands before the colon of
    a type (`Acute: small`).
    """
    claims = claims_of(snapshot)
    organisations = list(snapshot.organisations.values())
    everyone = PeerGroup(EVERYONE, "all trusts", frozenset(o.code for o in organisations))
    types = [
        PeerGroup(TYPE, f"the type “{name}”", members)
        for name, members in _by_type(organisations).items()
    ]
    sizes = _thirds(organisations, _expected(snapshot))
    found: dict[str, list[PeerGroup]] = {EVERYONE: [], TYPE: [], SIZE: []}
    before: list[PeerGroup] = []
    for group in (everyone, *types, *sizes):
        large = all(large_enough(group.members, own, claims) for own in ("", *group.members))
        if large and all(
            far_apart_for_all(group.members, other.members, claims) for other in before
        ):
            found[group.code].append(group)
            before.append(group)
    return {code: tuple(groups) for code, groups in found.items()}


def seen_by(snapshot: Snapshot, ever: Sequence[KeptGroup]) -> tuple[Group, ...]:
    """Every group that a person of a trust can have seen, with the name to call it by."""
    given = [group for groups in published(snapshot).values() for group in groups]
    return (
        *(Group(group.name, group.members) for group in given),
        *(Group(f"your group “{group.name}”", group.members) for group in ever),
    )


def _by_type(organisations: Sequence[Organisation]) -> dict[str, frozenset[str]]:
    names = sorted({o.type for o in organisations if o.type})
    return {name: frozenset(o.code for o in organisations if o.type == name) for name in names}


def _expected(snapshot: Snapshot) -> dict[str, float]:
    """All claims to be expected of each trust, clinical and non-clinical, by the mix."""
    best = {cut.code: cut.denominators[0] for cut in CUTS if cut.code in WHOLE_KINDS.values()}
    rows = (
        snapshot.across("compared")
        .filter(
            pl.col("window") == ALL,
            pl.col("cut").is_in(list(best)),
            pl.col("denominator") == pl.col("cut").replace_strict(best, default=None),
        )
        .group_by("trust")
        .agg(pl.col("expected").sum())
        .collect()
    )
    return dict(zip(rows["trust"].to_list(), rows["expected"].to_list(), strict=True))


def _thirds(
    organisations: Sequence[Organisation], expected: Mapping[str, float]
) -> list[PeerGroup]:
    families: dict[str, list[str]] = {}
    for each in organisations:
        if each.type and expected.get(each.code):
            families.setdefault(each.type.split(":")[0], []).append(each.code)
    groups = []
    for family, codes in sorted(families.items()):
        ordered = sorted(codes, key=lambda code: (expected[code], code))
        cuts = [round(len(ordered) * part / len(THIRDS)) for part in range(len(THIRDS) + 1)]
        groups += [
            PeerGroup(
                SIZE,
                f"“{family}”, {words} by size",
                frozenset(ordered[cuts[place] : cuts[place + 1]]),
            )
            for place, words in enumerate(THIRDS)
        ]
    return groups
