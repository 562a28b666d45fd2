"""The money of a real small release: exact for those who see claims, absent for others."""

from dataclasses import replace

import polars as pl
import pytest

from scorecards.claims import cut_lines, stability
from scorecards.claims.model import Basis, Kind
from scorecards.claims.money.figures import seed_of
from scorecards.claims.money.prices import PriceIndex, read_index
from scorecards.claims.scorecard import Cost, Detail
from scorecards.errors import NotAllowed, UserError
from scorecards.settings import REFERENCE
from tests.claims import nation, twins
from tests.claims.asking import EXACT, PROTECTED, ask, views, wanted
from tests.claims.money import twins as by_hand
from tests.claims.nation import EMPTY, OWN


INDEX = PriceIndex(
    "Invented for a test", {y: 100.0 + y - 2010 for y in range(2010, 2026)}, frozenset()
)
bases = pytest.mark.parametrize("basis", Basis)
exact = pytest.mark.parametrize("viewer", EXACT.values(), ids=EXACT)
protected = pytest.mark.parametrize("viewer", PROTECTED.values(), ids=PROTECTED)


def rows_of(asked, **how):
    return twins.select(twins.prepare(nation.of_trust(asked.trust), asked.basis), asked, **how)


@exact
@bases
@pytest.mark.parametrize("kind", Kind)
def test_those_who_see_claims_get_the_figures_that_counting_gives(snapshot, kind, basis, viewer):
    asked = wanted(kind=kind, basis=basis)
    card = ask(snapshot, asked, viewer)
    counted = by_hand.figures(rows_of(asked))
    for name in (
        "claims",
        "total",
        "capped",
        "largest",
        "without_largest",
        "paid_claims",
        "median",
    ):
        assert getattr(card.money.figures, name) == counted[name]
    assert card.money.parts.to_dicts() == by_hand.parts(rows_of(asked))
    assert card.headline.median_damages == card.money.figures.median
    assert card.headline.mean_damages == card.money.figures.mean
    assert card.headline.largest_share == card.money.figures.largest_share


@bases
def test_each_point_has_its_capped_cost_and_its_stability_whatever_is_chosen(snapshot, basis):
    asked = wanted(basis=basis)
    card = ask(snapshot, asked)
    capped = {line["code"]: line["capped"] for line in
              by_hand.capped(by_hand.costs(rows_of(asked), "specialty"))}  # fmt: skip
    assert dict(card.quadrant.select("code", "capped").iter_rows()) == capped
    assert card.quadrant["stays"].is_between(0, 1).all()
    narrowed = ask(snapshot, wanted(basis=basis, specialty="obstetrics"))
    assert narrowed.quadrant["stays"].to_list() == card.quadrant["stays"].to_list()


def test_stability_is_about_the_lines_that_are_drawn(snapshot):
    card = ask(snapshot, seen=replace(views(), cut_claims=24, cut_cost=70_000_000))
    assert (card.cuts.claims, card.cuts.cost, card.cuts.source) == (24, 70_000_000, "set by you")
    assert card.usual_cuts == ask(snapshot).cuts
    costs = pl.DataFrame(by_hand.costs(rows_of(wanted()), "specialty"))
    expected = stability.shares(costs, (24, 70_000_000), capped=False, seed=seed_of(snapshot.id))
    assert dict(card.quadrant.select("code", "stays").iter_rows()) == dict(expected.iter_rows())
    assert stability.could_move(card.quadrant).any()


def test_capped_points_are_set_against_the_capped_costs_of_peers(snapshot):
    card = ask(snapshot, seen=replace(views(), cost=Cost.CAPPED))
    row = next(
        row for row in snapshot.peers("typical").collect().to_dicts()
        if (row["group"], row["kind"], row["dimension"]) == ("Acute", "clinical", "specialty")
    )  # fmt: skip
    years = card.selection.last - card.selection.first + 1
    assert card.cuts.cost == float(f"{row['capped_a_year'] * years:.1e}")
    assert row["capped_a_year"] <= row["cost_a_year"]


def test_capped_and_whole_costs_each_have_their_own_stability(snapshot):
    """One claim of general surgery is £1.57 million: the cap takes the point across this line."""
    costs = pl.DataFrame(by_hand.costs(rows_of(wanted()), "specialty"))
    found = {}
    for cost in Cost:
        seen = replace(views(), cost=cost, cut_cost=220_000_000)
        card = ask(snapshot, seen=seen)
        lines = (card.cuts.claims, card.cuts.cost)
        expected = stability.shares(
            costs, lines, capped=cost is Cost.CAPPED, seed=seed_of(snapshot.id)
        )
        found[cost] = dict(card.quadrant.select("code", "stays").iter_rows())
        assert found[cost] == dict(expected.iter_rows())
    assert found[Cost.TOTAL]["general-surgery"] != found[Cost.CAPPED]["general-surgery"]


def test_each_cost_has_its_own_cut_line(snapshot):
    class Two:
        organisations = snapshot.organisations

        def peers(self, name):
            return snapshot.peers(name).with_columns(cost_a_year=700.0, capped_a_year=300.0)

    points = pl.DataFrame({"claims": [2], "total": [9], "capped": [5]})
    lines = {
        cost: cut_lines.usual(Two(), wanted(), replace(views(), cost=cost), points).cost
        for cost in Cost
    }
    assert lines == {Cost.TOTAL: 6_300.0, Cost.CAPPED: 2_700.0}  # of nine years


def test_where_an_older_release_has_no_capped_peers_the_middle_of_the_points_stands(snapshot):
    class Older:
        organisations = snapshot.organisations

        def peers(self, name):
            return snapshot.peers(name).drop("capped_a_year")

    points = pl.DataFrame({"claims": [2, 4, 9], "total": [9, 9, 9], "capped": [5, 6, 8]})
    seen = replace(views(), cost=Cost.CAPPED)
    found = cut_lines.usual(Older(), wanted(), seen, points)
    assert (found.claims, found.cost, found.source) == (4, 6, "the middle of what is shown")


@exact
def test_the_parts_of_the_cost_are_a_closer_look(snapshot, viewer):
    card = ask(snapshot, viewer=viewer, seen=views(detail=Detail.MONEY))
    assert card.detail.equals(card.money.parts)
    assert card.detail["total"].sum() == card.headline.total


@protected
def test_others_get_none_of_the_figures_that_one_claim_could_be_read_off(snapshot, viewer):
    seen = views(detail=Detail.BANDS)
    card = ask(snapshot, viewer=viewer, seen=seen)
    assert card.money is card.priced is card.headline.largest_share is None
    for frame in (card.quadrant, card.ranking, card.years, card.detail, *card.by.values()):
        assert not {"largest", "capped", "stays"} & set(frame.columns)
    for more in (
        {"detail": Detail.MONEY}, {"cost": Cost.CAPPED}, {"prices": INDEX},
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match="risk managers"):
            ask(snapshot, viewer=viewer, seen=replace(seen, **more))


@bases
def test_the_years_alone_are_told_in_other_prices(snapshot, basis):
    asked = wanted(basis=basis)
    paid, priced = ask(snapshot, asked), ask(snapshot, asked, seen=replace(views(), prices=INDEX))
    assert (priced.priced.of, priced.priced.forecast) == (2025, False)
    expected = twins.by_year(by_hand.in_prices(rows_of(asked), INDEX.values, 2025, 2025))
    assert priced.years.to_dicts() == expected
    assert priced.years["total"].sum() > paid.years["total"].sum()
    assert priced.headline == paid.headline
    assert priced.money.figures == paid.money.figures
    assert priced.quadrant.equals(paid.quadrant)


def test_an_index_that_does_not_reach_the_release_is_refused(snapshot):
    short = replace(INDEX, values={2010: 100.0})
    with pytest.raises(UserError, match="price index"):
        ask(snapshot, seen=replace(views(), prices=short))


def test_the_shipped_index_prices_a_release_of_today(snapshot):
    card = ask(snapshot, seen=replace(views(), prices=read_index(REFERENCE)))
    assert card.priced.forecast


def test_a_trust_without_claims_has_figures_of_nothing(snapshot):
    card = ask(snapshot, wanted(EMPTY), seen=views(detail=Detail.MONEY))
    assert (card.money.figures.claims, card.money.figures.total) == (0, 0)
    assert card.quadrant.height == 0


def test_another_trust_of_the_release_changes_nothing_here(snapshot):
    """The seed is the release's: the same question gives the same answer again."""
    first, again = (ask(snapshot, wanted(OWN)) for _ in range(2))
    assert first.money.figures == again.money.figures
    assert first.quadrant.equals(again.quadrant)
