"""The learning gap map on screen: who sees it, what it says, and where one begins."""

from urllib.parse import parse_qs

import pytest

from scorecards.library.model import TOPICS
from tests.library.shelf import taxonomy
from tests.pages import screen
from tests.pages.screen import ASKS, GAP_MAP, texts, visit


@pytest.fixture
def nation(demonstration, at_home):
    at_home(demonstration)


def ways(window, label):
    return [
        parse_qs(link.proto.query_string)
        for link in window.get("page_link")
        if link.proto.label == label
    ]


def test_an_editor_begins_a_draft_or_an_ask_with_one_click(nation):
    window = visit(GAP_MAP, person="editor")
    assert not window.exception
    drafts, asks = ways(window, "Start a draft"), ways(window, "Ask trusts for help")
    assert len(drafts) == len(asks) >= 6
    for draft, ask in zip(drafts, asks, strict=True):
        assert draft["new"] == ["case-study"]
        assert draft["topic"] == ask["topic"]
        assert draft["causes"] == ask["cause"]
        assert draft["topic"][0] in TOPICS
        assert all(code in taxonomy()["cause"] for code in draft["causes"][0].split(","))
    there = visit(ASKS, **{name: values[0] for name, values in asks[0].items()})
    first = taxonomy()["cause"].name_of(asks[0]["cause"][0].split(",")[0])
    assert any(text.startswith(f"It is marked as about: {first}") for text in texts(there))


def test_a_lead_asks_and_drafts_nothing(nation):
    window = visit(GAP_MAP, person="lead")
    assert not window.exception
    assert ways(window, "Ask trusts for help")
    assert ways(window, "Start a draft") == []


@pytest.mark.parametrize("person", ["manager-NMU", "board", "steward", "auditor", "newcomer"])
def test_nobody_else_opens_it(nation, person):
    window = visit(GAP_MAP, person=person)
    assert [screen.as_read(error.value) for error in window.error] == [
        "This is for library editors and Safety and Learning Leads."
    ]
    assert not window.get("plotly_chart")


def test_the_chart_the_finding_and_the_table_tell_the_same(nation):
    window = visit(GAP_MAP, person="editor")
    (spec,) = screen.figures(window).values()
    first = spec["data"][0]["y"][0]
    assert f"{first} has the most claims and cost for what there is to read" in texts(window)
    window.session_state["table-gaps"] = True
    window.run()
    (table,) = screen.tables(window)
    assert table["Theme"][0] == first
    assert list(table["Theme"][:12]) == spec["data"][0]["y"]
    items = [f"{n} item{'' if n == '1' else 's'}" for n in map(str, table["Items"][:12])]
    assert [text.replace("0 items", "nothing to read") for text in items] == spec["data"][0]["text"]


def test_too_few_trusts_show_nothing(one_claim, at_home):
    at_home(one_claim)
    window = visit(GAP_MAP, person="editor")
    assert not window.exception
    assert any("too few to show them together" in info.value for info in window.info)
    assert not window.get("plotly_chart")
