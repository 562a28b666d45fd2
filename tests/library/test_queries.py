"""The door of the library: who may ask, and what comes back."""

import pytest

from scorecards.claims.model import Kind
from scorecards.errors import NotAllowed, UserError
from scorecards.library import queries
from scorecards.people.model import Role, Viewer
from tests.library.shelf import CAUSE, library, profile


MANAGER = Viewer("p1", "Sam", Role.RISK_MANAGER, ("AAA",))
LEAD = Viewer("p2", "Kit", Role.LEAD, ("AAA", "BBB"))
VIOLENCE = profile(20, {CAUSE: {"violence": 12}})


def test_nothing_is_shown_to_nobody():
    for ask in (
        lambda: queries.items(library(), None),
        lambda: queries.item(library(), None, "wrist-that-kept-hurting"),
        lambda: queries.items_bearing_on(library(), None, VIOLENCE, kind=Kind.NON_CLINICAL),
    ):
        with pytest.raises(NotAllowed, match="Sign in first"):
            ask()


def test_a_viewer_sees_every_item_and_can_open_each():
    found = queries.items(library(), MANAGER)
    assert len(found) >= 12
    assert [queries.item(library(), MANAGER, item.slug) for item in found] == list(found)


def test_an_address_that_leads_nowhere_is_told_in_words():
    with pytest.raises(UserError, match="nothing at this address"):
        queries.item(library(), MANAGER, "no-such-study")


def test_what_bears_on_a_selection_comes_with_its_reason():
    match, *_ = queries.items_bearing_on(library(), MANAGER, VIOLENCE, kind=Kind.NON_CLINICAL)
    assert match.item.slug == "known-to-be-frightened"
    assert match.reason == "Because 12 of your 20 claims turn on violence or assault on staff."


def test_a_lead_reads_of_the_claims_and_not_of_her_own():
    match, *_ = queries.items_bearing_on(library(), LEAD, VIOLENCE, kind=Kind.NON_CLINICAL)
    assert "12 of the 20 claims" in match.reason


def test_no_more_are_given_than_asked_for():
    wanted = profile(40, {CAUSE: {"violence": 12, "sharps": 9, "manual-handling": 8}})
    found = queries.items_bearing_on(library(), MANAGER, wanted, kind=Kind.NON_CLINICAL, limit=2)
    assert len(found) == 2
