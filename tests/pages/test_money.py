"""Money on the scorecard: what one claim makes is told apart, and others get none of it."""

from datetime import UTC, date, datetime

import pytest

from scorecards import settings
from scorecards.claims.commands import release
from scorecards.cli.answers import OPERATOR
from scorecards.people.model import Organisation
from scorecards.snapshots.model import Origin, Source
from scorecards.store.engine import open_engine
from scorecards.store.schema import bring_up
from scorecards.taxonomy import codes
from tests.pages import screen
from tests.pages.screen import CLINICAL, NON_CLINICAL, visit
from tests.snapshots.releases import claim, frame


# In thousands of pounds: ten claims, one of which is twelve million.
TEN = (10, 15, 22, 30, 34, 38, 45, 66, 110, 12_000)
NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
LABEL = "2025/26 prices (purchasing power, GDP deflator); claims have risen faster than prices."


@pytest.fixture
def ten_claims(tmp_path):
    """A home whose only trust has ten settled claims, one of them of £12 million."""
    home = tmp_path / "ten-claims"
    chosen = settings.Settings.from_env({"SCORECARDS_HOME": str(home)})
    engine = open_engine(chosen.database_url)
    bring_up(engine)
    rows = [
        claim(
            f"TEN-{place}", "TEN", incident_date=date(2021, 5, 6), notified_date=date(2022, 6, 7),
            closed_date=date(2024, 7, 8), specialty="obstetrics", cause="consent",
            injury="fracture", location="ward", damages_paid=thousands * 100_000,
        )
        for place, thousands in enumerate(TEN)
    ]  # fmt: skip
    release(
        engine, chosen.snapshots, OPERATOR, claims=frame(rows),
        organisations=(Organisation("TEN", "Tenford Hospital", "Acute", "North"),),
        taxonomy=codes.read(settings.REFERENCE),
        origin=Origin(
            as_at=date(2026, 3, 31), profile="hand-made", currency="GBP", fictional=True,
            sources=(Source("ten.csv", "0" * 64, 10),), recipe="by hand",
        ),
        publish=True, now=NOW,
    )  # fmt: skip
    engine.dispose()
    return home


def captions(window) -> dict[str, str]:
    """The words under each tile."""
    said = [screen.as_read(caption.value) for caption in window.caption]
    return {
        name: next((text for text in said if start in text), "")
        for name, start in (
            ("Median damages", "resolved with damages"), ("Capped total", "uncapped"),
            ("Largest claim", "without it"),
        )
    }  # fmt: skip


def pounds(text: str) -> int:
    """Pence of a cell to the penny."""
    whole, _, part = text.removeprefix("£").replace(",", "").partition(".")
    return int(whole) * 100 + int(part or 0)


def all_money(window) -> dict[str, str]:
    table = next(table for table in screen.tables(window) if "Figure" in table.columns)
    return dict(zip(table["Figure"], table["Amount"], strict=True))


def test_ten_claims_of_which_one_is_twelve_million(at_home, ten_claims):
    """The golden vector of the specification, from the file to the tile."""
    at_home(ten_claims)
    window = visit(detail="money", person="steward")
    assert not window.exception
    tiles = screen.metrics(window)
    assert tiles == {
        "Claims": "10",
        "Median damages": "£36,000",
        "Capped total": "£1.37 million",
        "Largest claim": "97%",
        "Closed nil": "0%",
    }
    said = captions(window)
    assert said["Capped total"] == "at most £1 million a claim; uncapped £12.4 million"
    assert said["Largest claim"] == "of the total cost; without it £370,000"
    assert said["Median damages"].startswith("likely £")
    shown = all_money(window)
    assert shown["Total cost"] == "£12,370,000"
    assert shown["Total without largest claim"] == "£370,000"
    assert shown["Mean damages"] == "£1,237,000"
    assert shown["Trimmed mean of damages"] == "too few claims"


@pytest.mark.parametrize("kind", [CLINICAL, NON_CLINICAL])
def test_the_parts_of_the_cost_add_up_to_the_penny(at_home, demonstration, kind):
    at_home(demonstration)
    window = visit(kind, detail="money")
    window.session_state["table-parts"] = True
    window.run()
    assert not window.exception
    parts = next(table for table in screen.tables(window) if "Part" in table.columns)
    *rows, whole = parts.to_dict("records")
    assert [row["Part"] for row in rows] == ["Damages", "Claimants' costs", "Defence costs"]
    for column in ("Paid", "Reserved", "Total", "Without largest claim"):
        assert sum(pounds(row[column]) for row in rows) == pounds(whole[column])
    assert pounds(whole["Paid"]) + pounds(whole["Reserved"]) == pounds(whole["Total"])
    shown = all_money(window)
    assert whole["Total"] == shown["Total cost"]
    assert whole["Without largest claim"] == shown["Total without largest claim"]
    assert any("they move until a claim is closed" in text for text in screen.texts(window))


def test_beside_every_total_stands_what_it_is_without_its_largest_claim(at_home, demonstration):
    at_home(demonstration)
    window = screen.opened_tables(visit())
    for table in screen.tables(window):
        if "Total cost" in table.columns and "Claims" in table.columns:
            assert "Without largest claim" in table.columns
            for row in table.to_dict("records"):
                assert 0 <= pounds(row["Without largest claim"]) <= pounds(row["Total cost"])
                if row["Claims"] == "1":
                    assert row["Without largest claim"] == "£0"


def test_the_quadrant_says_which_points_could_move_and_goes_up_by_capped_costs(
    at_home, demonstration
):
    at_home(demonstration)
    window = screen.opened_tables(visit(value="capped"))
    assert not window.exception
    points = next(table for table in screen.tables(window) if "Corner" in table.columns)
    drawn = screen.figures(window)["figure-quadrant"]
    assert drawn["layout"]["yaxis"]["title"]["text"] == "Cost, at most £1 million of each claim"
    marks = drawn["data"][0]
    assert max(marks["y"]) == max(map(pounds, points["At most £1 million a claim"]))
    hollow = [width == 2 for width in marks["marker"]["line"]["width"]]
    assert 0 < sum(hollow) < len(hollow)
    rows = points.set_index("").to_dict("index")  # the first page of the table
    for number, could in zip(marks["text"], hollow, strict=True):
        if number in rows:
            assert rows[number]["Corner"] == ("could move" if could else "stable")
    told = " ".join(screen.texts(window))
    assert f"{sum(hollow)} of {len(hollow)} points are hollow" in told
    assert "Here no claim counts for more than £1 million." in told


def test_prices_of_another_year_come_on_request_only_and_are_labelled(at_home, demonstration):
    at_home(demonstration)
    paid, priced = visit(basis="closed"), visit(basis="closed", prices="2025/26")
    assert LABEL not in " ".join(screen.texts(paid))
    told = " ".join(screen.texts(priced))
    assert f"Cost is in {LABEL}" in told
    assert " · 2025/26 prices · " in told
    assert screen.address(priced)["prices"] == "2025/26"
    first, second = (screen.figures(w)["figure-years"]["data"][1]["y"] for w in (paid, priced))
    assert all(before <= after for before, after in zip(first, second, strict=True))
    assert first[-1] == second[-1]  # closed in the as-at year: the same pounds
    assert screen.metrics(paid) == screen.metrics(priced)


def test_prices_of_a_year_that_is_not_offered_are_refused_aloud(at_home, demonstration):
    at_home(demonstration)
    window = visit(prices="1999/00")
    assert any("1999/00" in screen.as_read(box.value) for box in window.warning)
    assert LABEL not in " ".join(screen.texts(window))


@pytest.mark.parametrize(("basis", "marked"), [("incident", 0), ("notified", 3), ("closed", 3)])
def test_steps_of_the_discount_rate_are_marked_where_they_can_be_seen(
    at_home, demonstration, basis, marked
):
    at_home(demonstration)
    window = visit(basis=basis)
    shapes = screen.figures(window)["figure-years"]["layout"].get("shapes", [])
    assert len([line for line in shapes if "label" in line]) == marked
    said = "says nothing about safety" in " ".join(screen.texts(window))
    assert said == bool(marked)


@pytest.mark.parametrize("person", ["board", "lead"])
@pytest.mark.parametrize(
    "asked", [{}, {"detail": "money"}, {"value": "capped"}, {"prices": "2025/26"}], ids=str
)
def test_who_sees_no_claims_gets_no_figure_that_is_about_one(at_home, demonstration, person, asked):
    at_home(demonstration)
    window = screen.opened_tables(visit(person=person, trust="NMU", **asked))
    assert not window.exception
    assert list(screen.metrics(window)) == ["Claims", "Median damages", "Total cost", "Closed nil"]
    told = screen.everything(window)
    for words in ("Without largest", "without it", "Capped", "uncapped", "likely £", "could move",
                  "hollow", "One claim is", LABEL):  # fmt: skip
        assert words not in told
    assert not any("Figure" in table.columns for table in screen.tables(window))


def test_one_claim_has_all_figures_of_money(at_home, one_claim):
    at_home(one_claim)
    window = screen.opened_tables(visit(detail="money"))
    assert not window.exception
    shown = all_money(window)
    assert shown["Total cost"] == shown["Largest claim"] == "£12,345"
    assert shown["Total without largest claim"] == "£0"
    assert shown["Likely range of the median"] == "too few claims"
