"""The icon of the latest point and a small picture of its series: drawings of our own, as SVG.

Shape and letter say what colour says: a wave for usual variation, an end that rises with H for more
claims, or falls with L for fewer. Each needs the words of `findings.icon_words` as its alternative.
"""

from collections.abc import Sequence

from scorecards import palette
from scorecards.claims.signals.model import Meaning, Point, Signal, Verdict
from scorecards.palette import Ground


COLOURS = {
    Meaning.NEUTRAL: palette.SIGNAL,
    Meaning.IMPROVEMENT: palette.IMPROVEMENT,
    Meaning.CONCERN: palette.CONCERN,
}
_USUAL = ((8, 27), (16, 17), (24, 27), (32, 19), (40, 25))
_HIGH = ((8, 33), (16, 29), (24, 32), (32, 24), (40, 11))
_LOW = ((8, 13), (16, 17), (24, 14), (32, 22), (40, 35))
WIDTH, HEIGHT, EDGE = 150, 34, 4


def icon(signal: Signal, meaning: Meaning, ground: Ground) -> str:
    """A square of 48 units with three lines, and a letter where the latest point stands out."""
    dots = {Verdict.USUAL: _USUAL, Verdict.MORE: _HIGH, Verdict.FEWER: _LOW}.get(signal.verdict, ())
    judged, stands_out = bool(dots), signal.side is not None
    colour = COLOURS[meaning] if stands_out else palette.COMMON
    lines = "".join(
        f'<path d="M5 {y}H43" stroke="{palette.COMMON}" stroke-dasharray="{dash}"/>'
        for y, dash in ((15, "3 3"), (22, "none"), (29, "3 3"))
        if judged
    )
    letter, height = ("H", 16) if signal.verdict is Verdict.MORE else ("L", 43)
    words = (
        f'<text x="7" y="{height}" font-family="Arial, sans-serif" font-size="13" '
        f'font-weight="bold" fill="{ground.ink}">{letter}</text>'
        if stands_out
        else ""
    )
    shown = "".join(
        f'<circle cx="{x}" cy="{y}" r="{4 if stands_out and place > 2 else 3}" '
        f'fill="{colour if place > 2 else palette.COMMON}"/>'
        for place, (x, y) in enumerate(dots)
    )
    frame = (
        f'<rect x="1.5" y="1.5" width="45" height="45" rx="9" fill="{ground.paper}" '
        f'stroke="{colour}" stroke-width="3"/>'
    )
    return _svg(48, 48, f"{frame}{lines}{shown}{words}")


def series(points: Sequence[Point], mean: float, colour: str) -> str:
    """The points in order with their mean, without numbers; marked ones larger."""
    top = max((*(point.value for point in points), mean)) or 1
    across = (WIDTH - 2 * EDGE) / max(1, len(points) - 1)
    at = [
        (EDGE + place * across, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * point.value / top)
        for place, point in enumerate(points)
    ]
    level = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * mean / top
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>'
        for (x, y), point in zip(at, points, strict=True)
        if point.rule
    )
    return _svg(
        WIDTH,
        HEIGHT,
        f'<path d="M{EDGE} {level:.1f}H{WIDTH - EDGE}" stroke="{palette.COMMON}" '
        f'stroke-dasharray="2 3"/><polyline points="{line}" fill="none" '
        f'stroke="{palette.COMMON}" stroke-width="1.6"/>{marks}',
    )


def _svg(width: int, height: int, drawn: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{drawn}</svg>'
    )
