import pytest

from tests.pages import screen


@pytest.fixture
def at_home(monkeypatch):
    """Moves the screens to a home; what was opened for another one is forgotten."""

    def move(home):
        monkeypatch.setenv("SCORECARDS_HOME", str(home))
        screen.forget_other_homes(home)

    return move
