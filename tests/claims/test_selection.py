"""A selection says itself, refuses what it cannot mean, and is narrowed without being changed."""

import pytest

from scorecards.claims import model
from scorecards.claims.model import BAND_NAMES, STATUS_NAMES, Band, Basis, Kind, Status
from scorecards.claims.selection import (
    DIMENSION_NAMES,
    DIMENSIONS,
    PLURALS,
    Selection,
    band_name,
    filters_in_words,
    name_of,
)
from scorecards.errors import UserError
from scorecards.money import Currency
from scorecards.settings import REFERENCE
from scorecards.taxonomy.codes import read


TAXONOMY = read(REFERENCE)


def ten_years(**filters):
    return Selection("RA1", Kind.CLINICAL, 2014, 2023, filters=filters)


def test_a_period_that_ends_before_it_begins_is_refused_in_financial_years():
    with pytest.raises(UserError, match=r"starts in 2016/17, after it ends in 2015/16"):
        Selection("RA1", Kind.CLINICAL, 2016, 2015)


def test_a_filter_that_does_not_exist_is_refused_and_those_that_do_are_listed():
    with pytest.raises(UserError, match=r"“colour”.*scheme, .*, band and organisation"):
        ten_years(cause=("consent",), colour=("red",))


@pytest.mark.parametrize(
    ("first", "last", "words"), [(2015, 2015, "2015/16"), (2014, 2023, "2014/15 to 2023/24")]
)
def test_a_period_is_one_year_or_from_one_to_another(first, last, words):
    assert Selection("RA1", Kind.CLINICAL, first, last).period() == words


def test_narrowing_sets_one_filter_anew_and_leaves_the_selection_as_it_was():
    before = ten_years(cause=("consent",), status=("nil",))
    after = before.narrowed("cause", "wrong-diagnosis", "delayed-diagnosis")
    assert after.filters == {"status": ("nil",), "cause": ("wrong-diagnosis", "delayed-diagnosis")}
    assert before.codes("cause") == ("consent",)
    assert (after.first, after.last, after.basis, after.trust) == (
        2014,
        2023,
        Basis.INCIDENT,
        "RA1",
    )


def test_narrowing_to_nothing_frees_a_filter():
    assert ten_years(cause=("consent",)).narrowed("cause").filters == {}
    assert ten_years().narrowed("cause").codes("cause") == ()


def test_filters_are_told_in_a_fixed_order_with_names_for_readers():
    wanted = ten_years(band=("25k-to-100k",), status=("nil", "open"), cause=("delayed-diagnosis",))
    assert filters_in_words(wanted, TAXONOMY) == (
        "Cause: Failure or delay in diagnosis. Status: Closed nil damages or Open. "
        "Value band: £25,000 to £100,000."
    )


def test_without_filters_there_is_nothing_to_tell():
    assert filters_in_words(ten_years(), TAXONOMY) == ""


@pytest.mark.parametrize(
    ("band", "pounds", "dollars"),
    [
        (Band.NONE, "No cost", "No cost"),
        (Band.TO_25K, "Under £25,000", "Under $25,000"),
        (Band.TO_100K, "£25,000 to £100,000", "$25,000 to $100,000"),
        (Band.TO_1M, "£250,000 to £1 million", "$250,000 to $1 million"),
        (Band.OVER_1M, "£1 million and over", "$1 million and over"),
    ],
)
def test_a_band_is_named_in_its_currency(band, pounds, dollars):
    assert (band_name(band, Currency.GBP), band_name(band, Currency.USD)) == (pounds, dollars)


def test_a_missing_code_says_so_in_every_dimension():
    assert {name_of(dimension, None, TAXONOMY) for dimension in DIMENSIONS} == {"Not recorded"}


def test_an_unlisted_code_stands_for_itself():
    assert name_of("cause", "brand-new", TAXONOMY) == "brand-new"


def test_every_dimension_status_and_band_has_its_words():
    assert set(DIMENSION_NAMES) == set(PLURALS) == set(DIMENSIONS)
    assert set(STATUS_NAMES) == set(Status)
    assert set(BAND_NAMES) == set(Band)
    for words in (STATUS_NAMES, BAND_NAMES, DIMENSION_NAMES, PLURALS):
        assert len(set(words.values())) == len(words)


def test_bands_join_without_a_gap_and_are_named_by_their_floors():
    floors = list(model.BAND_FLOORS.values())
    assert floors == sorted(floors)
    assert [band for band in Band if band is not Band.NONE] == list(model.BAND_FLOORS)
    assert [floor // 100 for floor in floors[1:]] == [25_000, 100_000, 250_000, 1_000_000]


def test_every_dimension_and_every_basis_is_a_column_of_a_claim():
    assert set(DIMENSIONS) - {"band"} <= set(model.SCHEMA)
    assert {basis.column for basis in Basis} <= set(model.SCHEMA)
    assert set(model.MONEY) <= set(model.SCHEMA)


def test_money_and_what_every_claim_must_have_is_required():
    required = {column.name for column in model.COLUMNS if column.required}
    assert required == {
        "claim_ref", "trust", "organisation", "scheme", "kind", "status", "currency", *model.MONEY,
    }  # fmt: skip
    assert len({column.name for column in model.COLUMNS}) == len(model.COLUMNS)
