"""A text in parts and put together again: no word of it is lost, whatever stands in it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.library import editions, reading
from scorecards.library.desk import templates, texts
from scorecards.library.desk.fitness import fitness
from scorecards.library.desk.texts import Parts, composed, parts
from scorecards.library.model import DIMENSIONS, SECTIONS, ItemKind
from scorecards.taxonomy.codes import ListName
from tests.library.desk.writing_items import TAXONOMY, TODAY, text


def test_every_item_that_ships_is_the_same_after_it_went_through_the_fields():
    for item in editions.shipped().items:
        written = composed(parts(editions.shipped_text(item.slug)))
        assert reading.item_of(item.slug, written, TAXONOMY) == item
        assert composed(parts(written)) == written


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=30
)
LINES = st.lists(WORDS.filter(lambda line: not line.startswith(("#", "+"))), max_size=4)
BODIES = LINES.map("\n".join).map(str.strip)
VALUES = WORDS | st.integers(-99, 99) | st.booleans() | st.lists(WORDS, max_size=3) | st.dates()


@given(
    head=st.dictionaries(st.sampled_from(texts.ORDER), VALUES),
    rest=st.dictionaries(WORDS.map("x{}".format), VALUES, max_size=2),
    opening=BODIES,
    sections=st.lists(st.tuples(st.sampled_from(["One", "Two"]), BODIES), max_size=3),
)
def test_what_is_put_into_the_fields_comes_back_from_the_text(head, rest, opening, sections):
    told = Parts(head, opening, tuple(sections), "", rest)
    again = parts(composed(told))
    assert again is not None
    assert (again.head, again.rest) == (head, rest)
    assert (again.opening, again.sections) == (opening, tuple(sections))


@given(st.text(max_size=60))
def test_any_text_has_parts_or_is_edited_as_it_stands(written):
    told = parts(written)
    assert told is None or isinstance(composed(told), str)
    title, _ = texts.named("some-slug", written)
    assert title


def test_sections_that_are_not_agreed_stay_behind_those_that_are():
    told = Parts({}, "", (("Mine", "kept"), ("Key points", "a"), ("Key points", "b")))
    found = texts.with_agreed_sections(ItemKind.CASE_STUDY, told).sections
    assert [heading for heading, _ in found][-1] == "Mine"
    assert dict(found)["Key points"] == "a\n\nb"
    assert dict(found)["What happened"] == ""


@pytest.mark.parametrize(
    ("title", "slug"),
    [("The third visit", "third-visit"), ("A fall", "fall"), ("The", "the"), ("!", ""),
     ("Tuesday’s tablets", "tuesdays-tablets"), ("£3 & more", "3-more")],
)  # fmt: skip
def test_an_address_is_made_of_the_title(title, slug):
    assert texts.slug_of(title) == slug


@pytest.mark.parametrize("kind", ItemKind)
def test_a_new_draft_can_be_edited_and_says_only_what_is_still_to_be_written(kind):
    codes = {ListName.CAUSE: ("consent", "nothing"), ListName.LOCATION: ()}
    written = templates.draft(
        kind, "Ask “twice”", TAXONOMY, today=TODAY, topics=("Staff safety", "Nonsense"), codes=codes
    )
    told = parts(written)
    assert told is not None
    assert told.head["title"] == "Ask “twice”"
    assert told.head["topics"] == ["Staff safety"]
    assert {key: told.head[key] for key in DIMENSIONS.values()} == {
        "specialties": [], "causes": ["consent"], "injuries": [], "locations": [],
    }  # fmt: skip
    assert told.head["scheme_kinds"] == ["clinical"]
    wrong = fitness("ask-twice", written, TAXONOMY, today=TODAY).wrong
    assert wrong
    assert not any("unknown" in each or "not a" in each for each in wrong), wrong


def test_a_new_draft_is_told_all_that_is_still_to_be_written_at_once():
    written = templates.draft(ItemKind.CASE_STUDY, "Ask twice", TAXONOMY, today=TODAY)
    wrong = fitness("ask-twice", written, TAXONOMY, today=TODAY).wrong
    assert "This item: “summary” is empty." in wrong
    for key in ("topics", "audience", "scheme_kinds", "causes"):
        assert f"This item: “{key}” must name at least one." in wrong
    empty = [each for each in wrong if each.startswith("This item: the section “")]
    assert len(empty) == len(SECTIONS[ItemKind.CASE_STUDY])
    cleared = written.replace("reviewed = 2026-11-24", "", 1)
    assert (
        "This item: “reviewed” is empty."
        in fitness("ask-twice", cleared, TAXONOMY, today=TODAY).wrong
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "no head",
        "+++\ntitle = 'A'\n+++\nB",
        text().replace("reviewed = 2026-11-24", "reviewed = 'x'", 1),
    ],
)
def test_a_text_without_sound_dates_is_not_changed_by_a_review(wrong):
    assert templates.reviewed_anew(wrong, today=TODAY) == wrong


def test_the_next_review_of_29_february_is_on_a_day_that_exists():
    written = templates.draft(ItemKind.GUIDANCE, "A", TAXONOMY, today=date(2028, 2, 29))
    assert parts(written).head["next_review"] == date(2030, 2, 28)


def test_invented_names_and_helplines_are_looked_at_and_do_not_stand_in_the_way():
    found = fitness("a", text(more="Mrs Levy rang 0808 2000 247."), TAXONOMY, today=TODAY)
    assert found.wrong == ()
    assert [place.split(",")[0] for place in found.look] == [
        "the name of a person", "a telephone number",
    ]  # fmt: skip
