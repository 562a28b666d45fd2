"""The screen of reporting delay, as each person meets it."""

import re

import pytest

from tests.pages import screen
from tests.pages.screen import CLINICAL, DELAY, NON_CLINICAL, sound, visit


FIGURES = ["figure-known", "figure-pace", "figure-lens", "figure-reconciler"]
TABLES = ("known", "pace", "lens", "reconciler")
MANAGERS = ("manager-NMU", "steward")
OTHERS = ("board", "lead")


def opened(**asked):
    window = visit(DELAY, **asked)
    for key in TABLES:
        window.session_state[f"table-{key}"] = True
    return window.run()


@pytest.mark.parametrize("kind", ["clinical", "non-clinical"])
@pytest.mark.parametrize("person", MANAGERS)
def test_the_first_line_says_how_much_is_known(at_home, demonstration, person, kind):
    at_home(demonstration)
    window = opened(person=person, trust="NMU", kind=kind)
    sound(window)
    assert any(
        re.match(
            rf"About \d\d per cent of the {kind} claims expected from 2024/25 have been notified "
            r"by 31 March 2026\. Of 202\d/2\d and the years before, nine in ten or more are known",
            text,
        )
        for text in screen.texts(window)
    )
    assert list(screen.figures(window)) == FIGURES
    years, pace, arrived, steps = screen.tables(window)
    assert years["Incident year"].to_list()[0] == "2015/16"
    assert years["Incident year"].to_list()[-1] == "2024/25"
    assert pace.shape == (11, 4)
    assert arrived["Incident year"].to_list() == sorted(arrived["Incident year"], reverse=True)
    assert steps["Step"].to_list()[0] == "By incident year"


@pytest.mark.parametrize("person", OTHERS)
def test_others_see_protected_years_and_the_nation(at_home, demonstration, person):
    at_home(demonstration)
    window = opened(person=person, trust="NMU")
    sound(window)
    assert list(screen.figures(window)) == FIGURES[:3]
    years, pace, arrived = screen.tables(window)
    for column in ("Notified", "Expected in the end"):
        assert all(int(cell) % 5 == 0 for cell in years[column])
    assert pace.shape == (11, 3)
    assert list(arrived.columns) == ["Incident year", "Share"]
    assert any("for the risk managers of the trust itself" in t for t in screen.texts(window))


@pytest.mark.parametrize("person", OTHERS)
def test_no_exact_number_is_sent_to_others(at_home, demonstration, person):
    """Every count in every figure is hidden or a multiple of five, with its range and its label."""
    at_home(demonstration)
    window = opened(person=person, trust="NMU")
    known = screen.figures(window)["figure-known"]
    for trace in known["data"]:
        numbers = [number for number in trace["x"] if number is not None]
        for name in ("array", "arrayminus"):
            numbers += trace.get("error_x", {}).get(name, [])
        assert all(number % 5 == 0 for number in numbers)
        for text in (*trace.get("text", []), *trace.get("hovertext", [])):
            said = re.sub(r"\d{4}/\d\d|1 to 7|about \d+%", " ", text)
            assert all(int(number) % 5 == 0 for number in re.findall(r"\d+", said)), text


def test_the_year_that_claims_arrived_in_is_in_the_address(at_home, demonstration):
    at_home(demonstration)
    window = visit(DELAY, trust="NMU", arrived="2020/21")
    sound(window)
    assert any("arrived in 2020/21 are about" in text for text in screen.texts(window))
    assert screen.address(window)["arrived"] == "2020/21"


def test_two_dates_of_one_period_are_reconciled_from_the_address(at_home, demonstration):
    at_home(demonstration)
    window = visit(DELAY, trust="NMU", start="2017/18", end="2018/19", other="closed")
    sound(window)
    assert any("by closing year" in text for text in screen.texts(window))
    steps = screen.figures(window)["figure-reconciler"]["data"][0]
    signs = [text.replace("\u2212", "-").replace(",", "") for text in steps["text"]]
    assert int(signs[0]) + sum(int(text) for text in signs[1:-1]) == int(signs[-1])


def test_what_cannot_be_chosen_is_said_aloud(at_home, demonstration):
    at_home(demonstration)
    window = visit(DELAY, trust="NMU", arrived="1066/67", start="2017/18", end="2016/17")
    sound(window)
    (warning,) = window.warning
    assert "1066/67" in warning.value
    assert "2016/17" in warning.value


def test_one_claim_is_told_with_why_nothing_is_foretold(at_home, one_claim):
    at_home(one_claim)
    window = opened()
    sound(window)
    assert any("too few claims or years" in text for text in screen.texts(window))
    assert screen.tables(window)[0]["Notified"].to_list()[0] == "1"
    assert set(screen.tables(window)[0]["Expected in the end"]) == {""}


def test_no_claims_of_a_kind_are_said_to_be_none(at_home, one_claim):
    at_home(one_claim)
    window = visit(DELAY, kind="non-clinical")
    sound(window)
    assert "figure-known" not in screen.figures(window)


def test_nothing_published_is_said(at_home, empty_home):
    at_home(empty_home)
    window = visit(DELAY)
    sound(window)
    assert [title.value for title in window.title] == ["Reporting delay"]
    assert len(window.info) == 1


class TestScorecards:
    @pytest.mark.parametrize("kind", [CLINICAL, NON_CLINICAL])
    @pytest.mark.parametrize("person", ["manager-NMU", "board"])
    def test_young_years_are_hatched_with_their_share(self, at_home, demonstration, person, kind):
        at_home(demonstration)
        window = visit(kind, person=person, trust="NMU")
        sound(window)
        number = screen.figures(window)["figure-years"]["data"][0]
        assert number["marker"]["pattern"]["shape"][-1] == "/"
        assert number["marker"]["pattern"]["shape"][0] == ""
        assert "of those expected" in number["hovertext"][-1]
        assert any("A fall in the hatched years is not an" in t for t in screen.texts(window))

    def test_the_range_is_drawn_when_it_is_asked_for(self, at_home, demonstration):
        at_home(demonstration)
        window = visit(trust="NMU")
        assert len(screen.figures(window)["figure-years"]["data"]) == 2
        asked = visit(trust="NMU", projected="yes")
        sound(asked)
        marks = screen.figures(asked)["figure-years"]["data"][2]
        assert marks["x"][-1] == "2024/25"
        assert min(marks["error_y"]["array"]) > 0

    def test_by_notification_nothing_is_hatched_and_no_range_is_offered(
        self, at_home, demonstration
    ):
        at_home(demonstration)
        window = visit(trust="NMU", basis="notified", projected="yes")
        sound(window)
        assert "pattern" not in screen.figures(window)["figure-years"]["data"][0]["marker"]
        assert len(screen.figures(window)["figure-years"]["data"]) == 2
