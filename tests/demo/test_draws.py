"""Drawing by weights and along curves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.demo import draws


WEIGHTS = st.lists(
    st.lists(st.sampled_from([0.0, 0.0, 0.5, 1.0, 7.0]), min_size=3, max_size=3).filter(any),
    min_size=1,
    max_size=6,
)


@given(WEIGHTS, st.integers(0, 1_000))
@settings(deadline=None, max_examples=60)
def test_a_column_without_weight_is_never_picked(table, seed):
    rows = np.repeat(np.arange(len(table)), 50)
    picked = draws.pick(np.random.default_rng(seed), np.array(table), rows)
    assert all(table[row][column] > 0 for row, column in zip(rows, picked, strict=True))


def test_columns_are_picked_in_proportion_to_their_weights():
    table = np.array([[1.0, 0.0, 3.0], [2.0, 2.0, 0.0]])
    picked = draws.pick(np.random.default_rng(5), table, np.full(40_000, 0))
    assert np.bincount(picked, minlength=3) / 40_000 == pytest.approx([0.25, 0, 0.75], abs=0.01)


def test_weights_of_an_unlisted_code_are_an_error():
    assert draws.weights({"b": 2}, ["a", "b"]).tolist() == [0, 2]
    with pytest.raises(KeyError):
        draws.weights({"c": 1}, ["a", "b"])


def test_factors_about_one_have_mean_one():
    factors = draws.about_one(np.random.default_rng(5), 0.5, 200_000)
    assert factors.mean() == pytest.approx(1, abs=0.01)
    assert factors.min() > 0


def test_a_curve_passes_through_its_points_and_stays_level_beyond_them():
    curve = [(10, 100), (1_000, 10_000)]
    heights = draws.along(curve, np.array([1.0, 10.0, 100.0, 1_000.0, 1e9]))
    assert heights == pytest.approx([100, 100, 1_000, 10_000, 10_000])


def test_chances_move_on_the_log_odds_scale():
    moved = draws.chances(np.array([0.5, 0.5, 0.9]), np.array([0.0, np.log(3), 0.0]))
    assert moved == pytest.approx([0.5, 0.75, 0.9])
