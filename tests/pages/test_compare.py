"""The screen “Compare with peers” as each person meets it, and keeping a group of one's own."""

import re

import pytest

from scorecards.ui.person import everyone
from tests.pages import screen
from tests.pages.screen import COMPARE, visit
from tests.pages.test_states import sound


PEOPLE = ("manager-NMU", "board", "lead", "steward")
KINDS = ("clinical", "non-clinical")
FIGURES = ["figure-funnel", "figure-ratios", "figure-mix"]
FIRST_LINE = re.compile(
    r".+: (about )?[\d,]+ (non-)?clinical claims where (about )?[\d,]+ are expected, "
    r"\d+\.\d\d times \(\d+\.\d\d to \d+\.\d\d\): "
    r"(within what is expected(, [a-z ]+)?|higher than expected|lower than expected)\."
)


def said(window) -> str:
    return next(text for text in screen.texts(window) if "are expected" in text)


def opened(window):
    for card in ("funnel", "ratios", "mix"):
        window.session_state[f"table-{card}"] = True
    return window.run()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_reads_the_answer_first(at_home, demonstration, person, kind):
    at_home(demonstration)
    window = visit(COMPARE, person=person, kind=kind)
    sound(window)
    assert [title.value for title in window.title] == ["Compare with peers"]
    assert FIRST_LINE.fullmatch(said(window))
    assert list(screen.figures(window)) == FIGURES
    assert ("Your own groups" in screen.texts(window)) == (person == "manager-NMU")


@pytest.mark.parametrize("person", ["manager-NMU", "board"])
def test_figures_and_tables_tell_the_same(at_home, demonstration, person):
    at_home(demonstration)
    window = opened(visit(COMPARE, person=person, cut="obstetrics"))
    sound(window)
    points, cuts = screen.tables(window)[:2]
    figure = screen.figures(window)["figure-funnel"]
    drawn = sum(len(trace["x"]) for trace in figure["data"] if trace.get("mode") == "markers")
    own = points.iloc[0]
    assert own["Trust"] == "Northmoor University Hospitals"
    assert f"{own['Claims']} claims in obstetrics" in said(window)
    assert f"{own['Times expected']} times" in said(window)
    obstetrics = cuts[cuts["Claims about"] == "Obstetrics"].iloc[0]
    assert obstetrics["Claims"] == own["Claims"]
    assert obstetrics["Rate (95% interval)"].startswith("2.")
    assert " per 1,000 births (" in obstetrics["Rate (95% interval)"]
    assert drawn == 93  # Northmoor and the 92 others with births, on four pages of the table
    assert set(points["Trust"][1:]) <= {"In the group", "Other"}


def test_no_other_trust_is_named_in_anything_that_is_sent(at_home, demonstration):
    at_home(demonstration)
    for person in PEOPLE[1:]:
        window = opened(visit(COMPARE, person=person, trust="NMU"))
        sound(window)
        sent = "\n".join(
            str(leaf.proto)
            for leaf in screen.leaves(window.main)
            if leaf.type in ("plotly_chart", "markdown", "caption", "heading")
        )
        sent += "".join(table.to_csv() for table in screen.tables(window))
        named = set(re.findall(r"[A-Z][a-z]+(?: [A-Z][a-z]+)* (?:Hospitals|Health|Trust)\b", sent))
        assert named <= {"Northmoor University Hospitals"}


def test_what_is_chosen_stands_in_the_address_and_comes_back_from_it(at_home, demonstration):
    at_home(demonstration)
    asked = {"cut": "obstetrics", "against": "wte-obstetrics", "years": "newest", "group": "size",
             "limits": "chance", "person": "manager-NMU", "trust": "NMU"}  # fmt: skip
    window = visit(COMPARE, **asked)
    sound(window)
    assert screen.address(window) == asked
    assert "claims in obstetrics" in said(window)
    assert any("2020/21 to 2024/25" in text for text in screen.texts(window))
    assert any("show chance only" in text for text in screen.texts(window))


def test_what_is_not_offered_is_refused_aloud(at_home, demonstration):
    at_home(demonstration)
    window = visit(COMPARE, cut="ambulance", group="own-99")
    sound(window)
    told = " ".join(screen.as_read(warning.value) for warning in window.warning)
    assert "claims about “ambulance”" in told
    assert "group “own-99”" in told


def test_a_trust_of_which_nothing_can_be_expected_is_told_so(at_home, demonstration):
    at_home(demonstration)
    visit(COMPARE)
    mental_health, ambulance = [
        name for name in everyone() if name.startswith("manager-") and name != "manager-NMU"
    ]
    for person in (mental_health, ambulance):
        window = visit(COMPARE, person=person, cut="obstetrics")
        sound(window)
        assert any(
            text.endswith("because the release holds no births for it.")
            for text in screen.texts(window)
        )


def test_a_group_is_kept_used_and_dropped(at_home, own_demonstration):
    at_home(own_demonstration)
    window = visit(COMPARE, person="manager-NMU")
    offered = list(window.multiselect(key="compare.members").options)
    chosen = offered[::6][:20]
    window.text_input(key="compare.name").input("Like us")
    window.multiselect(key="compare.members").set_value(chosen)
    button = next(b for b in window.button if b.label == "Keep this group")
    button.click().run()
    sound(window)
    assert screen.address(window)["group"] == "own-1"
    assert any("your group “Like us”" in text for text in screen.texts(window))
    assert any("Like us: 20 trusts" in text for text in screen.texts(window))

    board = visit(COMPARE, person="board", trust="NMU", group="own-1")
    sound(board)
    assert any("your group “Like us”" in text for text in screen.texts(board))
    lead = visit(COMPARE, person="steward", trust="NMU", group="own-1")
    assert "own-1" in " ".join(warning.value for warning in lead.warning).replace("\\", "")

    window.button(key="compare.drop.1").click().run()
    sound(window)
    assert screen.address(window).get("group") is None
    assert not any("Like us" in text for text in screen.texts(window))


def test_a_group_that_is_too_near_is_refused_in_words(at_home, own_demonstration):
    at_home(own_demonstration)
    window = visit(COMPARE, person="manager-NMU")
    offered = list(window.multiselect(key="compare.members").options)
    window.text_input(key="compare.name").input("All but one")
    window.multiselect(key="compare.members").set_value(offered[1:])
    next(b for b in window.button if b.label == "Keep this group").click().run()
    assert not window.exception
    [told] = [screen.as_read(error.value) for error in window.error]
    assert told.startswith("This group is too near to all trusts: ")
    assert "group" not in screen.address(window)


@pytest.mark.parametrize("person", [None, "board", "steward"])
def test_without_activity_it_says_what_is_missing(at_home, one_claim, person):
    at_home(one_claim)
    window = visit(COMPARE, **({"person": person} if person else {}))
    sound(window)
    told = " ".join(screen.as_read(info.value) for info in window.info)
    assert "A comparison needs what each trust does in a year" in told
    assert "organisations import" in told
    assert not screen.figures(window)


def test_with_nothing_published_it_says_what_to_do(at_home, empty_home):
    at_home(empty_home)
    window = visit(COMPARE)
    sound(window)
    assert "No claims have been published yet." in screen.as_read(window.info[0].value)
