"""Comparing: who may, what others are told, and that the statistics hold what they promise."""

import json
import re
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from scorecards.claims.comparison import charts, findings, groups, measures, queries
from scorecards.claims.comparison.cuts import BY_CODE, MIX
from scorecards.claims.comparison.expected import ALL, NEWEST, OLDER, compared
from scorecards.claims.comparison.model import Limits, Wanted
from scorecards.claims.model import Kind
from scorecards.disclosure.counts import protect_count
from scorecards.errors import NotAllowed, UserError
from scorecards.palette import DARK, LIGHT
from scorecards.settings import REFERENCE
from scorecards.statistics import funnel, rates
from scorecards.statistics.funnel import Finding
from scorecards.taxonomy.codes import read
from scorecards.taxonomy.risk_groups import group_of_each
from scorecards.ui import compare_tables
from tests.claims import nation as small
from tests.claims.comparison import wide as nation
from tests.claims.comparison.wide import HIGH, NIX, OWN, TINY, TRUSTS
from tests.claims.nation import AS_AT
from tests.claims.walking import values
from tests.people.viewers import board, lead, manager, steward


def wanted(trust=OWN, cut="clinical", denominator=MIX, **how):
    return Wanted(trust, BY_CODE[cut], denominator, **{"window": ALL, "group": "type", **how})


def everything(wide, viewer, trust):
    """Every comparison that can be asked for a trust."""
    for kind in Kind:
        offered = queries.offered(wide, viewer, trust, kind)
        for cut, fits in offered.cuts.items():
            for denominator in fits:
                for window in offered.windows:
                    for group in queries.groups_open_to(wide, viewer, trust):
                        for limits in Limits:
                            yield queries.compare(
                                wide, viewer,
                                Wanted(trust, BY_CODE[cut], denominator, window, group, limits),
                            )  # fmt: skip


def sentences(answer):
    """All words of the screen that are about one comparison."""
    yield findings.sentence(answer)
    yield findings.outside(answer)
    yield findings.rate(answer)
    yield str(answer.stamp())
    told = [findings.funnel_plot(answer), findings.ratios(answer)]
    told += [findings.mix(answer)] if answer.mix.height > 1 else []
    for finding in told:
        yield from (finding.heading, finding.takeaway)


def figures(answer, ground=LIGHT):
    yield charts.funnel_plot(
        answer.points, answer.own, ground, name=answer.organisation.name, tau2=answer.tau2
    )
    yield charts.ratios(answer.cuts, ground)
    yield charts.mix(answer.mix, ground)


def tables(answer):
    return [compare_tables.funnel_plot(answer), compare_tables.ratios(answer),
            compare_tables.mix(answer)]  # fmt: skip


# Who may, and what is offered.


@pytest.mark.parametrize("viewer", [manager(HIGH), board(HIGH), lead(HIGH, TINY)])
def test_nobody_compares_a_trust_that_is_not_theirs(wide, viewer):
    for ask in (
        lambda: queries.compare(wide, viewer, wanted()),
        lambda: queries.offered(wide, viewer, OWN, Kind.CLINICAL),
        lambda: queries.protected_peers(wide, viewer, OWN),
        lambda: queries.groups_open_to(wide, viewer, OWN),
    ):
        with pytest.raises(NotAllowed):
            ask()


@pytest.mark.parametrize("viewer", [manager(OWN), board(OWN), lead(OWN), steward()])
@pytest.mark.parametrize(
    "asked",
    [
        wanted(denominator="births"),
        wanted(cut="ambulance", denominator="wte-ambulance"),
        wanted(window="2017"),
        wanted(group="own-1"),
        wanted(group="nobody"),
    ],
)
def test_what_is_not_offered_is_refused(wide, viewer, asked):
    with pytest.raises(UserError, match="not offered"):
        queries.compare(wide, viewer, asked)


def test_only_cuts_with_ten_other_trusts_and_their_denominators_are_offered(wide):
    offered = queries.offered(wide, manager(OWN), OWN, Kind.CLINICAL)
    assert offered.cuts == {
        "clinical": (MIX, "bed-days"),
        "without-obstetrics": (MIX, "bed-days"),
        "obstetrics": ("births",),
        "high-risk": ("wte-high-risk", "bed-days"),
    }
    assert "General surgery" in offered.left_out
    assert "Obstetrics" not in offered.left_out
    assert set(offered.windows) == {ALL, OLDER, NEWEST}
    others = queries.offered(wide, manager(OWN), OWN, Kind.NON_CLINICAL)
    assert others.cuts == {"non-clinical": (MIX, "staff", "bed-days"), "employers": ("staff",)}


def test_a_cut_in_which_few_others_have_claims_in_any_window_is_not_offered(snapshot):
    """In the small nation all do emergency medicine, and fewer than ten have claims about it."""
    offered = queries.offered(snapshot, manager(small.OWN), small.OWN, Kind.CLINICAL)
    rows = snapshot.across("compared").filter(
        pl.col("cut") == "accident-and-emergency", pl.col("denominator") == "attendances",
        pl.col("trust") != small.OWN, pl.col("observed") > 0,
    ).group_by("window").len().collect()  # fmt: skip
    assert rows["len"].min() < 10
    assert "accident-and-emergency" not in offered.cuts
    assert "obstetrics" in offered.cuts


def test_what_is_outside_is_counted_for_those_who_see_claims_one_by_one_only(snapshot):
    """Claims without a specialty belong to no risk group."""
    asked = wanted(small.OWN, group="all")
    rows = [row for row in small.of_trust(small.OWN)
            if row["kind"] == "clinical" and row["status"] != "incident"
            and row["incident_date"] and row["specialty"] is None]  # fmt: skip
    answer = queries.compare(snapshot, manager(small.OWN), asked)
    assert answer.own.outside == len(rows)
    assert findings.outside(answer).startswith(f"{len(rows)} claims of these years are outside")
    for viewer in (board(small.OWN), lead(small.OWN)):
        told = queries.compare(snapshot, viewer, asked)
        assert told.own.outside is None
        assert findings.outside(told) == ""


def test_a_release_of_an_earlier_version_says_what_to_do(wide, monkeypatch):
    monkeypatch.setattr(wide, "_files", {})
    with pytest.raises(UserError, match="Import its files again"):
        queries.offered(wide, manager(OWN), OWN, Kind.CLINICAL)


def test_the_kept_groups_of_a_trust_are_offered_to_its_own_people_only(wide):
    group = groups.KeptGroup(7, OWN, "Like us", frozenset(TRUSTS[3:20]), "p", AS_AT, None)
    for viewer in (manager(OWN), board(OWN)):
        found = queries.groups_open_to(wide, viewer, OWN, [group])
        assert list(found) == ["type", "size", "all", "own-7"]
        answer = queries.compare(wide, viewer, wanted(group="own-7"), [group])
        assert answer.group_trusts == 17
    for viewer in (lead(OWN), steward()):
        with pytest.raises(NotAllowed):
            queries.groups_open_to(wide, viewer, OWN, [group])
    for other in (replace(group, trust=HIGH), replace(group, removed_at=AS_AT)):
        assert "own-7" not in queries.groups_open_to(wide, manager(OWN), OWN, [other])


# What is told about others.


def exact(wide):
    rows = wide.across("compared").collect()
    return {
        (row["cut"], row["denominator"], row["window"], row["trust"]): row
        for row in rows.iter_rows(named=True)
    }


def test_others_are_protected_count_by_count_and_the_own_trust_is_not_among_them(wide):
    rows = exact(wide)
    peers = queries.protected_peers(wide, manager(OWN), OWN)
    assert OWN not in peers["trust"].to_list()
    assert peers["observed"].null_count() > 0
    for row in peers.iter_rows(named=True):
        true = rows[row["cut"], row["denominator"], row["window"], row["trust"]]
        assert row["observed"] == protect_count(true["observed"])
        assert row["expected"] == float(f"{true['expected']:.1e}")
    with_expected = [key for key, row in rows.items() if row["expected"] > 0 and key[3] != OWN]
    assert peers.height == len(with_expected)


def test_one_comparison_asks_for_the_same_rows_as_all(wide):
    peers = queries.protected_peers(wide, manager(OWN), OWN)
    one = queries.protected_peers(
        wide, manager(OWN), OWN, cut="obstetrics", denominator="births", window=NEWEST
    )
    assert one.equals(peers.filter(cut="obstetrics", denominator="births", window=NEWEST))


@pytest.mark.parametrize("viewer", [manager(OWN), board(OWN), lead(OWN), steward()])
def test_no_answer_figure_table_or_sentence_names_or_betrays_another_trust(wide, viewer):
    others = {code for code in TRUSTS if code != OWN}
    group_names = re.compile(r"\.group\.members")
    true = {
        (row["observed"], row["expected"])
        for key, row in exact(wide).items()
        if key[3] != OWN and row["observed"] % 5
    }
    for answer in everything(wide, viewer, OWN):
        told = [*values(replace(answer, group=replace(answer.group, members=frozenset())))]
        texts = [value for _, value in told if isinstance(value, str)]
        texts += [*sentences(answer)]
        texts += [json.dumps(json.loads(figure.to_json())) for figure in figures(answer)]
        texts += [table.to_csv() for table in tables(answer)]
        words = set(re.findall(r"[A-Z]{2}\d\d|HIGH|TINY|NIX", " ".join(texts)))
        assert not words & others
        pairs = set(zip(answer.points["observed"], answer.points["expected"], strict=True))
        assert not pairs & true
        assert all(observed == 0 or observed >= 10 for observed, _ in pairs)
        assert all(observed % 5 == 0 for observed, _ in pairs)
    assert group_names.search(".group.members")


def test_points_are_in_an_order_that_tells_nothing_and_cannot_be_clicked(wide):
    answer = queries.compare(wide, manager(OWN), wanted())
    assert answer.points.columns == ["expected", "observed", "ratio", "in_group"]
    assert answer.points["expected"].is_sorted()
    for figure in figures(answer):
        assert "customdata" not in json.loads(figure.to_json())["data"][0]
        assert all("customdata" not in trace for trace in json.loads(figure.to_json())["data"])


def test_everything_about_others_is_computed_of_what_is_shown(wide):
    answer = queries.compare(wide, manager(OWN), wanted())
    shown = [
        (protect_count(row["observed"]), float(f"{row['expected']:.1e}"))
        for (cut, denominator, window, trust), row in exact(wide).items()
        if (cut, denominator, window) == ("clinical", MIX, ALL) and trust != OWN
    ]
    steady = [(o, e) for o, e in shown if o is not None and e >= 15]
    spread = funnel.overdispersion([o for o, _ in steady], [e for _, e in steady])
    assert answer.spread is not None
    assert answer.spread.tau2 == pytest.approx(spread.tau2)
    assert answer.spread.trusts == len(steady)
    large = [
        (protect_count(row["observed"]), float(f"{row['expected']:.1e}"))
        for (cut, denominator, window, trust), row in exact(wide).items()
        if (cut, denominator, window) == ("clinical", MIX, ALL)
        and trust in nation.LARGE[2] and trust != OWN
    ]  # fmt: skip
    assert answer.typical is not None
    assert answer.typical.trusts == len(large) == 16
    ratios = [o / e for o, e in large]
    low, middle, high = np.quantile(ratios, [0.25, 0.5, 0.75])
    assert (answer.typical.lower, answer.typical.middle, answer.typical.upper) == pytest.approx(
        (low, middle, high)
    )
    together = sum(o for o, _ in large) / sum(e for _, e in large)
    assert answer.typical.ratio == pytest.approx(together)


def test_trusts_that_are_not_drawn_are_counted(wide):
    """TINY has 3 clinical claims, NIX none; both are expected to have many."""
    answer = queries.compare(wide, manager(OWN), wanted())
    assert (answer.trusts, answer.hidden, answer.small) == (47, 1, 0)
    assert answer.points.height == 46
    assert (
        "1 other trust is not drawn: 1 has 1 to 7 claims." in findings.funnel_plot(answer).takeaway
    )


# The own trust.


def test_a_risk_manager_sees_exact_figures_and_a_board_member_protected_ones(wide):
    row = exact(wide)["obstetrics", "births", ALL, OWN]
    asked = wanted(cut="obstetrics", denominator="births")
    own = queries.compare(wide, manager(OWN), asked).own
    assert (own.observed, own.expected) == (row["observed"], row["expected"])
    assert own.ratio == rates.standardised_ratio(row["observed"], row["expected"])
    assert own.rate == rates.interval(row["observed"], row["exposure"] / 1000)
    assert own.chance == rates.chance_in_words(row["observed"], row["expected"])
    for viewer in (board(OWN), lead(OWN)):
        told = queries.compare(wide, viewer, asked)
        rounded = protect_count(row["observed"])
        assert (told.own.observed, told.own.expected) == (rounded, float(f"{row['expected']:.2e}"))
        assert told.own.ratio == rates.standardised_ratio(rounded, told.own.expected)
        assert findings.sentence(told).startswith(
            f"Trust OWN: about {rounded} claims in obstetrics"
        )


@pytest.mark.parametrize("viewer", [board(TINY), lead(TINY)])
def test_a_small_count_of_ones_own_is_hidden_in_every_word_and_figure(wide, viewer):
    small = re.compile(r"(?<!to )(?<![\d,.])[1-7] (?:clinical |employers' liability )?claims?\b")
    for answer in everything(wide, viewer, TINY):
        if answer.own.observed == 0:
            continue
        assert answer.own.observed is None
        assert answer.own.ratio is answer.own.rate is answer.own.finding is None
        assert answer.own.chance is None
        assert "1 to 7" in findings.sentence(answer)
        assert not [text for text in sentences(answer) if small.search(text)]
        assert answer.cuts["observed"].drop_nulls().to_list().count(0) == len(
            answer.cuts["observed"].drop_nulls()
        )
        named = [trace.name for trace in next(figures(answer)).data]
        assert "Trust TINY" not in named


def test_the_same_search_finds_the_small_count_where_it_may_be_seen(wide):
    answer = queries.compare(wide, manager(TINY), wanted(TINY))
    assert findings.sentence(answer).startswith("Trust TINY: 3 clinical claims where ")
    assert "Trust TINY" in [trace.name for trace in next(figures(answer)).data]


def test_the_first_line_answers_the_question(wide):
    answer = queries.compare(wide, manager(OWN), wanted())
    own, ratio = answer.own, answer.own.ratio
    assert findings.sentence(answer) == (
        f"Trust OWN: {own.observed} clinical claims where {own.expected:.0f} are expected, "
        f"{ratio.estimate:.2f} times ({ratio.lower:.2f} to {ratio.upper:.2f}): "
        "within what is expected."
    )


@pytest.mark.parametrize(("alike", "of_group"), [(20, True), (19, False)])
def test_trusts_are_taken_to_differ_as_those_of_the_group_do_where_they_are_twenty(alike, of_group):
    """The group is as chance has it; the others are far from what is expected."""
    chance = np.random.default_rng(5)
    calm = [(int(chance.poisson(100)), 100.0, True) for _ in range(alike)]
    wild = [(n, 100.0, False) for n in (40, 260) * 15]
    others = pl.DataFrame([*calm, *wild], schema=("observed", "expected", "in_group"), orient="row")
    found, its_own = queries._spread(others, pl.col("in_group"))
    assert its_own is of_group
    assert found.trusts == (alike if of_group else alike + len(wild))
    assert (found.tau2 < 0.01) is of_group


@pytest.mark.parametrize(
    ("observed", "tau2", "words"),
    [
        (100, 0.0, "within what is expected."),
        (122, 0.0, "within what is expected, near its limits."),
        (150, 0.1, "within what is expected, because trusts differ as much from each other."),
        (150, 0.0, "higher than expected."),
    ],
)
def test_the_first_line_says_why_an_interval_without_1_is_within_what_is_expected(
    wide, observed, tau2, words
):
    answer = queries.compare(wide, manager(OWN), wanted())
    own = measures.own(observed, 100.0, exposure=None, outside=0, tau2=tau2)
    assert findings.sentence(replace(answer, own=own)).endswith(f": {words}")


def test_a_planted_trust_is_found_and_said(wide):
    for cut, denominator in (("clinical", MIX), ("obstetrics", "births")):
        for limits in Limits:
            answer = queries.compare(
                wide, manager(HIGH), wanted(HIGH, cut, denominator, limits=limits)
            )
            assert answer.own.finding is Finding.HIGHER
            assert findings.sentence(answer).endswith(": higher than expected.")
            assert findings.funnel_plot(answer).heading.endswith(": higher than expected")
    assert "are higher than expected." in findings.ratios(answer).takeaway


def test_a_trust_without_claims_has_a_ratio_of_nought_and_is_lower(wide):
    answer = queries.compare(wide, manager(NIX), wanted(NIX))
    assert answer.own.ratio.estimate == 0
    assert answer.own.finding is Finding.LOWER
    assert ", 0.00 times (0.00 to " in findings.sentence(answer)


def test_chance_only_limits_are_narrower_or_equal(wide):
    adjusted = queries.compare(wide, manager(OWN), wanted())
    chance = queries.compare(wide, manager(OWN), wanted(limits=Limits.CHANCE))
    assert chance.tau2 == 0
    assert adjusted.tau2 >= 0
    assert chance.spread == adjusted.spread
    assert "show chance only" in findings.funnel_plot(chance).takeaway


def test_the_mix_is_made_of_shares_that_are_whole(wide):
    for viewer in (manager(OWN), board(OWN)):
        answer = queries.compare(wide, viewer, wanted())
        assert answer.mix["name"].to_list() == ["Obstetrics", "Other high-risk specialties"]
        assert answer.mix["own"].sum() == pytest.approx(1)
        assert answer.mix["nation"].sum() == pytest.approx(1)
    one = queries.compare(wide, manager(OWN), wanted(denominator="bed-days"))
    assert one.mix.is_empty()


@pytest.mark.parametrize("ground", [LIGHT, DARK])
@pytest.mark.parametrize("viewer", [manager(TINY), board(TINY), manager(NIX)])
def test_every_figure_is_one_that_plotly_accepts(wide, viewer, ground):
    import plotly.graph_objects as go  # noqa: PLC0415

    for answer in everything(wide, viewer, viewer.trusts[0]):
        for figure in figures(answer, ground):
            go.Figure(figure.to_dict())
            figure.to_json()


# What the limits promise.


def own_findings(seed, *, differing=0.0, times=None, limits=Limits.CHANCE):
    """Every trust's finding, through the frames that a release holds: 300 trusts whose births
    make claims by chance; `differing` is the variance between trusts of the root of the ratio.
    """
    chance = np.random.default_rng(seed)
    trusts = [f"T{number:03d}" for number in range(300)]
    births = chance.uniform(2_000, 9_000, len(trusts))
    apart = (1 + chance.normal(0, np.sqrt(differing), len(trusts))) ** 2
    for place, factor in (times or {}).items():
        apart[place] = factor
    drawn = chance.poisson(births * 0.012 * apart)
    exposures = pl.DataFrame(
        {"trust": trusts, "year": [2020] * 300, "measure": ["births"] * 300, "value": births},
        schema={"trust": pl.String, "year": pl.Int32, "measure": pl.String, "value": pl.Float64},
    )
    rows = pl.DataFrame({"trust": np.repeat(trusts, drawn).tolist()})
    claims = rows.with_columns(
        kind=pl.lit("clinical"), scheme=pl.lit("CNST"), specialty=pl.lit("obstetrics"),
        status=pl.lit("open"), incident_date=pl.date(2020, 6, 1),
    )  # fmt: skip
    groups_of = group_of_each(read(REFERENCE)["specialty"])
    table = compared(claims, exposures, groups_of, as_at=AS_AT).filter(
        cut="obstetrics", denominator="births", window=ALL
    )
    protected = pl.DataFrame(
        {
            "observed": [protect_count(number) for number in table["observed"].to_list()],
            "expected": [queries.two_figures(value) for value in table["expected"].to_list()],
        },
        schema={"observed": pl.Int64, "expected": pl.Float64},
    )
    spread = measures.spread(protected)
    tau2 = 0.0 if limits is Limits.CHANCE or spread is None else spread.tau2
    return {
        row["trust"]: measures.own(
            row["observed"], row["expected"], exposure=None, outside=0, tau2=tau2
        ).finding
        for row in table.iter_rows(named=True)
    }


def share_outside(found):
    flags = [finding is not Finding.WITHIN for each in found for finding in each.values()]
    return sum(flags) / len(flags)


def test_by_chance_alone_two_in_a_thousand_lie_outside_the_limits():
    share = share_outside(own_findings(seed) for seed in range(40))
    assert 0.0008 <= share <= 0.0038  # 12,000 trusts: 24 expected, 10 to 45


def test_trusts_that_differ_alike_are_not_flagged_by_the_adjusted_limits():
    """Chance-only limits would flag a third of them."""
    plain = share_outside(own_findings(seed, differing=0.04) for seed in range(8))
    adjusted = share_outside(
        own_findings(seed, differing=0.04, limits=Limits.ADJUSTED) for seed in range(8)
    )
    assert plain > 0.2
    assert adjusted < 0.03


@pytest.mark.parametrize("limits", Limits)
def test_a_trust_with_three_times_as_many_is_found_among_300(limits):
    for seed in range(5):
        found = own_findings(seed, times={17: 3.0, 18: 0.1}, differing=0.01, limits=limits)
        assert found["T017"] is Finding.HIGHER
        assert found["T018"] is Finding.LOWER
