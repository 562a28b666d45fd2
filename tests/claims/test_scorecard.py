"""The sentence and the stamp of a scorecard: what is shown, in words that agree in number."""

from dataclasses import replace

import pytest

from scorecards.claims.model import Basis, Kind
from scorecards.claims.selection import Selection
from tests.claims.cards import asking, card, headline, ranked


def sentence(one):
    return one.sentence()


def counting(claims, **filters):
    return asking(card(headline=headline(claims)), **filters)


@pytest.mark.parametrize(
    ("claims", "begins"),
    [
        (0, "0 clinical claims against Alder Valley"),
        (1, "1 clinical claim against Alder Valley"),
        (1234, "1,234 clinical claims against Alder Valley"),
        (None, "1 to 7 clinical claims against Alder Valley"),
    ],
)
def test_claims_are_counted_in_the_singular_the_plural_and_hidden(claims, begins):
    assert sentence(counting(claims)).startswith(begins)


@pytest.mark.parametrize(
    ("claims", "begins"),
    [(1, "1 clinical notified incident against"), (9, "9 clinical notified incidents against")],
)
def test_notified_incidents_are_not_called_claims(claims, begins):
    assert sentence(counting(claims, status="incident")).startswith(begins)


def test_incidents_among_claims_are_counted_with_them():
    one = counting(9)
    both = replace(one, selection=one.selection.narrowed("status", "incident", "open"))
    assert sentence(both).startswith("9 clinical claims against")


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (Basis.INCIDENT, "incidents from 2014/15 to 2022/23"),
        (Basis.NOTIFIED, "notified from 2014/15 to 2022/23"),
        (Basis.CLOSED, "closed from 2014/15 to 2022/23"),
    ],
)
def test_the_sentence_says_by_which_date(basis, words):
    assert sentence(asking(card(), basis)) == (
        f"120 clinical claims against Alder Valley, {words}, as at 31 March 2026."
    )


def test_one_year_is_in_it_and_filters_follow():
    one = asking(card(), last=2014, specialty="obstetrics")
    assert sentence(one) == (
        "120 clinical claims against Alder Valley, incidents in 2014/15, as at 31 March 2026. "
        "Specialty: Obstetrics."
    )


def test_the_kind_is_told():
    other = Selection("RA1", Kind.NON_CLINICAL, 2014, 2022)
    assert "non-clinical claims" in sentence(card(selection=other))


def test_the_stamp_has_basis_period_date_scheme_number_secrecy_and_release():
    assert str(card().stamp(120)) == (
        "By incident date · 2014/15 to 2022/23 · as at 31 March 2026 · all clinical schemes · "
        "n = 120 · exact, not for onward sharing · snapshot 2026-03-31-0123456789"
    )


def test_the_stamp_of_what_is_protected_says_what_is_hidden():
    one = asking(card(exact=False), Basis.CLOSED, scheme="CNST")
    assert str(one.stamp(None)) == (
        "By closed date · 2014/15 to 2022/23 · as at 31 March 2026 · CNST · "
        "n = 1 to 7 · counts of 1 to 7 hidden · snapshot 2026-03-31-0123456789"
    )


def test_leading_names_are_those_with_most_claims_that_may_be_shown_each_once():
    rows = ranked(("Ear", 5, 1), ("Urology", 9, 1), ("Secret", None, 1), ("Ear", 4, 1),
                  ("Allergy", 9, 1))  # fmt: skip
    one = card(rows)
    assert one.leading("cause", 9) == ["Allergy", "Urology", "Ear"]
    assert one.leading("cause", 2) == ["Allergy", "Urology"]
    assert one.leading("cause", 0) == []
