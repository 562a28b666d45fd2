"""“Explain this number”: the drawer of every card, for each person, filled when it is opened."""

import pytest

from scorecards import settings
from scorecards.claims import definitions
from tests.pages.screen import (
    CHANGES,
    CLINICAL,
    COMPARE,
    DELAY,
    NON_CLINICAL,
    TRENDS,
    everything,
    texts,
    visit,
)  # fmt: skip


MEASURES = definitions.read(settings.MEASURES)
# The cards of a scorecard, each with what its drawer is about at the first look.
ABOUT = {
    "quadrant": "volume-and-value",
    "years": "claims-by-year",
    "ranking": "leading-codes",
    "detail": "pairs-of-codes",
    "learning": "why-this-item",
}


@pytest.fixture
def nation(demonstration, at_home):
    at_home(demonstration)


def opened(window, *keys):
    """The same window with the drawers of some cards open."""
    for key in keys:
        window.session_state[f"meaning-{key}"] = True
    return window.run()


def drawers(window):
    return [part for part in window.expander if part.label.startswith("Explain this")]


def cards(window):
    """The cards that have a drawer, by their keys."""
    return [part.proto.id.split("-meaning-")[1] for part in drawers(window)]


def test_nothing_is_explained_before_it_is_asked(nation):
    window = visit(person="manager-NMU")
    assert len(drawers(window)) == len(ABOUT)
    assert MEASURES["claims-by-year"].why not in texts(window)


@pytest.mark.parametrize("person", ["manager-NMU", "board", "lead", "steward"])
@pytest.mark.parametrize("screen", [CLINICAL, NON_CLINICAL])
def test_each_card_of_a_scorecard_explains_itself(nation, screen, person):
    window = opened(visit(screen, person=person), *ABOUT)
    assert not window.exception
    shown = texts(window)
    exact = person in ("manager-NMU", "steward")
    about = {**ABOUT, "detail": ABOUT["detail"] if exact else "value-bands"}
    for code in about.values():
        assert MEASURES[code].why in shown, code


@pytest.mark.parametrize("person", ["manager-NMU", "board", "lead", "steward"])
@pytest.mark.parametrize("screen", [TRENDS, COMPARE, CHANGES, DELAY])
def test_each_card_of_the_other_screens_explains_itself(nation, screen, person):
    window = visit(screen, person=person, trust="NMU")
    keys = cards(window)
    assert keys or screen == CHANGES
    window = opened(window, *keys)
    assert not window.exception
    whys = [measure.why for measure in MEASURES.values()]
    for drawer in drawers(window):
        shown = texts(type("Opened", (), {"main": drawer}))
        assert any(why in shown for why in whys), drawer.proto.id
        assert any("**Release:**" in block.value for block in drawer.markdown), drawer.proto.id
        assert any("Northmoor" in text or " claims " in text for text in shown), drawer.proto.id


def test_what_is_looked_at_and_what_was_hidden_stand_in_the_drawer(nation):
    window = opened(visit(person="board", trust="NMU"), "years")
    (drawer,) = [part for part in drawers(window) if part.markdown]
    told = [block.value for block in drawer.markdown]
    sentence = next(text for text in texts(window) if " against " in text)
    assert sentence in texts(drawer_of(window))
    listed = "\n".join(told)
    for part in ("Counted by", "Period", "As known on", "Schemes", "Number counted", "Release"):
        assert f"**{part}:**" in listed
    assert "Counts of 1 to 7" in listed


def drawer_of(window):
    """A window whose main part is its opened drawer, for `texts`."""
    (drawer,) = [part for part in drawers(window) if part.markdown]
    return type("Opened", (), {"main": drawer})


def test_filters_are_told_in_words(nation):
    window = visit(person="manager-NMU", trust="NMU", specialty="obstetrics", basis="notified")
    shown = texts(drawer_of(opened(window, "quadrant")))
    assert any("Specialty: Obstetrics." in text for text in shown)
    assert any("Notified date" in text for text in shown)


def test_the_drawer_of_the_closer_look_follows_what_is_open(nation):
    for detail, code in (("bands", "value-bands"), ("claims", "claims-list")):
        window = opened(visit(person="manager-NMU", trust="NMU", detail=detail), "detail")
        assert MEASURES[code].why in texts(window)
        assert MEASURES["pairs-of-codes"].why not in texts(window)


def test_a_drawer_tells_nothing_that_is_hidden(nation):
    exact = visit(person="manager-NMU", trust="NMU")
    number = next(text for text in texts(exact) if " against " in text).split(" ", maxsplit=1)[0]
    assert int(number.replace(",", "")) % 5, "the number must differ from what is shown rounded"
    protected = opened(visit(person="board", trust="NMU"), *ABOUT)
    assert f"{number} clinical claims" not in everything(protected)
    assert f"Number counted:** {number}" not in everything(protected)


def test_a_trust_with_one_claim_is_explained(one_claim, at_home):
    at_home(one_claim)
    window = opened(visit(), *ABOUT)
    assert not window.exception
    assert MEASURES["claims-by-year"].why in texts(window)


def test_the_drawer_leads_to_the_measure_by_itself(nation):
    window = opened(visit(person="board"), "ranking")
    asked = [link.proto.query_string for link in window.get("page_link")]
    assert any("measure=leading-codes" in query and "person=board" in query for query in asked)
