"""The address bar: it says what is seen, and whatever stands in it never breaks a page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pages import screen
from tests.pages.screen import CLINICAL, DESK, ITEM, LIBRARY, NON_CLINICAL, visit


OWN = "Northmoor University Hospitals"
PARAMETERS = (
    "trust", "basis", "from", "to", "specialty", "cause", "injury", "location", "scheme", "status",
    "band", "organisation", "points", "apart", "cut-claims", "cut-cost", "ranked", "weight",
    "detail", "item",
)  # fmt: skip
NASTY = ("%00", "\x00", "\u202eNMU\u202c", "x" * 10_000, "9" * 10_000, "ANN", "NMU,ANN", "ANN,NMU",
         ",", "",
         "obstetrics,obstetrics", "'; DROP TABLE snapshot; --", "<script>alert(1)</script>",
         "../../etc/passwd", "{0}", "-1", "1e9", "²", "\u0661\u0662", "2015/16", "yes", "claims",
         "None",
         "[](http://x)", "🏥", "\ud7ff", "a\nb")  # fmt: skip


@pytest.fixture
def nation(at_home, demonstration):
    at_home(demonstration)


def sound(window) -> None:
    assert not window.exception
    assert not [e.value for e in window.error if screen.UNFORESEEN in e.value]


def warnings(window) -> list[str]:
    return [screen.as_read(warning.value) for warning in window.warning]


def test_the_address_leads_to_the_same_screen_in_a_new_window(nation):
    asked = {
        "basis": "notified", "from_": "2018/19", "to": "2022/23", "specialty": "obstetrics",
        "cause": "consent,delayed-treatment", "status": "settled,nil", "points": "injury",
        "cut-claims": "12", "cut-cost": "250000", "ranked": "location", "weight": "cost",
        "detail": "bands",
    }  # fmt: skip
    first = visit(**asked)
    again = visit(**screen.address(first))
    sound(first)
    assert warnings(first) == warnings(again) == []
    assert screen.texts(first) == screen.texts(again)
    assert screen.figures(first) == screen.figures(again)
    for name, value in asked.items():
        assert screen.address(again)[name.rstrip("_")] == value
    assert "12 claims and £250,000: set by you." in screen.everything(again)


@pytest.mark.parametrize(("key", "value"), [
    ("basis", "closed"), ("from", "2018/19"), ("to", "2020/21"), ("specialty", ["orthopaedics"]),
    ("cause", ["consent"]), ("injury", ["fracture"]), ("location", ["ward"]), ("status", ["open"]),
    ("band", ["under-25k"]), ("scheme", ["CNST"]),
])  # fmt: skip
def test_a_changed_filter_is_in_the_address_the_sentence_and_the_tiles(nation, key, value):
    window = visit()
    before = (screen.sentence(window), screen.metrics(window))
    widgets = (*window.selectbox, *window.multiselect, *window.get("button_group"))
    next(widget for widget in widgets if widget.key == key).set_value(value).run()
    sound(window)
    asked = screen.address(window)[key]
    assert asked == (value if isinstance(value, str) else ",".join(value))
    assert screen.sentence(window) != before[0]
    if key != "scheme":  # all clinical claims are of one scheme
        assert screen.metrics(window) != before[1]


def test_reset_frees_everything_but_trust_and_person(nation):
    window = visit(basis="closed", from_="2018/19", specialty="obstetrics", points="cause",
                   detail="bands", **{"cut-claims": "9"})  # fmt: skip
    window.button(key="reset").click().run()
    sound(window)
    assert screen.address(window) == {"trust": "NMU", "person": "manager-NMU"}
    assert screen.texts(window) == screen.texts(visit())


def test_a_chip_takes_its_own_filter_away_and_no_other(nation):
    window = visit(cause="consent,delayed-treatment", status="nil")
    labels = [button.label for button in window.button if button.key.startswith("drop.")]
    assert len(labels) == 3
    window.button(key="drop.cause.consent").click().run()
    assert screen.address(window)["cause"] == "delayed-treatment"
    assert screen.address(window)["status"] == "nil"
    window.button(key="drop.status.nil").click().run()
    assert "status" not in screen.address(window)


@pytest.mark.parametrize(("asked", "told"), [
    ({"trust": "NOWHERE"}, "trust “NOWHERE”"),
    ({"trust": "ANN"}, "trust “ANN”"),
    ({"specialty": "astrology"}, "specialty “astrology”"),
    ({"cause": "consent,magic"}, "cause “magic”"),
    ({"from_": "1900/01"}, "from “1900/01”"),
    ({"from_": "2020/21", "to": "2016/17"}, "to “2016/17”"),
    ({"basis": "birthday"}, "years by date “birthday”"),
    ({"status": "lost"}, "status “lost”"),
    ({"organisation": "CBC"}, "as constituted then “CBC”"),
    ({"detail": "secrets"}, "look closer “secrets”"),
    ({"points": "colour"}, "by “colour”"),
    ({"trust": "x" * 10_000}, f"trust “{'x' * 40}…”"),
    ({"trust": "\u202eUMN"}, "trust “UMN”"),
])  # fmt: skip
def test_what_cannot_be_followed_is_named_and_left_out(nation, asked, told):
    window = visit(**asked)
    sound(window)
    assert warnings(window) == [
        f"The address asks for {told}, which you cannot choose here. What you see is without it."
    ]
    assert OWN in screen.sentence(window)
    kept = screen.address(window)
    for name, value in asked.items():
        assert kept.get(name.rstrip("_")) != value or (name, value) == ("from_", "2020/21")
    assert warnings(window.run()) == []


def test_an_unknown_person_is_named_and_the_first_one_is_here(nation):
    window = visit(person="nobody")
    sound(window)
    assert warnings(window) == ["The address asks for the person “nobody”, who is not here."]
    assert screen.address(window)["person"] == "manager-NMU"
    assert warnings(window.run()) == []


def test_the_same_choice_twice_is_one_choice(nation):
    window = visit(specialty="obstetrics,obstetrics")
    sound(window)
    assert screen.address(window)["specialty"] == "obstetrics"


@pytest.mark.parametrize("page", [
    CLINICAL, ITEM,
    *(pytest.param(each, marks=pytest.mark.slow) for each in (NON_CLINICAL, LIBRARY, DESK)),
])  # fmt: skip
@pytest.mark.parametrize("value", NASTY, ids=lambda text: repr(text)[:20])
def test_one_hostile_value_everywhere_breaks_no_page(nation, page, value):
    window = visit(page, **dict.fromkeys(PARAMETERS, value))
    sound(window)
    if page in (CLINICAL, NON_CLINICAL):
        assert OWN in screen.sentence(window)
        assert screen.address(window)["trust"] == "NMU"


def test_a_parameter_that_is_there_twice_breaks_nothing(nation):
    window = visit(trust=["NMU", "ANN"], specialty=["obstetrics", "orthopaedics"])
    sound(window)
    assert OWN in screen.sentence(window)


@settings(max_examples=20, deadline=None)
@given(asked=st.dictionaries(
    st.sampled_from(PARAMETERS) | st.text(min_size=1, max_size=8),
    st.sampled_from(NASTY) | st.text(max_size=40) | st.lists(st.text(max_size=10), max_size=3),
    max_size=8,
), page=st.sampled_from([CLINICAL, NON_CLINICAL, ITEM]))  # fmt: skip
def test_no_address_breaks_a_page_or_shows_another_trust(demonstration, asked, page):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORECARDS_HOME", str(demonstration))
        screen.forget_other_homes(demonstration)
        window = visit(page, **{**asked, "person": "manager-NMU"})
    sound(window)
    if page != ITEM:
        assert OWN in screen.sentence(window)
        assert screen.address(window)["trust"] == "NMU"


@pytest.mark.parametrize("person", NASTY, ids=lambda text: repr(text)[:20])
def test_a_hostile_person_is_not_let_in_as_somebody_else(nation, person):
    window = visit(DESK, person=person)
    sound(window)
    assert "You are here as: Risk manager, Northmoor University Hospitals." in screen.texts(window)
    assert not window.file_uploader
