"""The answers of a screen, asked of a real small release and counted again from its rows."""

import statistics
from dataclasses import asdict

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scorecards.claims import queries
from scorecards.claims.model import Band, Basis, Kind, Status
from scorecards.claims.scorecard import Detail
from scorecards.claims.selection import DIMENSIONS
from scorecards.disclosure import protect_count, protect_money
from scorecards.disclosure.sums import Contributions
from scorecards.errors import NotAllowed
from tests.claims import nation, twins
from tests.claims.asking import EXACT, PROTECTED, ask, views, wanted
from tests.claims.nation import AMBULANCE, CANARY, COSTLESS, EMPTY, OWN
from tests.people.viewers import board, lead, steward


bases = pytest.mark.parametrize("basis", Basis)
kinds = pytest.mark.parametrize("kind", Kind)
everyone = pytest.mark.parametrize("viewer", [*EXACT.values(), *PROTECTED.values()])


def by_hand(asked, **how):
    return twins.select(twins.prepare(nation.of_trust(asked.trust), asked.basis), asked, **how)


def without_names(frame):
    return frame.select("code", "claims", "total", "largest", "open", "nil", "with_damages")


@kinds
@bases
@pytest.mark.parametrize("viewer", EXACT.values(), ids=EXACT)
def test_the_tiles_of_those_who_see_claims_are_what_counting_the_rows_gives(
    snapshot, kind, basis, viewer
):
    asked = wanted(kind=kind, basis=basis)
    rows, prepared = by_hand(asked), twins.prepare(nation.of_trust(OWN), basis)
    counted = twins.headline(rows)
    shown = ask(snapshot, asked, viewer).headline
    assert (shown.claims, shown.total) == (counted["claims"], counted["total"])
    assert (shown.paid_claims, shown.closed, shown.nil) == (
        counted["paid_claims"], counted["closed"], counted["nil"],
    )  # fmt: skip
    assert shown.median_damages == round(counted["median_damages"])
    assert shown.mean_damages == round(counted["mean_damages"])
    assert shown.nil_share == counted["nil"] / counted["closed"]
    assert shown.largest_share == counted["largest"] / counted["total"]
    assert shown.undated == twins.undated(prepared, kind)["undated"]
    assert shown.incidents == twins.incidents(prepared, asked)["incidents"]


def test_the_nation_has_what_the_other_tests_are_about(snapshot):
    shown = ask(snapshot).headline
    assert shown.claims > 150
    assert min(shown.undated, shown.incidents, shown.nil, shown.paid_claims) > 5


def contributions(amounts):
    first, second, *_ = [*sorted(amounts, reverse=True), 0, 0]
    return Contributions(len(amounts), sum(amounts), first, second)


@kinds
@pytest.mark.parametrize("viewer", PROTECTED.values(), ids=PROTECTED)
def test_the_tiles_of_others_are_those_same_figures_protected(snapshot, kind, viewer):
    asked = wanted(kind=kind)
    exact = ask(snapshot, asked).headline
    shown = ask(snapshot, asked, viewer, views(detail=Detail.BANDS)).headline
    counted = by_hand(asked)
    for name in ("claims", "nil", "undated", "incidents"):
        assert getattr(shown, name) == protect_count(getattr(exact, name))
    settled = sum(row["status"] == "settled" for row in counted)
    assert shown.closed == shown.nil + protect_count(settled)
    assert shown.paid_claims is None
    paid = contributions([row["paid_damages"] for row in counted if row["paid_damages"]])
    assert shown.median_damages == protect_money(exact.median_damages, paid)
    assert shown.mean_damages == protect_money(exact.mean_damages, paid)
    assert shown.total == protect_money(
        exact.total, contributions([row["total"] for row in counted])
    )
    assert shown.nil_share == shown.nil / shown.closed
    assert shown.largest_share is None


@kinds
@bases
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_each_ranking_adds_up_to_the_tiles_and_agrees_with_counting(
    snapshot, kind, basis, dimension
):
    asked = wanted(kind=kind, basis=basis)
    card = ask(snapshot, asked, seen=views(dimension, Detail.BANDS))
    assert without_names(card.ranking).to_dicts() == twins.by(by_hand(asked), dimension)
    for frame in (card.ranking, card.years, card.detail):
        assert frame["claims"].sum() == card.headline.claims
        assert frame["total"].sum() == card.headline.total
    assert card.ranking["claims_share"].sum() == pytest.approx(1)
    assert card.ranking["cost_share"].sum() == pytest.approx(1)


@kinds
@everyone
def test_the_library_learns_from_the_same_rankings_whatever_is_ranked(snapshot, kind, viewer):
    cards = [
        ask(snapshot, wanted(kind=kind), viewer, views(by, Detail.BANDS))
        for by in ("scheme", "cause")
    ]
    for dimension in ("specialty", "cause", "injury", "location"):
        assert_frame_equal(cards[0].by[dimension], cards[1].by[dimension])


@kinds
@pytest.mark.parametrize("viewer", PROTECTED.values(), ids=PROTECTED)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_others_see_the_same_rows_with_small_numbers_hidden_sorted_by_what_is_shown(
    snapshot, kind, viewer, dimension
):
    asked, seen = wanted(kind=kind), views(dimension, Detail.BANDS)
    exact, shown = ask(snapshot, asked, seen=seen), ask(snapshot, asked, viewer, seen)
    for name, key in (("quadrant", "code"), ("ranking", "code"), ("years", "year"),
                      ("detail", "code")):  # fmt: skip
        counts = dict(getattr(exact, name).select(key, "claims").iter_rows())
        told = dict(getattr(shown, name).select(key, "claims").iter_rows())
        assert told == {code: protect_count(number) for code, number in counts.items()}
        for column in ("open", "nil", "with_damages", "largest", "second"):
            assert column not in getattr(shown, name).columns
    by_what_is_shown = [
        (-(row["total"] or -1), -(row["claims"] or -1), row["code"] is None, row["code"] or "")
        for row in shown.ranking.to_dicts()
    ]
    assert by_what_is_shown == sorted(by_what_is_shown)
    assert shown.detail["total"].null_count() == shown.detail.height
    known = shown.ranking.drop_nulls("claims_share")["claims_share"]
    assert known.sum() == pytest.approx(1)


def test_how_many_were_closed_is_hidden_where_a_status_that_counts_is(snapshot):
    """Five closed nil, seven settled: shown as a number of closed claims, one would follow."""
    asked, seen = wanted(CANARY), views(detail=Detail.BANDS)
    top = ask(snapshot, asked, board(CANARY), seen).headline
    assert (top.closed, top.nil, top.nil_share, top.paid_claims) == (None, None, None, None)
    assert ask(snapshot, asked, steward(), seen).headline.closed == 12
    nothing = ask(snapshot, wanted(EMPTY), board(EMPTY), seen).headline
    assert (nothing.closed, nothing.nil, nothing.paid_claims) == (0, 0, 0)


@kinds
@pytest.mark.parametrize("viewer", PROTECTED.values(), ids=PROTECTED)
def test_what_others_pick_out_is_marked_and_narrows_nothing(snapshot, kind, viewer):
    seen = views("cause", Detail.BANDS)
    whole = ask(snapshot, wanted(kind=kind), viewer, seen)
    code = whole.quadrant["code"].drop_nulls()[0]
    picked = ask(snapshot, wanted(kind=kind, cause=code), viewer, seen)
    assert picked.quadrant.filter("chosen")["code"].to_list() == [code]
    assert picked.headline == whole.headline
    for name in ("ranking", "years", "detail"):
        assert_frame_equal(getattr(picked, name), getattr(whole, name))
    assert "Picked out: Cause: " in picked.sentence()
    assert picked.sentence().endswith("The figures are of all claims.")


@pytest.mark.parametrize("viewer", PROTECTED.values(), ids=PROTECTED)
@pytest.mark.parametrize(
    ("asked", "seen", "words"),
    [
        ({"years": (2016, 2022)}, {}, "all years together"),
        ({"years": (2014, 2018)}, {}, "all years together"),
        ({"basis": Basis.CLOSED}, {}, "incident or notification date only"),
        ({"status": "open"}, {}, "all claims together"),
        ({"band": "none", "cause": "consent"}, {}, "all claims together"),
        ({"scheme": "CNST"}, {}, "all claims together"),
        ({}, {"detail": Detail.CROSSED}, "risk managers of the trust itself"),
        ({}, {"detail": Detail.CLAIMS}, "risk managers of the trust itself"),
    ],
)
def test_others_cannot_ask_beyond_the_fixed_tables(snapshot, viewer, asked, seen, words):
    with pytest.raises(NotAllowed, match=words):
        ask(snapshot, wanted(**asked), viewer, views(**{"detail": Detail.BANDS, **seen}))


@kinds
def test_the_quadrant_keeps_every_point_while_one_is_chosen(snapshot, kind):
    by = "specialty" if kind is Kind.CLINICAL else "cause"
    before = ask(snapshot, wanted(kind=kind), seen=views(by))
    code = before.quadrant["code"].drop_nulls()[0]
    after = ask(snapshot, wanted(kind=kind, **{by: code}), seen=views(by))
    assert_frame_equal(before.quadrant.drop("chosen"), after.quadrant.drop("chosen"))
    assert before.quadrant["chosen"].all()
    assert after.quadrant.filter("chosen")["code"].to_list() == [code]
    assert after.headline.claims == after.quadrant.filter("chosen")["claims"].item()
    assert after.ranking["code"].to_list() == [code]


def test_claims_without_a_code_are_a_point_that_says_so_and_is_not_chosen_with_others(snapshot):
    card = ask(snapshot, wanted(cause="wrong-diagnosis"), seen=views("cause"))
    unrecorded = card.quadrant.filter(pl.col("code").is_null())
    assert unrecorded["name"].to_list() == ["Not recorded"]
    assert not card.quadrant.filter(pl.col("chosen"))["code"].has_nulls()


def test_pairs_agree_with_counting_and_are_named(snapshot):
    card = ask(snapshot, seen=views(detail=Detail.CROSSED))
    counted = twins.crossed(by_hand(wanted()), "cause", "specialty")
    assert card.detail.drop("down_name", "across_name").to_dicts() == counted
    assert card.detail["down_name"][0] == "Obstetrics"
    assert not card.detail["across_name"].has_nulls()


def test_bands_carry_shares_of_claims_and_of_cost(snapshot):
    card = ask(snapshot, seen=views(detail=Detail.BANDS))
    for row in card.detail.iter_rows(named=True):
        assert row["claims_share"] == pytest.approx(row["claims"] / card.headline.claims)
        assert row["cost_share"] == pytest.approx(row["total"] / card.headline.total)
    assert "£1 million and over" in card.detail["name"].to_list()


@kinds
def test_the_list_of_claims_holds_each_claim_once_in_words(snapshot, kind):
    asked = wanted(kind=kind)
    card = ask(snapshot, asked, seen=views(detail=Detail.CLAIMS))
    counted = twins.listed(by_hand(asked))
    assert card.detail["claim_ref"].to_list() == [row["claim_ref"] for row in counted]
    assert card.detail["total"].to_list() == [row["total"] for row in counted]
    assert set(card.detail["status"]) <= {
        "Open", "Settled with damages", "Closed nil damages",
        "Settled, costs or periodical payments continuing",
    }  # fmt: skip


def test_claims_that_cost_nothing_have_no_share_of_the_cost(snapshot):
    for viewer in (steward(), board(COSTLESS)):  # the costs of bands are hidden from others
        card = ask(snapshot, wanted(COSTLESS), viewer, views("cause", Detail.BANDS))
        assert card.ranking["claims_share"].sum() == pytest.approx(1)
        for frame in (card.ranking, card.detail):
            assert frame["cost_share"].to_list() == [None] * frame.height


@pytest.mark.parametrize(
    ("viewer", "asked"),
    [(steward(), wanted(years=(1990, 1991))), (board(EMPTY), wanted(EMPTY)),
     (lead(EMPTY), wanted(EMPTY, specialty="obstetrics"))],
)  # fmt: skip
def test_a_selection_without_claims_is_empty_and_not_hidden(snapshot, viewer, asked):
    card = ask(snapshot, asked, viewer, views("cause", Detail.BANDS))
    assert card.headline.empty
    assert (card.headline.claims, card.headline.total, card.headline.paid_claims) == (0, 0, 0)
    assert card.headline.median_damages is card.headline.nil_share is None
    for frame in (card.quadrant, card.ranking, card.years, card.detail, *card.by.values()):
        assert frame.is_empty()
    assert (card.cuts.claims > 0, card.cuts.cost > 0) == (True, True)


def test_a_trust_without_claims_has_an_empty_scorecard_and_the_year_of_the_as_at_date(snapshot):
    assert ask(snapshot, wanted(EMPTY)).headline.empty
    offered = queries.choices(snapshot, steward(), EMPTY, Kind.CLINICAL, Basis.INCIDENT)
    assert (offered.first, offered.last) == (2025, 2025)
    assert set(offered.codes.values()) == {()}


@kinds
@bases
def test_those_who_see_claims_are_offered_the_codes_that_there_are(snapshot, kind, basis):
    offered = queries.choices(snapshot, steward(), OWN, kind, basis)
    prepared = twins.prepare(nation.of_trust(OWN), basis)
    span = twins.span(prepared, kind)
    assert (offered.first, offered.last) == (span["first"], span["last"])
    for dimension in DIMENSIONS:
        there = {line["code"] for line in twins.present(prepared, kind, dimension)}
        assert set(offered.codes[dimension]) == there
        assert len(offered.codes[dimension]) == len(there)


def test_codes_are_offered_by_name_and_statuses_and_bands_in_their_own_order(snapshot):
    for viewer in (steward(), board(OWN)):
        offered = queries.choices(snapshot, viewer, OWN, Kind.CLINICAL, Basis.INCIDENT).codes
        for dimension in {"specialty", "cause", "injury", "location"} & set(offered):
            names = [snapshot.taxonomy[dimension].name_of(code) for code in offered[dimension]]
            assert names == sorted(names)
    offered = queries.choices(snapshot, steward(), OWN, Kind.CLINICAL, Basis.INCIDENT).codes
    assert list(offered["status"]) == [s for s in Status if s in offered["status"]]
    assert list(offered["band"]) == [b for b in Band if b in offered["band"]]


def test_what_others_are_offered_does_not_betray_what_a_trust_has(snapshot):
    own, canary = (
        queries.choices(snapshot, board(trust), trust, Kind.CLINICAL, Basis.INCIDENT).codes
        for trust in (OWN, CANARY)
    )
    assert own == canary
    assert set(own["specialty"]) == set(snapshot.taxonomy["specialty"].by_code)
    assert set(own) == {"specialty", "cause", "injury", "location"}


@pytest.mark.parametrize("viewer", EXACT.values(), ids=EXACT)
def test_the_way_out_of_an_empty_answer_says_what_the_page_then_shows(snapshot, viewer):
    asked = wanted(specialty="ophthalmology", cause="sharps", band="none", status="incident")
    assert ask(snapshot, asked, viewer).headline.empty
    emptied = queries.without_each(snapshot, viewer, asked)
    shown = {
        name: ask(snapshot, asked.narrowed(name), viewer).headline.claims for name in asked.filters
    }
    assert emptied == {name: claims for name, claims in shown.items() if claims != 0}


@pytest.mark.parametrize("viewer", EXACT.values(), ids=EXACT)
def test_dropping_the_status_filter_does_not_count_notified_incidents_as_claims(snapshot, viewer):
    asked = wanted(status="incident")
    emptied = queries.without_each(snapshot, viewer, asked)
    assert emptied == {"status": ask(snapshot, wanted(), viewer).headline.claims}


def test_for_others_no_filter_can_empty_an_answer_so_none_can_be_dropped(snapshot):
    assert queries.without_each(snapshot, board(OWN), wanted(specialty="ophthalmology")) == {}


def test_without_filters_nothing_can_be_dropped(snapshot):
    assert queries.without_each(snapshot, steward(), wanted(years=(1990, 1990))) == {}


def test_the_commoner_kind_is_counted_without_notified_incidents(snapshot):
    for trust in snapshot.organisations:
        kinds_there = [r["kind"] for r in nation.of_trust(trust) if r["status"] != "incident"]
        more = kinds_there.count("non-clinical") > kinds_there.count("clinical")
        expected = Kind.NON_CLINICAL if more else Kind.CLINICAL
        assert queries.commoner_kind(snapshot, steward(), trust) is expected


def _typical(kind, group, dimension):
    lines = twins.typical(nation.rows(), nation.ORGANISATIONS)
    (found,) = [
        line for line in lines
        if (line["kind"], line["group"], line["dimension"]) == (kind, group, dimension)
    ]  # fmt: skip
    return found


@kinds
@pytest.mark.parametrize("years", [(2014, 2022), (2016, 2016)])
def test_cut_lines_are_what_is_typical_of_the_same_type_over_as_many_years(snapshot, kind, years):
    typical = _typical(kind, "Acute", "cause")
    cuts = ask(snapshot, wanted(kind=kind, years=years), seen=views("cause")).cuts
    number = years[1] - years[0] + 1
    assert cuts.claims == pytest.approx(number * typical["claims_a_year"], rel=0.05)
    assert cuts.cost == pytest.approx(number * typical["cost_a_year"], rel=0.05)
    assert cuts.source == f"typical of {typical['trusts']} trusts of the same type (Acute)"


def test_cut_lines_have_two_figures_so_that_no_trusts_own_figure_can_be_read_off(snapshot):
    cuts = ask(snapshot, wanted(), seen=views("cause")).cuts
    typical = _typical("clinical", "Acute", "cause")
    assert cuts.cost != 9 * typical["cost_a_year"]
    assert cuts.cost == float(f"{cuts.cost:.1e}")
    assert cuts.claims == float(f"{cuts.claims:.1e}")


def test_a_type_of_few_trusts_is_compared_with_all_organisations(snapshot):
    typical = _typical("clinical", "all", "cause")
    cuts = ask(snapshot, wanted(AMBULANCE), seen=views("cause")).cuts
    assert cuts.source == f"typical of {typical['trusts']} organisations"


@everyone
def test_without_peer_figures_the_lines_stand_in_the_middle_of_what_is_shown(snapshot, viewer):
    card = ask(snapshot, wanted(), viewer, views("scheme", Detail.BANDS))
    known = card.quadrant["total"].drop_nulls().to_list()
    assert card.cuts.source == "the middle of what is shown"
    assert card.cuts.cost == statistics.median(known)


@kinds
@everyone
def test_every_row_has_a_name_and_the_same_question_has_the_same_answer(snapshot, kind, viewer):
    cards = [ask(snapshot, wanted(kind=kind), viewer, views(detail=Detail.BANDS)) for _ in range(2)]
    for name in ("quadrant", "ranking", "detail"):
        assert getattr(cards[0], name)["name"].null_count() == 0
        assert_frame_equal(getattr(cards[0], name), getattr(cards[1], name))
    assert asdict(cards[0].headline) == asdict(cards[1].headline)


def test_filters_add_up_to_the_whole_when_each_code_is_asked_alone(snapshot):
    whole = ask(snapshot, seen=views("cause"))
    parts = [
        ask(snapshot, wanted(cause=code)).headline
        for code in whole.ranking["code"].drop_nulls().to_list()
    ]
    unrecorded = whole.ranking.filter(pl.col("code").is_null())
    assert sum(p.claims for p in parts) + unrecorded["claims"].sum() == whole.headline.claims
    assert sum(p.total for p in parts) + unrecorded["total"].sum() == whole.headline.total
