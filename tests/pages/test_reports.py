"""Thematic reports on screen: the nation for everybody, one's own beside, a draft for editors."""

import re

import polars as pl
import pytest

from scorecards.cli.main import main
from scorecards.library.themes import queries
from tests.library.shelf import library
from tests.library.themes import oracle
from tests.library.themes.test_numbers import THREE, expected
from tests.pages import screen
from tests.pages.screen import CLINICAL, REPORT, REPORTS, sound, visit
from tests.people.viewers import editor


MATERNITY, DEVICES = THREE[0], THREE[2]
SLUGS = [item.slug for item in queries.reports(library(), editor())]
FALLS = "falls-in-hospital"
NORTHMOOR = "Northmoor University Hospitals"


def open_report(person, slug=FALLS, **asked):
    window = visit(REPORT, person=person, item=slug, **asked)
    sound(window)
    return window


def with_tables(window):
    for key in screen.figures(window):
        window.session_state[key.replace("figure-", "table-", 1)] = True
    return window.run()


def said(window):
    return "\n".join(screen.texts(window))


def test_somebody_without_a_role_finds_every_report_with_what_it_comes_to(at_home, demonstration):
    at_home(demonstration)
    window = visit(REPORTS, person="newcomer")
    sound(window)
    titles = {f"**{library().by_slug[slug].title}**" for slug in SLUGS}
    assert titles <= set(screen.texts(window))
    cards = [text for text in screen.texts(window) if "total cost, 2015/16 to 2024/25" in text]
    assert len(cards) == len(SLUGS)
    assert "counts of 1 to 7 hidden" in said(window)


@pytest.mark.parametrize("slug", [DEVICES, "stillbirth-claims"])
def test_a_report_tells_each_question_with_a_chart_and_a_table_and_stamps_them(
    at_home, demonstration, slug
):
    at_home(demonstration)
    window = with_tables(open_report("editor", slug))
    sound(window)
    item = library().by_slug[slug]
    assert len(screen.figures(window)) == len(item.questions)
    assert [screen.as_read(title.value) for title in window.title] == [item.title]
    headings = [heading.value for heading in window.header]
    assert [screen.as_read(text) for text in headings if text.endswith("?")] == [
        *(question.ask for question in item.questions), "Was this useful?",
    ]  # fmt: skip
    assert len(screen.tables(window)) >= len(item.questions)
    stamps = [text for text in screen.texts(window) if "counts of 1 to 7 hidden · snapshot" in text]
    assert len(stamps) == len(item.questions) + 1
    assert not re.search(r"\{[a-z-]+\}", said(window))


def test_a_manager_has_the_exact_figures_of_the_trust_beside_the_nation(at_home, demonstration):
    at_home(demonstration)
    window = with_tables(open_report("manager-NMU"))
    sound(window)
    assert screen.chosen(window, "trust") == "NMU"
    assert re.search(r"\d+ claims from incidents in 2015/16 to 2024/25, with a total", said(window))
    table = screen.tables(window)[0]
    assert f"Claims, {NORTHMOOR}" in table.columns
    figure = next(iter(screen.figures(window).values()))
    assert [trace["name"] for trace in figure["data"]] == ["All trusts", NORTHMOOR]
    assert f"{NORTHMOOR} exact, not for onward sharing" in said(window)
    place = [said(window).index(text) for text in ("All trusts, in brief", "What we looked at")]
    assert place == sorted(place)  # what matters stands before the long text


@pytest.mark.parametrize("person", ["board", "reader"])
def test_others_of_the_trust_have_what_the_fixed_tables_say(at_home, demonstration, person):
    at_home(demonstration)
    window = with_tables(open_report(person))
    assert re.search(r"“Fall in hospital”: \d+ claims, cost ", said(window))
    assert "That is all years together" in said(window)
    assert not [name for name in screen.tables(window)[0].columns if NORTHMOOR in name]
    assert "Pick these out on the scorecard" in said(window)


def test_codes_in_two_lists_tell_a_board_member_nothing_of_the_trust(at_home, demonstration):
    at_home(demonstration)
    window = open_report("board", "diagnosis-in-the-emergency-department")
    assert "nothing follows about claims that are named by more than one list" in said(window)


def test_a_lead_sees_the_nation_until_a_trust_of_the_patch_is_chosen(at_home, demonstration):
    at_home(demonstration)
    window = open_report("lead")
    assert screen.chosen(window, "trust") == "none"
    assert "That is all years together" not in said(window)
    window = open_report("lead", trust="NMU")
    assert "That is all years together" in said(window)
    assert screen.address(window)["trust"] == "NMU"


@pytest.mark.parametrize("person", ["editor", "administrator"])
def test_the_others_see_the_nation_alone_whatever_the_address_asks(at_home, demonstration, person):
    at_home(demonstration)
    window = open_report(person, trust="NMU")
    assert NORTHMOOR not in said(window).replace(f"You are here as: Administrator, {NORTHMOOR}", "")
    assert not [box for box in window.selectbox if box.key == "trust"]


def test_a_trust_outside_the_patch_is_refused_aloud(at_home, demonstration):
    at_home(demonstration)
    window = visit(REPORT, person="board", item=FALLS, trust="NOWHERE")
    assert any("trust “NOWHERE”, which you cannot choose" in text for text in screen.texts(window))


def test_what_is_hidden_has_no_bar_and_says_so(at_home, demonstration):
    at_home(demonstration)
    window = open_report("editor", DEVICES)
    words = [
        text
        for figure in screen.figures(window).values()
        for trace in figure["data"]
        for text in trace["text"]
    ]
    assert "Hidden, 1 to 7" in words
    assert not [text for text in words if re.match(r"[1-7] \(", text)]
    assert "A row without a bar is hidden: it has 1 to 7 claims." in said(window)


@pytest.mark.parametrize("slug", ["", "third-visit"])
def test_an_address_without_a_report_is_told_in_words(at_home, demonstration, slug):
    at_home(demonstration)
    window = visit(REPORT, person="board", item=slug)
    assert "There is no thematic report at this address" in said(window)


def test_the_numbers_on_the_screen_change_when_another_release_is_published(
    at_home, own_demonstration
):
    """And each is what an independent count of that release says."""
    at_home(own_demonstration)
    root = own_demonstration / "snapshots"
    earlier, current = sorted(path for path in root.iterdir() if path.name.startswith("20"))
    item = library().by_slug[MATERNITY]
    (subject,) = item.subjects()
    only = pl.col("specialty").is_in(subject.codes["specialty"])
    told = {}
    for release in (current, earlier):
        text = said(open_report("editor", MATERNITY))
        words = expected(item, oracle.Nation(release, only))
        assert f"The number of claims is {words['claims']}." in text
        assert f"Their cost is {words['total']}." in text
        assert f"still open, {words['open']}." in text
        assert f"{words['brain-claims']} claims, with a cost of {words['brain-total']}." in text
        told[release] = words
        if release is current:
            assert main(["snapshots", "rollback"]) == 0
    assert told[current]["claims"] != told[earlier]["claims"]


def test_an_editor_makes_a_report_from_what_is_chosen(at_home, own_demonstration):
    at_home(own_demonstration)
    window = visit(REPORTS, person="editor", new="yes", kind="clinical", cause="consent,unheard")
    assert any("cause “unheard”" in text for text in screen.texts(window))
    assert screen.chosen(window, "cause") == ["consent"]
    window.text_input(key="theme.title").set_value("Consent before surgery")
    window = window.button(key="FormSubmitter:theme.form-Make a draft").click().run()
    sound(window)
    assert "The draft is at the editorial desk." in said(window)


def test_what_is_missing_is_said_and_the_title_stays(at_home, own_demonstration):
    at_home(own_demonstration)
    window = visit(REPORTS, person="editor", new="yes", kind="clinical")
    window.text_input(key="theme.title").set_value("Consent before surgery")
    window = window.button(key="FormSubmitter:theme.form-Make a draft").click().run()
    assert [screen.as_read(error.value) for error in window.error] == [
        "Choose at least one code that the claims of the report have."
    ]
    assert window.text_input(key="theme.title").value == "Consent before surgery"


@pytest.mark.parametrize("person", ["manager-NMU", "steward"])
def test_nobody_else_has_the_form(at_home, demonstration, person):
    at_home(demonstration)
    window = visit(REPORTS, person=person, new="yes", cause="consent")
    sound(window)
    assert not window.text_input


def test_a_lead_takes_a_selection_from_a_scorecard_to_the_form(at_home, demonstration):
    at_home(demonstration)
    window = visit(CLINICAL, person="lead", trust="NMU", specialty="obstetrics")
    links = {
        leaf.proto.label: leaf.proto.query_string
        for leaf in screen.leaves(window.main)
        if leaf.type == "page_link"
    }
    query = links["Make a thematic report of this selection"]
    assert "specialty=obstetrics" in query
    assert "kind=clinical" in query
    manager = visit(CLINICAL, person="manager-NMU", trust="NMU", specialty="obstetrics")
    assert "Make a thematic report of this selection" not in screen.texts(manager)
