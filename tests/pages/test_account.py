"""The account as it is drawn without the gate, where nobody signs in. Sessions: tests/journeys."""

import pytest

from tests.pages import screen
from tests.pages.screen import ACCOUNT, visit


WITHOUT = "Nobody signs in here, so there are none."


@pytest.fixture
def nation(at_home, demonstration):
    at_home(demonstration)


@pytest.mark.parametrize(
    ("person", "said"),
    [("manager-NMU", "You act as trust risk manager of Northmoor University Hospitals."),
     ("steward", "You act as data steward of the scheme."),
     ("newcomer", "You have no role yet. The administrator of your trust can give you one.")],
)  # fmt: skip
def test_it_says_who_is_here_by_which_role_and_with_which_limits(nation, person, said):
    window = visit(ACCOUNT, person=person)
    assert not window.exception
    texts = screen.texts(window)
    assert said in texts
    assert "You read the library, and what each number means." in " ".join(texts)


def test_without_sign_in_there_are_no_sessions_roles_or_terms_and_it_says_so(nation):
    window = visit(ACCOUNT, person="board")
    assert sum(text.startswith(WITHOUT) for text in screen.texts(window)) == 3
    assert not window.button
