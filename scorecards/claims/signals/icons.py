"""The icon of what a chart says: a drawing of our own, as SVG.

Shape and letter say what colour says: a wave for usual variation, an end that rises with H for more
claims, or falls with L for fewer. Each needs the words of `findings.icon_words` as its alternative.
"""

from scorecards import palette
from scorecards.claims.signals.model import Meaning, Signal, Verdict
from scorecards.palette import Ground


COLOURS = {
    Meaning.NEUTRAL: palette.SIGNAL,
    Meaning.IMPROVEMENT: palette.IMPROVEMENT,
    Meaning.CONCERN: palette.CONCERN,
}
DOTS = {
    Verdict.USUAL: ((8, 27), (16, 17), (24, 27), (32, 19), (40, 25)),
    Verdict.MORE: ((8, 33), (16, 29), (24, 32), (32, 24), (40, 11)),
    Verdict.FEWER: ((8, 13), (16, 17), (24, 14), (32, 22), (40, 35)),
}


def icon(signal: Signal, meaning: Meaning, ground: Ground) -> str | None:
    """A square of 48 units with three lines, and a letter where something stands out.

    None where nothing can be said.
    """
    if signal.verdict not in DOTS:
        return None
    stands_out = signal.side is not None
    colour = COLOURS[meaning] if stands_out else palette.COMMON
    lines = "".join(
        f'<path d="M5 {y}H43" stroke="{palette.COMMON}" stroke-dasharray="{dash}"/>'
        for y, dash in ((15, "3 3"), (22, "none"), (29, "3 3"))
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
        for place, (x, y) in enumerate(DOTS[signal.verdict])
    )
    frame = (
        f'<rect x="1.5" y="1.5" width="45" height="45" rx="9" fill="{ground.paper}" '
        f'stroke="{colour}" stroke-width="3"/>'
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 48 48">'
        f"{frame}{lines}{shown}{words}</svg>"
    )
