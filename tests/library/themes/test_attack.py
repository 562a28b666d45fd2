"""All national figures together tell no small number, and not what one trust costs."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from scorecards.claims.model import Kind
from scorecards.disclosure.policy import HIDDEN_BELOW, MARGIN, POSSIBLE_VALUES
from tests.library.shelf import library
from tests.library.themes import attacking
from tests.library.themes.test_disclosure import subjects


EARLIER, CURRENT = 0, 1
ALL = subjects(library().items)
# How far down and up a hidden count must be able to go: two values, or more, are left.
LOW, HIGH = 5, HIDDEN_BELOW - 2


@pytest.fixture(scope="module")
def seen(releases, counted):
    """What a release tells of all subjects of a kind, asked once."""
    kept = {}

    def of(place, kind):
        if (place, kind) not in kept:
            kept[place, kind] = attacking.seen(
                releases[place][1], counted[place], [each for each in ALL if each.kind is kind]
            )
        return kept[place, kind]

    return of


def small(numbers):
    return (numbers > 0) & (numbers < HIDDEN_BELOW)


def values_of(room):
    """How many whole numbers each may be, for certain."""
    return {
        key: np.floor(most + attacking.HAIR) - np.ceil(least - attacking.HAIR) + 1
        for key, (least, most) in room.items()
    }


def rooms(told, wanted, cells, least, most):
    size = len(least)
    found = attacking.room(
        cells, least, most, wanted, low=np.full(size, LOW), high=np.full(size, HIGH)
    )
    names = {place: key for key, place in told.keys.items()}
    return {names[place]: values for place, values in values_of(found).items()}


@pytest.mark.parametrize(
    ("whole", "hidden", "values"),
    [
        pytest.param((18, 22), 3, 4, id="three of 18 to 22 are 4 to 7"),
        pytest.param((13, 17), 2, 2, id="two of 13 to 17 are 6 or 7"),
        pytest.param((1, 7), 7, 1, id="seven of 1 to 7 are one each"),
    ],
)
def test_the_attack_finds_what_trying_finds(whole, hidden, values):
    cells = csr_array(np.vstack([np.ones(hidden), np.eye(hidden)]))
    least = np.array([whole[0], *[1] * hidden], dtype=float)
    most = np.array([whole[1], *[7] * hidden], dtype=float)
    low, high = np.full(hidden + 1, 1.0), np.full(hidden + 1, 7.0)
    found = attacking.room(cells, least, most, range(1, hidden + 1), low=low, high=high)
    assert set(values_of(found).values()) == {values}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", Kind)
def test_no_hidden_count_follows_from_all_that_is_told(kind, seen):
    told = seen(CURRENT, kind)
    least, most = attacking.spans_of_counts(told)
    there, _ = told.truth()
    assert ((least <= there) & (there <= most)).all()
    hidden = [place for place, shown in enumerate(told.counts) if shown is None]
    assert hidden
    room = rooms(told, hidden, told.cells, least, most)
    assert {key: values for key, values in room.items() if values < POSSIBLE_VALUES} == {}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", Kind)
def test_no_small_number_of_the_others_follows_for_a_trust_that_knows_its_own(kind, seen):
    """As the trust that stands beside the most small numbers; the simple ranges of every trust."""
    told = seen(CURRENT, kind)
    there, _ = told.truth()
    tried = {}
    for trust in told.trusts:
        own, _ = told.own(trust)
        least, most = attacking.spans_of_counts(told, trust)
        wanted = small(there - own) & (own > 0)
        assert (most - np.maximum(least, 0) + 1 >= POSSIBLE_VALUES)[wanted].all(), trust
        tried[trust] = [int(place) for place in np.flatnonzero(wanted)]
    trust = max(tried, key=lambda each: len(tried[each]))
    assert tried[trust]
    own, _ = told.own(trust)
    low, high = np.maximum(there - own - 1, 0), there - own
    found = attacking.room(
        told.cells, *attacking.spans_of_counts(told, trust), tried[trust], low=low, high=high
    )
    narrow = [place for place, number in values_of(found).items() if number < POSSIBLE_VALUES]
    assert narrow == [], trust


@pytest.mark.slow
def test_no_hidden_count_follows_from_two_releases(seen):
    told, before = (seen(place, Kind.NON_CLINICAL) for place in (CURRENT, EARLIER))
    cells, least, most = attacking.two_releases(told, before)
    hidden = [place for place, shown in enumerate(told.counts) if shown is None]
    room = rooms(told, hidden, cells, least, most)
    assert {key: values for key, values in room.items() if values < POSSIBLE_VALUES} == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", Kind)
def test_what_is_left_of_one_sum_without_another_is_never_one_trusts(kind, seen):
    """One figure may hold another. Where one trust is most of what is left, it is not told."""
    told = seen(CURRENT, kind)
    by_trust = told.of_key(told.money)
    least, most = attacking.spans_of_sums(told)
    pairs = 0
    for outer, inner in attacking.nested(told):
        if told.sums[outer] is None or told.sums[inner] is None:
            continue
        pairs += 1
        left = np.sort(by_trust[outer] - by_trust[inner])[::-1]
        cost = left.sum()
        told_to_within = (
            least[outer] - most[inner] > (1 - MARGIN) * cost
            and most[outer] - least[inner] < (1 + MARGIN) * cost
        )
        one_stands_out = cost - left[:2].sum() < MARGIN * left[0]
        assert not (told_to_within and one_stands_out), (outer, inner)
    assert pairs > 100
