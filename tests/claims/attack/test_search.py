"""The attack finds what can be worked out, and does not find what cannot."""

import polars as pl
import pytest

from scorecards import settings
from scorecards.claims.attack import knowledge, search
from scorecards.claims.attack.told import (
    CUT,
    QUARTER,
    UNDATED,
    WHOLE,
    YEAR,
    Told,
    exact,
    of_each_other,
    told,
)
from scorecards.claims.comparison.groups import KeptGroup
from scorecards.claims.model import Kind
from scorecards.claims.signals import queries as signals
from scorecards.disclosure import protect_count, tables
from scorecards.disclosure.bounds import System, ranges
from scorecards.disclosure.sums import Contributions
from scorecards.taxonomy import codes
from scorecards.taxonomy.risk_groups import group_of_each
from tests.claims.nation import AMBULANCE, CANARY, COSTLESS, NOW, OTHERS, OWN
from tests.people.viewers import board


GROUPS = group_of_each(codes.read(settings.REFERENCE)["specialty"])
TRUSTS = (OWN, CANARY, AMBULANCE, COSTLESS, OTHERS[0])


@pytest.fixture(scope="module")
def target(snapshot):
    return search.Target.of(snapshot, GROUPS)


def one_release(whole, rows, *, sums=None, pooled=(), table="cause"):
    """What would be told of claims that are divided in one way, on both bases."""
    known = Told()
    for basis in ("incident", "notified"):
        known.counts[WHOLE, basis, ""] = whole
        known.counts[UNDATED, basis, ""] = 0
        for code, number in rows.items():
            known.counts[table, basis, code] = number
        known.pooled |= {(name, basis) for name in pooled}
        for code, pence in (sums or {}).items():
            known.sums[table if code else WHOLE, basis, code] = pence
    return known


def found_in(known, earlier=None):
    outcome = search.Outcome()
    search._counts(outcome, [known, *([earlier] if earlier else [])], GROUPS, "X")
    return outcome


@pytest.mark.parametrize("trust", TRUSTS)
@pytest.mark.parametrize("kind", Kind)
def test_everything_that_is_told_is_true_and_the_truth_fits_all_that_is_known(target, trust, kind):
    """Else the attack would search among what cannot be, and find nothing."""
    known = told(target.snapshot, trust, kind, target.compared)
    truth = exact(target.snapshot, trust, kind)
    assert known.counts[WHOLE, "incident", ""] == protect_count(truth.counts[WHOLE, "incident", ""])
    system = System()
    unknowns = knowledge.counts(system, known, GROUPS)
    found = ranges(system, list(unknowns.of.values()))
    compared = 0
    for key, unknown in unknowns.of.items():
        if key in truth.counts:
            compared += 1
            least, most = found[unknown]
            assert least - 1e-6 <= truth.counts[key] <= most + 1e-6, key
    assert compared > 20 or trust in (AMBULANCE, CANARY, COSTLESS)


@pytest.mark.parametrize("kind", Kind)
def test_every_sum_that_is_told_is_within_what_is_thought_possible(target, kind):
    known = told(target.snapshot, OWN, kind, target.compared)
    truth = exact(target.snapshot, OWN, kind)
    wholes = {basis: truth.sums[WHOLE, basis, ""] for basis in ("incident", "notified")}
    system, unknowns = knowledge.sums(known, wholes)
    found = ranges(system, list(unknowns.values()))
    for key, unknown in unknowns.items():
        if key in truth.sums:
            least, most = (part * wholes[key[1]] for part in found[unknown])
            assert least - 1 <= truth.sums[key] <= most + 1, key


def test_the_attack_is_told_all_that_a_board_member_is_told(target):
    known = told(target.snapshot, OWN, Kind.CLINICAL, target.compared)
    tables = {name for name, *_ in known.counts}
    assert {WHOLE, YEAR, CUT, "specialty", "cause", "injury", "location", "scheme", "status",
            "band", "organisation"} <= tables  # fmt: skip
    assert (QUARTER in tables) == (not _some_quarter_is_small(target.snapshot))


def _some_quarter_is_small(snapshot):
    return not signals.signal(snapshot, board(OWN), OWN, Kind.CLINICAL).points


def test_in_the_small_nation_nothing_can_be_worked_out(target):
    outcome = search.attack([target], TRUSTS)
    assert outcome.determined == outcome.narrow == []
    assert outcome.held
    assert outcome.counts > 100
    assert outcome.sums > 50
    for own in TRUSTS:
        assert list(search.from_the_nation(target, own)) == []


@pytest.mark.parametrize("guarded", [True, False])
def test_without_the_guard_of_the_tables_the_attack_succeeds(monkeypatch, guarded):
    """Seven causes of one claim each: their rows are left out, or else each can be told."""
    if not guarded:
        monkeypatch.setattr(tables, "_pooled", lambda *_: frozenset())
    rows = [(code, 1, 1_000, 1_000, 0) for code in "abcdefg"]
    columns = ("code", "claims", "total", "largest", "second")
    shown = tables.protect_tables(
        Contributions(7, 7_000, 1_000, 1_000),
        {"cause": pl.DataFrame(rows, schema=columns, orient="row")},
        values={},
    )
    told_rows = dict(shown.tables["cause"].select("code", "claims").iter_rows())
    known = one_release(shown.claims, told_rows, pooled=shown.pooled)
    assert bool(found_in(known).determined) == (not guarded)


@pytest.mark.parametrize(
    ("whole", "rows", "values"),
    [
        pytest.param(None, dict.fromkeys("abcdefg"), 1, id="seven of 1 to 7 are one each"),
        pytest.param(None, dict.fromkeys("abcdef"), 2, id="six are one or two"),
        pytest.param(10, {"a": 10, **dict.fromkeys("bcde")}, 1, id="four beside eight at least"),
        pytest.param(10, {"a": 10, **dict.fromkeys("bcd")}, 2, id="three have some room"),
        pytest.param(15, dict.fromkeys("ab"), 2, id="two of 13 to 17 are 6 or 7"),
        pytest.param(20, dict.fromkeys("abc"), 4, id="three of 18 to 22 are 4 to 7"),
    ],
)
def test_counts_are_determined_where_trying_says_so(whole, rows, values):
    outcome = found_in(one_release(whole, rows))
    assert outcome.fewest_values == values
    assert bool(outcome.determined) == (values == 1)


def test_rows_that_are_left_out_give_room():
    told_all = one_release(None, dict.fromkeys("abcdefg"))
    without = one_release(None, {}, pooled=("cause",))
    assert found_in(told_all).determined
    assert not found_in(without).determined


def test_an_earlier_release_can_betray_a_later_one():
    """Claims are never lost: seven rows of one each cannot have become fewer."""
    now = one_release(None, dict.fromkeys("abcdef"))
    before = one_release(None, {"a": None, "b": None})
    before.counts.update({("cause", basis, "a"): 10 for basis in ("incident", "notified")})
    assert not found_in(now).determined
    earlier = one_release(10, {"a": 10, **dict.fromkeys("bc")})
    later = one_release(15, {"a": 10, **dict.fromkeys("bc")})
    assert found_in(later, earlier).fewest_values <= found_in(later).fewest_values


def test_releases_that_contradict_each_other_are_each_taken_by_themselves():
    earlier = one_release(50, {"a": 50})
    later = one_release(None, dict.fromkeys("abcdefg"))
    assert found_in(later, earlier).determined == found_in(later).determined


def test_a_sum_is_narrow_where_the_others_say_it_to_within_15_per_cent():
    rows = {"a": 20, "b": None, "c": None}
    sums = {"": 10_000_000, "a": 4_000_000, "b": 5_500_000, "c": 500_000}
    truth = one_release(26, {"a": 20, "b": 3, "c": 3}, sums=sums)
    known = one_release(25, rows, sums={"": 10_000_000, "a": 4_000_000, "b": None, "c": None})
    outcome = search.Outcome()
    search._sums(outcome, known, truth, "X")
    assert {line.split(" to within ")[0] for line in outcome.narrow} == {
        "X: cause incident b", "X: cause notified b",
    }  # fmt: skip
    truth.sums.update({("cause", b, code): pence for b in ("incident", "notified")
                       for code, pence in (("b", 3_500_000), ("c", 2_500_000))})  # fmt: skip
    wide = search.Outcome()
    search._sums(wide, known, truth, "X")
    assert wide.narrow == []
    assert wide.least_margin > 0.15


def test_a_sum_is_narrow_where_counts_by_value_say_it():
    known = one_release(10, {"none": 0, "under-25k": 10, "1m-and-over": None}, table="band",
                        sums={"": 500_000_000, "under-25k": None, "1m-and-over": None})  # fmt: skip
    truth = one_release(12, {"under-25k": 10, "1m-and-over": 2}, table="band",
                        sums={"": 500_000_000, "under-25k": 10_000_000,
                              "1m-and-over": 490_000_000})  # fmt: skip
    outcome = search.Outcome()
    search._sums(outcome, known, truth, "X")
    assert any("1m-and-over" in line for line in outcome.narrow)


def test_groups_that_are_near_each_other_are_found_for_those_who_may_see_them(snapshot):
    members = frozenset([*OTHERS, CANARY])

    def kept(number, *, without=()):
        return KeptGroup(number, OWN, "Ours", members - set(without), "x", NOW, None)

    assert list(search.unsafe_groups(snapshot, [])) == []
    near = list(search.unsafe_groups(snapshot, [kept(1), kept(2, without=[CANARY])]))
    assert any("differ by too little" in line for line in near)
    assert {line.split(":")[0] for line in near} == {OWN}
    small = list(search.unsafe_groups(snapshot, [kept(1, without=OTHERS[:4])]))
    assert any("too few trusts" in line for line in small)


def test_a_count_that_the_nation_gives_away_is_found(target):
    """Three trusts of which two are told: what is left of an exact nation is the third's."""
    cell = dict(zip(("cut", "denominator", "window"), ("c", "d", "w"), strict=True))
    numbers = {"A": 8, "B": 10, "C": 7}
    compared = pl.DataFrame([{**cell, "trust": t, "observed": protect_count(n), "expected": 9.0}
                             for t, n in numbers.items()])  # fmt: skip

    class Snapshot:
        def across(self, name):
            return pl.LazyFrame([{**cell, "trust": t, "observed": n} for t, n in numbers.items()])

    seen = search.Target(Snapshot(), compared, GROUPS)
    assert list(search.from_the_nation(seen, "A")) == []
    numbers["B"] = 12
    assert any("C: c d w is 7" in line for line in search.from_the_nation(seen, "A"))


def test_comparisons_tell_of_every_trust_what_people_of_the_others_see(target):
    assert not {OWN, *OTHERS} - set(target.compared["trust"].to_list())
    for number in target.compared["observed"].to_list():
        assert number is None or number % 5 == 0
    assert of_each_other(target.snapshot).equals(target.compared)
