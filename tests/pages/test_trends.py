"""“Trends and signals” as each person meets it: the answer, the chart, and what was changed."""

import json
import re
from datetime import date

import pytest

from tests.pages import screen
from tests.pages.screen import TRENDS, address, chosen, everything, figures, sound, texts, visit


PEOPLE = ("manager-NMU", "board", "lead", "steward")

TITLE, NOTE = "A second midwife reads every trace", "All three delivery suites."


def answer(window):
    return next(text for text in texts(window) if " claims notified" in text and ": " in text)


def chart(window):
    return figures(window)["figure-trend"]


def counts(window):
    return next(trace["y"] for trace in chart(window)["data"] if "marker" in trace)


def buttons(window):
    return [button.label for button in window.button]


@pytest.mark.parametrize("person", PEOPLE)
def test_the_first_line_answers_for_everybody(at_home, demonstration, person):
    at_home(demonstration)
    window = sound(visit(TRENDS, person=person, trust="NMU"))
    assert [title.value for title in window.title] == ["Trends and signals"]
    assert re.fullmatch(
        r"Clinical claims notified: no change beyond the usual variation "
        r"\(\d+ to \d+ a quarter\)\.",
        answer(window),
    )
    assert list(figures(window)) == ["figure-trend"]
    assert any(text.startswith("By notified date · 1 July 2019 to 31 March 2025") for text in
               texts(window))  # fmt: skip


def test_only_quarters_that_the_demonstration_holds_whole_are_charted(at_home, demonstration):
    """Its steady years: neither the rise of the first years nor the fall of the last."""
    at_home(demonstration)
    window = visit(TRENDS)
    assert len(counts(window)) == 23
    assert any("notified before 1 July 2019 or from 1 April 2025" in text for text in texts(window))


@pytest.mark.parametrize("person", ["board", "lead"])
def test_others_get_rounded_counts_and_are_offered_nothing_more(at_home, demonstration, person):
    at_home(demonstration)
    window = sound(visit(TRENDS, person=person, trust="NMU"))
    assert all(count % 5 == 0 and count >= 10 for count in counts(window))
    exact = counts(visit(TRENDS, person="manager-NMU"))
    assert counts(window) != exact
    assert {box.key for box in window.selectbox} == {"person", "trust"}
    assert buttons(window) == []
    assert "pin" not in everything(window).lower().replace("pinned", "")
    assert not [text for text in texts(window) if "charts" in text and "chance" in text]


@pytest.mark.parametrize(
    "asked",
    [{"specialty": "obstetrics"}, {"cause": "consent"}, {"step": "month"}, {"baseline": "12"}],
    ids=lambda asked: next(iter(asked)),
)
def test_what_others_ask_in_the_address_is_refused_aloud(at_home, demonstration, asked):
    at_home(demonstration)
    whole = visit(TRENDS, person="board")
    window = sound(visit(TRENDS, person="board", **asked))
    assert counts(window) == counts(whole)
    assert any("which you cannot choose here" in text for text in texts(window))
    assert not set(asked) & set(address(window))


def test_hidden_quarters_leave_no_chart_and_no_number(at_home, demonstration):
    at_home(demonstration)
    window = sound(visit(TRENDS, person="board", kind="non-clinical"))
    assert answer(window) == (
        "Non-clinical claims notified: too few to show the change over time without showing small "
        "numbers."
    )
    assert not figures(window)
    assert not window.table
    assert not [text for text in texts(window) if "n =" in text]
    assert figures(visit(TRENDS, person="manager-NMU", kind="non-clinical"))


def test_a_risk_manager_narrows_the_chart_and_the_address_says_so(at_home, demonstration):
    at_home(demonstration)
    window = visit(TRENDS)
    window.selectbox(key="specialty").set_value("obstetrics").run()
    sound(window)
    assert answer(window).startswith("Clinical claims notified, Obstetrics: ")
    assert address(window)["specialty"] == "obstetrics"
    again = visit(TRENDS, **address(window))
    assert counts(again) == counts(window)
    assert chosen(again, "specialty") == "obstetrics"


def test_a_line_of_the_overview_opens_its_chart(at_home, demonstration):
    at_home(demonstration)
    window = visit(TRENDS, cause="consent")
    lines = [button for button in window.button if button.key.startswith("closer-")]
    assert 2 <= len(lines) <= 7
    assert lines[0].label == "All clinical claims"
    lines[1].click().run()
    sound(window)
    assert answer(window).startswith(f"Clinical claims notified, {lines[1].label}: ")
    assert "cause" not in address(window)


def test_months_and_a_baseline_can_be_asked_for(at_home, demonstration):
    at_home(demonstration)
    months = sound(visit(TRENDS, step="month", baseline="24"))
    assert len(counts(months)) > 3 * 23 - 1
    assert "a month)." in answer(months)
    assert "the first 24 points" in everything(months)
    assert address(months)["baseline"] == "24"


def test_a_baseline_that_is_too_short_is_told_and_not_used(at_home, demonstration):
    at_home(demonstration)
    window = sound(visit(TRENDS, baseline="3"))
    assert answer(window) == answer(visit(TRENDS))
    assert any("3 points are too few" in text for text in texts(window))


def test_the_table_names_each_quarter_and_its_rule(at_home, demonstration):
    at_home(demonstration)
    window = visit(TRENDS)
    window.session_state["table-trend"] = True
    (table,) = screen.tables(window.run())
    assert list(table.columns) == ["Quarter", "Claims", "What it shows"]
    assert [int(cell) for cell in table["Claims"]] == counts(window)
    assert table["Quarter"].tolist()[-1] == "January to March 2025"


def test_rare_claims_are_charted_by_the_days_between_them(at_home, demonstration):
    at_home(demonstration)
    window = sound(visit(TRENDS, specialty="urology"))
    assert "typically one every" in answer(window)
    assert "Days since the claim before" in json.dumps(chart(window)["layout"])


def pinned(window, **values):
    """The window after its form was filled in and sent."""
    for key, value in values.items():
        box = next(
            each
            for kind in (window.text_input, window.text_area, window.date_input)
            for each in kind
            if each.key.startswith(f"{key}-")
        )
        box.set_value(value)
    next(button for button in window.button if button.label == "Pin it").click()
    return window.run()


@pytest.fixture
def form(at_home, own_demonstration):
    at_home(own_demonstration)
    return visit(TRENDS, person="manager-NMU")


def test_what_was_changed_is_pinned_drawn_and_taken_away_again(form):
    shapes = len(chart(form)["layout"]["shapes"])
    window = sound(pinned(form, title=TITLE, note=NOTE, started=date(2021, 2, 1)))
    assert [one.value for one in window.success] == [
        "Pinned. All who may open this scorecard see it."
    ]
    assert f"**1. {TITLE}**" in [text.value for text in window.markdown]
    assert len(chart(window)["layout"]["shapes"]) == shapes + 3
    told = next(text for text in texts(window) if text.startswith("Began "))
    assert told.startswith("Began 1 February 2021. No effect can be expected to show before ")
    assert "Pinned by Risk manager, Northmoor University Hospitals" in told

    for person in ("board", "lead", "steward"):
        other = sound(visit(TRENDS, person=person, trust="NMU"))
        assert f"**1. {TITLE}**" in [text.value for text in other.markdown]
        assert "Take away" not in buttons(other)

    again = visit(TRENDS, person="manager-NMU")
    next(button for button in again.button if button.label == "Take away").click().run()
    sound(again)
    assert f"**1. {TITLE}**" not in [text.value for text in again.markdown]
    assert len(chart(again)["layout"]["shapes"]) == shapes


def test_a_form_that_is_refused_says_why_and_keeps_what_was_written(form):
    window = pinned(form, title="See claim 12345678", started=date(2021, 2, 1))
    assert "seems to hold the number of a claim or a person" in window.error[0].value
    kept = [box.value for box in window.text_input if box.key.startswith("title-")]
    assert kept == ["See claim 12345678"]
    assert any("Nothing has been pinned yet" in text for text in texts(window))


def test_a_form_without_a_day_is_refused(form):
    window = pinned(form, title=TITLE)
    assert [screen.as_read(one.value) for one in window.error] == [
        "Give the day on which it began."
    ]


def test_what_was_pinned_is_shown_as_it_was_written(form):
    window = sound(pinned(form, title="![x](http://a.example/p.png) *now*",
                          started=date(2021, 2, 1)))  # fmt: skip
    told = next(text.value for text in window.markdown if "a\\.example" in text.value)
    assert "![x](" not in told


def test_one_claim_is_too_few_and_said_so(at_home, one_claim):
    at_home(one_claim)
    window = sound(visit(TRENDS))
    assert answer(window) == "Clinical claims notified: too few to say, 1 claim in all."
    assert not figures(window)
    other = sound(visit(TRENDS, kind="non-clinical"))
    assert answer(other).startswith("Non-clinical claims notified: none in the quarters")


def test_nothing_published_is_said(at_home, empty_home):
    at_home(empty_home)
    window = visit(TRENDS)
    assert not window.exception
    assert window.info
    assert not figures(window)
