"""“Asks and offers” as each person meets it: the list, its filters, making one and closing it."""

import pytest

from scorecards.library.model import TOPICS
from scorecards.ui import asks
from tests.pages import screen
from tests.pages.screen import ASKS, address, chosen, sound, texts, visit, widget


FALLS = "Falls, skin and everyday care"
CODE = "falls-skin-and-everyday-care"


@pytest.fixture
def home(at_home, own_demonstration):
    at_home(own_demonstration)


def make(window, *, topic=None, title="How do you check beds?", detail="At night.\nWith two."):
    if topic:
        widget(window.selectbox, "Its topic").set_value(topic)
    widget(window.text_input, "In one line").set_value(title)
    widget(window.text_area, "In some words").set_value(detail)
    return widget(window.button, "Publish it").click().run()


def test_every_topic_has_a_code_of_its_own_without_commas():
    assert len(asks.CODES) == len(TOPICS)
    assert not [code for code in asks.CODES if "," in code]
    assert asks.CODES[CODE] == FALLS


@pytest.mark.parametrize("named", [FALLS, CODE])
def test_a_topic_in_the_address_by_words_or_code_fills_the_form(home, named):
    window = sound(visit(ASKS, topic=named))
    assert address(window)["topic"] == CODE
    assert chosen(window, "topic") == CODE
    assert widget(window.selectbox, "Its topic").value == FALLS
    assert widget(window.expander, "Make").proto.expanded


def test_an_ask_is_made_and_everybody_with_a_role_reads_it(home):
    window = sound(make(visit(ASKS, topic=FALLS)))
    assert "Published. Everybody with a role can read it." in texts(window)
    assert "1 open ask and 0 open offers about falls, skin and everyday care." in texts(window)
    for person in ("manager-HDD", "board", "lead", "editor"):
        other = sound(visit(ASKS, person=person))
        assert "How do you check beds?" in texts(other)
        assert "At night.\nWith two." in [each.value for each in other.text]
        labels = [each.label for each in other.button]
        assert ("Publish it" in labels) == (person in ("manager-HDD", "lead", "editor"))
        assert ("Close it" in labels) == (person == "editor")


def test_its_maker_closes_it_and_it_is_found_among_the_closed(home):
    window = make(visit(ASKS, topic=FALLS))
    widget(window.button, "Close it").click().run()
    sound(window)
    assert any(each.startswith("0 open asks") for each in texts(window))
    closed = sound(visit(ASKS, state="closed"))
    assert "How do you check beds?" in texts(closed)
    assert "Close it" not in [each.label for each in closed.button]


def test_kind_and_topic_narrow_the_list_and_stand_in_the_address(home):
    make(visit(ASKS, topic=FALLS))
    assert "How do you check beds?" in texts(visit(ASKS, kind="ask"))
    for asked in ({"kind": "offer"}, {"topic": TOPICS[0]}, {"state": "closed"}):
        window = sound(visit(ASKS, **asked))
        assert "How do you check beds?" not in texts(window)
        assert any("There is nothing to show" in each for each in texts(window))
        assert set(asked) <= set(address(window))


def test_an_e_mail_address_is_refused_and_what_was_written_stays(home):
    window = make(visit(ASKS, topic=FALLS), detail="Write to sam@trust.example")
    assert "an e-mail address, in line 1" in screen.as_read(window.error[0].value)
    assert widget(window.text_area, "In some words").value == "Write to sam@trust.example"
    assert "How do you check beds?" not in texts(visit(ASKS, person="board"))


def test_a_topic_that_is_not_there_is_refused_aloud(home):
    window = visit(ASKS, topic="nothing")
    assert any("topic “nothing”, which you cannot choose here" in each for each in texts(window))


def test_a_newcomer_is_refused(home):
    window = visit(ASKS, person="newcomer")
    assert ["for people with a role" in each.value for each in window.error] == [True]
