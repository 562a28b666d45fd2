"""An item of the library becomes a booklet: every word, its figures put in, links in words."""

from dataclasses import replace

import pytest

from scorecards.errors import NoSnapshot
from scorecards.library.model import Item
from scorecards.reports import items
from scorecards.reports.booklet import Bullets, Heading, Paragraph, Quote, Rows
from scorecards.reports.model import Asked, Opened
from tests.library import shelf


def item(opening="An opening.", summary="What it is.", **sections) -> Item:
    made = shelf.study("a-study", cause="medication-error")
    told = {name.replace("_", " "): text for name, text in sections.items()}
    return replace(made, opening=opening, summary=summary, sections=told, sources=("Act 2006",))


def test_sections_become_headings_and_the_opening_and_the_sources_stand_around_them():
    made = items.booklet(item(What_happened="It fell."), {}, about=(("Made by", "Ann"),))
    assert made.title == "A study"
    assert made.blocks == (
        Paragraph("An opening."), Heading("What happened"), Paragraph("It fell."),
        Heading("Sources"), Bullets(("Act 2006",)),
    )  # fmt: skip
    assert made.about == (
        ("Made by", "Ann"), ("Written by", "Library editor"),
        ("Reviewed", "1 January 2026, next review 1 January 2028"),
        ("Licence", "text under CC BY 4.0"),
    )  # fmt: skip


def test_every_kind_of_block_keeps_its_kind():
    text = (
        "A **strong** word.\n\n- one\n- two\n\n1. first\n2. second\n\n- [ ] box\n\n> Said.\n\n"
        "### Below\n\n| A | B |\n|---|---|\n| c | d |"
    )
    assert [*items.blocks(text, caption="Name")] == [
        Paragraph("A strong word."), Bullets(("one", "two")),
        Bullets(("first", "second"), numbered=True), Bullets(("box",), boxes=True),
        Quote("Said.", ""), Heading("Below", 2), Rows("Name", ("A", "B"), (("c", "d"),)),
    ]  # fmt: skip


def test_the_strong_words_that_a_point_begins_with_stay_strong():
    assert [*items.blocks("1. **Tell them.** In person.\n2. Ask **them**.", caption="")] == [
        Bullets(("In person.", "Ask them."), numbered=True, leads=("Tell them.", ""))
    ]
    assert [*items.blocks("- **all strong**", caption="")] == [Bullets(("all strong",))]


def test_a_link_away_is_followed_by_its_address_and_one_of_ours_is_not():
    (said,) = items.blocks(
        "See [the guide](https://www.nice.org.uk/a) and [the aid](/candour).", caption=""
    )
    assert said == Paragraph("See the guide (https://www.nice.org.uk/a) and the aid.")


def test_figures_are_put_in_everywhere_they_are_asked_for():
    made = items.booklet(
        item(opening="In all {claims}.", summary="{claims} claims.", Key="- {claims}"),
        {"claims": "1,220"},
    )
    assert made.summary == "1,220 claims."
    assert made.blocks[0] == Paragraph("In all 1,220.")
    assert made.blocks[2] == Bullets(("1,220",))


def test_a_figure_that_is_not_given_stops_the_booklet():
    with pytest.raises(KeyError, match="claims"):
        items.booklet(item(Key="{claims}"), {})


def test_claims_are_opened_only_for_an_item_that_asks_for_figures():
    def nothing():
        raise NoSnapshot("Nothing is published.")

    asked = Asked(None, None, {}, None, Opened(snapshot=nothing))
    assert items.values(asked, item()) == {}
    with pytest.raises(NoSnapshot):
        items.values(asked, item(Key="{claims}"))
