"""Figures of organisations as they were, added up for those of today."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.organisations.lives import Did, Life, months_there, of_today
from scorecards.store.organisations import last_of


def year_of(*did, lives=None, today=None):
    (found,) = of_today(did, lives or {}, today or {})
    return found


def did(code, value=100.0, months=12, year=2022):
    return Did(code, year, "attendances", value, months)


def test_twelve_months_are_a_whole_year_and_eleven_are_not():
    assert year_of(did("A")).whole
    assert not year_of(did("A", months=11)).whole


def test_a_predecessor_that_closed_in_september_makes_the_year_whole_with_its_six_months():
    lives = {"A": Life(), "B": Life(None, date(2022, 9, 30))}
    found = year_of(did("A"), did("B", 40.0, 6), lives=lives, today={"B": "A"})
    assert (found.trust, found.value, found.parts, found.whole) == ("A", 140.0, ("A", "B"), True)


def test_a_predecessor_that_lacks_a_month_of_its_life_makes_the_sum_too_small():
    lives = {"A": Life(), "B": Life(None, date(2022, 9, 30))}
    assert not year_of(did("A"), did("B", 40.0, 5), lives=lives, today={"B": "A"}).whole


def test_two_halves_are_a_whole_year():
    lives = {"A": Life(date(2022, 10, 1)), "B": Life(None, date(2022, 9, 30))}
    both = (did("A", 60.0, 6), did("B", 40.0, 6))
    assert year_of(*both, lives=lives, today={"B": "A"}).whole
    assert not year_of(both[0], lives=lives).whole
    assert not year_of(both[1], lives=lives, today={"B": "A"}).whole


def test_a_figure_of_twelve_months_is_whole_even_of_a_code_that_is_younger():
    """Yearly files give the whole year to the code of the day on which they were made."""
    assert year_of(did("A"), lives={"A": Life(date(2022, 10, 1))}).whole


@pytest.mark.parametrize(
    ("opened", "closed", "months"),
    [
        (None, None, set(range(12))),
        (date(2022, 4, 30), None, set(range(12))),
        (date(2022, 5, 1), None, set(range(1, 12))),
        (None, date(2022, 4, 1), {0}),
        (None, date(2022, 3, 31), set()),
        (date(2023, 3, 31), None, {11}),
        (date(2023, 4, 1), None, set()),
        (date(2022, 12, 15), date(2023, 1, 15), {8, 9}),
    ],
)
def test_the_months_of_a_life_count_from_april(opened, closed, months):
    assert months_there(2022, Life(opened, closed)) == months


@given(some.dates(date(2015, 1, 1), date(2025, 1, 1)), some.integers(0, 900))
@settings(deadline=None)
def test_the_months_of_a_life_are_those_that_hold_one_of_its_days(opened, length):
    days = [opened + timedelta(days=place) for place in range(length + 1)]
    by_hand = {(day.month - 4) % 12 for day in days if date(2019, 4, 1) <= day <= date(2020, 3, 31)}
    assert months_there(2019, Life(opened, days[-1])) == by_hand


@given(some.randoms(use_true_random=True))
@settings(deadline=None)
def test_sums_agree_with_adding_up_by_hand_in_any_order_and_nothing_is_lost(chance: Random):
    codes = [f"T{place}" for place in range(8)]
    today = {code: chance.choice(codes[:3]) for code in codes[3:] if chance.random() < 0.6}
    rows = [
        Did(code, year, measure, float(chance.randrange(1000)), 12)
        for code in codes for year in (2020, 2021) for measure in ("births", "beds")
        if chance.random() < 0.7
    ]  # fmt: skip
    by_hand = defaultdict(float)
    for row in rows:
        by_hand[today.get(row.organisation, row.organisation), row.year, row.measure] += row.value
    found = of_today(chance.sample(rows, len(rows)), {}, today)
    assert {(one.trust, one.year, one.measure): one.value for one in found} == by_hand
    assert len(found) == len(by_hand)
    assert sum(len(one.parts) for one in found) == len(rows)


def test_a_chain_of_mergers_ends_at_the_last_and_a_circle_is_refused():
    assert last_of("A", {"A": "B", "B": "C", "X": "A"}) == "C"
    assert last_of("C", {"A": "B", "B": "C"}) == "C"
    with pytest.raises(ValueError, match="A became B became A"):
        last_of("A", {"A": "B", "B": "A"})
