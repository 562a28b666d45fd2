"""Colours by meaning. Contrast on both grounds is checked by a test; never by colour alone."""

from dataclasses import dataclass


OWN = "#0072ce"  # NHS Bright Blue: one's own figures
COST = "#c2559a"  # cost beside a number of claims
OTHERS = "#7d95a8"  # what is not chosen: paler, and labelled like the rest
COMMON = "#768692"  # lines that stand behind figures
SIGNAL = "#8a5fd0"  # a point that stands out, neither good nor bad
IMPROVEMENT = "#0086b3"  # stands out the way that an owner signed off as better
CONCERN = "#c76a00"  # stands out the other way
ON_MARK = "#ffffff"  # text on a mark of one's own
ON_OTHERS = "#212b32"  # text on a mark that is not chosen


@dataclass(frozen=True, slots=True)
class Ground:
    """What a figure stands on: its own colour, that of text, and that of the lines behind.

    `heat` goes from the ground to the fullest shade on which `ink` can still be read.
    """

    paper: str
    ink: str
    grid: str
    heat: tuple[str, ...]


LIGHT = Ground(
    paper="#ffffff",
    ink="#212b32",
    grid="#d8dde0",
    heat=("#ffffff", "#dbe8f5", "#b3d1ee", "#86b6e2", "#5b9bd5"),
)
DARK = Ground(
    paper="#12181d",
    ink="#f0f4f5",
    grid="#37444d",
    heat=("#12181d", "#15293d", "#193f61", "#1e5687", "#236fae"),
)
