"""The case studies that are shipped: complete, readable, humane, and on what people look for."""

import re

import pytest

from scorecards.library.model import ILLUSTRATIVE, QUESTIONS, Heading
from tests.library.shelf import CAUSE, SPECIALTY, library, taxonomy
from tests.places import PROJECT


STUDIES = library().items
each = pytest.mark.parametrize("item", STUDIES, ids=lambda item: item.slug)

NOT_OUR_WORDS = ("worst", "best", "league", "dashboard", "failing")
BLAME = (
    "should have known",
    "failed to",
    "careless",
    "negligent",
    "incompetent",
    "human error",
    "non-compliant",
    "blunder",
    "at fault",
)
# What the first issue asks for: a code that stands for each area.
AREAS = {
    "obstetrics": (SPECIALTY, "obstetrics"),
    "emergency medicine": (SPECIALTY, "emergency-medicine"),
    "orthopaedics": (SPECIALTY, "orthopaedics"),
    "general surgery": (SPECIALTY, "general-surgery"),
    "mental health": (SPECIALTY, "mental-health"),
    "violence": (CAUSE, "violence"),
    "manual handling": (CAUSE, "manual-handling"),
    "sharps": (CAUSE, "sharps"),
}


def words(text):
    return re.findall(r"[\w’'£%.,-]*\w[\w’'£%.,-]*", text)


def sentences(item):
    lines = [line for text in item.sections.values() for line in text.splitlines()]
    parts = [re.split(r"(?<=[.?!])[”\"]?\s+", line.removeprefix("- ")) for line in lines]
    return [words(sentence) for found in parts for sentence in found if sentence.strip()]


def everything(item):
    return "\n".join((item.title, item.summary, item.opening, *item.sections.values()))


def test_there_are_at_least_twelve_studies_with_titles_of_their_own():
    assert len(STUDIES) >= 12
    assert len({item.title for item in STUDIES}) == len(STUDIES)


def test_every_file_of_the_folder_is_on_the_shelf():
    files = (PROJECT / "data" / "library" / "case-studies").iterdir()
    assert sorted(path.name for path in files) == [f"{item.slug}.md" for item in STUDIES]


@pytest.mark.parametrize("area", AREAS)
def test_each_area_that_people_ask_for_has_a_study(area):
    name, code = AREAS[area]
    assert [item for item in STUDIES if code in item.codes[name]]


@each
def test_a_study_says_first_that_it_is_illustrative(item):
    assert item.opening.startswith(ILLUSTRATIVE)


@each
def test_a_study_is_long_enough_to_tell_and_short_enough_to_read(item):
    assert 450 <= len(words("\n".join(item.sections.values()))) <= 800


@each
def test_sentences_are_short(item):
    lengths = [len(sentence) for sentence in sentences(item)]
    assert max(lengths) <= 25
    assert sum(lengths) / len(lengths) <= 20


@each
def test_no_study_uses_words_that_rank_or_blame(item):
    text = everything(item).casefold()
    assert [word for word in NOT_OUR_WORDS if re.search(rf"\b{word}\b", text)] == []
    assert [phrase for phrase in BLAME if phrase in text] == []


@each
def test_no_study_states_a_sum_of_money_or_a_percentage(item):
    assert re.findall(r"[£$€]|\bper cent\b|\d%", everything(item)) == []


@each
def test_each_question_has_at_least_two_prompts_and_one_that_asks(item):
    for question in QUESTIONS:
        prompts = [line for line in item.sections[question].splitlines() if line.startswith("- ")]
        assert len(prompts) >= 2, question
    for question in (Heading.HERE, Heading.LEARN):
        assert "?" in item.sections[question], question


def test_no_prompt_is_used_twice():
    prompts = [
        line
        for item in STUDIES
        for question in QUESTIONS
        for line in item.sections[question].splitlines()
        if line.startswith("- ")
    ]
    assert len(set(prompts)) == len(prompts)


@each
def test_a_study_is_looked_at_again_within_three_years(item):
    assert 0 < (item.next_review - item.reviewed).days <= 3 * 366


@each
def test_the_author_is_a_role_and_the_study_is_addressed_to_somebody(item):
    assert item.authored_by
    assert 2 <= len(item.audience) <= 6


@each
def test_a_non_clinical_study_names_no_specialty_as_those_claims_have_none(item):
    assert bool(item.codes[SPECIALTY]) == ("clinical" in item.scheme_kinds)


@each
def test_sources_are_named_by_title_and_not_by_address(item):
    assert item.sources
    assert not [source for source in item.sources if "http" in source]


def test_the_licence_of_the_text_is_in_place_and_says_how_to_give_credit():
    notice = (PROJECT / "LICENSE-LIBRARY").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/" in notice
    assert "Credit them like this" in notice


def test_the_page_for_writers_names_every_section():
    readme = (PROJECT / "data" / "library" / "README.md").read_text(encoding="utf-8")
    assert [heading for heading in Heading if heading not in readme] == []


def test_codes_have_readable_names_for_the_reasons():
    for item in STUDIES:
        for name, named in item.codes.items():
            assert all(taxonomy()[name].by_code[code].name for code in named)
