"""Where the labels of points go, so that none covers another. Plain numbers, no figure.

A label sits beside its point where there is room, else further out on a thin line. A figure is as
wide as the window, so a place must be free at each of several widths.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product


CHARACTER = 6.0  # pixels, the mean width of a letter at 11 pixels
LINE_HEIGHT = 14.0
MARKER = 8.0
REACHES = (0.0, 12.0, 24.0, 38.0, 54.0, 72.0, 92.0, 114.0, 138.0, 164.0, 192.0)
DIRECTIONS = (
    (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0),
    (0.9, -0.5), (-0.9, -0.5), (0.9, 0.5), (-0.9, 0.5),
    (0.6, -1.0), (-0.6, -1.0), (0.6, 1.0), (-0.6, 1.0),
)  # fmt: skip
EDGE = 20.0  # pixels kept free along the top and the bottom, for the words of the quadrants


@dataclass(frozen=True, slots=True)
class Spot:
    """A label's centre, in pixels right of and below its point; `led` when a line leads to it."""

    right: float
    down: float
    led: bool


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@lru_cache(maxsize=256)
def place(
    points: tuple[tuple[float, float], ...],
    names: tuple[str, ...],
    *,
    widths: tuple[float, ...],
    height: float,
) -> tuple[Spot | None, ...]:
    """For each point (0 to 1 from the left and from the top) a spot that meets no label or marker.

    Points are taken in the order given, most important first. None where no spot is free at every
    width: such a point keeps its number and its row in the table.
    """
    areas = [_Area(width, height, points) for width in widths]
    spots: list[Spot | None] = []
    for index, name in enumerate(names):
        spot = next(
            (s for s in _candidates(name) if all(area.free(index, s, name) for area in areas)), None
        )
        if spot is not None:
            for area in areas:
                area.take(index, spot, name)
        spots.append(spot)
    return tuple(spots)


class _Area:
    """The plot at one width: where its markers are and which labels have been placed."""

    def __init__(self, width: float, height: float, points: Sequence[tuple[float, float]]) -> None:
        self.width, self.height = width, height
        self.centres = [(x * width, y * height) for x, y in points]
        self.markers = [
            Box(x - MARKER, y - MARKER, x + MARKER, y + MARKER) for x, y in self.centres
        ]
        self.labels: list[Box] = []

    def free(self, index: int, spot: Spot, name: str) -> bool:
        box = self._box(index, spot, name)
        if box.left < 0 or box.right > self.width:
            return False
        if box.top < EDGE or box.bottom > self.height - EDGE:
            return False
        if any(box.meets(label) for label in self.labels):
            return False
        return not any(box.meets(m) for i, m in enumerate(self.markers) if i != index)

    def take(self, index: int, spot: Spot, name: str) -> None:
        self.labels.append(self._box(index, spot, name))

    def _box(self, index: int, spot: Spot, name: str) -> Box:
        x, y = self.centres[index]
        x, y, half = x + spot.right, y + spot.down, CHARACTER * len(name) / 2 + 2
        return Box(x - half, y - LINE_HEIGHT / 2, x + half, y + LINE_HEIGHT / 2)


def _candidates(name: str) -> list[Spot]:
    half = CHARACTER * len(name) / 2 + 3
    spots = []
    for reach, (right, down) in product(REACHES, DIRECTIONS):
        across = (half + MARKER + reach) * right if right else 0.0
        along = (LINE_HEIGHT / 2 + MARKER + reach) * down if down else 0.0
        spots.append(Spot(across, along, led=reach > 0))
    return spots
