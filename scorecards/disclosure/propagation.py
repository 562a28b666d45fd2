"""What follows from sums of counts, step by step: quick, and exact where the sums form a tree.

Where they do not, it finds less than `bounds` does; so tables are guarded by this, and attacked by
that.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field


Node = Hashable
Span = tuple[int, int]
Sum = tuple[Node, tuple[Node, ...]]  # a count, and those that add up to it
MOST = 10**9
ROUNDS = 100


@dataclass(frozen=True)
class Besides:
    """What is told of the same claims beside a set of tables: spans of counts, and their sums.

    A row of a table is the node (table, code), all claims are `WHOLE`.
    """

    spans: Mapping[Node, Span] = field(default_factory=dict)
    sums: Sequence[Sum] = ()


WHOLE: Node = ("whole", "")
NOTHING = Besides()


def narrowed(spans: Mapping[Node, Span], sums: Sequence[Sum]) -> dict[Node, Span]:
    """The least and greatest of each count that agree with every sum, taken one sum at a time."""
    found = dict(spans)
    for _ in range(ROUNDS):
        before = dict(found)
        for whole, parts in sums:
            _one(found, whole, parts)
        if found == before:
            break
    return found


def _one(found: dict[Node, Span], whole: Node, parts: tuple[Node, ...]) -> None:
    low = sum(found[part][0] for part in parts)
    high = sum(found[part][1] for part in parts)
    least, most = found[whole]
    least, most = max(least, low), min(most, high)
    found[whole] = least, most
    for part in parts:
        fewest, greatest = found[part]
        found[part] = (
            max(fewest, least - (high - greatest)),
            min(greatest, most - (low - fewest)),
        )
