"""Figures: every one passes Plotly's own check, and draws the rows that it was given."""

import json
import re

import plotly.graph_objects as go
import polars as pl
import pytest

from scorecards import palette
from scorecards.claims import charts, quadrant
from scorecards.claims.scorecard import Cuts
from scorecards.money import Currency
from scorecards.palette import DARK, LIGHT
from tests.claims.cards import MILLION, pairs, ranked, yearly
from tests.claims.figures import FOLDER, is_as_before, written


GROUNDS = {"light": LIGHT, "dark": DARK}
GBP = Currency.GBP
CUTS = Cuts(20.0, 4.0 * MILLION, "typical of 12 organisations")
ROWS = {
    "usual": [
        ("Obstetrics", 40, 12 * MILLION), ("Orthopaedics", 60, 3 * MILLION), ("Ear", 5, 90_000),
    ],
    "none": [],
    "one": [("Urology", 1, 2_345_678)],
    "hidden": [("Obstetrics", 40, 12 * MILLION), ("Vague", 10, None), ("Secret", None, None)],
    "all hidden": [("Secret", None, None), ("Silent", None, None)],
    "one name twice": [("Other", 9, MILLION), ("Other", 8, MILLION), ("Urology", 7, 50_000)],
    "no cost": [("Obstetrics", 9, 0), ("Urology", 8, 0)],
    "a penny": [("Obstetrics", 1, 1)],
    "very large": [("Obstetrics", 3_000_000, 10**17), ("Urology", 1, 1)],
    "no claims": [("Obstetrics", 0, 0)],
    "many": [(f"Specialty number {n}", 400 // (n + 1) + 1, MILLION * (60 - n)) for n in range(60)],
    "marked up": [("A&E <b>bold</b> “x” %{y}", 9, MILLION)],
}  # fmt: skip
rows_of_every_kind = pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
on_both_grounds = pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)


def years_of(rows):
    return yearly(*((2014 + 2 * place, n, t) for place, (_, n, t) in enumerate(rows)))


def pairs_of(rows):
    return pairs(*((name, "Fall", n, t) for name, n, t in rows))


def drawn(rows, ground, currency=GBP):
    """Every figure there is, of the same rows."""
    frame, names = ranked(*rows), [name for name, *_ in rows]
    money = {"currency": currency}
    return {
        "ranking": charts.ranking(frame, ground, by_cost=False, **money),
        "ranking-by-cost": charts.ranking(frame, ground, by_cost=True, **money),
        "years": charts.years(years_of(rows), ground, first=2014, last=2019, **money),
        "pairs": charts.crossed(
            pairs_of(rows), ground, down=list(dict.fromkeys(names)), across=["Fall", "Consent"]
        ),
        "bands": charts.bands(frame, ground),
        "quadrant": quadrant.quadrant(frame, CUTS, ground, **money),
        "quadrant-apart": quadrant.quadrant(frame, CUTS, ground, apart=True, **money),
    }


FIGURES = tuple(drawn(ROWS["usual"], LIGHT))
every_figure = pytest.mark.parametrize("name", FIGURES)


def test_every_figure_of_the_slice_is_drawn_here():
    public = {
        name for module in (charts, quadrant) for name, function in vars(module).items()
        if getattr(function, "__module__", None) == module.__name__
        and not name.startswith("_") and getattr(function, "__annotations__", {}).get("return")
        is go.Figure
    }  # fmt: skip
    names = {"ranking": 2, "years": 1, "crossed": 1, "bands": 1, "quadrant": 2}
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
        for rows, shares in (("hidden", [1.0, None, None]), ("no cost", [None, None])):
            _, cost = charts.bands(ranked(*ROWS[rows]), LIGHT).to_dict()["data"]
            assert cost["x"] == shares
            assert [bool(words) for words in cost["text"]] == [
                share is not None for share in shares
            ]


def points(figure):
    """Code, claims and pence of each point drawn."""
    return {
        code: (x, y)
        for trace in figure["data"]
        for code, x, y in zip(trace["customdata"], trace["x"], trace["y"], strict=True)
    }


def names_of(figure):
    return [note["text"] for note in figure["layout"]["annotations"] if note["name"] == "label"]


class TestQuadrant:
    def test_each_point_is_a_code_with_its_claims_and_its_cost(self):
        figure = drawn(ROWS["usual"], LIGHT)["quadrant"].to_dict()
        assert points(figure) == {
            "obstetrics": (40, 12 * MILLION),
            "orthopaedics": (60, 3 * MILLION),
            "ear": (5, 90_000),
        }

    @rows_of_every_kind
    @pytest.mark.parametrize("apart", [False, True])
    def test_points_without_cost_or_number_are_absent_and_all_others_are_there(self, rows, apart):
        frame = ranked(*rows)
        figure = quadrant.quadrant(frame, CUTS, LIGHT, currency=GBP, apart=apart).to_dict()
        expected = [row["code"] for row in frame.to_dicts() if row["claims"] and row["total"]]
        codes = [code for trace in figure["data"] for code in trace["customdata"]]
        assert sorted(codes) == sorted(expected)

    @rows_of_every_kind
    def test_every_point_is_within_its_axes_and_so_are_the_cut_lines(self, rows):
        figure = drawn(rows, LIGHT)["quadrant-apart"].to_dict()
        layout = figure["layout"]
        for trace in figure["data"]:
            axes = (layout[f"{a}axis{trace[f'{a}axis'][1:]}"] for a in "xy")
            for values, axis, cut in zip(
                (trace["x"], trace["y"]), axes, (CUTS.claims, CUTS.cost), strict=True
            ):
                low, high = (10**power for power in axis["range"])
                assert all(low < value < high for value in [*values, cut])
                assert axis["type"] == "log"

    def test_cut_lines_stand_where_they_are_set(self):
        upright, level = drawn(ROWS["usual"], LIGHT)["quadrant"].to_dict()["layout"]["shapes"]
        assert (upright["x0"], upright["x1"]) == (20, 20)
        assert (level["y0"], level["y1"]) == (4 * MILLION, 4 * MILLION)

    def test_each_point_has_its_label_and_its_number_in_the_table(self):
        rows = [("Nought", 3, 0), *ROWS["usual"]]
        figure = drawn(rows, LIGHT)["quadrant"].to_dict()
        assert sorted(names_of(figure)) == ["Ear", "Obstetrics", "Orthopaedics"]
        assert figure["data"][0]["text"] == ["2", "3", "4"]

    def test_obstetrics_apart_has_a_panel_of_its_own_and_the_others_gain_room(self):
        whole, apart = (drawn(ROWS["usual"], LIGHT)[name].to_dict() for name in FIGURES[-2:])
        main, alone = apart["data"]
        assert (main["customdata"], alone["customdata"]) == (
            ["orthopaedics", "ear"],
            ["obstetrics"],
        )
        assert (alone["xaxis"], alone["yaxis"]) == ("x2", "y2")
        left, right = (apart["layout"][f"xaxis{n}"]["domain"] for n in ("", "2"))
        assert left[1] < right[0]
        assert sorted(names_of(apart)) == sorted(names_of(whole))
        assert len(apart["layout"]["shapes"]) == 2 * len(whole["layout"]["shapes"])
        assert apart["layout"]["yaxis"]["range"][1] < whole["layout"]["yaxis"]["range"][1]

    def test_without_obstetrics_there_is_one_panel(self):
        frame = ranked(("Urology", 9, MILLION))
        figure = quadrant.quadrant(frame, CUTS, LIGHT, currency=GBP, apart=True).to_dict()
        assert len(figure["data"]) == 1
        assert "xaxis2" not in figure["layout"]

    def test_points_that_are_not_chosen_are_paler_and_so_is_their_label(self):
        frame = ranked(*ROWS["usual"]).with_columns(chosen=pl.col("code") == "ear")
        figure = quadrant.quadrant(frame, CUTS, LIGHT, currency=GBP).to_dict()
        others, own = palette.OTHERS, palette.OWN
        assert figure["data"][0]["marker"]["color"] == [others, others, own]
        opacities = {
            note["text"]: note["opacity"]
            for note in figure["layout"]["annotations"]
            if note["name"] == "label"
        }
        assert opacities["Ear"] == 1 > opacities["Obstetrics"]

    def test_a_code_that_is_missing_is_a_point_that_cannot_be_clicked(self):
        frame = ranked(("Not recorded", 9, MILLION)).with_columns(code=pl.lit(None, pl.String))
        figure = quadrant.quadrant(frame, CUTS, LIGHT, currency=GBP).to_dict()
        assert figure["data"][0]["customdata"] == [None]
        assert names_of(figure) == ["Not recorded"]

    def test_hovering_says_what_the_table_says(self):
        figure = drawn([("Urology", 1, 2_345_678)], LIGHT, Currency.USD)["quadrant"].to_dict()
        assert figure["data"][0]["hovertext"] == ["<b>Urology</b><br>1 claim<br>$23,457"]

    def test_a_label_is_led_to_its_point_or_stands_beside_it(self):
        figure = drawn(ROWS["many"], LIGHT)["quadrant"].to_dict()
        notes = [note for note in figure["layout"]["annotations"] if note["name"] == "label"]
        assert len(notes) > 40
        for note in notes:
            assert ("ax" in note) == note["showarrow"] != ("xshift" in note)

    def test_ticks_are_round_numbers_within_the_axes(self):
        layout = drawn(ROWS["usual"], LIGHT)["quadrant"].to_dict()["layout"]
        assert layout["xaxis"]["tickvals"] == [5, 10, 20, 50]
        assert layout["yaxis"]["ticktext"] == [
            "£1,000",
            "£10,000",
            "£100,000",
            "£1 million",
            "£10 million",
        ]

    def test_the_corners_say_what_to_do_and_take_no_labels_place(self):
        layout = drawn(ROWS["usual"], LIGHT)["quadrant"].to_dict()["layout"]
        corners = {note["text"]: (note["x"], note["y"]) for note in layout["annotations"]
                   if note["name"] == "corner"}  # fmt: skip
        assert corners == {
            "learn from the case": (0, 1), "act": (1, 1), "watch": (0, 0), "fix the system": (1, 0),
        }  # fmt: skip
