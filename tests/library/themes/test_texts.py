"""The narratives: true whatever the figures say, whole, and fit to be read."""

import re
from datetime import date

import pytest

from scorecards.library import bodies, checking, placeholders
from scorecards.library.themes import queries
from scorecards.library.themes.model import FOUND
from tests.library.shelf import library
from tests.people.viewers import editor


REPORTS = queries.reports(library(), editor())
each = pytest.mark.parametrize("item", REPORTS, ids=lambda item: item.slug)
HEADINGS = [
    "What we looked at",
    FOUND,
    "What lies behind the claims",
    "What trusts can do",
    "Questions for your board",
    "What these figures cannot tell",
]
# What a sentence may not claim by itself: it would stay when the number changes.
CLAIMS_OF_SIZE = re.compile(
    r"\b(most of|the majority|more than half|fewer than half|two thirds|a third of|"
    r"one in (?:two|three|four|five|ten)|half of the claims|doubled|rising|"
    r"falling number|per cent)\b",
    re.IGNORECASE,
)


def text_of(item):
    return "\n".join((item.title, item.summary, *placeholders.texts(item)))


def without_figures(text):
    return re.sub(r"\{[^{}]*\}", "", text)


@each
def test_no_number_is_typed_in(item):
    assert re.findall(r".*\d.*", without_figures(text_of(item))) == []


@each
def test_no_sentence_says_by_itself_how_large_something_is(item):
    assert CLAIMS_OF_SIZE.findall(without_figures(text_of(item))) == []


@each
def test_a_report_has_every_part_in_its_order_and_is_neither_thin_nor_long(item):
    assert list(item.sections) == HEADINGS
    words = re.findall(r"\w+", text_of(item))
    assert 500 <= len(words) <= 900


@each
def test_a_report_passes_the_content_check(item):
    assert checking.wrong(item, today=date(2026, 11, 24)) == ()


@each
def test_figures_stand_only_where_too_few_trusts_would_take_them_away(item):
    """But for the window: of fewer than ten trusts, everything else is not told."""
    elsewhere = "\n".join(text for heading, text in item.sections.items() if heading != FOUND)
    said = placeholders.names("\n".join((item.opening, item.summary, elsewhere)))
    assert set(said) <= {"period", "as-at"}


@each
def test_each_question_is_asked_once_and_ends_as_one(item):
    assert len(item.questions) >= 3
    assert len({question.by for question in item.questions}) == len(item.questions)
    assert all(question.ask.endswith("?") for question in item.questions)


@each
def test_the_questions_for_a_board_are_questions(item):
    points = item.sections["Questions for your board"].splitlines()
    assert len(points) >= 4
    assert all(point.startswith("- ") and point.endswith("?") for point in points)


def test_a_figure_that_is_misspelt_is_refused_with_what_may_be_meant():
    item = REPORTS[0]
    wrong = type(item)(
        **{
            **{name: getattr(item, name) for name in item.__dataclass_fields__},
            "opening": "There are {clams}.",
        }
    )
    (said,) = bodies.unknown_figures(wrong)
    assert said.startswith("“{clams}” is no figure of this item.")
    assert "“{claims}”" in said.split("Did you mean", 1)[1]
