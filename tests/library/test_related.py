"""What to read after an item."""

from dataclasses import replace

from scorecards.library.model import Library
from scorecards.library.related import related
from tests.library.shelf import library, study, taxonomy


def slugs(item, *others, limit=4):
    shelf = Library((item, *others), taxonomy())
    return [each.slug for each in related(item, shelf, limit)]


HERE = study("here", specialty="obstetrics", cause="consent", injury="fracture", location="ward")
# So that what is shared is not shared by all.
OTHERS = [study(f"other-{number}", cause="violence", location="ward") for number in range(6)]


def test_who_shares_the_cause_comes_before_who_shares_the_specialty():
    cause = study("cause", specialty="urology", cause="consent")
    specialty = study("specialty", specialty="obstetrics", cause="falls")
    both = study("both", specialty="obstetrics", cause="consent")
    assert slugs(HERE, specialty, cause, both, *OTHERS) == ["both", "cause", "specialty"]


def test_what_is_rare_says_more():
    rare = study("rare", cause="falls", injury="fracture")
    common = [study(f"common-{number}", cause="consent") for number in range(8)]
    here = study("here", cause="consent", injury="fracture")
    assert slugs(here, rare, *common, limit=1) == ["rare"]


def test_a_place_alone_is_nothing_in_common():
    assert slugs(HERE, *OTHERS) == []


def test_a_topic_that_few_share_is_enough():
    topic = replace(study("topic", cause="falls"), topics=("Mental health",))
    here = replace(HERE, topics=("Mental health",))
    assert slugs(here, topic, *OTHERS) == ["topic"]


def test_clinical_and_non_clinical_stay_apart():
    staff = study("staff", specialty="obstetrics", cause="consent", kind="non-clinical")
    assert slugs(HERE, staff, *OTHERS) == []


def test_equals_are_in_the_order_of_their_titles():
    beta, alpha = (study(slug, specialty="obstetrics", cause="consent") for slug in ("b", "a"))
    assert slugs(HERE, beta, alpha, *OTHERS) == ["a", "b"]


def test_every_case_study_has_something_to_read_after_it():
    for item in library().items:
        found = related(item, library())
        assert item not in found
        if item.kind == "case-study":
            assert found, item.slug
