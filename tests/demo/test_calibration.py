"""The drawn nation has the proportions of the published figures, none of which is from memory."""

import pytest

from scorecards.demo import calibration
from scorecards.demo.nation import Nation, build
from tests.demo import published
from tests.places import PROJECT, shared


TARGETS = calibration.targets()
BY_KEY = {target.key: target for target in TARGETS}


@pytest.fixture(scope="module")
def figures():
    return published.read(shared("domain/published_figures.csv"))


@pytest.fixture(scope="module")
def measured(drawn: Nation):
    return calibration.measures(drawn.claims)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_the_drawn_figure_lies_within_the_tolerance_of_the_published_one(target, measured):
    assert target.low <= measured[target.key] <= target.high


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_a_target_is_the_published_figure_word_for_word(target, figures):
    figure = published.find(figures, target.measure, target.period, target.source)
    assert float(figure.value) == target.value
    assert (figure.unit, figure.source) == (target.unit, target.source)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_a_target_is_not_from_memory_and_says_why_its_tolerance_is_what_it_is(target):
    assert published.is_seen(target.source)
    assert target.low < target.high
    assert len(target.why) > 15
    assert len(target.drawn) > 3


def test_every_tolerance_holds_its_published_figure():
    outside = {target.key for target in TARGETS if not target.accepts(target.wanted)}
    assert outside == set()


def test_every_measure_has_a_target(measured):
    assert set(measured) == set(BY_KEY)


def test_a_figure_from_memory_is_refused(figures):
    with pytest.raises(LookupError, match="from memory"):
        published.find(figures, "clinical claims received", "2017/18")
    with pytest.raises(LookupError, match="0 published"):
        published.find(figures, "clinical claims received", "1066/67")


def test_the_staff_share_lies_between_the_two_published_years(figures, measured):
    shares = []
    for period in ("2014/15", "2015/16"):
        staff = published.find(figures, "non-clinical claims brought by NHS staff (EL)", period)
        every = published.find(figures, "non-clinical claims received", period)
        shares.append(100 * float(staff.value) / float(every.value))
    assert min(shares) - 1 < measured["staff-share"] < max(shares) + 1
    assert BY_KEY["staff-share"].wanted == pytest.approx(shares[1], abs=0.01)


def test_the_shares_of_closed_claims_with_damages_are_those_of_the_published_counts(figures):
    def value(measure: str, period: str) -> float:
        return float(published.find(figures, measure, period).value)

    published_shares = {
        "manual-handling-paid": (
            "manual handling - settled",
            "manual handling - without merit",
            "notified 2009/10-2018/19",
        ),
        "retained-paid": (
            "retained foreign object - settled with damages",
            "retained foreign object - without merit",
            "2015/16-2019/20",
        ),
        "burns-paid": (
            "surgical burns - settled",
            "surgical burns - unmeritorious",
            "notified 2009/10-2018/19",
        ),
        "surgery-paid": (
            "general surgery claims closed with damages per year",
            "general surgery claims closed without damages per year",
            "2010-2020",
        ),
    }
    for key, (settled, nil, period) in published_shares.items():
        paid = value(settled, period)
        share = 100 * paid / (paid + value(nil, period))
        assert BY_KEY[key].wanted == pytest.approx(share, abs=0.05), key


def test_obstetrics_is_most_of_the_cost_and_no_more_than_published(figures, measured):
    early = "share of clinical claims by value, Obstetrics - Early Notification"
    other = "share of clinical claims by value, Obstetrics - non-Early Notification"
    highest = sum(
        float(published.find(figures, measure, "2021/22").value) for measure in (early, other)
    )
    assert 50 < measured["value-obstetrics"] <= highest
    assert measured["number-obstetrics"] < 15


@pytest.mark.parametrize("seed", [1, 2])
def test_another_seed_gives_another_nation_of_the_same_proportions(seed, drawn):
    other = build(seed)
    assert not other.claims.equals(drawn.claims)
    measured = calibration.measures(other.claims)
    strayed = {target.key for target in TARGETS if not target.accepts(measured[target.key])}
    assert len(strayed) <= 2


def test_the_page_holds_the_table_that_is_drawn(drawn):
    page = (PROJECT / "docs" / "demonstration.md").read_text(encoding="utf-8")
    start, end = "<!-- calibration -->\n", "\n<!-- end of calibration -->"
    assert page[page.index(start) + len(start) : page.index(end)] == calibration.table(drawn)
