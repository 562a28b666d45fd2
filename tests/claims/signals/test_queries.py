"""Signals through the door: what is charted, for whom, and from which numbers."""

from datetime import date, timedelta
from itertools import product

import pytest

from scorecards.claims.definitions import Better
from scorecards.claims.model import Kind
from scorecards.claims.signals import findings, queries
from scorecards.claims.signals.model import Asked, Meaning, Step, Verdict
from scorecards.disclosure.counts import protect_count
from scorecards.errors import NotAllowed, UserError
from scorecards.statistics.control_charts import Rule, Side, xmr
from tests.claims import nation
from tests.claims.signals import twin
from tests.claims.signals.quarters import (
    OTHERS,
    OWN,
    claim,
    first_day,
    last_day,
    released,
    rows,
)
from tests.claims.signals.test_judging import GOLDEN
from tests.people.viewers import board, lead, manager, steward
from tests.spec.drawn import cases


TENFOLD = [10 * value for value in GOLDEN]
BUSY = [24, 31, 27, 22, 35, 29, 26, 33, 28, 30, 25, 27, 32, 24]


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    def made(numbers, *, as_at=date(2026, 3, 31), **values):
        root = tmp_path_factory.mktemp("quarters") / "snapshots"
        return released(root, rows(numbers, **values), as_at=as_at)

    return made


@pytest.fixture(scope="module")
def tenfold(make):
    return make(TENFOLD)


@pytest.fixture(scope="module")
def busy(make):
    return make(BUSY)


def clinical(snapshot, viewer=None, asked=queries.PLAIN, trust=OWN):
    return queries.signal(snapshot, viewer or manager(OWN), trust, Kind.CLINICAL, asked)


def test_the_published_vector_comes_out_of_a_release_as_it_went_in(tenfold):
    found = clinical(tenfold)
    assert [point.value for point in found.points] == TENFOLD
    assert found.limits.mean == pytest.approx(19.444, abs=5e-4)
    assert found.limits.lower == pytest.approx(-30.6, abs=5e-2)
    assert found.limits.upper == pytest.approx(69.5, abs=5e-2)
    assert [p.rule for p in found.points if p.rule] == [Rule.BEYOND_LIMIT]
    assert findings.answer(found) == (
        "Clinical claims notified: no change beyond the usual variation (0 to 69 a quarter)."
    )
    assert (found.claims, found.exact, found.step) == (sum(TENFOLD), True, Step.QUARTER)


def test_the_points_are_the_quarters_of_financial_years(tenfold):
    found = clinical(tenfold)
    spans = [(point.first, point.last) for point in found.points]
    assert spans == [(first_day(place), last_day(place)) for place in range(len(TENFOLD))]


def test_every_trusts_quarters_agree_with_counting_by_hand(snapshot):
    for trust, kind in product((nation.OWN, nation.AMBULANCE, nation.CANARY), Kind):
        found = queries.signal(snapshot, steward(), trust, kind)
        own = twin.notified(
            nation.of_trust(trust), kind.value, found.window.first, found.window.last, {}
        )
        quarters = twin.whole_periods(found.window.first, found.window.last, 3)
        numbers = {line["first"]: line["claims"] for line in twin.by_period(own, 3)}
        counted = [numbers.get(first, 0) for first, _ in quarters]
        assert found.claims == sum(counted)
        if found.step is Step.QUARTER and found.points:
            assert [point.value for point in found.points] == counted


def test_the_quarter_that_is_not_over_is_left_out(make):
    found = clinical(make(BUSY, as_at=first_day(len(BUSY) - 1) + timedelta(days=60)))
    assert [point.value for point in found.points] == BUSY[:-1]
    assert "is not over, and is left out too" in findings.chart(found, Better.NEITHER).takeaway


def test_quarters_that_a_release_does_not_hold_whole_are_left_out(tmp_path):
    """Incidents of eight quarters only, and claims that come a year after them."""
    late = [
        claim(OTHERS[each % 11], first_day(0) + timedelta(days=each + 365),
              incident_date=first_day(0) + timedelta(days=each))
        for each in range(1000)
    ]  # fmt: skip
    own = [{**row, "trust": OWN, "claim_ref": row["claim_ref"] + "o"} for row in late]
    found = clinical(released(tmp_path / "snapshots", late + own))
    assert found.window.known
    assert found.points[0].first == first_day(5)  # the first of them came in the fourth
    assert found.points[-1].last <= late[-1]["notified_date"]
    assert min(point.value for point in found.points) >= 90
    assert found.verdict is Verdict.USUAL


def test_too_few_trusts_to_say_what_is_whole_chart_from_the_trusts_own_first_claim(tmp_path):
    claims = [row for row in rows(BUSY) if row["trust"] == OWN]
    found = clinical(released(tmp_path / "snapshots", claims, as_at=last_day(len(BUSY) - 1)))
    assert not found.window.known
    assert [point.value for point in found.points] == BUSY
    begun = [row for row in claims if row["notified_date"].day > 15]  # within its quarter
    found = clinical(released(tmp_path / "begun", begun, as_at=last_day(len(BUSY) - 1)))
    assert found.points[0].first == first_day(0) < begun[0]["notified_date"]
    assert queries.lag(released(tmp_path / "other", claims), steward(), Kind.CLINICAL) is None


def test_fewer_than_two_claims_a_quarter_are_charted_by_the_days_between_them(make):
    found = clinical(make([1, 2, 0, 1, 3, 1, 0, 2, 1, 2, 1, 1]))
    assert (found.step, found.measure) == (Step.CLAIM, "days-between-claims")
    assert len(found.points) == 14
    assert found.points[1].value == 1  # both of the second quarter, a day apart
    exactly_two = clinical(make([2, 2, 1, 3, 2, 2, 2, 2]))
    assert (exactly_two.step, exactly_two.measure) == (Step.QUARTER, "claims-notified")


def test_too_few_claims_are_told_and_not_charted(make):
    found = clinical(make([0, 1, 0, 2, 0, 0, 1, 0, 1]))
    assert (found.verdict, found.limits, found.step) == (Verdict.SHORT, None, Step.QUARTER)
    assert findings.answer(found) == "Clinical claims notified: too few to say, 5 claims in all."
    assert clinical(make(BUSY), trust=OWN).verdict is not Verdict.SHORT
    nothing = queries.signal(make(BUSY), manager(OWN), OWN, Kind.NON_CLINICAL)
    assert nothing.verdict is Verdict.NOTHING


def test_months_are_charted_where_there_are_five_claims_in_each_and_it_is_asked(make, busy):
    monthly = clinical(busy, asked=Asked(step=Step.MONTH))
    assert (monthly.step, len(monthly.points), monthly.claims) == (Step.MONTH, 42, sum(BUSY))
    assert clinical(busy).step is Step.QUARTER
    few = clinical(make([14] * 12), asked=Asked(step=Step.MONTH))
    assert (few.step, few.monthly) == (Step.QUARTER, False)


def test_a_chart_can_be_narrowed_to_one_code(make):
    snapshot = make(BUSY)
    asked = Asked(narrowed={"specialty": "obstetrics", "cause": "consent"})
    assert clinical(snapshot, asked=asked).claims == sum(BUSY)
    assert clinical(snapshot, asked=asked).about == (
        "Obstetrics",
        "Failure to warn: informed consent",
    )
    other = Asked(narrowed={"specialty": "urology"})
    assert clinical(snapshot, asked=other).verdict is Verdict.NOTHING
    assert queries.narrowings(snapshot, manager(OWN), OWN, Kind.CLINICAL) == {
        "specialty": ("obstetrics",), "cause": ("consent",),
    }  # fmt: skip
    assert queries.narrowings(snapshot, board(OWN), OWN, Kind.CLINICAL) == {}


def test_a_baseline_has_twelve_points_or_more(busy):
    fixed = clinical(busy, asked=Asked(baseline=12))
    assert (fixed.baseline, fixed.limits) == (12, xmr(BUSY, baseline=12))
    assert clinical(busy, asked=Asked(baseline=200)).baseline is None
    with pytest.raises(UserError, match="at least 12 points"):
        clinical(busy, asked=Asked(baseline=11))


@pytest.mark.parametrize("viewer", [board(OWN), lead(OWN)], ids=["board member", "Lead"])
def test_others_see_what_protected_counts_say_and_no_more(busy, viewer):
    found = clinical(busy, viewer)
    rounded = [protect_count(value) for value in BUSY]
    assert [point.value for point in found.points] == rounded
    assert found.limits == xmr(rounded)
    assert found.claims == sum(rounded)
    assert found.mean == sum(rounded) / len(rounded)
    assert not found.exact


def test_releases_that_differ_by_less_than_the_rounding_look_alike_to_others(make, busy):
    moved = [value + (1 if value % 5 in (0, 1, 3) else -1) for value in BUSY]
    assert [protect_count(value) for value in moved] == [protect_count(value) for value in BUSY]
    one, other = clinical(busy, board(OWN)), clinical(make(moved), board(OWN))
    for name in ("points", "limits", "verdict", "claims", "mean", "window", "monthly"):
        assert getattr(one, name) == getattr(other, name), name
    assert findings.answer(one) == findings.answer(other)


@pytest.mark.parametrize("small", [1, 7])
def test_one_hidden_quarter_hides_the_whole_series(make, small):
    found = clinical(make([small, *BUSY]), board(OWN))
    assert (found.verdict, found.points, found.limits) == (Verdict.HIDDEN, (), None)
    assert (found.claims, found.mean) == (None, None)
    assert clinical(make([0, *BUSY]), board(OWN)).points[0].value == 0
    assert clinical(make([8, *BUSY]), board(OWN)).points[0].value == 10


def test_others_never_see_days_between_claims(make):
    found = clinical(make([0, 0, 0, 8, 0, 0, 0, 9, 0]), board(OWN))
    assert found.step is Step.QUARTER
    assert [point.value for point in found.points] == [0, 0, 0, 10, 0, 0, 0, 10, 0]


@pytest.mark.parametrize(
    "asked",
    [Asked(step=Step.MONTH), Asked(baseline=12), Asked(narrowed={"cause": "consent"})],
    ids=["months", "baseline", "narrowed"],
)
@pytest.mark.parametrize("viewer", [board(OWN), lead(OWN)], ids=["board member", "Lead"])
def test_others_may_ask_for_nothing_more_than_the_whole(busy, viewer, asked):
    with pytest.raises(NotAllowed):
        clinical(busy, viewer, asked)


def test_the_overview_holds_what_has_five_claims_a_year_and_says_how_much_has_fewer(tmp_path):
    common = rows([5] * 12) + rows([2] * 12, specialty="urology", cause="fall")
    rare = rows([1] * 12, specialty="ent", cause=None)
    found = queries.overview(
        released(tmp_path / "snapshots", common + rare), manager(OWN), OWN, Kind.CLINICAL
    )
    assert [findings.name(line) for line in found.lines] == [
        "All clinical claims", "Obstetrics", "Urology",
    ]  # fmt: skip
    assert [line.claims for line in found.lines] == [96, 60, 24]
    assert (found.dimension, found.thin) == ("specialty", 1)


def test_the_overview_has_seven_lines_at_most_and_each_is_the_chart_it_opens(snapshot):
    for kind in Kind:
        found = queries.overview(snapshot, steward(), nation.OWN, kind)
        assert 1 <= len(found.lines) <= 1 + queries.LEADING
        for line in found.lines:
            asked = Asked(narrowed=line.narrowed)
            assert queries.signal(snapshot, steward(), nation.OWN, kind, asked) == line


PEOPLE = {
    "risk manager": manager(nation.OWN),
    "board member": board(nation.OWN),
    "Lead": lead(nation.OWN, nation.OTHERS[0]),
    "steward": steward(),
}
TRUSTS = {"own": nation.OWN, "patch": nation.OTHERS[0], "other": nation.AMBULANCE}
ASKED = {
    "signal": queries.signal,
    "overview": queries.overview,
    "narrowings": queries.narrowings,
}
RULES = cases(
    """
    query      | person       | own | patch | other
    signal     | risk manager | yes | no    | no
    signal     | board member | yes | no    | no
    signal     | Lead         | yes | yes   | no
    signal     | steward      | yes | yes   | yes
    overview   | risk manager | yes | no    | no
    overview   | board member | no  | no    | no
    overview   | Lead         | no  | no    | no
    overview   | steward      | yes | yes   | yes
    narrowings | risk manager | yes | no    | no
    narrowings | board member | yes | no    | no
    narrowings | Lead         | yes | yes   | no
    narrowings | steward      | yes | yes   | yes
    """
)


@pytest.mark.parametrize("case", RULES, ids=lambda case: f"{case['query']}, {case['person']}")
@pytest.mark.parametrize("whose", TRUSTS)
def test_a_query_answers_whom_the_table_says(snapshot, case, whose):
    ask, viewer = ASKED[case["query"]], PEOPLE[case["person"]]
    if case[whose] == "yes":
        assert ask(snapshot, viewer, TRUSTS[whose], Kind.CLINICAL) is not None
    else:
        with pytest.raises(NotAllowed):
            ask(snapshot, viewer, TRUSTS[whose], Kind.CLINICAL)


@pytest.mark.parametrize("name", [*ASKED, "lag"])
def test_without_a_viewer_there_is_no_answer(snapshot, name):
    with pytest.raises(NotAllowed, match="Sign in first"):
        if name == "lag":
            queries.lag(snapshot, None, Kind.CLINICAL)
        else:
            ASKED[name](snapshot, None, nation.OWN, Kind.CLINICAL)


def test_a_trust_that_the_release_does_not_know_is_named(snapshot):
    with pytest.raises(UserError, match="no trust “XYZ”"):
        queries.signal(snapshot, steward(), "XYZ", Kind.CLINICAL)


def test_an_effect_can_show_once_half_of_the_claims_are_about_care_given_since(busy):
    typical = queries.lag(busy, board(OWN), Kind.CLINICAL)
    assert (typical.days, typical.trusts) == (30, 12)
    assert queries.effect_from(date(2020, 1, 1), typical) == date(2020, 1, 31)
    assert queries.lag(busy, board(OWN), Kind.NON_CLINICAL) is None


@pytest.mark.parametrize(
    ("side", "better", "meaning"),
    [
        (Side.HIGH, Better.NEITHER, Meaning.NEUTRAL),
        (Side.LOW, Better.NEITHER, Meaning.NEUTRAL),
        (Side.HIGH, Better.LOWER, Meaning.CONCERN),
        (Side.LOW, Better.LOWER, Meaning.IMPROVEMENT),
        (Side.HIGH, Better.HIGHER, Meaning.IMPROVEMENT),
        (Side.LOW, Better.HIGHER, Meaning.CONCERN),
        (None, Better.LOWER, Meaning.NEUTRAL),
    ],
)
def test_a_signal_is_neutral_until_a_direction_was_signed_off(busy, side, better, meaning):
    assert clinical(busy).meaning(side, better) is meaning


def test_of_waits_the_long_ones_are_high_and_mean_fewer_claims(make):
    found = clinical(make([3, 2, 3, 2, 3, 2, 2, 3, *[0] * 24]))
    assert (found.step, found.verdict, found.side) == (Step.CLAIM, Verdict.FEWER, Side.HIGH)
    assert found.waited == (last_day(31) - found.points[-1].last).days
    assert findings.answer(found).startswith(
        f"Clinical claims notified: rarer than usual. None for {found.waited:,} days; usual waits"
    )
