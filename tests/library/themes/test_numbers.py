"""Every number in the reports equals an independent count, and moves with the release."""

from collections import Counter
from functools import cache

import pytest

from scorecards.library import placeholders
from scorecards.library.themes import queries
from tests.library.shelf import library
from tests.library.themes import oracle
from tests.people.viewers import editor


THREE = ("ten-years-of-maternity-claims", "stillbirth-claims", "medical-devices-and-equipment")
REPORTS = tuple(item.slug for item in queries.reports(library(), editor()))
EARLIER, CURRENT = 0, 1


def expected(item, nation):
    """What an independent count says for each name in the text of an item."""
    asked = placeholders.asked(item)
    told = {
        subject: oracle.told(
            nation.about(subject),
            nation.window(subject.kind.value, subject.years),
            nation.as_at,
        )
        for subject in {each.subject for each in asked.values()}
    }
    return {name: told[each.subject][each.quantity.value] for name, each in asked.items()}


@cache
def values(snapshot, slug):
    """Asked once for all tests of a release."""
    return placeholders.values(snapshot, editor(), library().by_slug[slug])


def test_the_three_reports_that_were_asked_for_are_there_and_three_more():
    assert set(THREE) < set(REPORTS)
    assert len(REPORTS) >= 6


@pytest.mark.parametrize("place", [EARLIER, CURRENT], ids=["earlier release", "current release"])
@pytest.mark.parametrize("slug", REPORTS)
def test_each_number_in_a_report_equals_an_independent_count(slug, place, releases, counted):
    _, snapshot = releases[place]
    item = library().by_slug[slug]
    assert values(snapshot, slug) == expected(item, counted[place])


@pytest.mark.parametrize("slug", REPORTS)
def test_the_numbers_change_with_the_release(slug, releases):
    before, after = (values(snapshot, slug) for _, snapshot in releases)
    assert before["as-at"] == "31 March 2025"
    assert after["as-at"] == "31 March 2026"
    assert before["claims"] != after["claims"]
    assert sum(before[name] != after[name] for name in before) >= 5


@pytest.mark.parametrize("slug", REPORTS)
def test_each_row_of_each_question_equals_an_independent_count(slug, releases, counted):
    _, snapshot = releases[CURRENT]
    item = library().by_slug[slug]
    theme = queries.theme(snapshot, editor(), item)
    chosen = counted[CURRENT].about(*item.subjects())
    assert theme.asked()
    for _, division in theme.asked():
        there = Counter(_code(row, division.by) for row in chosen)
        told = {
            line.code: "1 to 7" if line.claims is None else f"{line.claims:,}"
            for line in division.lines
        }
        assert told == {code: oracle.shown(number) for code, number in there.items()}


def _code(row, by):
    return {"status": row.status, "year": row.year}.get(by) or row.codes.get(by)
