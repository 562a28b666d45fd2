"""A point that chance could move is told from one that it could not, and a reload says the same."""

from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.claims import stability


POUND = 100
CUTS = (20.0, 500_000.0 * POUND)


def costs(**codes):
    """Claims by code, each a list of pence, sorted as the measure sorts them."""
    lines = [{"code": code, "total": total} for code, all_ in codes.items() for total in all_]
    return pl.DataFrame(lines, schema={"code": pl.String, "total": pl.Int64}).sort(
        "code", "total", nulls_last=True
    )


def stays(frame, cuts=CUTS, *, capped=False, seed=1, **more):
    found = stability.shares(frame, cuts, capped=capped, seed=seed, **more)
    return dict(found.iter_rows())


def by_hand(frame, cuts, *, capped, seed, draws):
    """Redraw by redraw and claim by claim, with the same copies of each claim."""
    copies = stability.weights(seed, draws, frame.height).tolist()
    rows = frame.to_dicts()
    for row in rows:
        row["cost"] = min(row["total"], 100_000_000) if capped else row["total"]
    found = {}
    for code in dict.fromkeys(row["code"] for row in rows):
        own = [(place, row["cost"]) for place, row in enumerate(rows) if row["code"] == code]
        here = (len(own) > cuts[0], sum(cost for _, cost in own) > cuts[1])
        same = 0
        for redraw in copies:
            claims = sum(redraw[place] for place, _ in own)
            cost = sum(redraw[place] * cost for place, cost in own)
            same += (claims > cuts[0], cost > cuts[1]) == here
        found[code] = same / draws
    return found


@settings(deadline=None, max_examples=60)
@given(some.randoms(use_true_random=True), some.integers(0, 40), some.booleans())
def test_shares_agree_with_redrawing_claim_by_claim(chance, number, capped):
    lines = [(chance.choice(["a", "b", None]), chance.choice([0, 1, 30_000_000, 4 * 10**8]))
             for _ in range(number)]  # fmt: skip
    frame = pl.DataFrame(lines, schema={"code": pl.String, "total": pl.Int64}, orient="row")
    frame = frame.sort("code", "total", nulls_last=True)
    # Lines near which no sum of these amounts falls: a penny in £10 million is not told apart.
    cuts = (chance.choice([0.5, 3.5, 9.5]), chance.choice([10.5, 4.5 * 10**7, 10**9 + 5_000]))
    expected = by_hand(frame, cuts, capped=capped, seed=7, draws=50)
    assert stays(frame, cuts, capped=capped, seed=7, draws=50) == pytest.approx(expected)


def test_a_point_far_from_the_lines_stays_and_one_beside_them_could_move():
    frame = costs(
        far=[30_000 * POUND] * 80,
        beside=[25_000 * POUND] * 21,
        few=[1_000 * POUND] * 2,
    )
    found = stays(frame)
    assert found["far"] > 0.99 and found["few"] > 0.99
    assert found["beside"] < stability.STABLE


def test_a_point_that_one_claim_holds_up_could_move_and_the_cap_shows_where_it_belongs():
    frame = costs(one=[12_000_000 * POUND, *[1_000 * POUND] * 60], many=[200_000 * POUND] * 60)
    whole, capped = (
        stays(frame, (20.0, 3_000_000.0 * POUND)),
        stays(frame, (20.0, 3_000_000.0 * POUND), capped=True),
    )
    assert whole["one"] == pytest.approx(1 - np.exp(-1), abs=0.08)  # the claim is not redrawn
    assert capped["one"] > 0.9  # it would take three copies of it to cross the line
    assert whole["many"] > 0.99


def test_chance_moves_half_of_the_redraws_of_a_point_on_the_line():
    found = stays(costs(on=[10_000 * POUND] * 100), (100.0, 10.0 * POUND), draws=4000)
    assert found["on"] == pytest.approx(0.5, abs=0.06)


def test_a_reload_agrees_another_seed_differs_and_the_order_of_rows_does_not_matter():
    chance = Random(3)
    lines = [(chance.choice("abc"), chance.randrange(10**7)) for _ in range(120)]
    frame = pl.DataFrame(lines, schema={"code": pl.String, "total": pl.Int64}, orient="row")
    ordered = frame.sort("code", "total")
    again = frame.sample(fraction=1, shuffle=True, seed=9).sort("code", "total")
    cuts = (40.0, 2.0 * 10**8)
    assert stays(ordered, cuts) == stays(again, cuts)
    assert stays(ordered, cuts) != stays(ordered, cuts, seed=2)


def test_claims_without_a_code_are_a_point_too_and_without_claims_there_is_none():
    frame = pl.DataFrame({"code": [None, None], "total": [1, 2]}, schema=costs().schema)
    assert stays(frame) == {None: 1.0}
    empty = stability.shares(costs(), CUTS, capped=False, seed=1)
    assert (empty.height, empty.columns) == (0, ["code", "stays"])


def test_copies_of_a_claim_are_whole_numbers_that_follow_the_poisson_law():
    drawn = stability.weights(11, 400, 500)
    assert drawn.shape == (400, 500)
    assert (drawn == drawn.astype(int)).all()
    assert drawn.mean() == pytest.approx(1, abs=0.02)
    assert drawn.var() == pytest.approx(1, abs=0.02)
    assert (drawn == 0).mean() == pytest.approx(np.exp(-1), abs=0.01)


@pytest.mark.parametrize(
    ("share", "hollow"), [(0.79, True), (0.8, False), (1.0, False), (None, False)]
)
def test_what_moves_in_more_than_one_redraw_in_five_could_move(share, hollow):
    points = pl.DataFrame({"stays": [share]}, schema={"stays": pl.Float64})
    assert stability.could_move(points).to_list() == [hollow]
    assert stability.could_move(points.drop("stays")).to_list() in ([], [False])
