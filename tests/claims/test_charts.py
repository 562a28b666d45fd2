"""Figures: every one passes Plotly's own check, and draws the rows that it was given."""

import json
import re

import plotly.graph_objects as go
import polars as pl
import pytest

from scorecards import palette
from scorecards.claims import charts, quadrant
from scorecards.claims.money import charts as money_charts
from scorecards.money import Currency
from scorecards.palette import LIGHT
from tests.claims.cards import MILLION, pairs, ranked, yearly
from tests.claims.drawing import (
    CUTS,
    FIGURES,
    GBP,
    GROUNDS,
    ROWS,
    drawn,
    every_figure,
    on_both_grounds,
    pairs_of,
    rows_of_every_kind,
)
from tests.claims.figures import FOLDER, is_as_before, written


def test_every_figure_of_the_slice_is_drawn_here():
    public = {
        name for module in (charts, quadrant, money_charts)
        for name, function in vars(module).items()
        if getattr(function, "__module__", None) == module.__name__
        and not name.startswith("_") and getattr(function, "__annotations__", {}).get("return")
        is go.Figure
    }  # fmt: skip
    names = {"ranking": 2, "years": 1, "crossed": 1, "bands": 1, "parts": 1, "quadrant": 2}
    assert public == {*names, "figure"}
    assert len(FIGURES) == sum(names.values())


@on_both_grounds
@rows_of_every_kind
@every_figure
def test_a_figure_passes_plotlys_check_of_every_property(name, rows, ground):
    """At run time figures are built unchecked, so that a click is quick."""
    for currency in Currency:
        figure = drawn(rows, ground, currency)[name].to_dict()
        checked = go.Figure(figure).to_dict()
        for part in (figure, checked):
            part["layout"].pop("template")
        assert checked == figure


def test_plotlys_check_would_find_a_property_that_does_not_exist():
    figure = drawn(ROWS["usual"], LIGHT)["ranking"].to_dict()
    figure["data"][0]["textplace"] = "outside"
    with pytest.raises(ValueError, match="textplace"):
        go.Figure(figure)


@every_figure
@pytest.mark.parametrize("ground", GROUNDS)
def test_a_figure_is_what_it_was(name, ground):
    """Changed on purpose? Run with SCORECARDS_REWRITE=1, and look at what has changed."""
    assert is_as_before(f"{name}-{ground}", drawn(ROWS["usual"], GROUNDS[ground])[name])


def test_every_kept_figure_is_still_drawn_and_small():
    kept = {path.stem: path for path in FOLDER.glob("*.json")}
    assert set(kept) == {f"{name}-{ground}" for name in FIGURES for ground in GROUNDS}
    for path in kept.values():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
        assert json.loads(path.read_text(encoding="utf-8"))["data"]


@on_both_grounds
@every_figure
def test_a_figure_has_no_colour_but_those_of_its_ground_and_of_the_palette(name, ground):
    allowed = {palette.OWN, palette.COST, palette.OTHERS, palette.COMMON, palette.ON_MARK}
    allowed |= {palette.ON_OTHERS, ground.paper, ground.ink, ground.grid, *ground.heat}
    rows = ranked(*ROWS["usual"]).with_columns(chosen=pl.col("claims") > 10)
    figures = drawn(ROWS["usual"], ground) | {
        "quadrant": quadrant.quadrant(rows, CUTS, ground, currency=GBP)
    }
    found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)", written(figures[name])))
    assert found <= allowed
    assert {ground.paper, ground.ink} <= found


@every_figure
def test_light_and_dark_differ_in_colour_only(name):
    light, dark = (written(drawn(ROWS["usual"], ground)[name]) for ground in GROUNDS.values())
    assert light != dark
    assert re.sub(r"#[0-9a-f]{6}", "#", light) == re.sub(r"#[0-9a-f]{6}", "#", dark)


def bars(figure):
    (trace,) = figure["data"]
    return trace


class TestRanking:
    def test_bars_go_from_the_most_and_carry_their_codes_and_the_running_share(self):
        frame = ranked(*ROWS["usual"])
        figure = charts.ranking(frame, LIGHT, by_cost=False, currency=GBP).to_dict()
        assert bars(figure)["y"] == ["Orthopaedics", "Obstetrics", "Ear"]
        assert bars(figure)["x"] == [60, 40, 5]
        assert bars(figure)["text"] == ["60", "40", "5"]
        assert bars(figure)["customdata"] == ["orthopaedics", "obstetrics", "ear"]
        words = [note["text"] for note in figure["layout"]["annotations"]]
        assert words == ["running share", "57%", "95%", "100%"]

    def test_by_cost_bars_are_in_pounds_and_say_so(self):
        frame = ranked(*ROWS["usual"])
        figure = charts.ranking(frame, LIGHT, by_cost=True, currency=GBP).to_dict()
        assert bars(figure)["x"] == [12_000_000, 3_000_000, 900]
        assert bars(figure)["text"] == ["£12 million", "£3 million", "£900"]

    def test_the_first_twelve_are_drawn_and_shares_are_of_all(self):
        frame = ranked(*ROWS["many"])
        figure = charts.ranking(frame, LIGHT, by_cost=False, currency=GBP).to_dict()
        assert len(bars(figure)["y"]) == 12
        first = frame["claims"].sort(descending=True)[:12].sum() / frame["claims"].sum()
        assert figure["layout"]["annotations"][-1]["text"] == f"{first:.0%}"

    def test_hidden_numbers_have_no_bar(self):
        frame = ranked(*ROWS["hidden"])
        for by_cost, names in ((False, ["Obstetrics", "Vague"]), (True, ["Obstetrics"])):
            figure = charts.ranking(frame, LIGHT, by_cost=by_cost, currency=GBP).to_dict()
            assert bars(figure)["y"] == names

    def test_two_codes_of_one_name_have_two_bars_that_can_be_told_apart(self):
        frame = ranked(*ROWS["one name twice"])
        figure = charts.ranking(frame, LIGHT, by_cost=False, currency=GBP).to_dict()
        assert bars(figure)["y"] == ["Other", "Other (2)", "Urology"]

    @rows_of_every_kind
    @pytest.mark.parametrize("by_cost", [False, True])
    def test_every_bar_is_inside_its_axis_and_has_room_for_its_words(self, rows, by_cost):
        figure = charts.ranking(ranked(*rows), LIGHT, by_cost=by_cost, currency=GBP).to_dict()
        low, high = figure["layout"]["xaxis"]["range"]
        assert low == 0 < high
        assert all(1.4 * x <= high for x in bars(figure)["x"])


class TestYears:
    def test_each_year_of_the_period_has_its_place_and_its_label_when_clicked(self):
        rows = yearly((2014, 3, 300), (2016, 5, MILLION))
        figure = charts.years(rows, LIGHT, first=2014, last=2017, currency=GBP).to_dict()
        number, cost = figure["data"]
        labels = ["2014/15", "2015/16", "2016/17", "2017/18"]
        assert number["x"] == cost["x"] == number["customdata"] == cost["customdata"] == labels
        assert (number["y"], cost["y"]) == ([3, 0, 5, 0], [3, 0, 1_000_000, 0])
        assert cost["hovertext"] == ["£3", "£0", "£1 million", "£0"]

    def test_a_hidden_year_has_no_bar_and_a_year_without_claims_has_one_of_nought(self):
        rows = yearly((2014, None, None), (2016, 10, None))
        figure = charts.years(rows, LIGHT, first=2014, last=2016, currency=GBP).to_dict()
        number, cost = figure["data"]
        assert (number["y"], number["text"]) == ([None, 0, 10], ["", "0", "10"])
        assert cost["y"] == [None, 0, None]
        assert cost["hovertext"] == ["hidden", "£0", "hidden"]

    def test_a_year_outside_the_period_is_not_drawn(self):
        rows = yearly((2010, 99, MILLION), (2015, 5, MILLION))
        figure = charts.years(rows, LIGHT, first=2015, last=2015, currency=GBP).to_dict()
        assert figure["data"][0]["y"] == [5]

    @rows_of_every_kind
    def test_ticks_of_cost_are_few_rising_and_reach_most_of_the_highest_bar(self, rows):
        figure = drawn(rows, LIGHT)["years"].to_dict()
        ticks = figure["layout"]["yaxis2"]["tickvals"]
        highest = max((value or 0 for value in figure["data"][1]["y"]), default=0)
        assert 1 <= len(ticks) <= 4
        assert ticks == sorted(set(ticks))
        assert ticks[-1] <= highest
        assert highest == 0 or ticks[-1] > highest / 2
        assert len(figure["layout"]["yaxis2"]["ticktext"]) == len(ticks)


class TestPairs:
    def test_each_cell_is_its_pair_and_an_absent_pair_is_an_empty_cell(self):
        rows = pairs(("Ear", "Fall", 12, 1), ("Ear", "Consent", 1234, 1), ("Eye", "Fall", 0, 0))
        figure = charts.crossed(rows, LIGHT, down=["Ear", "Eye"], across=["Consent", "Fall"])
        heat = bars(figure.to_dict())
        assert heat["z"] == [[1234, 12], [0, 0]]
        assert heat["text"] == [["1,234", "12"], ["", "0"]]
        assert (heat["y"], heat["x"]) == (["Ear", "Eye"], ["Consent", "Fall"])

    def test_a_hidden_number_is_a_star_and_weighs_nothing(self):
        figure = charts.crossed(pairs_of(ROWS["hidden"]), LIGHT, down=["Secret"], across=["Fall"])
        assert (bars(figure.to_dict())["z"], bars(figure.to_dict())["text"]) == ([[0]], [["*"]])

    def test_pairs_that_share_their_names_are_added_and_hidden_when_one_of_them_is(self):
        rows = pairs(("Ear", "Fall", 9, 1), ("Ear", "Fall", 3, 1), ("Eye", "Fall", 8, 1),
                     ("Eye", "Fall", None, None), ("Eye", "Fall", 2, 1))  # fmt: skip
        figure = charts.crossed(rows, LIGHT, down=["Ear", "Eye"], across=["Fall"])
        assert bars(figure.to_dict())["text"] == [["12"], ["*"]]

    @on_both_grounds
    def test_numbers_are_in_the_ink_that_the_palette_is_checked_with(self, ground):
        heat = bars(drawn(ROWS["usual"], ground)["pairs"].to_dict())
        assert heat["textfont"]["color"] == ground.ink
        assert [colour for _, colour in heat["colorscale"]] == list(ground.heat)
        places = [place for place, _ in heat["colorscale"]]
        assert (places[0], places[-1], heat["zmin"]) == (0, 1, 0)


class TestBands:
    def test_each_band_has_its_share_of_claims_beside_its_share_of_cost(self):
        claims, cost = charts.bands(ranked(*ROWS["usual"]), LIGHT).to_dict()["data"]
        assert claims["y"] == cost["y"] == ["Obstetrics", "Orthopaedics", "Ear"]
        assert claims["x"] == pytest.approx([40 / 105, 60 / 105, 5 / 105])
        assert claims["text"] == ["38% of claims", "57% of claims", "5% of claims"]
        assert cost["text"] == ["80% of cost", "20% of cost", "less than 1% of cost"]
        assert claims["marker"]["color"] != cost["marker"]["color"]

    def test_a_hidden_or_an_absent_share_has_no_bar_and_no_words(self):
        _, cost = charts.bands(ranked(*ROWS["hidden"]), LIGHT).to_dict()["data"]
        assert cost["x"] == [1.0, None, None]
        assert [bool(words) for words in cost["text"]] == [True, False, False]

    def test_where_no_cost_is_told_there_are_only_the_claims(self):
        (claims,) = charts.bands(ranked(*ROWS["no cost"]), LIGHT).to_dict()["data"]
        assert all(words.endswith("of claims") for words in claims["text"])
