"""The library's screen: search, narrowing, the address, and what is said when nothing is found."""

import pytest

from scorecards.library.search.model import A_PAGE
from scorecards.store.tables import Findable
from scorecards.store.transactions import reading
from scorecards.ui import resources
from tests.pages.screen import LIBRARY, address, as_read, leaves, texts, visit


@pytest.fixture
def shelf(empty_home, at_home):
    """The library needs no claims."""
    at_home(empty_home)


def found(window):
    """The titles of the cards, in their order."""
    return [as_read(leaf.proto.label).strip("*") for leaf in leaves(window.main)
            if leaf.type == "page_link" and "**" in leaf.proto.label]  # fmt: skip


def search(window, words):
    window.text_input(key="q").set_value(words)
    return press(window, "Search")


def press(window, label):
    return next(each for each in window.button if as_read(each.label) == label).click().run()


def headings(window):
    return [heading.value for heading in window.header]


def test_it_begins_with_topics_and_the_newest(shelf):
    window = visit(LIBRARY)
    assert not window.exception
    assert headings(window) == ["Topics", "Newest"]
    assert len(found(window)) == A_PAGE
    assert any(text.startswith("Maternity and newborn (") for text in texts(window))


def test_everything_can_be_found_before_anybody_comes(shelf):
    resources.make_library_ready()
    with reading(resources.engine()) as session:
        assert session.query(Findable).count() == len(resources.library().items) > 0


def test_other_words_and_slips_find_it_and_it_is_said_why(shelf):
    window = search(visit(LIBRARY), "presure sore")
    told = "\n".join(texts(window))
    assert not window.exception
    assert "Pressure ulcers" in " ".join(found(window)[:2])
    assert "Showing results for “pressure sore”: " in told
    assert "“pressure sore” also finds “pressure ulcer”" in told
    assert "which means the same." in told
    assert "**pressure ulcer" in told
    assert address(window)["q"] == "presure sore"
    typed = press(window, "Search for “presure sore” as you typed it")
    assert "Showing results" not in "\n".join(texts(typed))
    assert address(typed)["exact"] == "yes"
    again = search(typed, "needel stick")
    assert "exact" not in address(again)
    assert "Showing results for “needle stick”" in "\n".join(texts(again))


def test_an_address_shows_the_same_to_everybody_again(shelf):
    asked = {"q": "fall", "kind": "leaflet", "topic": "falls-skin-and-everyday-care"}
    window = visit(LIBRARY, **asked)
    assert found(window)[0].startswith("Falls of patients")
    assert "in “Did you know” and “Falls, skin and everyday care”" in "\n".join(texts(window))
    assert asked.items() <= address(window).items()
    assert window.get("button_group")[0].value == "leaflet"


def test_a_filter_narrows_and_begins_with_the_first_page(shelf):
    window = visit(LIBRARY, page="2")
    assert address(window)["page"] == "2"
    assert "Page 2 of" in "\n".join(texts(window))
    window.selectbox(key="scheme").select("non-clinical").run()
    assert "page" not in address(window)
    assert address(window)["scheme"] == "non-clinical"
    number = int(texts_with(window, "to read")[0].split()[0])
    assert f"Non-clinical ({number})" in as_read("\n".join(window.selectbox(key="scheme").options))


def texts_with(window, part):
    return [text for text in texts(window) if part in text]


def test_further_pages_show_the_rest(shelf):
    window = visit(LIBRARY)
    first = found(window)
    second = press(window, "Next page")
    assert address(second)["page"] == "2"
    assert found(second)
    assert not set(found(second)) & set(first)
    assert found(press(second, "Previous page")) == first


def test_where_nothing_is_found_it_says_what_to_try(shelf):
    window = visit(LIBRARY, q="sepsis", topic="infection-and-deterioration", kind="guidance")
    assert found(window) == []
    assert texts_with(window, "Nothing was found for “sepsis” in ")
    offered = [as_read(each.label) for each in window.button if "away" in each.label]
    kind = next(label for label in offered if label.startswith("Take “Guidance” away: "))
    assert offered == [kind, "Take all filters away"]
    assert [each.label for each in window.button].count("Show everything") == 1
    wider = press(window, kind)
    assert texts_with(wider, "for “sepsis” in ")[0].split()[0] == kind.split()[-2]
    assert address(wider).keys() & {"q", "topic", "kind"} == {"q", "topic"}
    nothing = visit(LIBRARY, q="sepsys", exact="yes")
    assert texts_with(nothing, "Nothing was found for “sepsys”.")
    assert headings(nothing) == ["Topics"]
    assert texts_with(nothing, "Maternity and newborn (")
    right = press(nothing, "Put the spelling right")
    assert texts_with(right, "Showing results for “sepsis”")
    assert "exact" not in address(right)


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "**bold** :red[no] $x$ ![](https://example.org/a.png) <b>"},
        {"q": "sepsis", "topic": "nothing", "kind": "*", "page": "99999999999999"},
        {"q": "x" * 5000, "page": "-1"},
    ],
)
def test_whatever_the_address_asks_is_answered_and_shown_as_text(shelf, asked):
    window = visit(LIBRARY, **asked)
    assert not window.exception
    raw = [str(leaf.value) for leaf in leaves(window.main) if leaf.type in ("markdown", "caption")]
    assert not any("![](" in text or ":red[" in text or "<b>" in text for text in raw)
