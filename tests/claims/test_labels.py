"""Labels keep clear of each other and of every point, at every width that a figure may have."""

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.claims import labels, quadrant
from scorecards.claims.labels import place
from scorecards.settings import REFERENCE
from scorecards.taxonomy.codes import read


HEIGHT = 520.0
WIDTHS = (520.0, 680.0, 860.0)
SPECIALTIES = tuple(code.name for code in read(REFERENCE)["specialty"])
# What the figure draws: letters of 11 pixels, and markers of 17 pixels with a line round them.
LETTER, LINE, MARK = 6.0, 14.0, 8.0

parts = some.floats(0.02, 0.98).map(lambda part: round(part, 3))
rows = some.tuples(parts, parts, some.sampled_from(SPECIALTIES))
named = (
    some.integers(0, 35)
    .flatmap(lambda size: some.lists(rows, min_size=size, max_size=size))
    .map(lambda many: (tuple((x, y) for x, y, _ in many), tuple(name for *_, name in many)))
)
widths = some.lists(some.sampled_from(WIDTHS), min_size=1, unique=True).map(tuple)
many = settings(deadline=None, max_examples=120)


def boxes(points, names, spots, width):
    """Left, top, right and bottom of each label that has a spot, by its number."""
    found = {}
    for number, ((x, y), name, spot) in enumerate(zip(points, names, spots, strict=True)):
        if spot is not None:
            across, down = x * width + spot.right, y * HEIGHT + spot.down
            half = LETTER * len(name) / 2
            found[number] = (across - half, down - LINE / 2, across + half, down + LINE / 2)
    return found


def marks(points, width):
    return [
        (x * width - MARK, y * HEIGHT - MARK, x * width + MARK, y * HEIGHT + MARK)
        for x, y in points
    ]


def meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@many
@given(named, widths)
def test_no_two_labels_meet_at_any_width(drawn, at):
    points, names = drawn
    spots = place(points, names, widths=at, height=HEIGHT)
    for width in at:
        own = list(boxes(points, names, spots, width).values())
        assert not [
            (one, other) for place_, one in enumerate(own) for other in own[:place_]
            if meet(one, other)
        ]  # fmt: skip


@many
@given(named, widths)
def test_no_label_covers_a_point_nor_the_number_in_its_own(drawn, at):
    points, names = drawn
    spots = place(points, names, widths=at, height=HEIGHT)
    for width in at:
        drawn_marks = marks(points, width)
        for label in boxes(points, names, spots, width).values():
            assert not [mark for mark in drawn_marks if meet(label, mark)]


@many
@given(named, widths)
def test_every_label_is_inside_and_leaves_the_corners_to_their_words(drawn, at):
    points, names = drawn
    spots = place(points, names, widths=at, height=HEIGHT)
    for width in at:
        for left, top, right, bottom in boxes(points, names, spots, width).values():
            assert left >= 0
            assert right <= width
            assert top >= 20
            assert bottom <= HEIGHT - 20


@many
@given(named)
def test_there_is_one_answer_for_each_point_and_it_is_always_the_same(drawn):
    points, names = drawn
    first = place(points, names, widths=WIDTHS, height=HEIGHT)
    place.cache_clear()
    assert place(points, names, widths=WIDTHS, height=HEIGHT) == first
    assert len(first) == len(points)


@many
@given(parts, parts, some.sampled_from(SPECIALTIES))
def test_a_point_by_itself_always_has_a_label(x, y, name):
    (spot,) = place(((x, y),), (name,), widths=WIDTHS, height=HEIGHT)
    assert spot is not None


def test_a_label_beside_its_point_has_no_line_and_one_further_out_has():
    alone = place(((0.5, 0.5),), ("Urology",), widths=WIDTHS, height=HEIGHT)[0]
    assert (alone.led, alone.down) == (False, 0.0)
    assert abs(alone.right) < LETTER * len("Urology") / 2 + 2 * MARK
    crowd = tuple((0.5 + 0.02 * (n % 3), 0.5 + 0.02 * (n // 3)) for n in range(9))
    spots = place(crowd, ("Urology",) * 9, widths=WIDTHS, height=HEIGHT)
    beside = [spot for spot in spots if not spot.led]
    assert all(abs(spot.right) < 40 and abs(spot.down) < 2 * LINE for spot in beside)
    assert {spot.led for spot in spots} == {True, False}


def test_the_first_point_has_the_nearest_spot():
    points = ((0.5, 0.5), (0.5, 0.5))
    first, second = place(points, ("Urology", "Urology"), widths=WIDTHS, height=HEIGHT)
    assert math.hypot(first.right, first.down) <= math.hypot(second.right, second.down)


def test_where_there_is_no_room_a_point_goes_without():
    crowd = tuple((0.5, 0.5) for _ in range(60))
    spots = place(crowd, ("Cardiothoracic surgery",) * 60, widths=(200.0,), height=90.0)
    assert None in spots
    assert any(spot is not None for spot in spots)


def test_no_points_need_no_labels():
    assert place((), (), widths=WIDTHS, height=HEIGHT) == ()


def trust(seed, number=45):
    """Specialties as a large trust has them: few with many claims, many with few, in a cloud."""
    chance = Random(seed)
    rows = []
    for rank, name in enumerate(SPECIALTIES[:number]):
        claims = max(1, round(chance.lognormvariate(5 - 0.09 * rank, 0.5)))
        rows.append((claims, claims * chance.lognormvariate(math.log(4_000_000), 0.8), name))
    across, along = ([math.log10(row[axis]) for row in rows] for axis in (0, 1))

    def part(value, values, room):
        return (value - min(values) + room) / (max(values) - min(values) + 2 * room)

    points = tuple(
        (part(x, across, 0.12), 1 - part(y, along, 0.3)) for x, y in zip(across, along, strict=True)
    )
    return points, tuple(name for *_, name in rows)


@pytest.mark.parametrize("seed", range(12))
def test_every_point_of_a_large_trust_has_a_label(seed):
    points, names = trust(seed)
    spots = place(points, names, widths=quadrant.LABEL_WIDTHS, height=quadrant.LABEL_HEIGHT)
    assert [name for name, spot in zip(names, spots, strict=True) if spot is None] == []


def test_the_sizes_reckoned_with_are_those_that_are_drawn():
    assert labels.MARKER >= 17 / 2 - 0.5
    assert labels.LINE_HEIGHT >= 11 * 1.2
    assert quadrant.HEIGHT > quadrant.LABEL_HEIGHT
