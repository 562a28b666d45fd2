"""Where the labels of points go, so that none covers another. Plain numbers, no figure.

A label sits beside its point where there is room, else further out on a thin line. A figure is as
wide as the window, so a place must be free at each of several widths.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt


CHARACTER = 6.0  # pixels, the mean width of a letter at 11 pixels
LINE_HEIGHT = 14.0
MARKER = 8.0
REACHES = np.arange(0.0, 240.0, 6.0)
DIRECTIONS = np.array([
    (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0),
    (0.9, -0.5), (-0.9, -0.5), (0.9, 0.5), (-0.9, 0.5),
    (0.6, -1.0), (-0.6, -1.0), (0.6, 1.0), (-0.6, 1.0),
])  # fmt: skip
EDGE = 20.0  # pixels kept free along the top and the bottom, for the words of the quadrants
ORDERS = 8
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spot:
    """A label's centre, in pixels right of and below its point; `led` when a line leads to it."""

    right: float
    down: float
    led: bool


@lru_cache(maxsize=256)
def place(
    points: tuple[tuple[float, float], ...],
    names: tuple[str, ...],
    *,
    widths: tuple[float, ...],
    height: float,
) -> tuple[Spot | None, ...]:
    """For each point (0 to 1 from the left and from the top) a spot that meets no label or marker.

    Points are taken in the order given, most important first. Where that leaves some without a
    spot, it is tried again with those first. None where no spot is free at every width: such a
    point keeps its number and its row in the table.
    """
    order, most = list(range(len(points))), dict[int, Spot]()
    for _ in range(ORDERS):
        placed = _placed(order, _Plot(points, widths, height), names)
        most = max(most, placed, key=len)
        left = [index for index in order if index not in placed]
        if not left:
            break
        order = left + [index for index in order if index in placed]
    return tuple(most.get(index) for index in range(len(points)))


def _placed(order: Iterable[int], plot: "_Plot", names: Sequence[str]) -> dict[int, Spot]:
    spots = ((index, plot.take(index, names[index])) for index in order)
    return {index: spot for index, spot in spots if spot is not None}


class _Plot:
    """What is taken, at every width at once: first the markers, then labels as they are placed.

    A box stands so many pixels (`start` to `end`) beside a point at a part of the width.
    """

    def __init__(
        self, points: Sequence[tuple[float, float]], widths: Sequence[float], height: float
    ) -> None:
        self.widths, self.height = np.array(widths)[:, None], height
        self.across = np.array([x for x, _ in points])
        self.down = np.array([y for _, y in points]) * height
        self.taken, room = len(points), np.zeros(len(points))
        self.part = np.concatenate([self.across, room])
        self.start = np.concatenate([room - MARKER, room])
        self.end = np.concatenate([room + MARKER, room])
        self.top = np.concatenate([self.down - MARKER, room])
        self.bottom = np.concatenate([self.down + MARKER, room])

    def take(self, index: int, name: str) -> Spot | None:
        """The first spot that is free for a point's label, which is then taken."""
        half = CHARACTER * len(name) / 2 + 2
        right, down = _offsets(half)
        top = self.down[index] + down - LINE_HEIGHT / 2
        x = self.across[index] * self.widths + right
        inside = ((x >= half) & (x + half <= self.widths)).all(axis=0)
        inside &= (top >= EDGE) & (top + LINE_HEIGHT <= self.height - EDGE)
        offered = np.flatnonzero(inside)
        beside = len(DIRECTIONS)
        for some in (offered[:beside], offered[beside:]):
            found = some[self._free(index, right[some] - half, right[some] + half, top[some])]
            if found.size:
                best = int(found[0])
                self._add(index, right[best] - half, right[best] + half, top[best])
                return Spot(float(right[best]), float(down[best]), led=best >= beside)
        return None

    def _free(self, index: int, start: Numbers, end: Numbers, top: Numbers) -> npt.NDArray[np.bool]:
        """Which boxes beside a point meet nothing that is taken. Widths, boxes, then what is."""
        there = slice(self.taken)
        away = ((self.part[there] - self.across[index]) * self.widths)[:, None, :]
        meets = (away + self.start[there] < end[:, None]) & (
            away + self.end[there] > start[:, None]
        )
        level = self.top[there] < (top + LINE_HEIGHT)[:, None]
        level &= self.bottom[there] > top[:, None]
        met: npt.NDArray[np.bool] = (meets.any(axis=0) & level).any(axis=1)
        return ~met

    def _add(self, index: int, start: float, end: float, top: float) -> None:
        at, self.taken = self.taken, self.taken + 1
        self.part[at], self.start[at], self.end[at] = self.across[index], start, end
        self.top[at], self.bottom[at] = top, top + LINE_HEIGHT


@lru_cache(maxsize=64)
def _offsets(half: float) -> tuple[Numbers, Numbers]:
    """Where a label of half this width may stand from its point, the nearest first."""
    across = (half + 1 + MARKER + REACHES)[:, None] * DIRECTIONS[:, 0]
    along = (LINE_HEIGHT / 2 + MARKER + REACHES)[:, None] * DIRECTIONS[:, 1]
    return across.ravel(), along.ravel()
