"""The text that a new report begins with: whole, fit, and true as it stands."""

from datetime import date

import pytest

from scorecards.claims.figures.model import LONGEST_WINDOW
from scorecards.claims.model import Kind
from scorecards.library import placeholders, reading
from scorecards.library.desk.fitness import fitness
from scorecards.library.themes.choices import offered
from scorecards.library.themes.model import Draft
from scorecards.library.themes.skeleton import ASKS, skeleton
from tests.library.shelf import taxonomy


TODAY = date(2026, 11, 24)
EVERY = tuple(ASKS)
AT_WORK = tuple(by for by in ASKS if by != "specialty")


def draft(kind=Kind.CLINICAL, by=EVERY, title="Consent before surgery", years=10, **codes):
    return Draft(title, "Learning from claims", kind, codes, years, by, "key")


def item_of(told):
    return reading.item_of("a-report", skeleton(told, taxonomy(), today=TODAY), taxonomy())


@pytest.mark.parametrize("by", [EVERY, *((each,) for each in EVERY)], ids=str)
def test_a_skeleton_can_be_handed_in_as_it_stands(by):
    text = skeleton(draft(by=by, cause=("consent",)), taxonomy(), today=TODAY)
    found = fitness("a-report", text, taxonomy(), today=TODAY)
    assert found.wrong == ()
    assert found.look == ()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", ["specialty", "cause", "injury", "location"])
def test_every_code_that_is_offered_makes_a_report_that_can_be_read(kind, name):
    codes = offered(taxonomy(), kind).get(name, ())
    assert bool(codes) == (name != "specialty" or kind is Kind.CLINICAL)
    for code in codes:
        item = item_of(draft(kind, AT_WORK, **{name: (code,)}))
        (subject,) = item.subjects()
        assert (subject.kind, dict(subject.codes)) == (kind, {name: (code,)})


def test_what_was_chosen_is_what_the_report_is_about():
    item = item_of(
        draft(by=("cause", "year"), years=LONGEST_WINDOW, cause=("consent", "medication-error"),
              specialty=("urology",))
    )  # fmt: skip
    (subject,) = item.subjects()
    assert dict(subject.codes) == {
        "cause": ("consent", "medication-error"), "specialty": ("urology",),
    }  # fmt: skip
    assert subject.years == LONGEST_WINDOW
    assert [question.by for question in item.questions] == ["cause", "year"]
    looked_at = item.sections["What we looked at"]
    assert "- **Cause:** Medication error" in looked_at
    assert "- **Specialty:** Urology" in looked_at


def test_a_title_is_kept_letter_by_letter():
    title = 'A "title" with \\ and {claims} and [a link](https://example.org) + +++'
    item = item_of(draft(title=title, injury=("stillbirth",)))
    assert item.title == title
    assert title not in "\n".join(placeholders.texts(item))
