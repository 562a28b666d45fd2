"""Which groups of trusts may be compared with: large enough, and equal to or far from each other.

Two groups that differ by few trusts subtract to those few. Every group that was ever seen counts,
also those that were given up. The viewer's own trust is left out everywhere: it knows its own.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

from scorecards.disclosure.policy import (
    GROUPS_DIFFER_BY_CLAIMS,
    GROUPS_DIFFER_BY_TRUSTS,
    SMALLEST_GROUP,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Trusts by code, with the name that readers see."""

    name: str
    members: frozenset[str]


def large_enough(members: Set[str], own: str, claims: Mapping[str, Sequence[int]]) -> bool:
    """Whether ten trusts with claims remain without one's own.

    `claims`: per trust the number of each kind of claims; a trust that is not named has none.
    """
    return len(_with_claims(members - {own}, claims)) >= SMALLEST_GROUP


def far_apart(
    one: Set[str], other: Set[str], own: str, claims: Mapping[str, Sequence[int]]
) -> bool:
    """Whether nothing small is the difference of two groups: no trust, or five with ten claims.

    Ten claims of each kind, for each kind is compared by itself. Trusts without any claims are not
    counted: leaving them in or out changes nothing, so they could hide how near two groups are.
    """
    apart = _with_claims((one ^ other) - {own}, claims)
    if not apart:
        return True
    sums = [sum(kind) for kind in zip(*(claims[trust] for trust in apart), strict=True)]
    return len(apart) >= GROUPS_DIFFER_BY_TRUSTS and min(sums) >= GROUPS_DIFFER_BY_CLAIMS


def far_apart_for_all(one: Set[str], other: Set[str], claims: Mapping[str, Sequence[int]]) -> bool:
    """Whether two groups are far apart whoever looks: each trust may be the viewer's own."""
    apart = _with_claims(one ^ other, claims)
    if not apart:
        return True
    kinds = zip(*(claims[trust] for trust in apart), strict=True)
    left = [sum(kind) - max(kind) for kind in map(list, kinds)]
    return len(apart) > GROUPS_DIFFER_BY_TRUSTS and min(left) >= GROUPS_DIFFER_BY_CLAIMS


def nearest(
    members: Set[str],
    seen: Collection[Group],
    own: str,
    claims: Mapping[str, Sequence[int]],
) -> Group | None:
    """The first of the groups seen that differs from `members` by too little; None is as wished."""
    return next(
        (group for group in seen if not far_apart(members, group.members, own, claims)), None
    )


def _with_claims(trusts: Set[str], claims: Mapping[str, Sequence[int]]) -> Set[str]:
    return {trust for trust in trusts if any(claims.get(trust, ()))}
