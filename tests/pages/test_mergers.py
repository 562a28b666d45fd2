"""“As constituted then”: the filter on what a trust was made of, where it was made of several."""

import pytest

from tests.pages import screen
from tests.pages.screen import CLINICAL, NON_CLINICAL, visit


THEN = "Northmoor General Hospitals"


def labels(window):
    return [choice.label for choice in window.multiselect]


@pytest.mark.parametrize("kind", [CLINICAL, NON_CLINICAL])
def test_the_filter_is_there_for_a_trust_that_merged_and_says_each_part_by_name(
    at_home, demonstration, kind
):
    at_home(demonstration)
    window = visit(kind)
    (choice,) = [each for each in window.multiselect if each.key == "organisation"]
    assert choice.label == "As constituted then"
    assert choice.options == [THEN, "Northmoor University Hospitals"]


def test_a_trust_that_never_merged_has_no_such_filter(at_home, demonstration):
    at_home(demonstration)
    window = visit(trust="ANN", person="steward", organisation="NMG")
    assert "As constituted then" not in labels(window)
    (warning,) = window.warning
    assert "as constituted then “NMG”" in screen.as_read(warning.value)


def test_the_filter_narrows_the_page_and_is_said_in_the_sentence_and_the_address(
    at_home, demonstration
):
    at_home(demonstration)
    whole = screen.metrics(visit())["Claims"]
    window = visit(organisation="NMG")
    assert screen.sentence(window).endswith(f"As constituted then: {THEN}.")
    assert 0 < int(screen.metrics(window)["Claims"]) < int(whole)
    assert screen.address(window)["organisation"] == "NMG"
    rest = visit(organisation="NMU")
    parts = [int(screen.metrics(each)["Claims"]) for each in (window, rest)]
    assert sum(parts) == int(whole)


@pytest.mark.parametrize("person", ["board", "lead"])
def test_those_with_small_numbers_hidden_are_not_offered_it(at_home, demonstration, person):
    """A part of a whole that is shown could be taken from it."""
    at_home(demonstration)
    window = visit(person=person, organisation="NMG")
    assert "As constituted then" not in labels(window)
    assert THEN not in screen.sentence(window)
    assert not window.exception


def test_nobody_opens_a_predecessor(at_home, demonstration):
    at_home(demonstration)
    window = visit(person="steward", trust="NMG")
    assert any("trust “NMG”" in screen.as_read(each.value) for each in window.warning)
