"""What the numbers mean: each measure in words, for everybody, with or without claims."""

import pytest

from scorecards import settings
from scorecards.claims import definitions
from scorecards.ui import methods
from tests.pages import screen
from tests.pages.screen import METHODS, as_read, texts, visit


MEASURES = definitions.read(settings.MEASURES)
FIRST_LINE = f"The figures on these screens are {len(MEASURES)} measures."


@pytest.fixture
def nation(demonstration, at_home):
    at_home(demonstration)


def listed(window):
    """The codes of the measures that are listed."""
    keys = [button.key for button in window.button if str(button.key).startswith("open.")]
    return [key.removeprefix("open.") for key in keys]


@pytest.mark.parametrize("person", ["manager-NMU", "board", "lead", "steward"])
def test_everybody_finds_every_measure(nation, person):
    window = visit(METHODS, person=person)
    assert not window.exception
    assert texts(window)[2].startswith(FIRST_LINE)
    assert sorted(listed(window)) == sorted(MEASURES)


@pytest.mark.parametrize("home", ["empty_home", "one_claim"])
def test_it_needs_no_claims(home, at_home, request):
    at_home(request.getfixturevalue(home))
    window = visit(METHODS)
    assert not window.exception
    assert sorted(listed(window)) == sorted(MEASURES)


@pytest.mark.parametrize("code", MEASURES)
def test_each_measure_has_an_address_that_shows_the_whole_of_its_file(empty_home, at_home, code):
    at_home(empty_home)
    window = visit(METHODS, measure=code)
    assert not window.exception
    measure, shown = MEASURES[code], "\n".join(texts(window))
    assert window.header[0].value == screen.as_read(measure.name)
    for told in (
        measure.unit, measure.why, measure.numerator, measure.denominator, measure.basis,
        measure.formula, measure.hidden, measure.author, measure.checker,
        *(source.text.rstrip(".") for source in measure.sources),
    ):  # fmt: skip
        assert told in shown
    assert all(source.url in shown for source in measure.sources if source.url)
    assert screen.address(window)["measure"] == code


def test_a_measure_opens_from_the_list_and_leads_back_to_it(empty_home, at_home):
    at_home(empty_home)
    window = visit(METHODS)
    window.button(key="open.value-bands").click().run()
    assert screen.address(window)["measure"] == "value-bands"
    assert MEASURES["value-bands"].formula in "\n".join(texts(window))
    window.button(key="open.").click().run()
    assert "measure" not in screen.address(window)
    assert sorted(listed(window)) == sorted(MEASURES)


def test_a_measure_that_is_not_there_is_told_and_all_are_shown(empty_home, at_home):
    at_home(empty_home)
    window = visit(METHODS, measure="luck*")
    assert "“luck*”, which is not here" in as_read(window.warning[0].value)
    assert sorted(listed(window)) == sorted(MEASURES)
    assert "measure" not in screen.address(window)


def test_a_word_narrows_the_list_and_says_how_far(empty_home, at_home):
    at_home(empty_home)
    window = visit(METHODS)
    window.text_input(key="find").set_value("CASE study").run()
    assert listed(window) == ["why-this-item"]
    assert f"1 of {len(MEASURES)} have “CASE study”." in texts(window)


def test_every_measure_belongs_to_one_topic():
    assert sorted(code for codes in methods.TOPICS.values() for code in codes) == sorted(MEASURES)


@pytest.mark.parametrize("topic", methods.TOPICS)
def test_a_topic_narrows_the_list(empty_home, at_home, topic):
    at_home(empty_home)
    window = visit(METHODS)
    next(w for w in window.get("button_group") if w.key == "topic").set_value(topic).run()
    assert sorted(listed(window)) == sorted(methods.TOPICS[topic])


def test_words_that_no_measure_has_are_answered_with_a_way_on(empty_home, at_home):
    at_home(empty_home)
    window = visit(METHODS)
    window.text_input(key="find").set_value("zeppelin").run()
    assert listed(window) == []
    assert window.info[0].value.startswith("No measure has these words.")


def test_the_search_looks_for_every_word_in_any_order():
    measures = list(MEASURES.values())
    both = methods.found(measures, "cost claims")
    assert both == methods.found(measures, "  CLAIMS   Cost ")
    assert 0 < len(both) < len(measures)
    assert methods.found(measures, "") == sorted(measures, key=lambda m: m.name.casefold())


def test_the_rules_that_hold_for_every_number_are_told(empty_home, at_home):
    at_home(empty_home)
    shown = texts(visit(METHODS))
    assert [heading for heading, text in methods.RULES.items() if text not in shown] == []
