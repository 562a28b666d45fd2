"""What is said and drawn of money: numbers first, and no more than the numbers bear."""

from datetime import date

import polars as pl
import pytest

from scorecards import palette
from scorecards.claims import charts, findings
from scorecards.claims.money import charts as money_charts
from scorecards.claims.money import findings as said
from scorecards.claims.money.model import Figures, Money, Range
from scorecards.claims.money.prices import Step
from scorecards.claims.scorecard import Cost, Detail, Priced, Views
from scorecards.money import Currency
from scorecards.palette import LIGHT
from tests.claims.cards import MILLION, card, headline, ranked, yearly


PARTS = pl.DataFrame(
    {
        "part": ["damages", "claimant_costs", "defence_costs"],
        "paid": [6 * MILLION, 2 * MILLION, MILLION],
        "reserved": [MILLION, 0, 0],
        "total": [7 * MILLION, 2 * MILLION, MILLION],
        "without_largest": [3 * MILLION, MILLION, MILLION // 2],
    }
)
FIGURES = Figures(
    claims=120, total=10 * MILLION, capped=7 * MILLION, largest=4 * MILLION, paid_claims=40,
    median=1_000_000, likely=Range(900_000, 1_200_000), mean=2_000_000, trimmed_mean=1_500_000,
)  # fmt: skip
COSTLESS = PARTS.with_columns(pl.col(pl.Int64) * 0)
MONEY = Views("specialty", "cause", across="cause", down="specialty", detail=Detail.MONEY)
STEPS = (Step(date(2017, 3, 20), -0.75), Step(date(2019, 8, 5), -0.25))


def with_money(**others):
    return card(detail=PARTS, money=Money(FIGURES, PARTS), **others)


def marked(*shares):
    rows = [(f"Code {place}", 10, MILLION) for place in range(len(shares))]
    return ranked(*rows).with_columns(stays=pl.Series(shares, dtype=pl.Float64))


def test_the_parts_are_told_with_their_shares_and_what_is_not_paid_yet():
    found = findings.detail(with_money(), MONEY)
    assert found.heading == "70% of the cost is damages, the rest is legal costs"
    assert found.takeaway == (
        "Damages £7 million (70%), claimants' costs £2 million (20%) and defence costs £1 million "
        "(10%). £1 million (10%) of it is reserved. Reserves are estimates of what is still to be "
        "paid: they move until a claim is closed."
    )


def test_where_nothing_costs_anything_no_share_is_told():
    found = findings.detail(card(detail=COSTLESS), MONEY)
    assert found.takeaway == "None of these claims has a cost."
    empty = findings.detail(card(detail=COSTLESS, headline=headline(claims=0, total=0)), MONEY)
    assert empty.takeaway == "No claims in this selection."


def test_the_largest_claim_is_told_with_what_is_left_without_it():
    found = said.figures(with_money())
    assert found.takeaway.startswith(
        "One claim is 40% of the total: £10 million with it, £6 million without it. With at most "
        "£1 million of each claim counted, the total is £7 million."
    )


@pytest.mark.parametrize(
    ("shares", "starts"),
    [
        ((1.0, 0.9), "Every point stays in its corner"),
        ((1.0, 0.7), "1 of 2 points is hollow"),
        ((0.5, 0.7, 0.9), "2 of 3 points are hollow"),
        ((0.9,), "The point stays in its corner"),
    ],
)
def test_it_is_said_how_many_points_chance_could_move(shares, starts):
    assert said.corners(card(rows=marked(*shares))).startswith(starts)


def test_where_nothing_is_known_of_chance_nothing_is_said():
    assert said.corners(card(rows=ranked(("Ear", 9, MILLION)))) == ""
    assert said.corners(card(rows=marked(None).with_columns(total=pl.lit(0)))) == ""


def test_capped_costs_are_said_to_be_capped():
    rows = ranked(("Obstetrics", 40, 9 * MILLION), ("Ear", 80, MILLION)).with_columns(
        capped=pl.Series([3 * MILLION, 4 * MILLION])
    )
    shown = card(rows=rows, money=Money(FIGURES, PARTS))
    capped = Views("specialty", "cause", across="cause", down="specialty", cost=Cost.CAPPED)
    assert findings.quadrant(shown, capped).heading == (
        "Ear: 67% of the claims, 57% of the capped cost"
    )
    assert (
        said.cost_of_points(Cost.CAPPED, shown) == "Here no claim counts for more than £1 million."
    )
    assert said.cost_of_points(Cost.TOTAL, shown) == ""


def test_prices_are_labelled_as_purchasing_power_and_a_forecast_as_one():
    assert said.prices(None) == ""
    assert said.prices(Priced(2024, forecast=False)) == (
        "Cost is in 2024/25 prices (purchasing power, GDP deflator); claims have risen faster than "
        "prices."
    )
    assert said.prices(Priced(2025, forecast=True)).endswith("The index of 2025/26 is a forecast.")


def test_steps_of_the_discount_rate_are_said_to_be_no_sign_of_safety():
    assert said.steps(()) == ""
    assert "−0.75% from 20 March 2017 and −0.25% from 5 August 2019" in said.steps(STEPS)
    for found in (STEPS, STEPS[:1]):
        assert said.steps(found).endswith("says nothing about safety.")


class TestFigures:
    def test_reserves_are_told_from_payments_without_colour(self):
        paid, reserved, totals = money_charts.parts(PARTS, LIGHT, currency=Currency.GBP).to_dict()[
            "data"
        ]
        assert paid["x"] == [6_000_000, 2_000_000, 1_000_000]
        assert reserved["x"] == [1_000_000, 0, 0]
        assert reserved["marker"]["pattern"]["shape"] == "/"
        assert "pattern" not in paid["marker"]
        assert [text.strip() for text in totals["text"]] == [
            "£7 million",
            "£2 million",
            "£1 million",
        ]

    def test_a_step_stands_where_its_day_is_among_the_bars(self):
        figure = charts.years(
            yearly((2016, 5, MILLION)),
            LIGHT,
            first=2016,
            last=2019,
            currency=Currency.GBP,
            steps=STEPS,
        ).to_dict()
        first, second = figure["layout"]["shapes"]
        assert first["x0"] == pytest.approx(0.5 - 12 / 365)  # 20 March: 12 days before April 2017
        assert 2.5 < second["x0"] == second["x1"] < 3
        assert [line["label"]["text"] for line in (first, second)] == ["−0.75%", "−0.25%"]
        assert first["yref"] == "y2 domain"

    def test_without_steps_there_is_no_line(self):
        figure = charts.years(
            yearly((2016, 5, MILLION)), LIGHT, first=2016, last=2019, currency=Currency.GBP
        )
        assert "shapes" not in figure.to_dict()["layout"]

    def test_colours_are_those_of_the_palette(self):
        paid, reserved, _ = money_charts.parts(PARTS, LIGHT, currency=Currency.GBP).to_dict()[
            "data"
        ]
        assert paid["marker"]["color"] == reserved["marker"]["pattern"]["fgcolor"] == palette.COST
