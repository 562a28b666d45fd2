"""Colours by meaning. Contrast on both grounds is checked by a test; never by colour alone."""

from dataclasses import dataclass


OWN = "#0072ce"  # NHS Bright Blue: one's own figures
COST = "#c2559a"  # cost beside a number of claims
OTHERS = "#7d95a8"  # what is not chosen: paler, and labelled like the rest
COMMON = "#768692"  # lines that stand behind figures
ON_MARK = "#ffffff"  # text on a coloured mark
HEAT = ("#ffffff", "#dbe8f5", "#a5c8ea", "#5b9bd5", "#12436d")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a figure stands on: its own colour, that of text, and that of the lines behind."""

    paper: str
    ink: str
    grid: str
    heat: tuple[str, ...]


LIGHT = Ground(paper="#ffffff", ink="#212b32", grid="#d8dde0", heat=HEAT)
DARK = Ground(
    paper="#12181d",
    ink="#f0f4f5",
    grid="#37444d",
    heat=("#12181d", "#16324d", "#1d5384", "#3d8ac7", "#a5d0f5"),
)
