"""The library that is shipped: fit to be shown, complete, and on what people look for."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from scorecards.library import checking
from scorecards.library.model import LEAFLET_SECTIONS, TOPICS, Heading, ItemKind
from scorecards.library.reading import FOLDERS
from scorecards.taxonomy.codes import ListName
from scorecards.ui.navigation import SCREENS
from tests.library.shelf import CAUSE, SPECIALTY, library, taxonomy
from tests.places import PROJECT


INJURY = ListName.INJURY
DATA = PROJECT / "data"
ADULT_AGE = re.compile(
    r"\b(?:(?:[A-Z]\w+|who) was|(?:wo)?man of|aged) (?:1[89]|[2-9]\d)\b(?! weeks)"
)
# What people look for in case studies: a code that stands for each area.
AREAS = {
    "obstetrics": (SPECIALTY, "obstetrics"),
    "newborn babies": (SPECIALTY, "neonatology"),
    "emergency medicine": (SPECIALTY, "emergency-medicine"),
    "orthopaedics": (SPECIALTY, "orthopaedics"),
    "general surgery": (SPECIALTY, "general-surgery"),
    "gynaecology": (SPECIALTY, "gynaecology"),
    "urology": (SPECIALTY, "urology"),
    "radiology": (SPECIALTY, "radiology"),
    "anaesthesia": (SPECIALTY, "anaesthesia"),
    "mental health": (SPECIALTY, "mental-health"),
    "community": (SPECIALTY, "district-nursing"),
    "ambulance": (SPECIALTY, "ambulance"),
    "ophthalmology": (SPECIALTY, "ophthalmology"),
    "pressure ulcers": (INJURY, "pressure-ulcer"),
    "falls": (CAUSE, "patient-fall"),
    "medication": (CAUSE, "medication-error"),
    "consent": (CAUSE, "consent"),
    "sepsis": (INJURY, "sepsis"),
    "violence": (CAUSE, "violence"),
    "manual handling": (CAUSE, "manual-handling"),
    "sharps": (CAUSE, "sharps"),
    "slips and trips": (CAUSE, "slip-or-trip"),
    "stress": (CAUSE, "stress"),
    "equipment": (CAUSE, "workplace-equipment"),
    "premises": (CAUSE, "premises-defect"),
    "doors": (CAUSE, "trapped"),
    "digestion": (SPECIALTY, "gastroenterology"),
    "the heart": (SPECIALTY, "cardiology"),
    "the brain": (SPECIALTY, "neurology"),
}
FEWEST = {
    ItemKind.CASE_STUDY: 36,
    ItemKind.GUIDANCE: 10,
    ItemKind.LEAFLET: 9,
    ItemKind.LINK: 12,
}


def of_kind(kind):
    return [item for item in library().items if item.kind is kind]


def test_every_item_passes_the_content_check():
    latest = max(item.reviewed for item in library().items)
    assert [str(found) for found in checking.findings(library(), today=latest)] == []


def test_there_are_sixty_items_and_enough_of_each_kind():
    assert len(library().items) >= 60
    assert [kind for kind, number in FEWEST.items() if len(of_kind(kind)) < number] == []


@pytest.mark.parametrize("kind", FOLDERS)
def test_every_file_of_a_folder_is_in_the_library(kind):
    files = (DATA / "library" / FOLDERS[kind]).iterdir()
    assert {path.name for path in files} == {f"{item.slug}.md" for item in of_kind(kind)}


@pytest.mark.parametrize("area", AREAS)
def test_each_area_that_people_ask_for_has_a_case_study(area):
    name, code = AREAS[area]
    assert [item for item in of_kind(ItemKind.CASE_STUDY) if code in item.codes[name]]


def test_every_leaflet_begins_its_numbers_with_one_that_is_told_of_how_many():
    for item in of_kind(ItemKind.LEAFLET):
        first = item.sections[checking.IN_NUMBERS].split("\n\n")[0]
        assert first.startswith("**Did you know?** "), item.slug
        assert "{claims}" in first, item.slug
        assert first.count("{") > 1, item.slug


def test_no_case_study_tells_the_age_of_an_adult_to_the_year():
    told = {
        item.slug: ADULT_AGE.findall(checking.said(item)) for item in of_kind(ItemKind.CASE_STUDY)
    }
    assert {slug: ages for slug, ages in told.items() if ages} == {}


@pytest.mark.parametrize("topic", TOPICS)
def test_no_topic_is_empty(topic):
    assert [item for item in library().items if topic in item.topics]


def test_every_link_to_a_screen_of_our_own_leads_to_one():
    screens = {f"/{screen.url}" for screen in SCREENS}
    own = {
        urlsplit(href).path
        for item in library().items
        for href in checking.hrefs(checking.body(item))
        if href.startswith("/")
    }
    assert own - screens == set()


def test_what_the_law_leaves_open_is_not_stated_as_law():
    text = checking.said(library().by_slug["duty-of-candour"])
    assert "It sets no number of days." in text
    named = text[text.index("10 working days") :]
    assert named.count("working days") == 1
    assert "a local target, and not law" in named


@pytest.mark.parametrize(
    "heading",
    ["What the duty is", "When it applies", "What to do, step by step", "Local targets"],
)
def test_the_duty_of_candour_has_the_sections_that_its_slides_are_made_of(heading):
    assert library().by_slug["duty-of-candour"].sections[heading]


def test_saying_sorry_has_words_to_use_and_words_to_avoid():
    sections = library().by_slug["saying-sorry"].sections
    for heading in ("Words to use", "Words to avoid"):
        assert len(checking.prompts(sections[heading])) >= 5


def test_the_review_of_what_is_shipped_lies_ahead():
    assert checking.due(library(), today=date(2026, 11, 24)) == ()


def test_the_licence_of_the_text_is_in_place_and_says_how_to_give_credit():
    notice = (PROJECT / "LICENSE-LIBRARY").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/" in notice
    assert "Credit them like this" in notice


def test_the_page_for_writers_names_every_section_and_every_topic():
    readme = (DATA / "library" / "README.md").read_text(encoding="utf-8")
    named = (*Heading, *LEAFLET_SECTIONS, *TOPICS)
    assert [name for name in named if name not in readme] == []


def test_codes_have_readable_names_for_the_reasons():
    for item in library().items:
        for name, named in item.codes.items():
            assert all(taxonomy()[name].by_code[code].name for code in named)
