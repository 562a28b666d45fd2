"""Every screen in each of its states: normal, empty, one claim only, nothing published."""

import pytest

from scorecards.library.model import QUESTIONS, ItemKind
from scorecards.library.search.model import A_PAGE
from scorecards.ui import resources
from tests.library.shelf import library
from tests.pages import screen
from tests.pages.screen import CLINICAL, DESK, ITEM, LIBRARY, NON_CLINICAL, sound, visit


SCORECARDS = (CLINICAL, NON_CLINICAL)
TITLES = {
    CLINICAL: "Clinical scorecard",
    NON_CLINICAL: "Non-clinical scorecard",
    LIBRARY: "Safety and Learning Library",
    ITEM: "From the library",
    DESK: "Data desk",
}
TILES = ["Claims", "Median damages", "Capped total", "Largest claim", "Closed nil"]


@pytest.mark.parametrize("kind", SCORECARDS)
def test_a_scorecard_shows_tiles_figures_and_learning(at_home, demonstration, kind):
    at_home(demonstration)
    window = visit(kind)
    sound(window)
    assert [title.value for title in window.title] == [TITLES[kind]]
    assert list(screen.metrics(window)) == TILES
    assert list(screen.figures(window)) == [
        "figure-quadrant", "figure-years", "figure-ranking", "figure-detail",
    ]  # fmt: skip
    assert "Learn from this" in screen.texts(window)
    assert f" {kind} claims against Northmoor University Hospitals" in screen.sentence(window)
    assert any(text.startswith("Demonstration: every") for text in screen.texts(window))


@pytest.mark.parametrize("kind", SCORECARDS)
def test_every_figure_stands_on_its_stamp(at_home, demonstration, kind):
    at_home(demonstration)
    window = visit(kind)
    stamps = [text for text in screen.texts(window) if text.startswith("By incident date · ")]
    assert len(stamps) == len(screen.figures(window)) == 4
    for stamp in stamps:
        assert f"n = {screen.metrics(window)['Claims']}" in stamp
        assert "as at 31 March 2026" in stamp
        assert "snapshot 2026-03-31-" in stamp


@pytest.mark.parametrize("kind", SCORECARDS)
def test_the_tables_beside_the_figures_add_up_to_the_tiles(at_home, demonstration, kind):
    at_home(demonstration)
    window = screen.opened_tables(visit(kind, points="cause", ranked="location"))
    for table in screen.tables(window):
        columns = set(table.columns)
        if len(table) < 25 and "Claims" in columns:  # longer ones stand on several pages
            counted = sum(int(cell.replace(",", "")) for cell in table["Claims"])
            assert f"{counted:,}" == screen.metrics(window)["Claims"]
    yearly = next(t for t in screen.tables(window) if "Financial year" in t.columns)
    assert len(yearly) == 10


def test_filters_that_leave_nothing_are_named_and_can_be_dropped(at_home, demonstration):
    at_home(demonstration)
    window = visit(specialty="ent", cause="abnormal-fetal-heart-rate")
    sound(window)
    assert [info.value for info in window.info] == [
        "No claims are left by the filters on specialties and causes. Drop one to see claims again."
    ]
    assert not window.metric
    assert not screen.figures(window)
    button = window.button(key="widen.specialty")
    offered = int(button.label.removeprefix("Show all specialties: ").removesuffix(" claims"))
    button.click().run()
    sound(window)
    assert screen.metrics(window)["Claims"] == str(offered)
    assert screen.address(window) == {
        "trust": "NMU", "cause": "abnormal-fetal-heart-rate", "person": "manager-NMU",
    }  # fmt: skip
    assert screen.chosen(window, "specialty") == []


def test_all_filters_that_leave_nothing_can_be_dropped_at_once(at_home, demonstration):
    at_home(demonstration)
    everything = screen.metrics(visit())["Claims"]
    window = visit(specialty="ent", cause="abnormal-fetal-heart-rate", basis="closed")
    window.button(key="widen.all").click().run()
    sound(window)
    assert screen.metrics(window)["Claims"] == everything
    assert screen.address(window) == {"trust": "NMU", "person": "manager-NMU"}


def test_only_filters_whose_going_brings_claims_are_offered(at_home, demonstration):
    at_home(demonstration)
    asked = {"specialty": "ent", "cause": "abnormal-fetal-heart-rate", "location": "neonatal-unit"}
    left = {}
    for freed in asked:
        claims = screen.metrics(visit(**{k: v for k, v in asked.items() if k != freed}))
        left[freed] = int(claims.get("Claims", "0"))
    offered = {b.key.removeprefix("widen.") for b in visit(**asked).button if "widen." in b.key}
    assert offered == {name for name, number in left.items() if number} | {"all"}
    assert 0 in left.values()


def test_one_claim_makes_a_whole_scorecard(at_home, one_claim):
    at_home(one_claim)
    window = screen.opened_tables(visit())
    sound(window)
    assert screen.sentence(window) == (
        "1 clinical claim against Onlyford Hospital, incidents in 2021/22, as at 31 March 2026."
    )
    assert screen.metrics(window) == {
        "Claims": "1",
        "Median damages": "£12,345",
        "Capped total": "£12,345",
        "Largest claim": "100%",
        "Closed nil": "0%",
    }
    assert len(screen.figures(window)) == 4
    for table in screen.tables(window):
        assert list(table["Claims"]) == ["1"]


def test_a_trust_without_claims_of_a_kind_is_told_so(at_home, one_claim):
    at_home(one_claim)
    window = visit(NON_CLINICAL)
    sound(window)
    assert [info.value for info in window.info] == [
        "This trust has no claims of this kind in the period. Choose more years."
    ]
    assert screen.sentence(window).startswith("0 non-clinical claims against Onlyford Hospital")


def test_the_one_claim_is_hidden_from_a_board_member(at_home, one_claim):
    at_home(one_claim)
    for kind in (CLINICAL, NON_CLINICAL):
        window = visit(kind, person="board")
        sound(window)
        assert "12,345" not in screen.everything(window)
    window = visit(person="board")
    assert screen.metrics(window)["Claims"] == "1 to 7"
    assert screen.metrics(window)["Total cost"] == "Hidden"


@pytest.mark.parametrize("kind", SCORECARDS)
def test_a_scorecard_with_nothing_published_says_what_to_do(at_home, empty_home, kind):
    at_home(empty_home)
    window = visit(kind)
    sound(window)
    assert [title.value for title in window.title] == [TITLES[kind]]
    told = [info.value for info in window.info]
    assert len(told) == 1
    assert screen.as_read(told[0]) == (
        "No claims have been published yet. Import a claims file and publish it. A data steward "
        "does so under Data. To look round first, build the demonstration nation with "
        "`python -m scorecards demo`."
    )
    assert not window.metric


@pytest.mark.parametrize("published", [True, False])
def test_the_library_needs_no_claims_and_shows_the_newest_items_with_their_links(
    at_home, demonstration, empty_home, published
):
    at_home(demonstration if published else empty_home)
    window = visit(LIBRARY)
    sound(window)
    links = [link.proto.query_string for link in window.get("page_link")]
    assert sum("item=" in link for link in links) == A_PAGE
    items = len(resources.library().items)
    assert f"{items} items to read, the newest first." in screen.texts(window)
    window.get("button_group")[0].set_value("report").run()
    sound(window)
    assert 0 < len(window.get("page_link")) < len(links)


@pytest.mark.parametrize("published", [True, False])
def test_a_case_study_asks_the_three_questions(at_home, demonstration, empty_home, published):
    at_home(demonstration if published else empty_home)
    studies = [item.slug for item in library().items if item.kind is ItemKind.CASE_STUDY]
    for slug in studies[::10]:
        window = visit(ITEM, item=slug)
        sound(window)
        headings = [heading.value for heading in window.header]
        assert [heading for heading in headings if heading in QUESTIONS] == [
            "Could this happen here?", "Who could I share it with?", "What can we learn?",
        ]  # fmt: skip
        assert screen.address(window)["item"] == slug


def test_a_case_study_that_is_not_there_is_a_sentence(at_home, demonstration):
    at_home(demonstration)
    for asked in ({"item": "no-such-story"}, {}, {"item": "../../etc/passwd"}):
        window = visit(ITEM, **asked)
        assert not window.exception
        assert [screen.as_read(error.value) for error in window.error] == [
            "The library has nothing at this address. It may have been renamed. "
            "Look for it in the list of the library."
        ]
        assert [title.value for title in window.title] == [TITLES[ITEM]]
        assert not window.header
        assert [link.proto.label for link in window.get("page_link")][-1:] == ["The whole library"]


def test_the_steward_can_check_a_file_before_anything_is_published(at_home, empty_home):
    at_home(empty_home)
    window = visit(DESK)
    sound(window)
    assert [title.value for title in window.title] == [TITLES[DESK]]
    assert len(window.file_uploader) == 1
