"""The pace: published answers through real claims, and what the demonstration was drawn from."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from scorecards import settings
from scorecards.claims.delay import publication
from scorecards.claims.delay.model import DEVELOPMENT, LAGS, Line
from scorecards.claims.model import EXPOSURES
from scorecards.demo import delays, parameters
from scorecards.taxonomy import codes
from scorecards.taxonomy.risk_groups import WTE
from tests.claims.delay import twins
from tests.claims.delay.triangles import (
    GOLDEN,
    LINKS,
    SHARES,
    TRUSTS,
    ULTIMATES,
    claim,
    frame,
    rows_of,
)
from tests.claims.delay.triangles import exposures as exposed


YEAR_END = date(2026, 3, 31)
NOTHING = pl.DataFrame(schema=EXPOSURES)


def development_of(rows, as_at=YEAR_END, exposures=NOTHING):
    return publication.development_of(frame(rows), exposures, as_at=as_at)


@pytest.mark.parametrize(
    ("as_at", "first"),
    [(YEAR_END, 2021), (date(2025, 12, 31), 2020), (date(2026, 4, 1), 2021),
     (date(2024, 2, 29), 2018), (date(2026, 3, 30), 2020)],
)  # fmt: skip
def test_the_published_triangle_gives_its_published_answers_at_any_as_at_date(as_at, first):
    told = development_of(rows_of(GOLDEN, first, as_at), as_at)
    assert told["line"].unique().to_list() == ["maternity"]
    assert told["age"].to_list() == [0, 1, 2, 3, 4]
    assert told["year"].to_list() == [first + 4 - age for age in range(5)]
    assert told["notified"].to_list() == [10 * row[-1] for row in reversed(GOLDEN)]
    assert [round(link, 4) for link in told["link_ratio"].to_list()[:-1]] == list(LINKS)
    assert told["link_ratio"].to_list()[-1] is None
    assert [round(100 * share, 1) for share in told["share_developed"]] == list(SHARES)
    assert [round(end / 10, 1) for end in told["ultimate"]] == list(ULTIMATES)
    assert set(told["method"]) == {"ladder"}


def test_the_newest_two_years_come_from_births_where_there_are_births():
    births = {2021: 100.0, 2022: 110.0, 2023: 90.0, 2024: 120.0, 2025: 130.0}
    told = development_of(rows_of(GOLDEN, 2021, YEAR_END), exposures=exposed("births", births))
    assert told["method"].to_list() == ["exposure"] * 2 + ["ladder"] * 3
    share = dict(zip(told["year"], told["share_developed"], strict=True))
    known = {2021: 480, 2022: 500, 2023: 370, 2024: 270, 2025: 100}
    before = (2021, 2022, 2023)
    rate = sum(known[y] for y in before) / sum(births[y] * share[y] for y in before)
    by_hand = {y: known[y] + (1 - share[y]) * births[y] * rate for y in (2024, 2025)}
    ends = dict(zip(told["year"], told["ultimate"], strict=True))
    assert {y: ends[y] for y in by_hand} == pytest.approx(by_hand)
    assert [round(ends[y] / 10, 1) for y in before] == [48.0, 53.3, 47.5]


@pytest.mark.parametrize("measure", ["staff", "births"])
def test_exposures_of_another_measure_or_with_a_gap_are_not_used(measure):
    years = {y: 100.0 for y in range(2021, 2026) if measure == "staff" or y != 2024}
    told = development_of(rows_of(GOLDEN, 2021, YEAR_END), exposures=exposed(measure, years))
    assert set(told["method"]) == {"ladder"}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "no claims"),
        (rows_of(GOLDEN, 2021, YEAR_END, trusts=TRUSTS[:9]), "nine trusts"),
        (rows_of(((10, 25), (12,)), 2024, YEAR_END), "two years"),
        (rows_of(((20, 30, 40), (20, 30), (20,)), 2023, YEAR_END), "three years"),
        (rows_of(((5, 6, 7, 8), (5, 6, 7), (5, 6), (4,)), 2022, YEAR_END, times=3), "75 claims"),
        (rows_of(GOLDEN, 2021, YEAR_END, status="incident"), "notified incidents only"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_line_with_too_little_to_see_its_pace_has_none(rows, why):
    told = development_of(rows)
    assert told.height == 0, why
    assert told.schema == pl.Schema(DEVELOPMENT)


def test_a_year_of_fewer_than_ten_trusts_keeps_its_number_to_itself():
    rows = rows_of(GOLDEN[:4], 2021, YEAR_END)
    few = [claim(trust, date(2025, 5, 1), date(2025, 6, 1), claim_ref=f"F{trust}{n}")
           for trust in TRUSTS[:9] for n in range(2)]  # fmt: skip
    newest = development_of(rows + few).filter(pl.col("year") == 2025).row(0, named=True)
    assert (newest["notified"], newest["ultimate"], newest["relative_error"]) == (None, None, None)
    assert newest["share_developed"] > 0
    ten = [*few, claim("R09", date(2025, 5, 1), date(2025, 6, 1), claim_ref="F9")]
    assert development_of(rows + ten).filter(pl.col("year") == 2025)["notified"].item() == 19


def test_years_before_the_release_began_to_count_are_not_taken_for_whole():
    """Of an extract of claims notified from 2021 on, incidents of 2016 are the late ones only."""
    late = rows_of(((1, 2, 3, 4, 5, 6, 7, 8, 9, 30),), 2016, YEAR_END)
    since = [row for row in late if row["notified_date"] >= date(2021, 4, 1)]
    rows = rows_of(GOLDEN, 2021, YEAR_END)
    both = [{**row, "claim_ref": f"B{n}"} for n, row in enumerate(rows + since)]
    assert len(since) > 200
    assert development_of(both).equals(development_of(rows))


def test_each_line_has_its_own_pace():
    lines = {
        "maternity": {},
        "other-clinical": {"specialty": "urology"},
        "employers": {"kind": "non-clinical", "specialty": None, "scheme": "LTPS-EL"},
        "other-non-clinical": {"kind": "non-clinical", "specialty": None, "scheme": "LTPS-PL"},
    }
    rows, slower = [], tuple(tuple(n + place for n in row) for place, row in enumerate(GOLDEN))
    for place, more in enumerate(lines.values()):
        rows += rows_of(GOLDEN if place % 2 else slower, 2021, YEAR_END, **more)
    told = development_of([{**row, "claim_ref": f"L{n}"} for n, row in enumerate(rows)])
    assert told["line"].unique(maintain_order=True).to_list() == sorted(lines)
    for place, name in enumerate(lines):
        shares = told.filter(pl.col("line") == name)["share_developed"].to_list()
        assert ([round(100 * s, 1) for s in shares] == list(SHARES)) == (place % 2 == 1)


def test_lags_hold_no_cell_of_fewer_than_ten_trusts(drawn):
    told = publication.lags_of(drawn.claims, as_at=drawn.as_at)
    assert told.schema == pl.Schema(LAGS)
    counted = {
        (row["kind"], row["notified"], row["incident"]): (row["claims"], row["trusts"])
        for row in twins.arrived(drawn.claims.to_dicts())
    }
    shown = {tuple(row[:3]): row[3] for row in told.rows()}
    assert shown == {
        cell: claims for cell, (claims, trusts) in counted.items()
        if trusts >= 10 and cell[2] is not None
    }  # fmt: skip
    assert told["claims"].min() >= 10


def test_the_demonstration_has_a_pace_for_every_line_that_only_grows(development):
    for line in Line:
        rows = development.filter(pl.col("line") == line.value)
        shares = rows["share_developed"].to_list()
        assert len(shares) == 11
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
        assert rows["method"].to_list()[:4] == [None, "exposure", "exposure", "ladder"]


def truth(line: Line, size: int = 200_000) -> list[float]:
    """What the demonstration is drawn from: shares notified by the end of each year of age."""
    taxonomy = codes.read(settings.REFERENCE)
    every = parameters.lines(taxonomy, WTE)
    own = [each for each in every if not each.is_incident and _line_of(each) is line]
    chance = np.random.default_rng(1)
    weights = np.array([each.yearly for each in own])
    which = chance.choice(len(own), size=size, p=weights / weights.sum())
    dates = delays.draw(chance, own, which, np.full(size, 2015))
    ends = [delays.day(date(2016 + age, 3, 31)) for age in range(11)]
    known = [float((dates.notified <= end).sum()) for end in ends]
    return [number / known[-1] for number in known]


def _line_of(each: parameters.Line) -> Line:
    row = {"kind": each.kind.value, "specialty": each.specialty, "scheme": each.scheme}
    return Line(twins.line(row))


@pytest.mark.parametrize("line", list(Line))
def test_the_pace_found_in_the_demonstration_is_the_one_that_it_was_drawn_from(development, line):
    found = development.filter(pl.col("line") == line.value)["share_developed"].to_list()
    assert found == pytest.approx(truth(line), abs=0.02)
