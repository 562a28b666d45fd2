"""The aid to the duty of candour: one question at a time, for everybody, and nothing is kept."""

import pytest

from scorecards import settings
from scorecards.candour import reading, rules
from scorecards.candour.model import Asked
from scorecards.ui import candour
from tests.pages import screen
from tests.pages.screen import CANDOUR, everything, texts, visit


AID = reading.read(settings.CANDOUR)
HARMED = {"provider": "nhs", "unexpected": "yes", "activity": "yes"}
MODERATE = {**HARMED, "harm": "moderate", "person": "self"}


@pytest.fixture
def nation(demonstration, at_home):
    at_home(demonstration)


def headings(window):
    return [screen.as_read(header.value) for header in window.header]


def answer(window, **given):
    for name, key in given.items():
        window.radio(key=f"candour-{name}").set_value(key)
        window.button(key=f"submit-candour-{name}").click().run()
    return window


def answered(window, **given):
    """The page as it is after these answers, without going through each question."""
    window.session_state[candour.ANSWERS] = {Asked(name): key for name, key in given.items()}
    return window.run()


def test_it_begins_with_the_first_question_and_says_that_it_keeps_nothing(nation):
    window = visit(CANDOUR)
    assert not window.exception
    assert headings(window)[0] == "1. Which kind of organisation gave the care?"
    assert candour.KEEPS_NOTHING in texts(window)
    assert len(window.radio) == 1 and window.radio[0].value is None


@pytest.mark.parametrize("person", ["board", "steward"])
def test_everybody_may_open_it(nation, person):
    window = visit(CANDOUR, person=person)
    assert not window.exception
    assert window.radio


@pytest.mark.parametrize("home", ["empty_home", "one_claim"])
def test_it_needs_no_claims(home, at_home, request):
    at_home(request.getfixturevalue(home))
    assert headings(answered(visit(CANDOUR), **MODERATE))[1] == "This is notifiable: do this now"


def test_going_on_without_an_answer_asks_for_one(nation):
    window = visit(CANDOUR)
    window.button(key="submit-candour-provider").click().run()
    assert [error.value for error in window.error] == [candour.PICK_FIRST]
    assert headings(window)[0].startswith("1. ")


def test_the_outcome_shows_every_step_the_words_and_the_record_and_nothing_was_typed(nation):
    window = visit(CANDOUR)
    for name, key in MODERATE.items():
        assert not window.text_input and not window.text_area
        answer(window, **{name: key})
    assert not window.text_input and not window.text_area
    outcome = rules.outcome(AID, {Asked(name): key for name, key in MODERATE.items()})
    shown = "\n".join(texts(window))
    places = []
    for step in outcome.steps:
        assert f"**{step.do}.** {step.what}" in shown
        assert step.terms in shown
        places.append(shown.index(step.do))
    assert places == sorted(places)
    for said in (*outcome.reasons, *outcome.words, *outcome.record, outcome.ending.days):
        assert said in shown
    assert not window.radio


def test_the_answers_so_far_can_be_changed_one_by_one_and_the_others_stay(nation):
    window = answered(visit(CANDOUR), **MODERATE)
    window.button(key="open-change-harm").click().run()
    assert headings(window) == [
        "Your answers so far", "4. What harm came of it?", "Read, and take away",
    ]  # fmt: skip
    answer(window, harm="severe")
    assert "Harm: **Severe harm**" in texts(window)
    assert "Who can be told: **The patient**" in texts(window)
    assert headings(window)[1] == "This is notifiable: do this now"


def test_an_answer_that_no_longer_fits_is_asked_again(nation):
    window = answered(visit(CANDOUR), **MODERATE)
    window.button(key="open-change-harm").click().run()
    answer(window, harm="death")
    assert headings(window)[1] == "5. Who can be told?"
    assert "self" not in window.radio(key="candour-person").options


def test_starting_again_forgets_every_answer(nation):
    window = answered(visit(CANDOUR), **MODERATE)
    window.button(key="candour-again").click().run()
    assert headings(window)[0].startswith("1. ")
    assert "Your answers so far" not in headings(window)
    assert window.session_state[candour.ANSWERS] == {}


def test_neither_the_address_nor_a_second_window_knows_the_answers(nation):
    window = answered(visit(CANDOUR), **MODERATE)
    assert set(screen.address(window)) <= {"person"}
    assert headings(visit(CANDOUR, **MODERATE))[0].startswith("1. ")


def test_guidance_stands_below_with_its_files(nation):
    window = visit(CANDOUR)
    shown = everything(window)
    for slug in candour.TO_READ:
        assert f"item={slug}" in shown
    for name, label in candour.AWAY.items():
        assert f"/export/{name}" in shown
        assert label in shown
