"""A thematic report as PDF: who has which figures in it, read back from the file."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from scorecards import formatting
from scorecards.claims.figures import queries as figures
from scorecards.errors import NotAllowed, UserError
from scorecards.library import placeholders
from scorecards.library.themes import queries
from scorecards.people.model import Role
from scorecards.reports import themes
from scorecards.reports.booklet import Bars, Facts, Heading, Rows
from scorecards.reports.exports import made
from scorecards.reports.model import Asked, Opened
from tests.library.shelf import library
from tests.people import viewers


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FALLS = "falls-in-hospital"
TRUST = "NMU"


@pytest.fixture(scope="module")
def snapshot(untouched_demonstration):
    from scorecards.snapshots.opening import open_snapshot  # noqa: PLC0415

    root = untouched_demonstration / "snapshots"
    latest = max(folder.name for folder in root.iterdir() if folder.name.startswith("20"))
    return open_snapshot(root, latest)


def fetched(snapshot, viewer, **given):
    opened = Opened(library, lambda: snapshot)
    return made("thematic-report.pdf", Asked(None, viewer, given, NOW, opened))


def text_of(file):
    pages = PdfReader(BytesIO(file.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture(scope="module")
def national(snapshot):
    return fetched(snapshot, viewers.editor(), item=FALLS)


def test_the_numbers_in_the_file_are_those_of_the_release(snapshot, national):
    text = text_of(national)
    item = library().by_slug[FALLS]
    values = placeholders.values(snapshot, viewers.editor(), item)
    assert f"The number of claims is {values['claims']}." in text
    assert f"Their cost is {values['total']}." in text
    nation = figures.national(snapshot, viewers.editor(), *item.subjects())
    for question in item.questions:
        assert question.ask in text
        for name, claims in nation.by[question.by].select("name", "claims").head(5).iter_rows():
            assert name in text
            assert formatting.count(claims) in text
    assert re.search(r"\{[a-z-]+\}", text) is None


def test_the_file_says_which_release_it_is_of_and_what_is_hidden(snapshot, national):
    assert national.name == "falls-in-hospital-2026-11-24.pdf"
    assert national.snapshot == snapshot.id
    text = text_of(national)
    assert f"release {snapshot.id}, as at 31 March 2026" in text
    assert "Counts of 1 to 7, and sums that one claim could be read off" in text
    assert "exact" not in text


def test_a_manager_has_the_exact_figures_of_the_trust_in_it_and_it_says_so(snapshot):
    manager = viewers.manager(TRUST)
    file = fetched(snapshot, manager, item=FALLS, trust=TRUST)
    assert file.name == "falls-in-hospital-nmu-2026-11-24.pdf"
    item = library().by_slug[FALLS]
    own = figures.own(snapshot, manager, TRUST, *item.subjects())
    text = text_of(file)
    assert f"{own.claims} claims from incidents in 2015/16 to 2024/25" in text
    assert "The figures of Northmoor University Hospitals are exact, not for onward sharing" in text
    assert "Claims, Northmoor University Hospitals" in text
    under_each = text.count("Northmoor University Hospitals exact, not for onward sharing")
    assert under_each == len(item.questions)
    assert "Counts of all trusts are to the nearest five" in text


def test_a_board_member_has_what_the_fixed_table_says(snapshot):
    text = text_of(fetched(snapshot, viewers.board(TRUST), item=FALLS, trust=TRUST))
    assert "That is all years together" in text
    assert "exact" not in text
    assert "Claims, Northmoor" not in text


@pytest.mark.parametrize(
    "viewer",
    [viewers.viewer(role, "RA1") for role in Role if role is not Role.STEWARD],
    ids=lambda viewer: viewer.role,
)
def test_nobody_has_a_file_with_the_figures_of_a_trust_that_is_not_theirs(snapshot, viewer):
    with pytest.raises(NotAllowed):
        fetched(snapshot, viewer, item=FALLS, trust=TRUST)


@pytest.mark.parametrize("slug", ["", "nothing", "third-visit"])
def test_a_report_that_is_not_there_is_refused_in_words(snapshot, slug):
    with pytest.raises(UserError, match="no thematic report"):
        fetched(snapshot, viewers.editor(), item=slug)


@pytest.mark.parametrize("item", queries.reports(library(), viewers.editor()), ids=lambda i: i.slug)
def test_every_report_is_a_booklet_in_the_order_of_the_screen(snapshot, item):
    told = queries.theme(snapshot, viewers.editor(), item)
    booklet = themes.booklet(told, ())
    headings = [block.text for block in booklet.blocks if isinstance(block, Heading)]
    asks = [question.ask for question in item.questions]
    first, last = list(item.sections)[:2], list(item.sections)[2:]
    assert headings == [
        "All trusts, in brief", *first, themes.FIGURES, *asks, *last, "Sources",
    ]  # fmt: skip
    charts = [block for block in booklet.blocks if isinstance(block, Bars)]
    tables = [block for block in booklet.blocks if isinstance(block, Rows)]
    assert len(charts) == len(tables) == len(asks)
    assert len([block for block in booklet.blocks if isinstance(block, Facts)]) == 1
    for chart in charts:
        assert len(chart.bars) <= 10
        assert all(name in chart.alt and shown in chart.alt for name, _, shown in chart.bars)
        assert all(
            (length is None) == (shown == "Hidden, 1 to 7") for _, length, shown in chart.bars
        )


def test_of_too_few_trusts_no_figure_is_in_the_file(snapshot):
    item = library().by_slug[FALLS]
    told = queries.theme(snapshot, viewers.editor(), item)
    nothing = type(told)(item, None, dict.fromkeys(told.given, "not known"))
    blocks = themes.booklet(nothing, ()).blocks
    assert not [block for block in blocks if isinstance(block, Bars | Rows | Facts)]
    assert "Fewer than ten trusts have such a claim" in str(blocks)
