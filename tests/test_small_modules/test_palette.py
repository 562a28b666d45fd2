"""Contrast by the formula of WCAG 2.2: text 4.5 to 1, what is drawn 3 to 1, on both grounds."""

from itertools import pairwise

import pytest

from scorecards import palette
from scorecards.palette import DARK, LIGHT


TEXT, DRAWN = 4.5, 3.0
GROUNDS = {"light": LIGHT, "dark": DARK}
MARKS = {
    "own": palette.OWN,
    "cost": palette.COST,
    "others": palette.OTHERS,
    "signal": palette.SIGNAL,
    "improvement": palette.IMPROVEMENT,
    "concern": palette.CONCERN,
}
on_both_grounds = pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)


def _linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour):
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one, other, part):
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21), ("#ffffff", "#ffffff", 1), ("#ffffff", "#005eb8", 6.38),
     ("#ffffff", "#768692", 3.75), ("#f0f4f5", "#212b32", 13.02)],
)  # fmt: skip
def test_the_formula_gives_the_published_ratios(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@on_both_grounds
def test_text_can_be_read_on_its_ground(ground):
    assert contrast(ground.ink, ground.paper) >= TEXT


@on_both_grounds
@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_marks_can_be_told_from_their_ground(ground, mark):
    assert contrast(mark, ground.paper) >= DRAWN


@on_both_grounds
def test_cut_lines_can_be_seen_on_their_ground(ground):
    assert contrast(palette.COMMON, ground.paper) >= DRAWN


@pytest.mark.parametrize(
    ("text", "mark"),
    [(palette.ON_MARK, palette.OWN), (palette.ON_OTHERS, palette.OTHERS)],
    ids=["chosen", "not chosen"],
)
def test_the_number_on_a_point_can_be_read(text, mark):
    assert contrast(text, mark) >= TEXT


def test_points_that_are_not_chosen_are_paler_than_those_that_are_not_only_of_another_hue():
    assert contrast(palette.OWN, palette.OTHERS) > 1.5


@on_both_grounds
def test_the_number_in_every_cell_of_a_heat_map_can_be_read(ground):
    shades = [
        mixed(one, other, part / 10) for one, other in pairwise(ground.heat) for part in range(11)
    ]
    assert min(contrast(ground.ink, shade) for shade in shades) >= TEXT


@on_both_grounds
def test_a_heat_map_begins_on_the_ground_and_each_step_stands_out_more(ground):
    steps = [contrast(shade, ground.paper) for shade in ground.heat]
    assert steps[0] == 1
    assert all(less * 1.15 < more for less, more in pairwise(steps))


def test_one_colour_has_one_meaning():
    assert len({*MARKS.values(), palette.COMMON, palette.ON_MARK}) == len(MARKS) + 2


def test_own_figures_and_their_cost_can_be_told_apart_without_their_hue():
    assert contrast(palette.OWN, palette.COST) > 1.15
