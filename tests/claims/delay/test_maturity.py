"""What is known of a year, and how far the rest may reach."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.claims.delay import hatching, maturity
from scorecards.claims.delay.maturity import Pace, Paces
from scorecards.claims.delay.model import Line, Maturity, YearKnown
from scorecards.claims.model import Kind


NATIONAL = Paces(
    2025,
    {
        (Line.MATERNITY, 2024): Pace(0.4, 0.05),
        (Line.CLINICAL, 2024): Pace(0.5, 0.01),
        (Line.MATERNITY, 2023): Pace(0.8, 0.02),
        (Line.CLINICAL, 2023): Pace(0.95, 0.0),
        (Line.MATERNITY, 2022): Pace(1.0, 0.0),
        (Line.CLINICAL, 2022): Pace(1.0, 0.0),
    },
    oldest={Line.MATERNITY: 2022, Line.CLINICAL: 2022},
    newest={Line.MATERNITY: 2024, Line.CLINICAL: 2024},
)
CLINICAL, NON_CLINICAL = Kind.CLINICAL, Kind.NON_CLINICAL


def exact(*rows, kind=CLINICAL, years=(), national=NATIONAL) -> Maturity:
    frame = pl.DataFrame(
        [{"year": year, "line": line.value, "claims": n} for year, line, n in rows],
        schema={"year": pl.Int64, "line": pl.String, "claims": pl.Int64},
    )
    return maturity.exact(frame, kind, national, years)


def test_a_selection_of_maternity_has_the_pace_of_maternity():
    known = exact((2024, Line.MATERNITY, 20)).years[2024]
    assert (known.notified, known.share, known.expected) == (20, 0.4, 50)


def test_a_mix_is_weighted_by_the_claims_of_each_line():
    """20 of 0.4 and 30 of 0.5 lead to 50 and 60: of these 110 there are 50."""
    known = exact((2024, Line.MATERNITY, 20), (2024, Line.CLINICAL, 30)).years[2024]
    assert known.share == pytest.approx(50 / 110)
    assert known.expected == 110
    assert known.low < 110 < known.high


def test_years_before_the_triangle_are_taken_as_known():
    known = exact((2010, Line.MATERNITY, 20)).years[2010]
    assert (known.share, known.expected, known.low, known.high) == (1.0, 20, 20, 20)
    assert not known.immature


def test_a_year_that_is_not_over_has_no_share_but_is_hatched():
    told = exact((2026, Line.MATERNITY, 20), (2024, Line.MATERNITY, 20))
    assert told.years[2026] == YearKnown(2026, 20)
    assert told.hatched == (2024, 2026)


def test_a_year_without_claims_has_the_mix_of_all_years():
    told = exact((2023, Line.MATERNITY, 10), years=(2022, 2023, 2024))
    assert {year: known.share for year, known in told.years.items()} == {
        2022: 1.0, 2023: 0.8, 2024: 0.4,
    }  # fmt: skip
    assert told.years[2024].expected == 0
    assert told.years[2024].high > 0


def test_a_line_without_a_pace_leaves_its_years_untold():
    alone = Paces(2025, {}, {Line.CLINICAL: 2022}, {Line.CLINICAL: 2024})
    told = exact((2020, Line.MATERNITY, 3), (2020, Line.CLINICAL, 9), national=alone)
    assert told.years[2020] == YearKnown(2020, 12)


def test_a_kind_without_any_pace_says_why():
    told = exact((2024, Line.OTHER, 20), kind=NON_CLINICAL)
    assert "too few claims" in told.why_not
    assert told.years == {2024: YearKnown(2024, 20)}
    before = maturity.none(2025)
    assert "made before" in exact((2024, Line.MATERNITY, 2), national=before).why_not


def test_nine_tenths_is_where_hatching_ends():
    assert YearKnown(2024, 1, 0.899).immature
    assert not YearKnown(2024, 1, 0.9).immature


MIX = {Line.MATERNITY: 40, Line.CLINICAL: 60}


class TestProtected:
    def told(self, **years):
        counts = {int(year[1:]): number for year, number in years.items()}
        return maturity.protected(counts, MIX, CLINICAL, NATIONAL)

    def test_a_year_is_projected_from_its_protected_count_to_the_nearest_five(self):
        known = self.told(y2024=50).years[2024]
        assert known.share == pytest.approx(100 / (40 / 0.4 + 60 / 0.5))
        assert known.expected == 110
        assert [n % 5 for n in (known.expected, known.low, known.high)] == [0, 0, 0]
        assert 50 <= known.low < known.expected < known.high

    def test_of_a_hidden_count_or_of_none_nothing_is_expected(self):
        told = self.told(y2023=None, y2024=0)
        for known in told.years.values():
            assert (known.expected, known.low, known.high) == (None, None, None)
            assert known.share is not None

    @settings(deadline=None, max_examples=60)
    @given(some.integers(2, 60), some.sampled_from([2022, 2023, 2024]))
    def test_no_number_but_multiples_of_five_leaves(self, fives, year):
        known = maturity.protected({year: 5 * fives}, MIX, CLINICAL, NATIONAL).years[year]
        assert all(n % 5 == 0 and n >= 10 for n in (known.expected, known.low, known.high))


@settings(deadline=None, max_examples=100)
@given(some.integers(0, 500), some.floats(0.05, 1.0), some.floats(0, 0.2))
def test_a_range_is_whole_not_negative_and_wider_where_less_is_known(notified, share, part):
    """The error is a part of what is to come, as that of a ladder is."""
    error = part * (1 - share)
    low, high = maturity.to_come(notified, share, error)
    assert 0 <= low <= high
    assert isinstance(low, int)
    wider = maturity.to_come(notified, share, error + 0.05 * (1 - share))
    assert wider[1] >= high
    assert maturity.to_come(notified, 1.0, error) == (0, 0)


@pytest.mark.parametrize("mean", [2, 10, 60])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.85])
def test_the_range_holds_what_comes_nineteen_times_in_twenty(mean, share):
    chance = np.random.default_rng(7)
    known = chance.poisson(mean * share, 4000)
    rest = chance.poisson(mean * (1 - share), 4000)
    spans = {n: maturity.to_come(int(n), share, 0.0) for n in set(known.tolist())}
    inside = [spans[n][0] <= r <= spans[n][1] for n, r in zip(known, rest, strict=True)]
    assert 0.935 <= np.mean(inside) <= 1.0


def test_the_error_of_the_pace_is_in_the_range():
    """With so many claims that chance does not matter, the range is that of the pace."""
    low, high = maturity.to_come(40_000, 0.5, 0.05)
    assert (40_000 + low) == pytest.approx(80_000 * (1 - 1.96 * 0.05), rel=0.01)
    assert (40_000 + high) == pytest.approx(80_000 * (1 + 1.96 * 0.05), rel=0.01)


class TestCaution:
    TOLD = exact((2024, Line.MATERNITY, 20), (2023, Line.CLINICAL, 90), (2022, Line.CLINICAL, 99))

    def test_it_gives_the_share_the_range_and_no_improvement(self):
        known = self.TOLD.years[2024]
        assert hatching.caution(self.TOLD, [2022, 2024]) == (
            "About 40% of the claims expected from 2024/25 are known, which leads to "
            f"{known.low:.0f} to {known.high:.0f} in the end. A fall in the hatched years is not "
            "an improvement: claims are still to come."
        )

    def test_years_that_are_known_need_none(self):
        assert hatching.caution(self.TOLD, [2022, 2023]) == ""

    def test_where_nothing_is_known_of_the_pace_no_fall_is_an_improvement_either(self):
        said = hatching.caution(Maturity(2025, {}, maturity.NO_PACE), [2024])
        assert said.endswith("So a fall at the end is not yet an improvement.")

    def test_a_year_that_is_not_over_is_called_so(self):
        told = exact((2026, Line.MATERNITY, 20))
        assert hatching.caution(told, [2026]).startswith("2026/27 is not over. A fall")

    def test_never_is_a_hundred_per_cent_said_of_less(self):
        assert hatching.in_percent(0.999) == "99 per cent"
        assert hatching.in_percent(1.0) == "100 per cent"
