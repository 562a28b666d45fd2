"""What figures and sentences about delay say, of answers made by hand."""

import re
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from scorecards import palette
from scorecards.claims import charts as scorecard_charts
from scorecards.claims import findings as scorecard_findings
from scorecards.claims.delay import charts, findings, hatching
from scorecards.claims.delay.model import (
    Arrived,
    Curve,
    Known,
    Lens,
    Maturity,
    Reconciled,
    Where,
    YearKnown,
)
from scorecards.claims.model import Basis, Kind
from scorecards.money import Currency
from scorecards.palette import DARK, LIGHT
from scorecards.people.model import Organisation
from tests.claims.cards import asking, card, yearly


INCIDENT, NOTIFIED, CLOSED = Basis
YEARS = {
    2021: YearKnown(2021, 40, 1.0, 40, 40, 40),
    2022: YearKnown(2022, 37, 0.92, 40, 38, 44),
    2023: YearKnown(2023, 30, 0.74, 41, 34, 50),
    2024: YearKnown(2024, 12, 0.4, 30, 19, 45),
}
TOLD = Maturity(2025, YEARS)
HIDDEN = Maturity(2025, {**YEARS, 2023: YearKnown(2023, None, 0.74), 2024: YearKnown(2024, 0, 0.4)})
EMPTY = Maturity(2025, {})
CURVES = (Curve("Maternity", (0.2, 0.4, 0.7, 0.95, 1.0)), Curve("Other clinical", (0.3, 0.6, 1.0)))
KNOWN = Known(
    organisation=Organisation("RA1", "Alder Valley", "Acute", "North"),
    kind=Kind.CLINICAL,
    as_at=date(2026, 3, 31),
    snapshot_id="2026-03-31-0123456789",
    exact=True,
    claims=119,
    maturity=TOLD,
    curves=CURVES,
    pooled=10_000,
    own=Curve("Alder Valley", (0.1, 0.5, 1.0)),
)
OWN = Arrived(2025, (2022, 2023, 2024), (0.25, 0.5, 0.25), (2, 4, 2), 1.96, 9, national=False)
NATION = Arrived(2025, (2022, 2023, 2024), (0.1, 0.5, 0.4), (None,) * 3, 2.2, 1000, national=True)
LENS = Lens((2024, 2025), 2025, OWN, NATION)
LEFT = {Where.BEFORE: 0, Where.AFTER: 12, Where.MISSING: 3}
JOINED = {Where.BEFORE: 27, Where.AFTER: 0, Where.MISSING: 0}
DIFFERENCE = Reconciled(2018, 2020, (INCIDENT, NOTIFIED), 30, LEFT, JOINED)


class TestSentences:
    def test_the_first_line_answers_how_much_is_known(self):
        assert findings.answer(KNOWN) == (
            "About 40 per cent of the clinical claims expected from 2024/25 have been notified by "
            "31 March 2026. Of 2022/23 and the years before, nine in ten or more are known."
        )

    def test_without_a_pace_the_first_line_says_why(self):
        none = replace(KNOWN, maturity=Maturity(2025, {}, "It cannot be said."))
        assert findings.answer(none) == "It cannot be said."

    def test_where_every_year_is_young_none_is_called_known(self):
        young = Maturity(2025, {2024: YEARS[2024]})
        assert "nine in ten" not in findings.answer(replace(KNOWN, maturity=young))

    def test_the_newest_year_is_told_with_what_it_may_come_to(self):
        finding = findings.years(KNOWN)
        assert finding.heading == "2024/25: 12 claims so far, about 30 in the end"
        assert finding.takeaway == (
            "12 claims from incidents of 2024/25 have been notified, about 40 per cent of those "
            "expected. In the end it may be 19 to 45, nineteen times in twenty. Hatched: less than "
            "nine tenths of the claims are known (2023/24 and 2024/25). Do not compare these years "
            "with older ones but by what is expected in the end."
        )

    def test_of_a_hidden_number_nothing_is_foretold(self):
        young = Maturity(2025, {2024: YearKnown(2024, None, 0.4)})
        finding = findings.years(replace(KNOWN, maturity=young))
        assert finding.heading == "2024/25: 1 to 7 claims so far"
        assert finding.takeaway.startswith("Of a hidden number, or of none, nothing is expected.")

    def test_the_pace_is_told_with_the_pandemic_that_nothing_is_adjusted_for(self):
        finding = findings.curve(KNOWN)
        assert finding.heading == "Nine in ten claims are known 3 years after the year ends"
        assert (
            "Maternity: 20 per cent when the year ends, 40 per cent a year later"
            in finding.takeaway
        )
        assert "2020/21. Nothing is adjusted for it" in finding.takeaway
        assert "Alder Valley" not in findings.curve(replace(KNOWN, own=None)).takeaway

    def test_what_arrived_is_told_by_the_year_that_holds_the_middle(self):
        finding = findings.lens(LENS, Kind.CLINICAL)
        assert finding.heading == (
            "Half of the clinical claims that arrived in 2025/26 are about care given in 2023/24 "
            "or before"
        )
        assert finding.takeaway == (
            "9 claims arrived in 2025/26. Half waited 2.0 years or more from incident to "
            "notification. In the nation: 2.2 years."
        )

    @pytest.mark.parametrize(
        ("shares", "middle"),
        [((0.5, 0.3, 0.2), 2022), ((0.1, 0.4, 0.5), 2023), ((0.0, 0.2, 0.8), 2024)],
    )
    def test_the_middle_is_the_first_year_that_half_lie_up_to(self, shares, middle):
        assert findings.middle_year(replace(OWN, shares=shares)) == middle

    def test_nothing_that_arrived_is_said_to_be_nothing(self):
        nothing = Lens((), None, None, None)
        assert "No claims arrived" in findings.lens(nothing, Kind.CLINICAL).takeaway

    def test_a_difference_is_told_to_the_claim(self):
        finding = findings.reconciled(DIFFERENCE)
        assert finding.heading == "45 by incident year, 57 by notification year"
        assert finding.takeaway == (
            "In 2018/19 to 2020/21, 30 claims are counted both ways; of those counted by incident "
            "year only, 12 were notified after the period and 3 have no notification date; of "
            "those counted by notification year only, 27 are about incidents before the period."
        )

    def test_one_date_and_the_same_are_not_compared(self):
        same = replace(DIFFERENCE, bases=(CLOSED, CLOSED))
        assert findings.reconciled(same).takeaway == "Choose two different dates to compare."


class TestScorecardYears:
    ROWS = yearly((2021, 40, 900), (2022, 37, 100), (2024, 12, 50))

    def told(self, maturity=TOLD, rows=ROWS):
        return scorecard_findings.years(replace(card(years=rows), maturity=maturity))

    def test_a_young_year_is_set_beside_a_known_one_with_its_projection(self):
        finding = self.told()
        assert finding.heading == "Incidents in 2021/22 led to the most claims so far"
        assert finding.takeaway == (
            "40 claims in 2021/22, 12 so far in 2024/25. About 40% of the claims expected "
            "from 2024/25 are known, which leads to 19 to 45 in the end. A fall in the hatched "
            "years is not an improvement: claims are still to come."
        )

    def test_years_that_are_known_are_compared_without_a_word(self):
        finding = self.told(rows=yearly((2021, 40, 900), (2022, 37, 100)))
        assert finding.heading == "Incidents in 2021/22 led to the most claims"
        assert finding.takeaway == "40 claims in 2021/22, 37 in 2022/23."

    @pytest.mark.parametrize("maturity", [TOLD, HIDDEN, Maturity(2025, {}, "It cannot be said.")])
    @pytest.mark.parametrize("newest", [2022, 2023, 2024, 2026])
    def test_no_fall_in_a_young_year_is_called_an_improvement(self, maturity, newest):
        years = {**maturity.years, 2026: YearKnown(2026, 1)} if maturity.years else {}
        rows = yearly((2021, 40, 900), (newest, 1, 50))
        takeaway = self.told(replace(maturity, years=years), rows).takeaway
        for found in re.finditer(r"(\w+ \w+) an improvement", takeaway):
            assert found[1] in ("is not", "not yet")
        if newest != 2022 or maturity.why_not:
            assert "an improvement" in takeaway

    def test_by_other_dates_nothing_is_hatched(self):
        one = asking(card(years=self.ROWS), NOTIFIED)
        assert "so far" not in scorecard_findings.years(one).heading


def patterns(trace):
    return trace["marker"].get("pattern", {}).get("shape")


def years_figure(maturity=TOLD, projected=False):
    figure = scorecard_charts.years(
        TestScorecardYears.ROWS, LIGHT, first=2021, last=2024, currency=Currency.GBP,
        maturity=maturity, projected=projected,
    )  # fmt: skip
    return figure.to_dict()["data"]


class TestScorecardFigure:
    def test_years_that_are_less_than_nine_tenths_known_are_hatched(self):
        number, cost = years_figure()
        assert patterns(number) == patterns(cost) == ["", "", "/", "/"]
        assert number["hovertext"][3] == ", about 40% of those expected"
        assert number["hovertext"][:2] == ["", ""]

    def test_by_another_date_or_with_old_years_only_nothing_is(self):
        assert patterns(years_figure(None)[0]) is None
        assert patterns(years_figure(Maturity(2025, {2021: YEARS[2021]}))[0]) is None

    def test_the_range_is_drawn_on_request_at_what_is_expected(self):
        marks, words = years_figure(projected=True)[2:]
        assert marks["x"] == ["2023/24", "2024/25"]
        assert marks["y"] == [41, 30]
        up, down = marks["error_y"]["array"], marks["error_y"]["arrayminus"]
        assert [a + b for a, b in zip(marks["y"], up, strict=True)] == [50, 45]
        assert [a - b for a, b in zip(marks["y"], down, strict=True)] == [34, 19]
        assert words["text"] == ["30<br>→41", "12<br>→30"]
        assert len(years_figure()) == 2

    def test_a_hidden_year_has_no_range(self):
        assert years_figure(HIDDEN, projected=True)[2]["x"] == []


FIGURES = {
    "years": lambda ground: charts.years(TOLD, ground),
    "years hidden": lambda ground: charts.years(HIDDEN, ground),
    "years none": lambda ground: charts.years(EMPTY, ground),
    "curve": lambda ground: charts.curve(CURVES, KNOWN.own, ground),
    "curve without own": lambda ground: charts.curve(CURVES, None, ground),
    "arrived": lambda ground: charts.arrived(OWN, NATION, ground),
    "arrived nation": lambda ground: charts.arrived(NATION, NATION, ground),
    "waterfall": lambda ground: charts.waterfall(DIFFERENCE, ground),
    "waterfall of nothing": lambda ground: charts.waterfall(
        Reconciled(2018, 2018, (INCIDENT, CLOSED), 0, {}, {}), ground
    ),
    "range": lambda ground: scorecard_charts.years(
        TestScorecardYears.ROWS, ground, first=2021, last=2024, currency=Currency.GBP,
        maturity=TOLD, projected=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
def test_every_figure_is_one_that_plotly_knows_in_colours_of_the_palette(draw, ground):
    figure = draw(ground)
    go.Figure(figure.to_dict())  # checks every property
    allowed = {palette.OWN, palette.COST, palette.OTHERS, palette.ON_MARK, palette.ON_OTHERS}
    allowed |= {ground.paper, ground.ink, ground.grid, *ground.heat}
    assert set(re.findall(r"#[0-9a-f]{6}", str(figure.to_dict()))) <= allowed


def test_bars_are_what_is_known_and_beyond_it_what_is_still_to_come():
    known, rest, words = charts.years(TOLD, LIGHT).to_dict()["data"]
    assert known["x"] == [40, 37, 30, 12]
    assert patterns(known) == ["", "", "/", "/"]
    assert (rest["y"], rest["x"]) == (["2023/24", "2024/25"], [11, 18])
    assert [text.strip("\u2002") for text in words["text"]] == [
        "40", "37", "30 of about 41", "12 of about 30",
    ]  # fmt: skip


def test_a_hidden_year_has_no_bar_and_nothing_to_come():
    known, words = charts.years(HIDDEN, LIGHT).to_dict()["data"]
    assert known["x"] == [40, 37, None, 0]
    assert words["text"][2].strip("\u2002") == "1 to 7"


def test_the_waterfall_ends_where_the_other_count_does():
    steps = charts.steps_of(DIFFERENCE)
    assert steps == [
        ("By incident year", 0, 45, "total"),
        ("less: notified after", 33, 12, "less"),
        ("less: no notification date", 30, 3, "less"),
        ("more: incident before", 30, 27, "more"),
        ("By notification year", 0, 57, "total"),
    ]


def test_shares_in_a_table_are_words_where_they_are_no_numbers():
    shares = [hatching.share_in_words(s, over=True) for s in (0.4, 0.994, 0.996, 1.0, None)]
    assert shares == ["40%", "99%", "nearly all", "nearly all", "not known"]
    assert hatching.share_in_words(None, over=False) == "year not over"
