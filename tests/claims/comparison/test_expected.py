"""What is expected of each trust: against a slow loop, and what must add up."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards import financial_year
from scorecards.claims.comparison import cuts
from scorecards.claims.comparison.expected import ALL, COMPARED, NEWEST, OLDER, compared
from scorecards.claims.model import EXPOSURES, MONEY, SCHEMA
from scorecards.settings import REFERENCE
from scorecards.taxonomy.codes import read
from scorecards.taxonomy.risk_groups import group_of_each
from tests.claims import nation


AS_AT = date(2024, 3, 31)
TRUSTS = tuple(f"R{number:02d}" for number in range(13))
GROUP_OF = {"obstetrics": "obstetrics", "urology": "high-risk", "ambulance": "ambulance"}
MEASURES = ("births", "wte-obstetrics", "wte-high-risk", "bed-days", "staff", "attendances")
seeds = some.randoms(use_true_random=True)


def claims_of(rows):
    blank = {**dict.fromkeys(SCHEMA), **dict.fromkeys(MONEY, 0)}
    return pl.DataFrame([{**blank, **row} for row in rows], schema=SCHEMA, orient="row")


def drawn_claims(chance: Random, number: int) -> list[dict]:
    return [
        {
            "claim_ref": f"C{place}",
            "trust": chance.choice(TRUSTS),
            "kind": kind,
            "scheme": chance.choice(["CNST"] if kind == "clinical" else ["LTPS-EL", "PES"]),
            "specialty": chance.choice([*GROUP_OF, "unheard-of", None]),
            "status": chance.choice(["incident", "open", "nil", "settled"]),
            "incident_date": chance.choice(
                [None, *[date(2014, 1, 1) + timedelta(days=chance.randrange(4200))] * 9]
            ),
        }
        for place in range(number)
        for kind in [chance.choice(["clinical", "clinical", "non-clinical"])]
    ]


def drawn_exposures(chance: Random) -> list[tuple]:
    """Most trusts do most things in most years; some do nothing at all."""
    return [
        (trust, year, measure, chance.choice([0.0, 1.5, 20.0, 20.0, 300.0]))
        for trust in TRUSTS
        for year in range(2015, 2024)
        for measure in MEASURES
        if chance.random() < 0.95
    ]


def group_of(row):
    if row["kind"] == "clinical":
        return GROUP_OF.get(row["specialty"], cuts.UNCODED)
    return cuts.EMPLOYERS if row["scheme"] == "LTPS-EL" else cuts.OTHER_NON_CLINICAL


def slowly(rows, exposures, cut, denominator):
    """Per trust: observed, expected, outside, over all years of both: one cell after the other."""
    dated = [r for r in rows if r["incident_date"] and r["status"] != "incident"]
    counts = Counter(
        (r["trust"], group_of(r), financial_year.of(r["incident_date"])) for r in dated
    )
    there = {(t, y, m): v for t, y, m, v in exposures if v > 0}
    first = min(y for _, y, _, _ in exposures)
    last = min(max(y for _, _, y in counts), max(y for _, y, _, _ in exposures), 2023)

    def usable(measure):
        return any(sum((t, y, measure) in there for t in TRUSTS) >= 11 for y in range(2015, 2024))

    single = {c.groups[0]: c.denominators for c in cuts.CUTS if len(c.groups) == 1}
    observed, expected, everything = Counter(), Counter(), Counter()
    for year in range(first, last + 1):
        for group in cut.groups:
            for trust in TRUSTS:
                everything[trust] += counts[trust, group, year]
            fits = single.get(group, ()) if denominator == "mix" else (denominator,)
            measure = next((m for m in fits if usable(m)), None)
            with_it = [t for t in TRUSTS if (t, year, measure) in there]
            if group == cuts.UNCODED or len(with_it) < 11:
                continue
            claims = sum(counts[t, group, year] for t in with_it)
            done = sum(there[t, year, measure] for t in with_it)
            for trust in with_it:
                observed[trust] += counts[trust, group, year]
                expected[trust] += there[trust, year, measure] * claims / done
    return {t: (observed[t], expected[t], everything[t] - observed[t]) for t in TRUSTS}


@settings(deadline=None, max_examples=40)
@given(seeds, some.integers(1, 300))
def test_observed_and_expected_are_those_of_a_slow_loop(chance, number):
    rows, exposures = drawn_claims(chance, number), drawn_exposures(chance)
    frame = pl.DataFrame(exposures, schema=EXPOSURES, orient="row").sample(
        fraction=1, shuffle=True, seed=chance.randrange(1000)
    )
    table = compared(claims_of(rows), frame, GROUP_OF, as_at=AS_AT).filter(window=ALL)
    for (cut, denominator), part in table.partition_by("cut", "denominator", as_dict=True).items():
        slow = slowly(rows, exposures, cuts.BY_CODE[cut], denominator)
        found = {row["trust"]: row for row in part.iter_rows(named=True)}
        for trust, (observed, expected, outside) in slow.items():
            row = found.get(trust, {"observed": 0, "expected": 0.0, "outside": 0})
            assert row["observed"] == observed
            assert row["expected"] == pytest.approx(expected, abs=1e-9)
            assert row["outside"] == outside


@settings(deadline=None, max_examples=25)
@given(seeds, some.integers(1, 300))
def test_all_trusts_together_have_what_is_expected_and_the_windows_add_up(chance, number):
    rows, exposures = drawn_claims(chance, number), drawn_exposures(chance)
    frame = pl.DataFrame(exposures, schema=EXPOSURES, orient="row")
    table = compared(claims_of(rows), frame, GROUP_OF, as_at=AS_AT)
    sums = table.group_by("cut", "denominator", "window").agg(pl.col("observed", "expected").sum())
    assert sums["observed"].to_list() == pytest.approx(sums["expected"].to_list())
    if set(table["window"]) == {ALL, OLDER, NEWEST}:
        keys = ["trust", "cut", "denominator"]
        figures = ["observed", "expected", "outside"]
        parts = table.filter(pl.col("window") != ALL).group_by(keys).agg(pl.col(figures).sum())
        whole = table.filter(window=ALL).join(parts, on=keys, suffix="_parts", how="left")
        for name in figures:
            added = whole[f"{name}_parts"].fill_null(0).to_list()
            assert whole[name].to_list() == pytest.approx(added)


def whole_nation():
    rows = [
        {"claim_ref": f"{trust}{n}", "trust": trust, "kind": "clinical", "scheme": "CNST",
         "specialty": "obstetrics", "status": "open", "incident_date": date(2020, 6, 1)}
        for place, trust in enumerate(TRUSTS[:12])
        for n in range(place + 1)
    ]  # fmt: skip
    births = [(trust, 2020, "births", 1000.0) for trust in TRUSTS[:12]]
    return rows, births


def table_of(rows, exposures):
    frame = pl.DataFrame(exposures, schema=EXPOSURES, orient="row")
    return compared(claims_of(rows), frame, GROUP_OF, as_at=AS_AT)


def test_equal_births_are_expected_to_have_equal_claims():
    """78 claims at twelve trusts of 1,000 births: 6.5 each."""
    table = table_of(*whole_nation()).filter(cut="obstetrics", denominator="births")
    assert table["expected"].to_list() == pytest.approx([6.5] * 12)
    assert table["observed"].to_list() == list(range(1, 13))
    assert table["exposure"].to_list() == [1000.0] * 12
    assert table["outside"].to_list() == [0] * 12


def test_a_trust_without_births_is_outside_and_changes_no_rate():
    rows, births = whole_nation()
    rows = [*rows, {**rows[0], "claim_ref": "odd", "trust": "ODD"}]
    table = table_of(rows, births).filter(cut="obstetrics", denominator="births")
    odd = table.filter(trust="ODD").row(0, named=True)
    assert (odd["observed"], odd["expected"], odd["outside"]) == (0, 0.0, 1)
    assert table.filter(pl.col("trust") != "ODD")["expected"].to_list() == pytest.approx([6.5] * 12)


def test_a_rate_that_fewer_than_eleven_trusts_have_is_not_used():
    rows, births = whole_nation()
    assert table_of(rows, births[:11]).filter(pl.col("expected") > 0).height
    assert table_of(rows, births[:10]).is_empty()


def test_the_mix_is_the_sum_of_each_group_against_its_own_best():
    taxonomy = read(REFERENCE)
    claims = pl.DataFrame(list(nation.rows()), schema=SCHEMA, orient="row")
    groups = group_of_each(taxonomy["specialty"])
    table = compared(claims, nation.exposures(), groups, as_at=nation.AS_AT).filter(window=ALL)
    own = table.filter(trust=nation.OWN)
    best = {cut.code: cut.denominators[0] for cut in cuts.CUTS if not cut.mixed}
    parts = own.filter(pl.col("denominator") == pl.col("cut").replace_strict(best, default=None))
    for mixed in (cut for cut in cuts.CUTS if cut.mixed):
        mix = own.filter(cut=mixed.code, denominator="mix").row(0, named=True)
        inside = parts.filter(pl.col("cut").is_in(mixed.groups))
        assert mix["expected"] == pytest.approx(inside["expected"].sum())
        assert mix["observed"] == inside["observed"].sum()
        assert mix["exposure"] is None


def test_against_one_denominator_a_mixed_cut_counts_its_exposure_once():
    claims = pl.DataFrame(list(nation.rows()), schema=SCHEMA, orient="row")
    groups = group_of_each(read(REFERENCE)["specialty"])
    table = compared(claims, nation.exposures(), groups, as_at=nation.AS_AT).filter(window=ALL)
    days = nation.exposures().filter(trust=nation.OWN, measure="bed-days")
    first, last = table.row(0, named=True)["first"], table.row(0, named=True)["last"]
    within = days.filter(pl.col("year").is_between(first, last))["value"].sum()
    rows = table.filter(trust=nation.OWN, denominator="bed-days")
    assert rows["exposure"].to_list() == pytest.approx([within] * rows.height)


def test_the_newest_window_has_five_years_that_are_over():
    claims = pl.DataFrame(list(nation.rows()), schema=SCHEMA, orient="row")
    groups = group_of_each(read(REFERENCE)["specialty"])
    windows = {
        as_at: dict(
            compared(claims, nation.exposures(), groups, as_at=as_at)
            .select("window", pl.concat_list("first", "last"))
            .unique()
            .iter_rows()
        )
        for as_at in (nation.AS_AT, date(2021, 3, 30), date(2018, 12, 31))
    }
    assert windows[nation.AS_AT] == {ALL: [2014, 2022], OLDER: [2014, 2017], NEWEST: [2018, 2022]}
    assert windows[date(2021, 3, 30)] == {ALL: [2014, 2019], OLDER: [2014, 2014],
                                          NEWEST: [2015, 2019]}  # fmt: skip
    assert windows[date(2018, 12, 31)] == {ALL: [2014, 2017]}


def test_without_exposures_or_without_claims_nothing_is_compared():
    rows, births = whole_nation()
    for table in (table_of(rows, []), table_of([], births)):
        assert table.is_empty()
        assert table.schema == COMPARED


def test_every_specialty_of_the_list_is_in_a_group_that_is_compared():
    groups = set(group_of_each(read(REFERENCE)["specialty"]).values())
    assert groups <= {cut.groups[0] for cut in cuts.of_kind(cuts.Kind.CLINICAL) if not cut.mixed}
    assert len(groups) == 13
