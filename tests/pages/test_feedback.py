"""Feedback as people meet it: beneath an item and a scorecard, and on the screen of the editors.

That all is shown as it was written: tests/pages/test_what_is_posted.py.
"""

import pytest

from scorecards import clock
from scorecards.feedback import commands, queries
from scorecards.feedback.model import REASONS
from scorecards.people.model import Role, Viewer
from scorecards.store.transactions import writing
from tests.accounts.settled import engine_of
from tests.pages import screen
from tests.pages.screen import (
    ACCOUNT,
    CLINICAL,
    FEEDBACK,
    ITEM,
    WELCOME,
    sound,
    texts,
    visit,
    widget,
    written,
)


SLUG = "third-visit"
WRITERS = ("manager-NMU", "reader", "board", "administrator", "lead", "editor", "steward")
READERS = ("auditor", "newcomer")


@pytest.fixture
def home(at_home, own_demonstration):
    at_home(own_demonstration)
    return own_demonstration


@pytest.fixture
def nation(at_home, demonstration):
    """Where nothing is written by the test."""
    at_home(demonstration)


def say(window, *, useful="yes", text="", will_do="", shown_to="Everyone"):
    if useful:
        widget(window.radio, "Was this useful?").set_value(useful)
    widget(window.text_area, "Comment").set_value(text)
    widget(window.text_area, "What will you do?").set_value(will_do)
    box = widget(window.selectbox, "Who may read it")
    box.select(next(each for each in box.options if each.startswith(shown_to)))
    return widget(window.button, "Send").click().run()


def press(window, label):
    return widget(window.button, label).click().run()


def test_a_comment_is_sent_shown_and_read_by_others(home):
    window = sound(say(visit(ITEM, item=SLUG), text="We read it.\n<b>Twice</b>.", will_do="Ask."))
    assert "Sent. An editor will read it." in texts(window)
    assert written(window) == ["We read it.\n<b>Twice</b>.", "Ask."]
    assert any("An editor has not read it yet." in each for each in texts(window))
    assert widget(window.text_area, "Comment").value == ""
    assert written(visit(ITEM, item=SLUG, person="board")) == []
    desk = sound(visit(FEEDBACK, person="editor"))
    assert "1 comment waits for an editor." in texts(desk)
    assert written(desk) == ["We read it.\n<b>Twice</b>.", "Ask."]
    sound(press(desk, "Show comment 1"))
    assert "No comment waits for an editor." in texts(desk)
    other = sound(visit(ITEM, item=SLUG, person="manager-HDD"))
    assert written(other) == ["We read it.\n<b>Twice</b>.", "Ask."]
    assert "1 of 1 person found this useful." in texts(other)
    assert not any("Risk manager, Northmoor" in each for each in texts(other))


def test_an_editor_hides_in_one_click_and_the_writer_is_told_and_reads_why(home):
    say(visit(ITEM, item=SLUG), text="Not for here.")
    sound(press(visit(FEEDBACK, person="editor"), "Hide comment 1"))
    welcome = sound(visit(WELCOME))
    news = ["1 new for you", "**An editor hid what you said about “The third visit”**"]
    assert set(news) <= set(texts(welcome))
    sound(press(welcome, "I have seen these"))
    assert not set(news) & set(texts(welcome))
    for own in (visit(ITEM, item=SLUG), visit(ACCOUNT)):
        assert any(f"The reason: {REASONS[0]}" in each for each in texts(sound(own)))
    assert "You have said something once." in texts(own)
    hidden = sound(visit(FEEDBACK, person="editor", state="hidden"))
    assert written(hidden) == ["Not for here."]


def test_an_editor_gives_a_reason_in_own_words(home):
    say(visit(ITEM, item=SLUG), text="Something.")
    window = visit(FEEDBACK, person="editor")
    widget(window.selectbox, "Reason").select("In my own words").run()
    press(window, "Hide comment 1")
    assert ["Write the reason" in each.value for each in window.error] == [True]
    widget(window.text_input, "The reason").set_value("It belongs to the form on falls.")
    sound(press(window, "Hide comment 1"))
    told = texts(visit(ITEM, item=SLUG))
    assert any("The reason: It belongs to the form on falls." in each for each in told)


def test_an_answer_is_read_by_the_writer_and_by_all_who_read_the_comment(home):
    say(visit(ITEM, item=SLUG), text="Where is the form?")
    desk = visit(FEEDBACK, person="editor")
    widget(desk.text_area, "Answer").set_value("On page 2.\n:red[Soon] more.")
    sound(press(desk, "Show comment 1"))
    assert any("The answer is kept with it." in each for each in texts(desk))
    answered = ["Where is the form?", "On page 2.\n:red[Soon] more."]
    for person, place in (("manager-NMU", ACCOUNT), ("board", ITEM)):
        assert written(sound(visit(place, item=SLUG, person=person))) == answered
    told = texts(visit(WELCOME))
    assert "**An editor answered what you said about “The third visit”**" in told


def moderated(home, command, number, *more):
    """By another editor, while this one looks at the screen."""
    engine, other = engine_of(home), Viewer("other", "Olu Other", Role.EDITOR)
    with writing(engine, other) as session:
        command(session, other, number, *more, now=clock.now())
    engine.dispose()


def test_what_another_editor_decided_meanwhile_is_told_and_nothing_typed_is_lost(home):
    say(visit(ITEM, item=SLUG), text="Where is the form?")
    desk = visit(FEEDBACK, person="editor")
    moderated(home, commands.hide, 1, REASONS[1])
    widget(desk.text_area, "Answer").set_value("On page 2.")
    press(desk, "Show comment 1")
    assert ["Another editor has decided on this" in each.value for each in desk.error] == [True]
    assert widget(desk.text_area, "Answer").value == "On page 2."
    assert any(f"Hidden. The reason: {REASONS[1]}" in each for each in texts(desk))
    sound(press(desk, "Show comment 1"))
    assert written(visit(ITEM, item=SLUG, person="board")) == ["Where is the form?", "On page 2."]


def test_when_the_last_page_is_decided_the_page_before_it_is_there(home, monkeypatch):
    monkeypatch.setattr(queries, "A_PAGE", 1)
    window = visit(ITEM, item=SLUG)
    for text in ("First.", "Second."):
        say(window, text=text)
    desk = visit(FEEDBACK, person="editor")
    desk.session_state["page-waiting"] = 2
    assert written(sound(desk.run())) == ["Second."]
    sound(press(desk, "Show comment 2"))
    assert written(desk) == ["First."]
    assert "1 comment waits for an editor." in texts(desk)


def test_a_report_takes_a_comment_out_of_sight(home):
    say(visit(ITEM, item=SLUG), text="Too much.")
    press(visit(FEEDBACK, person="editor"), "Show comment 1")
    window = sound(press(visit(ITEM, item=SLUG, person="board"), "Report this comment"))
    assert written(window) == []
    assert "Reported. Nobody reads it until an editor has looked at it." in texts(window)
    desk = texts(visit(FEEDBACK, person="editor"))
    assert any("Somebody reported it. Nobody reads it until you decide." in each for each in desk)


def test_what_tells_of_a_person_is_refused_with_its_place_and_stays_in_the_form(home):
    window = say(visit(ITEM, item=SLUG), text="The patient 943 476 5919 came.")
    said = screen.as_read(window.error[0].value)
    assert "an NHS number, in line 1 after “The patient”. Nothing has been kept." in said
    assert widget(window.text_area, "Comment").value == "The patient 943 476 5919 came."
    assert "No comment waits for an editor." in texts(visit(FEEDBACK, person="editor"))


@pytest.mark.parametrize("person", WRITERS + READERS)
def test_the_form_is_there_for_whom_it_is(nation, person):
    window = sound(visit(ITEM, item=SLUG, person=person))
    assert ("Send" in [each.label for each in window.button]) == (person in WRITERS)
    assert ("Was this useful?" in texts(window)) == (person != "newcomer")
    links = [link.proto.label for link in window.get("page_link")]
    assert ("Record that your team used this" in links) == (person == "manager-NMU")
    if person in WRITERS:
        offered = widget(window.selectbox, "Who may read it").options
        assert any(each.startswith("People of the trust") for each in offered) == (
            person in ("manager-NMU", "reader", "board", "administrator")
        )


@pytest.mark.parametrize("person", ["board", "lead"])
def test_beneath_a_scorecard_it_is_folded_and_stays_within_the_trust(home, person):
    window = visit(CLINICAL, person=person, trust="NMU")
    assert not window.text_area
    window.session_state["feedback"] = True
    sound(window.run())
    assert len(widget(window.selectbox, "Who may read it").options) == 2
    sound(say(window, text="Which division is it?", shown_to="People of the trust"))
    press(visit(FEEDBACK, person="editor"), "Show comment 1")
    for other, reads in (("reader", True), ("manager-HDD", False)):
        there = visit(CLINICAL, person=other)
        there.session_state["feedback"] = True
        assert (written(there.run()) == ["Which division is it?"]) == reads


@pytest.mark.parametrize("person", [*WRITERS[:5], "steward", "auditor", "newcomer"])
def test_only_editors_decide(nation, person):
    window = visit(FEEDBACK, person=person)
    assert ["Only a library editor" in each.value for each in window.error] == [True]
    assert not window.button
