"""Figures as words: each quantity says what is known, what is hidden, and nothing else."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from scorecards.claims.figures.model import Figures, Quantity, Subject
from scorecards.claims.figures.words import NOT_KNOWN, headline, said
from scorecards.claims.model import Kind
from scorecards.claims.stamp import Stamp
from scorecards.errors import UserError
from scorecards.money import Currency


SCHEMA = {"code": pl.String, "name": pl.String, "claims": pl.Int64, "total": pl.Int64}
STAMP = Stamp("By incident date", "", date(2026, 3, 31), "", 0, "release", exact=False)


def table(*rows):
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


def years(*rows):
    return pl.DataFrame(list(rows), schema={**SCHEMA, "code": pl.Int64}, orient="row")


CAUSES = table(
    (None, "Not recorded", 900, 900_00),
    ("other", "Other", 800, 800_00),
    ("consent", "Consent", 120, 5_000_000_00),
    ("burn", "Burn", 120, 7_000_000_00),
    ("fall", "Fall", None, None),
)
FIGURES = Figures(
    whose="the nation",
    subject=Subject(Kind.CLINICAL, {"cause": ("consent",)}, 3),
    first=2020,
    last=2022,
    as_at=date(2026, 3, 31),
    currency=Currency.GBP,
    exact=False,
    claims=400,
    total=1_200_000_00,
    median_damages=9_500_00,
    settled=120,
    open=None,
    nil=80,
    by={
        "cause": CAUSES,
        "injury": table(("pain", "Pain", None, None)),
        "year": years((2020, "2020/21", 200, 1), (2022, "2022/23", None, None)),
    },
    pooled=frozenset(),
    stamp=STAMP,
)
SAID = {
    Quantity.CLAIMS: "400",
    Quantity.TOTAL: "£1.2 million",
    Quantity.MEDIAN_DAMAGES: "£9,500",
    Quantity.SETTLED: "120",
    Quantity.OPEN: "1 to 7",
    Quantity.NIL: "80",
    Quantity.NIL_SHARE: "40%",
    Quantity.CLAIMS_A_YEAR: "130",
    # Of two alike the first by name; what says nothing leads nowhere.
    Quantity.LEADING_CAUSE: "Burn",
    Quantity.LEADING_CAUSE_CLAIMS: "120",
    Quantity.LEADING_CAUSE_SHARE: "30%",
    Quantity.SECOND_CAUSE: "Consent",
    Quantity.SECOND_CAUSE_CLAIMS: "120",
    Quantity.COSTLIEST_CAUSE: "Burn",
    Quantity.COSTLIEST_CAUSE_TOTAL: "£7 million",
    Quantity.LEADING_INJURY: NOT_KNOWN,  # all hidden
    Quantity.LEADING_INJURY_CLAIMS: NOT_KNOWN,
    Quantity.LEADING_LOCATION: NOT_KNOWN,  # no such table
    Quantity.FIRST_YEAR: "2020/21",
    Quantity.FIRST_YEAR_CLAIMS: "200",
    Quantity.LAST_YEAR: "2022/23",
    Quantity.LAST_YEAR_CLAIMS: "1 to 7",
    Quantity.LARGEST_YEAR: "2020/21",
    Quantity.LARGEST_YEAR_CLAIMS: "200",
    Quantity.PERIOD: "2020/21 to 2022/23",
    Quantity.AS_AT: "31 March 2026",
}


@pytest.mark.parametrize("quantity", SAID, ids=str)
def test_a_quantity_is_said_as_it_is_shown(quantity):
    assert said(FIGURES, quantity) == SAID[quantity]


@pytest.mark.parametrize("quantity", Quantity, ids=str)
def test_every_quantity_has_words_and_none_where_there_are_no_figures(quantity):
    assert said(FIGURES, quantity)
    assert said(None, quantity) == NOT_KNOWN


def test_a_hidden_number_is_said_to_be_hidden():
    hidden = replace(FIGURES, claims=None, total=None, median_damages=None, nil=None)
    assert said(hidden, Quantity.CLAIMS) == "1 to 7"
    assert said(hidden, Quantity.TOTAL) == "hidden"
    assert said(hidden, Quantity.MEDIAN_DAMAGES) == "hidden"
    assert said(hidden, Quantity.NIL_SHARE) == "not known"
    assert said(hidden, Quantity.LEADING_CAUSE_SHARE) == "not known"


def test_a_sum_whose_parts_are_hidden_is_not_said_to_be_one_to_seven():
    """Settled claims are those of two statuses: 85 and some hidden ones are more than seven."""
    assert said(replace(FIGURES, settled=None), Quantity.SETTLED) == "hidden"
    in_parts = replace(FIGURES, claims=None, in_parts=True)
    assert said(in_parts, Quantity.CLAIMS) == "hidden"
    assert said(in_parts, Quantity.CLAIMS_A_YEAR) == "hidden"


def test_a_number_a_year_is_never_told_closer_than_what_it_is_made_of():
    few = replace(FIGURES, claims=None, first=2013)
    assert said(few, Quantity.CLAIMS_A_YEAR) == "fewer than 1"
    assert said(replace(few, first=2020), Quantity.CLAIMS_A_YEAR) == "hidden"
    assert said(replace(FIGURES, claims=1235), Quantity.CLAIMS_A_YEAR) == "410"
    assert said(replace(FIGURES, claims=0), Quantity.CLAIMS_A_YEAR) == "fewer than 1"


def test_where_nothing_was_paid_or_closed_nothing_is_said_to_be_hidden():
    nothing = replace(FIGURES, median_damages=None, settled=0, nil=0)
    assert said(nothing, Quantity.MEDIAN_DAMAGES) == "none paid"
    assert said(nothing, Quantity.NIL_SHARE) == "none closed"
    exact = replace(FIGURES, exact=True, median_damages=None)
    assert said(exact, Quantity.MEDIAN_DAMAGES) == "none paid"


def test_a_year_without_a_row_has_no_claims_unless_rows_were_left_out():
    gone = {**FIGURES.by, "year": years((2021, "2021/22", 400, 1))}
    assert said(replace(FIGURES, by=gone), Quantity.FIRST_YEAR_CLAIMS) == "0"
    pooled = replace(FIGURES, by=gone, pooled=frozenset({"year"}))
    assert said(pooled, Quantity.FIRST_YEAR_CLAIMS) == "1 to 7"


def test_the_headline_has_one_word_for_one_claim():
    exact = replace(FIGURES, exact=True)
    assert headline(replace(exact, claims=1))[0] == ("1", "claim")
    assert headline(exact)[0] == ("400", "claims")


def test_a_subject_names_known_lists_and_at_most_ten_years():
    with pytest.raises(UserError, match="not of “trust”"):
        Subject(Kind.CLINICAL, {"trust": ("RA1",)})
    for wrong in (0, 11):
        with pytest.raises(UserError, match="1 to 10 years"):
            Subject(Kind.CLINICAL, {}, wrong)
