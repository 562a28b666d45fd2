"""What a chart says and draws: every sentence, shape and colour from the same answer."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as Xml

import plotly.graph_objects as go
import pytest

from scorecards import palette
from scorecards.claims.definitions import Better
from scorecards.claims.model import Kind
from scorecards.claims.signals import charts, findings, icons, judging
from scorecards.claims.signals.model import (
    Intervention,
    Meaning,
    Overview,
    Signal,
    Step,
    Verdict,
    Window,
)
from scorecards.palette import DARK, LIGHT
from scorecards.people.model import Organisation
from scorecards.statistics.control_charts import Rule
from tests.claims.signals.quarters import first_day, last_day


FIRST = judging.periods(date(2018, 4, 1), date(2018, 6, 30), 3)[0]
UP = [20, 22] * 6 + [60]
DOWN = [30, 32] * 6 + [2]
STEADY = [24, 31, 27, 22, 35, 29, 26, 33, 28, 30, 25, 27, 32, 24]
GROUNDS = pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
BANNED = ("worst", "best", "league", "failing", "outlier", "rank", "improving", "deteriorat")


def signal(values, *, step=Step.QUARTER, **told):
    """The chart of so many claims in quarters from April 2018."""
    chosen = tuple(range(FIRST, FIRST + len(values)))
    judged = judging.counted(dict(zip(chosen, values, strict=True)), chosen, 3,
                             baseline=told.get("baseline"))  # fmt: skip
    return _told(judged, step, len(values), claims=sum(values), **told)


def waits(days, after=30, **told):
    dates = [first_day(0)]
    for each in days:
        dates.append(dates[-1] + timedelta(days=each))
    end = dates[-1] + timedelta(days=after)
    judged = judging.between(dates, end)
    held = replace(_told(judged, Step.CLAIM, 40, claims=len(dates), **told))
    return replace(held, ends=(first_day(0), end))


def _told(judged, step, quarters, **told):
    ends = (first_day(0), last_day(quarters - 1))
    return Signal(
        **{
            "organisation": Organisation("RA1", "Alder Valley", "Acute", "North"),
            "kind": Kind.CLINICAL,
            "narrowed": {},
            "about": (),
            "step": step,
            "points": judged.points,
            "limits": judged.limits,
            "verdict": judged.verdict,
            "window": Window(*ends, known=True),
            "as_at": ends[1],
            "snapshot_id": "2026-03-31-0a1b2c3d4e",
            "exact": True,
            "ends": ends,
            **told,
        }
    )


HIDDEN = replace(
    signal([]), points=(), limits=None, verdict=Verdict.HIDDEN, claims=None, exact=False
)
SIGNALS = {
    "usual": signal(STEADY),
    "more": signal(UP),
    "fewer": signal(DOWN),
    "narrowed": signal(STEADY, about=("Obstetrics",), narrowed={"specialty": "obstetrics"}),
    "baseline": signal(STEADY, baseline=12),
    "floor": signal([4, 0, 9, 2, 5, 0, 3, 8, 1, 6, 0, 7, 3, 0]),
    "trial": signal(STEADY[:9]),
    "protected": signal([25, 30] * 7, exact=False),
    "waits": waits([70, 40, 120, 10, 66, 90, 35, 80, 61, 44, 102, 58]),
    "a long wait": waits([70, 40, 120, 10, 66, 90, 35, 80, 61, 44, 102, 58], after=900),
    "short": signal(STEADY[:5]),
    "nothing": signal([0] * 9),
    "hidden": HIDDEN,
}
DRAWN = {name: each for name, each in SIGNALS.items() if each.limits is not None}
PINNED = (
    Intervention(1, "A second midwife", "", date(2018, 9, 1), date(2019, 12, 1), "Risk manager",
                 datetime(2026, 1, 1, tzinfo=UTC)),
    Intervention(2, "<b>Bold</b>", "", date(2030, 1, 1), date(2031, 1, 1), "Risk manager",
                 datetime(2026, 1, 1, tzinfo=UTC)),
)  # fmt: skip


def drawn(name, ground=LIGHT, better=Better.NEITHER, pinned=PINNED):
    told = SIGNALS[name]
    figure = charts.control_chart(told, told.limits, ground, better=better, pinned=pinned)
    return figure.to_dict()


def marks(name, **how):
    return next(trace for trace in drawn(name, **how)["data"] if "marker" in trace)


@GROUNDS
@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_passes_plotlys_check_of_every_property(name, ground):
    figure = drawn(name, ground)
    checked = go.Figure(figure).to_dict()
    for part in (figure, checked):
        part["layout"].pop("template")
    assert checked == figure


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_draws_its_points_and_the_lower_limit_never_below_nought(name):
    told, figure = SIGNALS[name], drawn(name)
    trace = marks(name)
    assert trace["y"] == [point.value for point in told.points]
    levels = [line["y"][0] for line in figure["data"] if line["mode"] == "lines"]
    assert levels == [told.limits.mean, told.limits.upper, max(0, told.limits.lower)]
    assert figure["layout"]["yaxis"]["range"][0] == 0
    assert max(trace["y"]) < figure["layout"]["yaxis"]["range"][1]


@pytest.mark.parametrize("name", DRAWN)
def test_what_stands_out_differs_by_shape_and_size_and_its_rule_is_named(name):
    trace = marks(name)
    for point, shape, size, colour, words in zip(
        SIGNALS[name].points, trace["marker"]["symbol"], trace["marker"]["size"],
        trace["marker"]["color"], trace["text"], strict=True,
    ):  # fmt: skip
        usual = point.rule is None
        assert (shape == "circle") == usual == (size == 8) == (colour == palette.COMMON)
        assert ("usual variation" in words) == usual
        assert usual or findings.RULES[point.rule] in words


@pytest.mark.parametrize(
    ("name", "shape", "colours"),
    [
        ("more", "triangle-up", (palette.SIGNAL, palette.CONCERN, palette.IMPROVEMENT)),
        ("fewer", "triangle-down", (palette.SIGNAL, palette.IMPROVEMENT, palette.CONCERN)),
    ],
)
def test_colours_follow_the_direction_that_was_signed_off(name, shape, colours):
    found = [marks(name, better=better)["marker"] for better in
             (Better.NEITHER, Better.LOWER, Better.HIGHER)]  # fmt: skip
    assert [marker["symbol"][-1] for marker in found] == [shape] * 3
    assert tuple(marker["color"][-1] for marker in found) == colours


def test_an_intervention_is_drawn_where_it_began_and_where_an_effect_can_show():
    shapes = drawn("usual")["layout"]["shapes"]
    assert [(each["type"], each["x0"], each["x1"]) for each in shapes] == [
        ("rect", "2018-09-01", "2019-12-01"),
        ("line", "2018-09-01", "2018-09-01"),
        ("line", "2019-12-01", "2019-12-01"),
    ]
    numbers = [t["text"][0] for t in drawn("usual")["data"] if t["mode"] == "text"]
    assert "<b>1</b>" in numbers
    assert "<b>2</b>" not in numbers  # it began after the last quarter
    assert "Bold" not in json.dumps(drawn("usual"))


def test_a_baseline_is_drawn_where_it_ends():
    (line,) = drawn("baseline", pinned=())["layout"]["shapes"]
    assert line["x0"] == first_day(11).isoformat()
    told = [t["text"][0] for t in drawn("baseline")["data"] if t["mode"] == "text"]
    assert "baseline to Mar 2021 " in told


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("usual", "Clinical claims notified: no change beyond the usual variation (14 to 42 a "
                  "quarter)."),
        ("more", "Clinical claims notified: more than usual. April to June 2021 had 60, above the "
                 "usual 11 to 37 a quarter."),
        ("fewer", "Clinical claims notified: fewer than usual. April to June 2021 had 2, below the "
                  "usual 18 to 40 a quarter."),
        ("narrowed", "Clinical claims notified, Obstetrics: no change beyond the usual variation "
                     "(14 to 42 a quarter)."),
        ("short", "Clinical claims notified: too few to say, 139 claims in all."),
        ("nothing", "Clinical claims notified: none in the quarters that this release holds "
                    "whole."),
        ("hidden", "Clinical claims notified: too few to show the change over time without showing "
                   "small numbers."),
    ],
)  # fmt: skip
def test_the_first_line_answers_whether_it_is_better_worse_or_the_same(name, answer):
    assert findings.answer(SIGNALS[name]) == answer


def test_the_answer_of_rare_claims_speaks_of_waits():
    assert findings.answer(SIGNALS["waits"]).startswith(
        "Clinical claims notified: no change beyond the usual variation (typically one every "
    )
    assert "rarer than usual. None for 900 days" in findings.answer(SIGNALS["a long wait"])


@pytest.mark.parametrize("better", Better)
@pytest.mark.parametrize("name", SIGNALS)
def test_sentences_blame_nobody_and_end_with_a_full_stop(name, better):
    told = SIGNALS[name]
    chart = findings.chart(told, better)
    for text in (findings.answer(told), chart.takeaway):
        assert text.endswith(".")
        assert ".." not in text
        assert "  " not in text
    said = f"{findings.answer(told)} {chart.heading} {chart.takeaway} {findings.line(told)}".lower()
    assert not [word for word in BANNED if word in said]


def test_a_chart_on_trial_says_so_and_a_firm_one_does_not():
    assert (
        "trial limits, from 9 points" in findings.chart(SIGNALS["trial"], Better.NEITHER).takeaway
    )
    assert "trial" not in findings.chart(SIGNALS["usual"], Better.NEITHER).takeaway


def test_a_mean_of_a_baseline_is_not_said_to_be_of_all_quarters():
    fixed = findings.chart(SIGNALS["baseline"], Better.NEITHER).takeaway
    assert "the first 12 points, to January to March 2021" in fixed
    assert "over 14 quarters" not in fixed
    assert "over 14 quarters" in findings.chart(SIGNALS["usual"], Better.NEITHER).takeaway


def test_neither_direction_is_called_better_until_it_is_signed_off():
    assert findings.NEITHER in findings.chart(SIGNALS["more"], Better.NEITHER).takeaway
    signed = findings.chart(SIGNALS["more"], Better.LOWER).takeaway
    assert findings.NEITHER not in signed
    assert "signed off that fewer are an improvement" in signed


@pytest.mark.parametrize("name", DRAWN)
def test_the_basis_is_said_once(name):
    assert findings.chart(SIGNALS[name], Better.NEITHER).takeaway.count(findings.BASIS) == 1


def test_earlier_marks_are_counted_and_the_latest_is_not_among_them():
    values = [20, 40] * 3 + [120] + [25, 45] * 5
    told = signal(values)
    assert told.points[6].rule is Rule.BEYOND_LIMIT
    assert "Earlier points that stand out: 1 high" in findings.chart(told, Better.NEITHER).takeaway
    latest = signal([20, 40] * 6 + [120])
    assert latest.points[-1].rule is Rule.BEYOND_LIMIT
    assert "Earlier" not in findings.chart(latest, Better.NEITHER).takeaway


def test_the_overview_says_how_many_were_looked_at_and_what_chance_would_mark():
    calm = findings.overview(Overview("specialty", (SIGNALS["usual"],) * 7, 3), "specialties")
    assert calm.heading == "No signal in any of 7 charts"
    assert "about 2 in 100 charts where nothing changes show a signal" in calm.takeaway
    assert "of 7, one or more do about 13 times in 100" in calm.takeaway
    assert calm.takeaway.endswith("Not looked at: 3 with fewer than five claims a year.")
    lines = (SIGNALS["usual"], SIGNALS["more"], SIGNALS["fewer"])
    assert findings.overview(Overview("cause", lines, 0), "causes").heading == (
        "A signal in 2 of 3 charts"
    )
    only = findings.overview(Overview("cause", lines[:1], 0), "causes")
    assert only.heading == "No signal in the only chart"


@GROUNDS
@pytest.mark.parametrize("meaning", Meaning)
@pytest.mark.parametrize("name", SIGNALS)
def test_an_icon_is_a_drawing_with_words_wherever_something_can_be_said(name, meaning, ground):
    told = SIGNALS[name]
    icon = icons.icon(told, meaning, ground)
    assert (icon is None) == (told.limits is None)
    if icon:
        letters = [part.text for part in Xml.fromstring(icon).iter() if part.tag.endswith("text")]
        assert letters == {Verdict.MORE: ["H"], Verdict.FEWER: ["L"]}.get(told.verdict, [])
        assert findings.icon_words(told, Better.NEITHER)


@pytest.mark.parametrize(
    ("name", "better", "words"),
    [
        ("usual", Better.NEITHER, "Usual variation: no signal"),
        ("more", Better.NEITHER, "Signal: more than usual"),
        ("more", Better.LOWER, "Signal: more than usual, a concern"),
        ("fewer", Better.LOWER, "Signal: fewer than usual, an improvement"),
    ],
)
def test_the_words_of_an_icon_say_what_its_colour_says(name, better, words):
    assert findings.icon_words(SIGNALS[name], better) == words


def test_a_stamp_names_the_days_that_are_charted():
    assert str(SIGNALS["usual"].stamp()) == (
        "By notified date · 1 April 2018 to 30 September 2021 · as at 30 September 2021 · all "
        "clinical schemes · n = 393 · exact, not for onward sharing · snapshot "
        "2026-03-31-0a1b2c3d4e"
    )
