"""Stopping to look with another person's eyes: a plain page with one button, for that alone."""

from sqlalchemy import select

from scorecards import clock
from scorecards.accounts import commands, memberships, sessions
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.web.people_at_browsers import Outline


def here(service, browser):
    with reading(service.engine, SYSTEM) as session:
        return sessions.find(session, browser.session, now=clock.now())


def accepted(browser, person):
    """Signed in, with the terms of use accepted."""
    browser.sign_in(person)
    browser.submit(browser.get("/terms"), "/terms", accept="yes")
    return browser


def looking(service, as_person="board_member-NMU"):
    browser = accepted(service.browser(), "steward")
    steward = here(service, browser)
    with writing(service.engine, steward.viewer) as session:
        (held,) = memberships.of_person(session, as_person)
        commands.view_as(session, steward.viewer, steward.id, held.id, now=clock.now())
    return browser


def test_the_page_says_whose_eyes_they_are_and_has_one_button(demonstrated):
    shown = looking(demonstrated).get("/view-as")
    page = Outline(shown.text)
    assert shown.status_code == 200
    assert page.headings == [("h1", "Stop looking with another person's eyes")]
    assert "You are signed in as Data steward, and see what Board member, Northmoor" in shown.text
    assert len(page.of("button")) == 1


def test_pressing_it_gives_the_own_eyes_back_and_leads_to_the_list_of_people(demonstrated):
    browser = looking(demonstrated)
    assert here(demonstrated, browser).viewer.seen_by == "steward"
    answer = browser.submit(browser.get("/view-as"), "/view-as")
    assert (answer.status_code, answer.headers["location"]) == (303, "/people")
    assert here(demonstrated, browser).viewer.person == "steward"
    assert demonstrated.done()[-2:] == ["VIEWED_AS", "VIEWING_ENDED"]
    assert "your own eyes" in browser.get("/view-as").text


def test_a_form_that_is_not_of_this_page_stops_nothing(demonstrated):
    browser = looking(demonstrated)
    for form in ({}, {"form": "0" * 64}, {"form": "é"}):
        assert browser.post("/view-as", form).status_code == 200
    assert browser.post("/view-as", {}, Origin="https://elsewhere.example").status_code == 403
    assert here(demonstrated, browser).viewer.seen_by == "steward"


def test_who_does_not_look_so_is_told_and_nothing_is_written(demonstrated):
    browser = accepted(demonstrated.browser(), "board")
    before = demonstrated.done()
    assert "You see with your own eyes" in browser.get("/view-as").text
    assert "You see with your own eyes" in browser.post("/view-as", {}).text
    assert demonstrated.done() == before


def test_without_a_session_there_is_no_such_page(demonstrated):
    answer = demonstrated.browser().get("/view-as")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/signin")


def test_signing_out_while_looking_ends_the_session_of_the_steward(demonstrated):
    browser = looking(demonstrated)
    browser.submit(browser.get("/signout"), "/signout")
    rows = select(tables.SignIn.person).where(tables.SignIn.ended_at.is_not(None))
    with reading(demonstrated.engine, SYSTEM) as session:
        assert session.scalars(rows).all() == ["steward"]
