"""The quadrant: every code with a cost is a point with a number and a label, and no other is."""

import polars as pl
import pytest

from scorecards import palette
from scorecards.claims import quadrant
from scorecards.claims.scorecard import Cost
from scorecards.money import Currency
from scorecards.palette import LIGHT
from tests.claims.cards import MILLION, ranked
from tests.claims.drawing import CUTS, FIGURES, GBP, ROWS, drawn, rows_of_every_kind


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

    def test_a_point_that_chance_could_move_is_hollow_whether_chosen_or_not(self):
        frame = ranked(*ROWS["usual"]).with_columns(
            chosen=pl.col("code") != "ear", stays=pl.Series([0.6, 0.9, 0.6])
        )
        marks = quadrant.quadrant(frame, CUTS, LIGHT, currency=GBP).to_dict()["data"][0]
        paper, own, others = LIGHT.paper, palette.OWN, palette.OTHERS
        assert marks["marker"]["color"] == [paper, own, paper]
        assert marks["marker"]["line"]["color"] == [own, paper, others]
        assert marks["textfont"]["color"] == [LIGHT.ink, palette.ON_MARK, LIGHT.ink]

    def test_points_of_fewer_than_five_claims_have_a_number_and_no_label(self):
        figure = drawn([("Four", 4, MILLION), ("Five", 5, MILLION)], LIGHT)["quadrant"].to_dict()
        assert names_of(figure) == ["Five"]
        assert figure["data"][0]["text"] == ["1", "2"]

    def test_capped_costs_are_drawn_where_they_are_and_the_axis_says_so(self):
        frame = ranked(*ROWS["usual"]).with_columns(
            capped=pl.Series([MILLION, 2 * MILLION, 90_000])
        )
        figure = quadrant.quadrant(frame, CUTS, LIGHT, currency=GBP, cost=Cost.CAPPED).to_dict()
        assert [pence for _, pence in points(figure).values()] == [MILLION, 2 * MILLION, 90_000]
        title = figure["layout"]["yaxis"]["title"]["text"]
        assert title == "Cost, at most £1 million of each claim"
        assert "£2 million" in figure["data"][0]["hovertext"][1]
