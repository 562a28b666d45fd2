"""Reviewed files of figures are read whole or refused with their line; none is made up."""

from datetime import date

import pytest

from scorecards import financial_year
from scorecards.claims.money import prices
from scorecards.claims.money.prices import Step, read_index, read_steps
from scorecards.errors import Refused
from scorecards.settings import REFERENCE


YEARS = "2014/15,80.0,no\n2015/16,90.5,no\n2016/17,100,yes\n"
SMALL = f"# Invented for a test\nyear,index,forecast\n{YEARS}"
STEPS = "# Invented for a test\nfrom,rate\n2017-03-20,-0.75\n2019-08-05,-0.25\n"


def index_of(folder, text):
    (folder / prices.INDEX_FILE).write_text(text, encoding="utf-8")
    return read_index(folder)


def steps_of(folder, text):
    (folder / prices.STEPS_FILE).write_text(text, encoding="utf-8")
    return read_steps(folder)


def test_an_index_is_read_with_its_source_its_years_and_what_is_forecast(tmp_path):
    found = index_of(tmp_path, SMALL)
    assert found.source == "Invented for a test"
    assert found.values == {2014: 80.0, 2015: 90.5, 2016: 100.0}
    assert found.forecast == {2016}


def test_claims_can_be_priced_only_where_the_index_reaches(tmp_path):
    found = index_of(tmp_path, SMALL)
    assert found.reaches(date(2017, 3, 31))
    assert not found.reaches(date(2017, 4, 1))
    assert not found.reaches(date(2014, 3, 31))


def test_without_a_file_there_are_no_prices(tmp_path):
    assert read_index(tmp_path) is None


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("# Invented for a test\n", "", "first line"),
        ("# Invented for a test\n", "# \n", "first line"),
        ("year,index,forecast", "year,value,forecast", "second line"),
        ("2015/16", "2016/17", "line 4: the year is “2016/17”"),
        ("2015/16", "2015/17", "line 4: the year is “2015/17”"),
        ("90.5", "0", "line 4: the index is “0”"),
        ("90.5", "-3", "line 4: the index is “-3”"),
        ("90.5", "nan", "line 4: the index is “nan”"),
        ("90.5", "9e5", "line 4: the index is “9e5”"),
        ("90.5,no", "90.5,perhaps", "line 4: forecast is “perhaps”"),
        ("90.5,no", "90.5", "line 4: it has 2 parts instead of 3"),
        (YEARS, "", "no figures"),
    ],
)
def test_an_index_that_is_wrong_is_refused_with_its_line(tmp_path, before, after, told):
    assert before in SMALL
    with pytest.raises(Refused, match=prices.INDEX_FILE) as refused:
        index_of(tmp_path, SMALL.replace(before, after, 1))
    assert told in str(refused.value)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / prices.INDEX_FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="cannot be read"):
        read_index(tmp_path)
    (tmp_path / prices.INDEX_FILE).write_bytes(b"")
    with pytest.raises(Refused, match="cannot be read"):
        read_index(tmp_path)


def test_steps_are_read_in_order_and_found_by_financial_year(tmp_path):
    found = steps_of(tmp_path, STEPS)
    first, second = Step(date(2017, 3, 20), -0.75), Step(date(2019, 8, 5), -0.25)
    assert found.steps == (first, second)
    assert found.within(2016, 2019) == (first, second)
    assert found.within(2016, 2018) == (first,)
    assert found.within(2017, 2018) == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2019-08-05", "2017-03-20", "line 4: the day is “2017-03-20”"),
        ("2019-08-05", "5 August 2019", "line 4: the day is “5 August 2019”"),
        ("-0.25", "a quarter", "line 4: the rate is “a quarter”"),
        ("from,rate", "rate,from", "second line"),
    ],
)
def test_steps_that_are_wrong_are_refused_with_their_line(tmp_path, before, after, told):
    with pytest.raises(Refused, match=prices.STEPS_FILE) as refused:
        steps_of(tmp_path, STEPS.replace(before, after, 1))
    assert told in str(refused.value)


def test_the_index_that_is_shipped_names_its_source_and_says_which_years_are_forecast():
    found = read_index(REFERENCE)
    assert "HM Treasury" in found.source
    assert "Open Government Licence" in found.source
    assert found.forecast == {2025}
    assert found.values[2024] == 100
    assert {financial_year.parse("2009/10"), financial_year.parse("2025/26")} <= set(found.values)
    yearly = [found.values[year + 1] / found.values[year] for year in range(2000, 2025)]
    assert all(1 <= growth < 1.08 for growth in yearly)


def test_the_steps_that_are_shipped_are_the_three_since_2017():
    assert [(step.day, step.rate) for step in read_steps(REFERENCE).steps] == [
        (date(2017, 3, 20), -0.75), (date(2019, 8, 5), -0.25), (date(2025, 1, 11), 0.5),
    ]  # fmt: skip
