"""Sentences under the figures: their numbers are the figures', their grammar fits, nothing more."""

import re
from dataclasses import replace

import pytest

from scorecards import formatting
from scorecards.claims import findings, protecting
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Detail, Views
from tests.claims.asking import EXACT, PROTECTED, ask, wanted
from tests.claims.cards import MILLION, POUND, asking, card, headline, pairs, ranked, yearly
from tests.claims.nation import AMBULANCE, CANARY, COSTLESS, EMPTY, OWN
from tests.people.viewers import board, steward


PROHIBITED = re.compile(
    r"worst|best\b|league|dashboard|failing|nan\b|None\b(?! of these)|null", re.IGNORECASE
)
THREE = [("Obstetrics", 40, 12 * MILLION), ("Orthopaedics", 50, 3 * MILLION), ("Urology", 30, 0)]
BOTH = Views("specialty", "specialty", across="cause", down="specialty")
BANDS = Views("specialty", "specialty", across="cause", down="specialty", detail=Detail.BANDS)
CLAIMS = Views("specialty", "specialty", across="cause", down="specialty", detail=Detail.CLAIMS)


def said(finding):
    return (finding.heading, finding.takeaway)


def by_number(one):
    return said(findings.ranking(one, BOTH, by_cost=False))


def by_cost(one):
    return said(findings.ranking(one, BOTH, by_cost=True))


class TestQuadrant:
    def test_it_sets_the_costliest_share_of_claims_against_its_share_of_cost(self):
        one = card(ranked(*THREE), headline=headline(120, 15 * MILLION))
        assert said(findings.quadrant(one, BOTH)) == (
            "Obstetrics: 33% of the claims, 80% of the cost",
            "Obstetrics (40 claims, £12 million) has the most cost. "
            "Orthopaedics has the most claims, 50. "
            "1 specialty has no cost, so only a row in the table.",
        )

    def test_several_without_cost_are_counted_in_the_plural(self):
        one = card(ranked(*THREE, ("Radiology", 1, 0)))
        takeaway = findings.quadrant(one, BOTH).takeaway
        assert takeaway.endswith("2 specialties have no cost, so only a row in the table.")

    def test_one_that_leads_in_both_is_said_once(self):
        one = card(ranked(("Obstetrics", 90, 12 * MILLION), ("Urology", 1, 100 * POUND)))
        takeaway = findings.quadrant(one, BOTH).takeaway
        assert takeaway == "Obstetrics (90 claims, £12 million) has the most cost."

    def test_a_single_specialty_is_not_compared_with_itself(self):
        one = card(ranked(("Obstetrics", 1, 250_000 * POUND)))
        assert findings.quadrant(one, BOTH).takeaway == "Obstetrics: 1 claim, £250,000."

    def test_a_chosen_one_is_named_among_all(self):
        one = asking(card(ranked(*THREE[:1])), specialty="obstetrics")
        assert findings.quadrant(one, BOTH).heading == "Obstetrics among all specialties"

    def test_claims_without_any_cost_have_no_costliest(self):
        one = card(ranked(("Obstetrics", 9, 0), ("Urology", 8, 0)), headline=headline(17, 0))
        assert said(findings.quadrant(one, BOTH)) == (
            "Volume against value by specialty",
            "None of these claims has a cost.",
        )

    def test_hidden_rows_are_neither_named_nor_counted(self):
        rows = ranked(("Obstetrics", 40, 12 * MILLION), ("Secret", None, None), ("Vague", 10, None))
        text = " ".join(said(findings.quadrant(card(rows, exact=False), BOTH)))
        assert text.endswith("Obstetrics: 40 claims, £12 million.")
        assert not re.search("Secret|Vague", text)

    def test_where_the_whole_is_hidden_no_share_is_told(self):
        one = card(ranked(*THREE), headline=headline(120, None), exact=False)
        assert findings.quadrant(one, BOTH).heading == "Volume against value by specialty"


class TestRanking:
    FOUR = ranked(*THREE, ("Radiology", 20, 5 * MILLION))

    def test_by_number_the_leader_and_the_first_three_are_told_with_their_share(self):
        assert by_number(card(self.FOUR)) == (
            "Orthopaedics leads by number of claims",
            "Orthopaedics: 50 claims, 36% of the claims. "
            "The first three of 4 specialties hold 86%.",
        )

    def test_by_cost_it_is_another_leader(self):
        assert by_cost(card(self.FOUR)) == (
            "Obstetrics leads by cost",
            "Obstetrics: £12 million, 60% of the cost. The first three of 4 specialties hold 100%.",
        )

    def test_one_claim_of_one_specialty_is_in_the_singular(self):
        one = card(ranked(("Urology", 1, 500 * POUND)))
        assert by_number(one)[1] == "Urology: 1 claim, 100% of the claims."
        assert by_cost(one)[1] == "Urology: £500, 100% of the cost."

    def test_a_share_of_what_is_shown_says_so_where_others_are_hidden(self):
        rows = ranked(*THREE, ("Radiology", 20, 5 * MILLION), ("Secret", None, None))
        assert by_number(card(rows, exact=False))[1] == (
            "Orthopaedics: 50 claims, 36% of the claims shown. "
            "The first three of 4 specialties shown hold 86%."
        )

    def test_claims_without_any_cost_are_not_called_too_few(self):
        one = card(ranked(("Obstetrics", 90, 0), ("Urology", 80, 0)))
        assert by_cost(one) == ("Claims by specialty", "None of these claims has a cost.")

    def test_hidden_costs_are_not_said_to_be_none(self):
        one = card(ranked(("Obstetrics", 90, 0), ("Urology", None, None)), exact=False)
        assert by_cost(one)[1] == "Each of these numbers is too small to be shown."

    def test_equal_leaders_are_told_in_the_order_of_their_names(self):
        assert by_number(card(ranked(("Urology", 9, 1), ("Ear", 9, 1))))[0].startswith("Ear leads")


class TestYears:
    ROWS = yearly((2014, 12, 100), (2016, 30, 900), (2022, 8, 50))

    @pytest.mark.parametrize(
        ("basis", "heading"),
        [
            (Basis.INCIDENT, "Incidents in 2016/17 led to the most claims"),
            (Basis.NOTIFIED, "Most claims were notified in 2016/17"),
            (Basis.CLOSED, "Most claims were closed in 2016/17"),
        ],
    )
    def test_the_year_with_most_claims_is_named_with_its_basis(self, basis, heading):
        finding = findings.years(asking(card(years=self.ROWS), basis))
        assert finding.heading == heading
        assert finding.takeaway.startswith("30 claims in 2016/17, 8 in 2022/23.")

    def test_years_that_lie_long_back_are_not(self):
        rows = yearly((2014, 12, 100), (2016, 30, 900))
        assert findings.years(card(years=rows)).takeaway == "30 claims in 2016/17."

    @pytest.mark.parametrize(("year", "told"), [(2025, False), (2026, True)])
    def test_by_notification_only_a_year_that_is_not_over_is(self, year, told):
        one = asking(card(years=yearly((2024, 9, 1), (year, 8, 1))), Basis.NOTIFIED, last=year)
        assert ("is not over" in findings.years(one).takeaway) == told

    def test_one_claim_in_one_year_is_in_the_singular(self):
        one = asking(card(years=yearly((2015, 1, 5))), Basis.CLOSED)
        assert findings.years(one).takeaway == "1 claim in 2015/16."

    def test_the_newest_of_equal_years_is_named(self):
        one = asking(card(years=yearly((2014, 9, 1), (2015, 9, 1))), Basis.CLOSED)
        assert said(findings.years(one)) == (
            "Most claims were closed in 2015/16",
            "9 claims in 2015/16.",
        )


class TestDetail:
    def test_the_commonest_pair_is_told_with_its_cost(self):
        rows = pairs(("Obstetrics", "Delayed diagnosis", 9, MILLION), ("Ear", "Fall", 2, 5))
        assert said(findings.detail(card(detail=rows), BOTH)) == (
            "Obstetrics with delayed diagnosis is the commonest pair",
            "9 claims of 120, £1 million. Specialty by cause, the largest of each.",
        )

    def test_a_hidden_cost_is_left_out_and_a_hidden_pair_passed_over(self):
        rows = pairs(("Ear", "Fall", None, None), ("Obstetrics", "MRSA infection", 10, None))
        assert said(findings.detail(card(detail=rows, exact=False), BOTH)) == (
            "Obstetrics with MRSA infection is the commonest pair",
            "10 claims of 120. Specialty by cause, the largest of each.",
        )

    def test_bands_set_the_share_of_claims_against_that_of_cost(self):
        rows = ranked(("£1 million and over", 3, 9 * MILLION), ("Under £25,000", 27, MILLION))
        assert said(findings.detail(card(detail=rows), BANDS)) == (
            "10% of the claims hold 90% of the cost",
            "3 claims of £1 million and over cost £9 million together.",
        )

    def test_a_single_claim_costs_by_itself(self):
        rows = ranked(("Under £25,000", 1, 2_000 * POUND))
        takeaway = findings.detail(card(detail=rows), BANDS).takeaway
        assert takeaway == "1 claim of under £25,000 cost £2,000."

    def test_bands_without_any_cost_say_so(self):
        rows = ranked(("No cost", 30, 0))
        assert said(findings.detail(card(detail=rows), BANDS)) == (
            "Claims by value",
            "None of these claims has a cost.",
        )

    def test_shares_of_bands_that_are_shown_say_so_where_others_are_hidden(self):
        rows = ranked(("£1 million and over", None, None), ("Under £25,000", 25, None))
        told = findings.detail(card(detail=rows, exact=False), BANDS)
        assert told.heading == "Under £25,000: 100% of the claims shown"
        assert told.takeaway == (
            "25 claims of this value, more than of any other. What the claims of a value cost "
            "together is hidden."
        )

    def test_bands_that_would_give_a_cost_away_are_left_out_and_said_to_be(self):
        told = findings.detail(card(detail=ranked(), exact=False), BANDS)
        assert told.takeaway.startswith("Left out: ")

    def test_the_list_of_claims_is_counted_and_kept_from_sharing(self):
        takeaway = findings.detail(card(detail=ranked(("Ear", 1, 1))), CLAIMS).takeaway
        assert takeaway == "1 claim, one line each. For the trust's own use, not for sharing on."


ALL = (
    ("quadrant", lambda one: findings.quadrant(one, BOTH)),
    ("ranking", lambda one: findings.ranking(one, BOTH, by_cost=False)),
    ("ranking by cost", lambda one: findings.ranking(one, BOTH, by_cost=True)),
    ("years", findings.years),
    ("pairs", lambda one: findings.detail(one, BOTH)),
    ("bands", lambda one: findings.detail(one, BANDS)),
)
every_finding = pytest.mark.parametrize("tell", [tell for _, tell in ALL], ids=[n for n, _ in ALL])
GONE = {
    "rows": ranked(("Secret", None, None)),
    "years": yearly((2015, None, None)),
    "detail": ranked(("Secret", None, None)).with_columns(down_name="name", across_name="name"),
}


@every_finding
@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (None, "Too few claims to say more than that they exist."),
        (30, "Each of these numbers is too small to be shown."),
    ],
)
def test_where_every_row_is_hidden_a_sentence_says_why(tell, claims, words):
    finding = tell(card(**GONE, headline=headline(claims, None), exact=False))
    assert finding.takeaway == words
    assert "Secret" not in finding.heading


@every_finding
def test_without_claims_every_sentence_says_so(tell):
    nothing = ranked().with_columns(down_name="name", across_name="name")
    finding = tell(card(detail=nothing, headline=headline(0, 0)))
    assert finding.takeaway == "No claims in this selection."


def asked_cards(snapshot):
    """Scorecards as they come: large, small, costless, empty; exact and protected."""
    others = Views("cause", "location", "location", "cause")
    for kind in Kind:
        for basis in Basis:
            for viewer in EXACT.values():
                for seen in (BOTH, BANDS, others):
                    yield ask(snapshot, wanted(OWN, kind, basis, (2014, 2026)), viewer, seen), seen
        for basis in protecting.BASES:
            for viewer in PROTECTED.values():
                for seen in (BANDS, replace(others, detail=Detail.BANDS)):
                    yield ask(snapshot, wanted(OWN, kind, basis, (2014, 2026)), viewer, seen), seen
    for trust in (CANARY, COSTLESS, AMBULANCE, EMPTY):
        for viewer, seen in ((steward(), BOTH), (steward(), BANDS), (board(trust), BANDS)):
            yield ask(snapshot, wanted(trust), viewer, seen), seen


def findings_of(one, seen):
    yield findings.quadrant(one, seen)
    yield findings.ranking(one, seen, by_cost=False)
    yield findings.ranking(one, seen, by_cost=True)
    yield findings.years(one)
    yield findings.detail(one, seen)


def test_every_number_in_a_sentence_stands_in_the_answer_it_is_about(snapshot):
    """Claims and amounts are looked up in the frames; shares are of two numbers that are there."""
    for one, seen in asked_cards(snapshot):
        frames = [one.quadrant, one.ranking, one.years, one.detail]
        counts = {one.headline.claims, *(n for frame in frames for n in frame["claims"].to_list())}
        amounts = {t for frame in frames for t in frame["total"].to_list() if t is not None}
        written = {formatting.money(amount) for amount in amounts}
        for finding in findings_of(one, seen):
            text = " ".join(said(finding))
            for number in re.findall(r"([\d,]+) claims?\b", text):
                assert int(number.replace(",", "")) in counts, text
            in_bands = set(one.detail["name"].to_list()) if seen.detail is Detail.BANDS else set()
            bands = {words for name in in_bands for words in re.findall(r"£[\d,.]+", name)}
            for amount in re.findall(r"£[\d,.]*\d(?: million| billion)?", text):
                number = amount.split(" ", maxsplit=1)[0]
                assert amount in written or number in bands, text


def test_no_sentence_has_a_word_that_people_should_not_read(snapshot):
    for one, seen in asked_cards(snapshot):
        for finding in findings_of(one, seen):
            text = " ".join(said(finding))
            assert not PROHIBITED.search(text)
            assert finding.takeaway.endswith(".")
            assert "  " not in text
            assert text == text.strip()
            assert not finding.heading.endswith(".")
