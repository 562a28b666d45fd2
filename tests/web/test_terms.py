"""The terms of use: before anything else, once a version, and written down."""

import shutil

import pytest

from scorecards.accounts import terms
from scorecards.errors import UserError
from scorecards.settings import TERMS
from scorecards.store import tables
from tests.web.people_at_browsers import Outline, hidden


@pytest.fixture
def browser(demonstrated):
    found = demonstrated.browser()
    found.sign_in("board")
    return found


def accept(browser, **filled):
    return browser.submit(browser.get("/terms"), "/terms", **{"accept": "yes", **filled})


def test_whoever_has_not_accepted_them_sees_nothing_else(browser):
    answer = browser.get("/compare?trust=NMU")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/terms?next=%2Fcompare%3Ftrust%3DNMU"


def test_accepting_leads_to_where_the_person_wanted_to_go_and_is_written_down(
    browser, demonstrated
):
    shown = browser.get("/terms?next=%2Fcompare%3Ftrust%3DNMU")
    answer = browser.submit(shown, "/terms", accept="yes")
    assert (answer.status_code, answer.headers["location"]) == (303, "/compare?trust=NMU")
    [row] = demonstrated.rows(tables.Acceptance)
    assert (row.person, row.version) == ("board_member-NMU", "2026-11")
    assert demonstrated.done()[-1] == "TERMS_ACCEPTED"


def test_accepting_twice_is_one_acceptance_and_one_entry(browser, demonstrated):
    shown = browser.get("/terms")
    for _ in range(2):
        assert browser.submit(shown, "/terms", accept="yes").status_code == 303
    assert len(demonstrated.rows(tables.Acceptance)) == 1
    assert demonstrated.done().count("TERMS_ACCEPTED") == 1


def test_whoever_accepted_them_can_read_them_again_and_is_not_asked_again(browser, demonstrated):
    accept(browser)
    again = demonstrated.browser()
    again.sign_in("board")
    shown = again.get("/terms").text
    assert "You have accepted these terms." in shown
    assert "<form" not in shown


def test_the_box_must_be_ticked_and_the_page_says_so_beside_it(browser, demonstrated):
    shown = browser.get("/terms?next=%2Fcompare")
    answer = browser.submit(shown, "/terms")
    assert answer.status_code == 400
    assert hidden(answer.text)["next"] == "/compare"
    page = Outline(answer.text)
    assert page.title.startswith("Error: ")
    assert page.headings[0] == ("h2", "There is a problem")
    [box] = [each for each in page.of("input") if each.get("type") == "checkbox"]
    assert (box["aria-invalid"], box["aria-describedby"]) == ("true", "accept-error")
    assert "accept-error" in page.ids
    assert {"href": f"#{box['id']}"} in page.of("a")
    assert demonstrated.rows(tables.Acceptance) == []


def test_a_form_that_does_not_belong_to_the_session_accepts_nothing(browser, demonstrated):
    assert accept(browser, form="0" * 64).status_code == 400
    other = demonstrated.browser()
    other.sign_in("lead")
    assert accept(browser, form=hidden(other.get("/terms").text)["form"]).status_code == 400
    assert demonstrated.rows(tables.Acceptance) == []


def test_a_version_that_is_no_longer_in_force_accepts_nothing(browser, demonstrated):
    answer = accept(browser, version="2020-01")
    assert answer.status_code == 400
    assert "The terms have changed meanwhile" in answer.text
    assert demonstrated.rows(tables.Acceptance) == []


def test_nobody_accepts_for_nobody(demonstrated):
    browser = demonstrated.browser()
    assert browser.get("/terms").headers["location"] == "/signin?next=%2Fterms"
    assert browser.post("/terms", {"accept": "yes", "version": "2026-11"}).status_code == 303
    assert demonstrated.rows(tables.Acceptance) == []


def test_a_new_version_is_the_one_in_force(tmp_path):
    folder = shutil.copytree(TERMS, tmp_path / "terms")
    (folder / "2027-01.md").write_text("# Newer terms\n\nRead.\n\n## One\n\n- Keep it.\n")
    found = terms.in_force(folder)
    assert found.version == "2027-01"
    assert [part.heading for part in found.parts] == ["Newer terms", "One"]
    assert (found.parts[0].paragraphs, found.parts[1].points) == (("Read.",), ("Keep it.",))


def test_without_any_terms_nobody_gets_in(tmp_path):
    with pytest.raises(UserError, match="There are no terms of use"):
        terms.in_force(tmp_path)


def test_the_text_in_force_is_whole_and_in_short_sentences():
    found = terms.in_force()
    said = [text for part in found.parts for text in (*part.paragraphs, *part.points)]
    assert len(found.parts) > 3
    for text in said:
        for sentence in text.rstrip(".").split(". "):
            assert len(sentence.split()) <= 25, sentence
