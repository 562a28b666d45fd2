"""A report made without code becomes a draft at the editorial desk, on both databases."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scorecards.claims.model import Kind
from scorecards.errors import NotAllowed, UserError
from scorecards.library import reading
from scorecards.library.themes.commands import MOST_CODES, begin
from scorecards.library.themes.model import Draft
from scorecards.people.model import Role
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from tests.library.shelf import library, taxonomy
from tests.people import viewers
from tests.stores import sqlite_at


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MAY = (Role.EDITOR, Role.LEAD)
DRAFT = Draft(
    title="Consent before surgery",
    topic="Consent and communication",
    kind=Kind.CLINICAL,
    codes={"cause": ("consent",), "specialty": ("general-surgery", "urology")},
    years=5,
    by=("specialty", "injury", "year"),
    form_key="first",
)


@pytest.fixture(scope="module")
def unwritten(tmp_path_factory):
    """One database for all that is refused: each test leaves it empty."""
    opened = sqlite_at(tmp_path_factory.mktemp("unwritten") / "scorecards.db")
    yield opened
    opened.dispose()


def made(engine, viewer, draft):
    with writing(engine, viewer) as session:
        number = begin(session, viewer, draft, library=library(), now=NOW)
        return session.get(tables.Edition, number)


def assert_nothing_is_in(engine):
    with writing(engine, SYSTEM) as session:
        assert session.query(tables.Edition).count() == 0
        assert session.query(tables.AuditEntry).count() == 0


def test_an_editor_and_a_lead_begin_a_report_and_the_desk_holds_its_text(engine):
    for viewer, draft in (
        (viewers.editor(), DRAFT),
        (viewers.lead("RA1"), replace(DRAFT, title="Consent again", form_key="second")),
    ):
        row = made(engine, viewer, draft)
        assert (row.state, row.number, row.created_by) == ("DRAFT", 1, viewer.person)
        item = reading.item_of(row.slug, row.text, taxonomy())
        assert item.title == draft.title
        assert item.years == 5
        assert item.codes["specialty"] == {"general-surgery", "urology"}


def test_what_is_sent_twice_is_one_draft_and_one_entry(engine):
    first = made(engine, viewers.editor(), DRAFT)
    again = made(engine, viewers.editor(), DRAFT)
    assert again.id == first.id
    with writing(engine, SYSTEM) as session:
        assert session.query(tables.Edition).count() == 1
        assert session.query(tables.AuditEntry).count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in MAY])
def test_nobody_else_begins_one(unwritten, role):
    with pytest.raises(NotAllowed):
        made(unwritten, viewers.viewer(role, "RA1"), DRAFT)
    assert_nothing_is_in(unwritten)


REFUSED = {
    "no title": (replace(DRAFT, title=" \n "), "Give the report a title"),
    "a long title": (replace(DRAFT, title="a" * 81), "Shorten it to 80"),
    "a title with a person": (replace(DRAFT, title="Claims of NHS 943 476 5919"), "a person"),
    "a title that is taken": (
        replace(DRAFT, title="Stillbirth claims"), "has an item of this title",
    ),
    "no code": (replace(DRAFT, codes={"cause": ()}), "at least one code"),
    "an unknown code": (replace(DRAFT, codes={"cause": ("flood",)}), "no code “flood”"),
    "a code of the other kind": (replace(DRAFT, codes={"cause": ("sharps",)}), "no code “sharps”"),
    "a code that says nothing": (replace(DRAFT, codes={"injury": ("other",)}), "no code “other”"),
    "an unknown list": (replace(DRAFT, codes={"trust": ("NMU",)}), "no code “NMU”"),
    "too many codes": (
        replace(DRAFT, codes={"cause": ("consent",) * (MOST_CODES + 1)}), f"at most {MOST_CODES}",
    ),
    "no question": (replace(DRAFT, by=()), "at least one question"),
    "an unknown question": (replace(DRAFT, by=("trust",)), "at least one question"),
    "a question with one answer": (replace(DRAFT, by=("cause", "year")), "nothing to compare"),
    "too many years": (replace(DRAFT, years=11), "1 to 10 years"),
    "an unknown topic": (replace(DRAFT, topic="Weather"), "topic from the list"),
    "the specialty of staff claims": (
        replace(DRAFT, kind=Kind.NON_CLINICAL, codes={"cause": ("sharps",)}), "have no specialty",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("draft", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_a_report_is_refused_in_words_and_nothing_is_kept(unwritten, draft, said):
    with pytest.raises(UserError, match=re.escape(said)):
        made(unwritten, viewers.editor(), draft)
    assert_nothing_is_in(unwritten)
