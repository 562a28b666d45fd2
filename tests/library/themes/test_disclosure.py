"""No figure in any text gives a small number away: checked against an independent count."""

from collections import Counter, defaultdict

import pytest

from scorecards.claims.figures import queries as figures
from scorecards.claims.figures.queries import TABLES
from scorecards.library import placeholders
from scorecards.library.model import ItemKind
from scorecards.people.model import Role
from tests.library.shelf import library
from tests.library.themes import oracle
from tests.people import viewers


CURRENT = 1
FEWEST_CLAIMS, FEWEST_TRUSTS = 10, 5


def subjects(items):
    found = {asked.subject for item in items for asked in placeholders.asked(item).values()}
    return sorted(found | {own for item in items for own in item.subjects()}, key=repr)


REPORTS = subjects(item for item in library().items if item.kind is ItemKind.REPORT)
OTHERS = [each for each in subjects(library().items) if each not in REPORTS]


def code_of(row, by):
    return {"status": row.status, "year": row.year}.get(by) or row.codes.get(by)


def check(subject, snapshot, nation):
    """Every count and every sum that is told of a subject, against the claims themselves."""
    told = figures.national(snapshot, viewers.editor(), subject)
    claims = nation.about(subject)
    trusts = {row.trust for row in claims}
    if told is None:
        assert len(trusts) < 10
        return
    check_count(told.claims, len(claims))
    check_sum(told.total, claims)
    for by in TABLES:
        groups = defaultdict(list)
        for row in claims:
            groups[code_of(row, by)].append(row)
        rows = told.by[by].to_dicts()
        assert {row["code"] for row in rows} <= set(groups)
        for row in rows:
            check_count(row["claims"], len(groups[row["code"]]))
            check_sum(row["total"], groups[row["code"]])
    statuses = Counter(row.status for row in claims)
    check_count(told.open, statuses["open"])
    check_count(told.nil, statuses["nil"])


def check_count(shown, there):
    if shown is None:
        return
    assert there == 0 or there >= 8
    assert shown % 5 == 0
    assert abs(shown - there) <= 2


def check_sum(shown, claims):
    """A sum stands on ten claims and five trusts at least, and no trust is most of it."""
    if not shown:
        return
    by_trust = Counter()
    for row in claims:
        by_trust[row.trust] += row.total
    total = sum(by_trust.values())
    assert len(claims) >= FEWEST_CLAIMS
    assert len(by_trust) >= FEWEST_TRUSTS
    assert max(by_trust.values()) <= 0.7 * total
    assert oracle.pounds(total) == oracle.pounds(shown)


@pytest.mark.parametrize("subject", REPORTS, ids=repr)
def test_no_small_number_follows_from_a_thematic_report(subject, releases, counted):
    check(subject, releases[CURRENT][1], counted[CURRENT])


@pytest.mark.slow
@pytest.mark.parametrize("subject", OTHERS, ids=repr)
def test_no_small_number_follows_from_any_item(subject, releases, counted):
    check(subject, releases[CURRENT][1], counted[CURRENT])


@pytest.mark.parametrize("role", Role)
def test_the_nation_looks_the_same_to_everybody(role, releases):
    snapshot = releases[CURRENT][1]
    viewer = viewers.viewer(role, "NMU")
    subject = REPORTS[0]
    there = figures.national(snapshot, viewers.editor(), subject)
    mine = figures.national(snapshot, viewer, subject)
    assert (mine.claims, mine.total, mine.median_damages, mine.stamp) == (
        there.claims, there.total, there.median_damages, there.stamp,
    )  # fmt: skip
    assert all(mine.by[name].equals(there.by[name]) for name in TABLES)
