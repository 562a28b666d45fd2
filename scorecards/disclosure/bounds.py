"""What can be worked out: the range of each unknown that agrees with everything that is known.

Exact for real numbers, by linear programming; for counts the whole numbers within. Knows nothing
of claims: unknowns have numbers, what is known are ranges of sums of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array


Span = tuple[float, float]
HAIR = 1e-6  # what rounding in the solver may add


@dataclass(slots=True)
class System:
    """Unknowns, each within a span, and sums of some of them (with weights) within spans."""

    spans: list[Span] = field(default_factory=list)
    sums: list[tuple[dict[int, float], Span]] = field(default_factory=list)

    def unknown(self, least: float = 0.0, most: float = inf) -> int:
        """A new unknown; its number."""
        self.spans.append((least, most))
        return len(self.spans) - 1

    def between(self, unknowns: Iterable[int], least: float, most: float = inf) -> None:
        """The sum of some unknowns lies within a span. Nothing is said where there are none."""
        weights: dict[int, float] = {}
        for each in unknowns:
            weights[each] = weights.get(each, 0.0) + 1.0
        if weights:
            self.sums.append((weights, (least, most)))

    def same(self, some: Iterable[int], others: Iterable[int]) -> None:
        """Two sums of unknowns are equal."""
        weights: dict[int, float] = {}
        for each in some:
            weights[each] = weights.get(each, 0.0) + 1.0
        for each in others:
            weights[each] = weights.get(each, 0.0) - 1.0
        self.sums.append((weights, (0.0, 0.0)))

    def no_less(self, more: int, less: int) -> None:
        """One unknown is not below another."""
        self.sums.append(({more: 1.0, less: -1.0}, (0.0, inf)))


class Contradiction(ValueError):
    """No values at all agree with what is said to be known."""


def ranges(system: System, wanted: Sequence[int]) -> dict[int, Span]:
    """The least and the greatest value of each wanted unknown. Raises Contradiction.

    Many are asked at once: an unknown that reaches an end of its own span in any solution can reach
    it. What never does so together with others is asked by itself.
    """
    solver = _Solver(system)
    least = _ends(solver, wanted, system, end=0)
    most = _ends(solver, wanted, system, end=1)
    return {each: (least[each], most[each]) for each in wanted}


def _ends(
    solver: "_Solver", wanted: Sequence[int], system: System, *, end: int
) -> dict[int, float]:
    """One end of the range of each: 0 the least, 1 the greatest."""
    found: dict[int, float] = {}
    pending = [each for each in dict.fromkeys(wanted) if np.isfinite(system.spans[each][end])]
    while pending:
        values = solver.extreme(pending, end)
        reached = [u for u in pending if abs(values[u] - system.spans[u][end]) < HAIR]
        if not reached:
            break
        found.update({each: system.spans[each][end] for each in reached})
        pending = [each for each in pending if each not in found]
    for each in wanted:
        if each not in found:
            values = solver.extreme([each], end)
            found[each] = float(values[each])
    return found


class _Solver:
    """The system as matrices, made once."""

    def __init__(self, system: System) -> None:
        self.bounds = np.array(system.spans, dtype=np.float64)
        rows: list[int] = []
        columns: list[int] = []
        weights: list[float] = []
        limits: list[float] = []
        for named, (least, most) in system.sums:
            for sign, limit in ((1.0, most), (-1.0, -least)):
                if np.isfinite(limit):
                    rows += [len(limits)] * len(named)
                    columns += list(named)
                    weights += [sign * weight for weight in named.values()]
                    limits.append(limit)
        shape = (len(limits), len(system.spans))
        self.matrix = csr_array((weights, (rows, columns)), shape=shape) if limits else None
        self.limits = np.array(limits) if limits else None

    def extreme(self, unknowns: Sequence[int], end: int) -> NDArray[np.float64]:
        """A solution in which some unknowns' sum is least or greatest; infinite if unbounded."""
        goal = np.zeros(len(self.bounds))
        goal[list(unknowns)] = 1.0 if end == 0 else -1.0
        solved = linprog(
            goal, A_ub=self.matrix, b_ub=self.limits, bounds=self.bounds, method="highs"
        )
        if solved.status == 0:
            values: NDArray[np.float64] = solved.x
            return values
        if solved.status == 3:  # unbounded
            return np.full(len(self.bounds), -inf if end == 0 else inf)
        raise Contradiction("what is known contradicts itself")


def whole_numbers(span: Span) -> tuple[int, int]:
    """The least and the greatest whole number of a range."""
    return int(np.ceil(span[0] - HAIR)), int(np.floor(span[1] + HAIR))
