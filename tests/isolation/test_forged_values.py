"""Values that no screen offers, sent over the socket behind the gate: no effect, nothing foreign.

Every widget of every screen that a person may open, sent foreign codes, places that are not there,
long texts and clicks on marks of others; callbacks see these values as they were sent.
"""

import re
from functools import partial

import pytest

from scorecards.people.access import may
from scorecards.people.demonstration import people
from scorecards.store import tables
from scorecards.ui.navigation import SCREENS
from tests.isolation.forging import FORGERIES, forger
from tests.isolation.nation import FOREIGN, OWN
from tests.isolation.rows_kept import kept, refusals_of
from tests.journeys.canaries import NAMES, OTHERS, organisations
from tests.pages.screen import UNFORESEEN


PEOPLE = people({each.code: each for each in organisations()}, {})
MANAGER = f"manager-{OWN}"
# Whom the forged values are sent as, and whose exact figures must then stay hidden.
FORGERS = {MANAGER: OTHERS, "board": tuple(NAMES), "lead": tuple(NAMES)}
AWAY = "sign-out"
INTERNAL = re.compile(r"Traceback|site-packages|\bSELECT |[a-z]Error\b")


# The manager's screens have the most widgets; these are sent as the others every time, too.
BY_ALL = ("clinical", "compare", "report")
# A screen that is not for them refuses in a sentence: test_deep_links.py.
OPEN_TO = [
    pytest.param(
        person,
        screen.url,
        marks=pytest.mark.slow
        if person != MANAGER
        and screen.url not in BY_ALL
        and may(partial(screen.check, PEOPLE[MANAGER]))
        else [],
    )
    for person in FORGERS
    for screen in SCREENS
    if may(partial(screen.check, PEOPLE[person]))
]


@pytest.mark.parametrize(("person", "url"), OPEN_TO)
def test_forged_values_have_no_effect_and_show_nothing_foreign(site, accounts, person, url):
    viewer = PEOPLE[person]
    written = kept(accounts, tables.Intervention, tables.PeerGroup, tables.Membership)
    with forger(site, accounts.begin(viewer.person)) as page:
        page.open(url)
        for name, write in FORGERIES.items():
            texts = page.run(dict.fromkeys(page.taking(write), write))
            assert not any(UNFORESEEN in text for text in texts), name
        # Values of another kind than the widget's end the run, with a reference and no more.
        for name, write in FORGERIES.items():
            others = set(page.widgets) - set(page.taking(write))
            texts = page.run(dict.fromkeys((each for each in others if AWAY not in each), write))
            assert not any(INTERNAL.search(text) for text in texts), name
        assert page.heard.frames > len(FORGERIES)
        assert page.heard.betrayed(FORGERS[person]) == []
    assert kept(accounts, tables.Intervention, tables.PeerGroup, tables.Membership) == written


def test_a_forged_trust_is_written_down_once_however_often_it_is_sent(site, accounts):
    """The Lead has a choice of trusts; one outside the patch is not among them."""
    lead = PEOPLE["lead"].person
    before = refusals_of(accounts, lead, f"trust/{FOREIGN}")
    with forger(site, accounts.begin(lead)) as page:
        page.open("clinical")
        (choice,) = page.ids("-trust")
        for _ in range(3):
            page.run({choice: FORGERIES["a foreign trust"]})
        assert page.heard.betrayed(tuple(NAMES)) == []
    assert refusals_of(accounts, lead, f"trust/{FOREIGN}") == before + 1


def test_the_choice_of_another_person_does_nothing_for_those_who_have_none(site, accounts):
    """A widget that the screen of a board member does not have, by the name it has for the Lead."""
    with forger(site, accounts.begin(PEOPLE["lead"].person)) as page:
        (choice,) = page.open("clinical").ids("-trust")
    with forger(site, accounts.begin(PEOPLE["board"].person)) as page:
        page.open("clinical")
        page.run({choice: FORGERIES["a foreign trust"]})
        assert page.heard.betrayed(tuple(NAMES)) == []


def test_a_foreign_trust_in_the_address_is_written_down_once(site, accounts):
    board = PEOPLE["board"].person
    before = refusals_of(accounts, board, f"trust/{FOREIGN}")
    with forger(site, accounts.begin(board)) as page:
        for _ in range(2):
            page.open("clinical", trust=FOREIGN)
        assert page.heard.betrayed(tuple(NAMES)) == []
    assert refusals_of(accounts, board, f"trust/{FOREIGN}") == before + 1


def test_the_same_listening_hears_what_a_risk_manager_may_see(site, accounts):
    with forger(site, accounts.begin(PEOPLE[f"manager-{OWN}"].person)) as page:
        page.open("clinical", detail="claims")
        assert {1201, 1423} <= set(page.heard.betrayed([OWN]))
