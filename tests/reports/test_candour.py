"""What there is to take away on candour: slides and text of one source, and what they say."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pptx import Presentation

from scorecards import settings
from scorecards.candour import reading, rules
from scorecards.candour.model import Verdict
from scorecards.errors import UserError
from scorecards.library.model import Library
from scorecards.people.model import Role
from scorecards.reports import candour
from scorecards.reports.booklet import Heading
from scorecards.reports.exports import made
from scorecards.reports.model import Asked, Opened
from tests.library import shelf
from tests.people import viewers
from tests.reports.paper import names, squeezed, text


NOW = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)
SHELF = Opened(library=shelf.library)
FILES = ("duty-of-candour.pdf", "duty-of-candour.pptx", "candour-checklist.pdf", "saying-sorry.pdf")
AGREED = (
    "What the duty is", "When it applies", "What counts as a notifiable safety incident",
    "What to do, step by step", "What to say", "What to write down",
    "If the person cannot be reached or does not want to talk", "Statutory and professional duty",
    "If the duty is not followed", "Local targets",
)  # fmt: skip


def asked(opened=SHELF, role=Role.NONE):
    """None of these files asks the database for anything."""
    return Asked(None, viewers.viewer(role), {}, NOW, opened)


def headings(booklet):
    return [block.text for block in booklet.blocks if isinstance(block, Heading)]


@pytest.fixture(scope="module")
def files():
    return {name: made(name, asked()) for name in FILES}


def test_each_file_is_of_its_kind_and_has_the_day_in_its_name(files):
    assert {name: file.name for name, file in files.items()} == {
        name: f"{name.split('.')[0]}-2026-11-24.{name.split('.')[1]}" for name in FILES
    }
    for name, file in files.items():
        assert file.content.startswith(b"%PDF-" if name.endswith("pdf") else b"PK")
        assert file.snapshot is None


def test_slides_and_text_have_the_same_sections_in_the_same_order(files):
    booklet = candour.duty(asked())
    ends = [reading.read(settings.CANDOUR).endings[verdict].title for verdict in candour.PLAINEST]
    sections = headings(booklet)
    assert [each for each in sections if each in AGREED] == [*AGREED]
    assert sections[-4:] == [candour.QUESTIONS, *ends]
    deck = Presentation(BytesIO(files["duty-of-candour.pptx"].content))
    titles = [slide.shapes.title.text_frame.text.split(" (")[0] for slide in deck.slides]
    assert [*dict.fromkeys(titles)][2:] == sections
    frames = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes
              if shape.has_text_frame]  # fmt: skip
    assert [each for each in frames if "…" in each] == []  # nothing is cut off on a slide
    paper = squeezed(text(files["duty-of-candour.pdf"].content))
    places = [paper.index(squeezed(each)) for each in ends]
    assert places == sorted(places)


def test_the_paper_says_who_made_it_who_wrote_it_and_under_which_licence(files):
    shown = squeezed(text(files["saying-sorry.pdf"].content))
    for said in ("Made by", "24 November 2026, 12:40, London time", "Written by: Library editor",
                 "CC BY 4.0", "Compensation Act 2006"):  # fmt: skip
        assert squeezed(said) in shown, said


def test_the_checklist_has_steps_and_boxes(files):
    content = files["candour-checklist.pdf"].content
    assert names(content).count("/LI") > 20
    assert "Make the person safe" in text(content)


def test_every_ending_of_the_aid_is_on_paper_with_its_steps(files):
    shown = squeezed(text(files["duty-of-candour.pdf"].content))
    aid = reading.read(settings.CANDOUR)
    assert set(candour.PLAINEST) == set(Verdict)
    for verdict, answers in candour.PLAINEST.items():
        outcome = rules.outcome(aid, answers)
        assert outcome.ending.verdict is verdict
        for step in outcome.steps:
            assert squeezed(step.do) in shown
            assert squeezed(step.text) in shown


def test_where_an_editor_took_the_text_away_the_file_says_so():
    bare = Opened(library=lambda: Library((), shelf.taxonomy()))
    with pytest.raises(UserError, match="nothing at this address"):
        made("saying-sorry.pdf", asked(bare))


def test_where_the_service_does_not_run_whole_the_file_says_so():
    with pytest.raises(UserError, match="whole service"):
        made("saying-sorry.pdf", Asked(None, viewers.viewer(Role.NONE), {}, NOW))
