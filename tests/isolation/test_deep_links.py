"""Every address of every screen, as each role, behind the gate: opened for those whose it is, and
refused in a sentence to everybody else, with one line in the audit trail.
"""

from functools import partial

import pytest

from scorecards.errors import NotAllowed
from scorecards.people.access import may
from scorecards.people.demonstration import people
from scorecards.people.model import Role
from scorecards.ui.navigation import SCREENS
from tests.isolation.forging import forger
from tests.isolation.nation import OWN
from tests.isolation.rows_kept import refusals_of
from tests.journeys.canaries import NAMES, OTHERS, organisations
from tests.pages.screen import as_read


PEOPLE = people({each.code: each for each in organisations()}, {})
AS = {viewer.role: short for short, viewer in reversed(PEOPLE.items())}
# Who sees no exact figure of any trust; risk managers see their own, stewards all.
EXACT = {Role.RISK_MANAGER: OTHERS, Role.STEWARD: ()}


def test_there_is_somebody_of_each_role():
    assert set(AS) == set(Role)


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name.lower())
def test_each_screen_opens_for_whom_it_is_and_is_refused_to_others(site, accounts, role):
    viewer = PEOPLE[AS[role]]
    opened, refused = set(), set()
    with forger(site, accounts.begin(viewer.person)) as page:
        for screen in SCREENS:
            before = refusals_of(accounts, viewer.person)
            texts = [as_read(text) for text in page.open(screen.url, trust=OWN).last]
            assert screen.title in texts or not may(partial(screen.check, viewer)), screen.url
            said = refusal(screen, viewer)
            if said is None:
                opened.add(screen.url)
                continue
            assert said in texts, screen.url
            assert drawn_by_screen(page) == [], screen.url
            assert refusals_of(accounts, viewer.person) - before == 1, screen.url
            refused.add(screen.url)
        assert page.heard.betrayed(EXACT.get(role, tuple(NAMES))) == []
    expected = {each.url for each in SCREENS if may(partial(each.check, viewer))}
    assert opened == expected
    assert refused == {each.url for each in SCREENS} - expected


def refusal(screen, viewer) -> str | None:
    try:
        screen.check(viewer)
    except NotAllowed as error:
        return str(error)
    return None


def drawn_by_screen(page) -> list[str]:
    """Widgets that a screen drew; the frame has a way out."""
    return [name for name in page.widgets if not name.endswith("sign-out")]
