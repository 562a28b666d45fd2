"""Exposures: what each trust does in each year, for all that claims are set against."""

import polars as pl
import pytest

from scorecards.claims.model import EXPOSURES
from scorecards.demo import exposures
from scorecards.demo.nation import Nation
from scorecards.taxonomy.codes import ListName, Taxonomy


@pytest.fixture(scope="module")
def national(drawn: Nation) -> dict[tuple[str, int], float]:
    totals = drawn.exposures.group_by("measure", "year").agg(pl.col("value").sum())
    return {(measure, year): value for measure, year, value in totals.iter_rows()}


def test_columns_are_trust_year_measure_and_value(drawn: Nation):
    assert list(drawn.exposures.schema.items()) == list(EXPOSURES.items())
    keys = drawn.exposures.select("trust", "year", "measure")
    assert keys.is_duplicated().sum() == 0
    assert drawn.exposures.equals(drawn.exposures.sort("trust", "year", "measure"))


def test_there_are_births_beds_attendances_staff_and_thirteen_risk_groups(drawn: Nation):
    found = set(drawn.exposures.get_column("measure"))
    assert {"births", "bed-days", "attendances", "staff"} < found
    assert len([name for name in found if name.startswith("wte-")]) == 13
    assert set(drawn.exposures.get_column("year")) == set(range(2015, 2026))


def test_every_trust_has_staff_in_every_year_and_clinical_staff_are_fewer(drawn: Nation):
    staff = drawn.exposures.filter(measure="staff")
    assert staff.height == len(drawn.organisations) * 11
    clinical = (
        drawn.exposures.filter(pl.col("measure").str.starts_with("wte-"))
        .group_by("trust", "year")
        .agg(clinical=pl.col("value").sum())
    )
    joined = staff.join(clinical, on=["trust", "year"])
    assert joined.height == staff.height
    assert joined.filter(pl.col("clinical") >= pl.col("value")).is_empty()


def test_every_specialty_belongs_to_one_of_the_thirteen_risk_groups(taxonomy: Taxonomy):
    groups = {code.extra["risk_group"] for code in taxonomy[ListName.SPECIALTY]}
    assert groups == set(exposures.RISK_GROUPS)


def test_wherever_births_are_claimed_for_there_are_births(drawn: Nation):
    claimed = set(drawn.claims.filter(specialty="obstetrics").get_column("trust"))
    births = set(drawn.exposures.filter(measure="births").get_column("trust"))
    assert claimed == births
    assert 80 < len(births) < 125


def test_attendances_and_bed_days_fell_in_the_pandemic_and_came_back(national):
    for measure in ("attendances", "bed-days"):
        assert national[measure, 2020] < 0.85 * national[measure, 2019]
        assert national[measure, 2022] > 0.97 * national[measure, 2019]


def test_the_nation_is_of_the_size_of_england(national):
    assert 480_000 < national["births", 2019] < 650_000
    assert 800_000 < national["staff", 2019] < 1_500_000
    assert 10_000_000 < national["attendances", 2019] < 20_000_000
