"""One item to read: every kind of it, the claims beside it, the way back, and that it was read."""

import re
from datetime import UTC, datetime, time
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from scorecards import clock
from scorecards.library.history import queries as history
from scorecards.library.history.model import subject_of
from scorecards.library.model import KIND_NAMES, ItemKind
from scorecards.people.model import Role, Viewer
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from scorecards.ui import resources
from tests.library.shelf import library
from tests.pages import screen
from tests.pages.screen import CLINICAL, ITEM, NON_CLINICAL, texts, visit


STORY, LEAFLET, LINK = "third-visit", "falls-of-patients", "nice-guidance"
VIOLENCE = "known-to-be-frightened"
WITH_CODES_NOT_THERE = "tuesdays-tablets"  # the trust has no claim of its pharmacy
BACK = "/clinical?trust=NMU&specialty=obstetrics&from=2018%2F19"
ITEMS = [item for item in library().items if item.kind is not ItemKind.REPORT]


@pytest.fixture
def nation(demonstration, at_home):
    at_home(demonstration)


def links(window):
    """Every link within the service: its words, and what its address asks for."""
    return {
        screen.as_read(link.proto.label): parse_qs(link.proto.query_string)
        for link in window.get("page_link")
    }


def beside(window):
    """The table of figures, by line."""
    (table,) = [t for t in screen.tables(window) if t.columns[0] == "Claims like this"]
    return table.set_index("Claims like this")


@pytest.mark.parametrize("kind", [kind for kind in ItemKind if kind is not ItemKind.REPORT])
def test_each_kind_of_item_is_drawn_with_what_it_is_and_on_what_it_rests(nation, kind):
    item = next(item for item in ITEMS if item.kind is kind)
    window = visit(ITEM, person="manager-NMU", item=item.slug)
    assert not window.exception
    assert not window.error
    shown = texts(window)
    assert [screen.as_read(title.value) for title in window.title] == [item.title]
    assert any(text.startswith(f"{KIND_NAMES[kind]} · ") for text in shown)
    headings = [screen.as_read(heading.value) for heading in window.header]
    assert set(item.sections) <= set(headings)
    for told in (item.authored_by, "next review", *item.sources):
        assert any(told in text for text in shown)
    assert "{" not in "".join(shown)


def test_a_leaflet_has_its_figures_put_in_and_says_what_they_are(nation):
    window = visit(ITEM, person="board", item=LEAFLET)
    told = " ".join(texts(window))
    claims = beside(window).loc["Claims", "All trusts"]
    assert re.search(rf"Claims:\*\* {claims}\b", told)
    assert "The figures in this text are of all trusts, by incident date, as at 31 March" in told


def test_without_claims_an_item_is_read_all_the_same(empty_home, at_home):
    at_home(empty_home)
    window = visit(ITEM, item=LEAFLET)
    assert not window.exception
    assert "not known" in " ".join(texts(window))
    assert "In the claims" not in [heading.value for heading in window.header]


def test_a_link_names_its_owner_and_the_whole_address_before_it_is_followed(nation):
    window = visit(ITEM, person="editor", item=LINK)
    item = library().by_slug[LINK]
    (button,) = [b for b in window.get("link_button") if b.proto.url.startswith("https")]
    assert button.proto.url == item.url
    assert screen.as_read(button.proto.label) == "Open nice.org.uk, outside this service"
    shown = texts(window)
    assert f"**Kept by:** {item.owner}" in shown
    assert f"Whole address: {item.url}" in shown


def test_a_report_is_sent_on_to_its_own_screen(nation):
    report = next(item for item in library().items if item.kind is ItemKind.REPORT)
    window = visit(ITEM, person="manager-NMU", item=report.slug)
    assert f"**{report.title}**" in links(window)


def test_what_is_due_for_review_says_so(nation, monkeypatch):
    item = library().by_slug[STORY]
    late = datetime.combine(item.next_review, time(12), UTC)
    monkeypatch.setattr(clock, "now", lambda: late)
    (warning,) = visit(ITEM, person="manager-NMU", item=STORY).warning
    assert "due for review on" in warning.value


def test_a_risk_manager_reads_the_nation_and_the_own_trust_side_by_side(nation):
    window = visit(ITEM, person="manager-NMU", item=STORY)
    table = beside(window)
    assert list(table.columns) == ["All trusts", "Your trust"]
    own = table.loc["Claims", "Your trust"]
    assert f"**Your trust: {own} claims like this since 2015/16.**" in texts(window)
    assert any("counts of 1 to 7 hidden" in text for text in texts(window))


@pytest.mark.parametrize("slug", [STORY, VIOLENCE, WITH_CODES_NOT_THERE])
def test_one_click_leads_to_the_own_scorecard_with_just_these_claims(nation, slug):
    window = visit(ITEM, person="manager-NMU", item=slug)
    own = beside(window).loc["Claims", "Your trust"]
    asked = {
        name.replace("from", "from_"): values[0]
        for name, values in links(window)["See them on the scorecard"].items()
    }
    kind = NON_CLINICAL if slug == VIOLENCE else CLINICAL
    there = visit(kind, **asked)
    assert not there.warning
    assert screen.sentence(there).startswith(f"{own} {kind} claims against")


@pytest.mark.parametrize("person", ["board", "reader"])
def test_who_may_not_narrow_is_sent_to_pick_out_and_told_so(nation, person):
    window = visit(ITEM, person=person, item=VIOLENCE)
    assert list(beside(window).columns) == ["All trusts"]
    asked = links(window)["Pick these out on the scorecard"]
    assert asked["trust"] == ["NMU"]
    assert "from" not in asked
    assert "violence" in asked["cause"][0].split(",")
    assert any(text.startswith("They are marked there. The figures") for text in texts(window))
    there = visit(NON_CLINICAL, **{name: values[0] for name, values in asked.items()})
    assert not there.warning
    assert not there.exception


def test_who_cannot_be_told_of_the_own_trust_is_told_why(nation):
    told = texts(visit(ITEM, person="board", item=STORY))
    assert any("cannot be told here: small numbers would show" in text for text in told)


@pytest.mark.parametrize("person", ["editor", "auditor", "newcomer", "lead", "steward"])
def test_people_without_a_trust_of_their_own_see_the_nation_alone(nation, person):
    window = visit(ITEM, person=person, item=STORY)
    assert list(beside(window).columns) == ["All trusts"]
    assert not [label for label in links(window) if "on the scorecard" in label]


def test_a_lead_who_comes_from_a_scorecard_reads_of_that_trust(nation):
    window = visit(ITEM, person="lead", item=VIOLENCE, back="/non-clinical?trust=NMU")
    assert links(window)["Pick these out on the scorecard"]["trust"] == ["NMU"]
    assert "Your trust" not in " ".join(texts(window))


def test_an_address_that_names_another_trust_tells_nothing_of_it(nation):
    other = next(code for code in resources.serving().snapshot.organisations if code != "NMU")
    window = visit(ITEM, person="manager-NMU", item=STORY, back=f"/clinical?trust={other}")
    assert links(window)["See them on the scorecard"]["trust"] == ["NMU"]


def test_the_way_back_keeps_what_was_chosen(nation):
    window = visit(ITEM, person="manager-NMU", item=STORY, back=BACK)
    back = links(window)["← Back to your scorecard"]
    assert back == {
        "trust": ["NMU"], "specialty": ["obstetrics"], "from": ["2018/19"],
        "person": ["manager-NMU"],
    }  # fmt: skip
    assert screen.address(window)["back"] == BACK
    onwards = [asked for label, asked in links(window).items() if label.startswith("**")]
    assert onwards
    assert all(asked["back"] == [BACK] for asked in onwards)


NOT_OURS = (
    "https://outside.invalid/clinical",
    "//outside.invalid/clinical",
    "/\\outside.invalid",
    "javascript:alert(1)",
    "clinical?trust=NMU",
    "/export/audit.csv",
    "/data-desk",
    "/signout",
    "/clinical/../signout",
    "/clinical?" + "x" * 2_000,
    "",
)


def test_nobody_is_led_anywhere_else_than_to_our_scorecards():
    def screen_with_ways(ways):
        import streamlit as st  # noqa: PLC0415 - it is run as a page of its own

        from scorecards.ui import returning  # noqa: PLC0415

        for back in ways:
            st.query_params["back"] = back
            st.text(f"asked: “{returning.asked()}”")
            returning.draw(back)

    window = AppTest.from_function(screen_with_ways, args=(NOT_OURS,)).run()
    assert not window.exception
    assert [text.value for text in window.text] == ["asked: “”"] * len(NOT_OURS)
    assert not window.get("page_link")


def test_what_leads_elsewhere_is_taken_out_of_the_address(nation):
    window = visit(ITEM, person="manager-NMU", item=STORY, back=NOT_OURS[0])
    assert not window.exception
    assert "← Back to your scorecard" not in links(window)
    assert "back" not in screen.address(window)


def test_the_learning_panel_carries_the_way_back_with_all_that_is_chosen(nation):
    window = visit(
        CLINICAL, person="manager-NMU", specialty="obstetrics", ranked="injury", detail="bands"
    )
    asked = next(asked for asked in links(window).values() if "item" in asked)
    (back,) = asked["back"]
    path, _, query = back.partition("?")
    assert path == "/clinical"
    assert parse_qs(query) == {
        "trust": ["NMU"], "specialty": ["obstetrics"], "ranked": ["injury"], "detail": ["bands"],
    }  # fmt: skip


def test_who_only_picks_out_reads_of_how_many_of_all_claims_a_reason_speaks(nation):
    window = visit(CLINICAL, person="board", specialty="obstetrics")
    (told,) = {found[0] for text in texts(window)
               if (found := re.search(r"(?<=^Obstetrics: )[\d,]+ claims", text))}  # fmt: skip
    number = told.removesuffix(" claims")
    everything = screen.metrics(window)["Claims"]
    reasons = [text for text in texts(window) if text.startswith("Because you picked out")]
    assert len(reasons) == 4
    for reason in reasons:
        assert f"obstetrics ({number} of your {everything} claims)." in reason


def test_what_was_read_is_marked_beside_the_claims(own_demonstration, at_home):
    at_home(own_demonstration)
    asked = {"person": "manager-NMU", "specialty": "obstetrics"}

    def marks():
        return [text for text in texts(visit(CLINICAL, **asked)) if "You read this on" in text]

    assert marks() == []
    first = next(a["item"][0] for a in links(visit(CLINICAL, **asked)).values() if "item" in a)
    visit(ITEM, person="manager-NMU", item=first)
    today = clock.london_date(clock.now())
    assert marks() == [f"Case study · You read this on {today.day} {today:%B %Y}"]


def test_an_item_is_noted_once_in_a_session_for_who_read_it(own_demonstration, at_home):
    at_home(own_demonstration)
    window = visit(ITEM, person="manager-NMU", item=STORY)
    window.run()
    window.run()
    manager = Viewer("risk_manager-NMU", "x", Role.RISK_MANAGER, ("NMU",))
    with reading(resources.engine(), SYSTEM) as session:
        assert list(history.read_by(session, manager)) == [subject_of(STORY)]
        (row,) = session.query(history.tables.Reading)
    assert (row.times, row.place_type) == (1, "Acute: large")


def test_what_is_like_it_stands_under_it(nation):
    window = visit(ITEM, person="manager-NMU", item=STORY)
    assert "Read next" in [header.value for header in window.header]
    onwards = [a["item"][0] for label, a in links(window).items() if label.startswith("**")]
    assert STORY not in onwards
    assert 1 <= len(onwards) <= 4
