"""The learning ledger as people of a trust meet it: written, read, looked at again, taken out."""

from datetime import date, timedelta

import pytest

from scorecards import clock
from scorecards.clock import london_date
from scorecards.ledger import commands
from scorecards.ledger.model import Summary
from scorecards.people.model import Role, Viewer
from scorecards.store.transactions import writing
from scorecards.ui import news
from tests.accounts.settled import engine_of
from tests.pages import screen
from tests.pages.screen import LEDGER, WELCOME, address, sound, texts, visit, widget


NORTHMOOR = "Northmoor University Hospitals"
SLUG, TITLE = "third-visit", "The third visit"
COLLEAGUE = Viewer("colleague", "Cam Colleague", Role.RISK_MANAGER, ("NMU",))
NOTHING = f"{NORTHMOOR} has recorded nothing yet."


@pytest.fixture
def home(at_home, own_demonstration):
    at_home(own_demonstration)


def record(window, *, team="Delivery suite", used="A film", changed="Two read it.", days=90):
    widget(window.text_input, "Team").set_value(team)
    if used:
        widget(window.text_input, "Or what else").set_value(used)
    widget(window.text_area, "What they changed").set_value(changed)
    if days is not None:
        day = london_date(clock.now()) + timedelta(days=days)
        widget(window.date_input, "Look again by").set_value(day)
    return widget(window.button, "Record it").click().run()


def test_an_entry_is_recorded_and_everybody_of_the_trust_and_its_lead_read_it(home):
    window = visit(LEDGER)
    assert NOTHING in texts(window)
    record(window, changed="First line.\n<b>Second</b> :red[line]")
    sound(window)
    assert "Recorded. Everybody of your trust and your Lead can read it." in texts(window)
    for person in ("manager-NMU", "board", "lead"):
        other = sound(visit(LEDGER, person=person, trust="NMU"))
        assert "Delivery suite" in texts(other)
        assert "First line.\n<b>Second</b> :red[line]" in [each.value for each in other.text]
        assert any(f"{NORTHMOOR} has recorded 1 change." in each for each in texts(other))
        assert bool(other.button) == (person == "manager-NMU")


def test_the_form_is_empty_again_after_it_was_sent_and_full_after_a_refusal(home):
    window = record(visit(LEDGER), changed="Ring 0113 496 0000 first.")
    (error,) = window.error
    assert "a telephone number, in line 1 after" in screen.as_read(error.value)
    assert widget(window.text_area, "What they changed").value == "Ring 0113 496 0000 first."
    assert NOTHING in texts(window)
    record(window, changed="Somebody rings first.")
    assert not window.error
    assert widget(window.text_area, "What they changed").value == ""
    assert widget(window.text_input, "Team").value == ""


def test_from_an_item_the_form_is_open_and_names_it(home):
    window = sound(visit(LEDGER, item=SLUG))
    assert address(window)["item"] == SLUG
    assert widget(window.selectbox, "What they used").value == SLUG
    record(window, used="")
    sound(window)
    assert "item" not in address(window)
    assert TITLE in " ".join(link.proto.label for link in window.get("page_link"))


def test_an_item_and_own_words_together_are_refused_and_so_is_no_day(home):
    window = record(visit(LEDGER, item=SLUG), used="A film")
    assert ["not both" in error.value for error in window.error] == [True]
    window = record(visit(LEDGER), days=None)
    assert ["Give the day" in error.value for error in window.error] == [True]


def test_a_risk_manager_looks_again_and_takes_an_entry_out(home):
    window = record(visit(LEDGER), days=0)
    window.session_state["again-1"] = True
    window.run()
    widget(window.text_area, "What you found").set_value("Nobody was missed since.")
    widget(window.button, "Keep it").click().run()
    sound(window)
    assert "Nobody was missed since." in texts(window)
    assert "Looked at again" in texts(window)
    opened(window, "right-1")
    _, team = (each for each in window.text_input if each.label == "Team")
    team.set_value("Birth centre")
    widget(window.text_area, "What they found").set_value("Nobody was missed in May.")
    sound(widget(window.button, "Put it right").click().run())
    assert {"Birth centre", "Nobody was missed in May."} <= set(texts(window))
    opened(window, "right-2")
    sound(widget(window.button, "Take this entry out").click().run())
    assert NOTHING in texts(window)
    opened(window, "taken-out")
    assert {"Delivery suite", "Nobody was missed since."} <= set(texts(window))
    sound(widget(window.button, "Put entry 2 back").click().run())
    assert f"{NORTHMOOR} has recorded 1 change." in texts(window)


def opened(window, key):
    window.session_state[key] = True
    return sound(window.run())


def test_what_was_written_for_an_entry_that_a_colleague_took_out_is_not_lost(
    home, own_demonstration
):
    window = opened(record(visit(LEDGER)), "again-1")
    engine = engine_of(own_demonstration)
    with writing(engine, COLLEAGUE) as session:
        commands.strike(session, COLLEAGUE, 1, now=clock.now())
    engine.dispose()
    widget(window.text_area, "What you found").set_value("Nobody was missed since.")
    widget(window.button, "Keep it").click().run()
    assert ["taken out or put right meanwhile" in each.value for each in window.error] == [True]
    assert "Nobody was missed since." in [each.value for each in window.text]


def test_an_overdue_entry_says_so_in_words(home, monkeypatch):
    record(visit(LEDGER), days=1)
    later = clock.now() + timedelta(days=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    window = sound(visit(LEDGER, person="board"))
    assert any("1 is overdue to be looked at again." in each for each in texts(window))
    assert any("Overdue: to be looked at again by" in each for each in texts(window))
    overdue = "1 overdue in your ledger"
    assert overdue not in texts(window)
    said = texts(sound(visit(WELCOME)))
    assert {overdue, "**1 change is overdue to be looked at again**"} <= set(said)


def test_what_comes_up_is_told_from_a_fortnight_before():
    today = date(2026, 11, 24)
    told = {days: news.due(Summary(2, 0, 0, today + timedelta(days=days)), today)
            for days in (0, 14, 15)}  # fmt: skip
    assert told[14] == "A change is to be looked at again by 8 December 2026"
    assert (bool(told[0]), told[15], news.due(Summary(2, 0, 2, None), today)) == (True, "", "")
    assert news.due(Summary(4, 2, 0, today), today) == "2 changes are overdue to be looked at again"


def test_a_lead_chooses_among_the_trusts_of_the_patch_and_no_others(home):
    window = sound(visit(LEDGER, person="lead", trust="NMU"))
    assert NOTHING in texts(window)
    refused = visit(LEDGER, person="lead", trust="NOWHERE")
    assert any("which you cannot choose here" in each for each in texts(refused))


@pytest.mark.parametrize("person", ["editor", "steward", "auditor", "newcomer"])
def test_whoever_is_of_no_trust_is_refused(home, person):
    window = visit(LEDGER, person=person)
    assert ["for its own people and its Lead" in each.value for each in window.error] == [True]
    assert not window.button
