"""The learning gap map: its themes, what it weighs, and that its numbers are the protected ones."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.claims.model import Kind
from scorecards.errors import NotAllowed
from scorecards.library.gaps import charts, measures, words
from scorecards.library.gaps.model import TOPIC_OF, GapMap, Held, Theme
from scorecards.library.gaps.queries import gap_map
from scorecards.library.history import commands as history
from scorecards.library.history.model import subject_of
from scorecards.library.model import TOPICS, ItemKind
from scorecards.money import Currency
from scorecards.palette import LIGHT
from scorecards.snapshots.opening import open_snapshot
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from scorecards.taxonomy.codes import ListName
from tests.library.shelf import CAUSE, library, study, taxonomy
from tests.people.viewers import editor, lead, manager, steward


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FALLS = Theme(Kind.CLINICAL, "Falls", ("patient-fall",), TOPICS[6])
SHARPS = Theme(Kind.NON_CLINICAL, "Sharps", ("sharps",), TOPICS[9])
STRESS = Theme(Kind.NON_CLINICAL, "Stress", ("stress",), TOPICS[9])


def test_every_cause_that_says_something_is_in_one_theme_of_its_kind():
    themes = measures.themes(taxonomy())
    held = [(theme.kind.value, code) for theme in themes for code in theme.codes]
    assert len(set(held)) == len(held)
    assert sorted(held) == sorted(
        (code.extra["kind"], code.code)
        for code in taxonomy()[ListName.CAUSE]
        if code.code not in ("other", "not-specified", "unknown")
    )
    assert len({theme.key for theme in themes}) == len(themes)


def test_every_theme_of_the_list_of_causes_has_a_topic_of_its_own_choice():
    for theme in measures.themes(taxonomy()):
        assert TOPIC_OF[theme.kind][theme.group] == theme.topic
        assert theme.topic in TOPICS


def test_an_item_bears_on_a_theme_by_a_cause_and_its_kind():
    items = [
        study("fall", cause="patient-fall consent"),
        study("staff-fall", cause="patient-fall", kind="non-clinical"),
        study("needle", cause="sharps", kind="non-clinical"),
    ]
    assert [item.slug for item in measures.bearing_on(FALLS, items)] == ["fall"]
    assert [item.slug for item in measures.bearing_on(SHARPS, items)] == ["needle"]


def test_many_claims_and_little_to_read_come_first():
    holdings = {FALLS: Held(500, 500), SHARPS: Held(500, 500), STRESS: Held(10, 10)}
    items = [study("fall", cause="patient-fall")]
    found = measures.gaps(holdings, items, {}, {})
    assert [gap.theme.group for gap in found] == ["Sharps", "Falls", "Stress"]


def test_offers_count_by_topic_and_readers_by_theme():
    found = measures.gaps(
        {FALLS: Held(5, 5), SHARPS: Held(5, 5)}, [], {FALLS.key: None}, {SHARPS.topic: 3}
    )
    told = {gap.theme.group: (gap.readers, gap.offers) for gap in found}
    assert told == {"Falls": (None, 0), "Sharps": (0, 3)}


@given(
    st.dictionaries(
        st.sampled_from([FALLS, SHARPS, STRESS]),
        st.tuples(st.integers(0, 9_000), st.integers(0, 10**12)),
        min_size=1,
    ),
    st.lists(st.sampled_from(["patient-fall", "sharps", "stress", "consent"]), max_size=6),
)
def test_the_size_of_a_gap_is_as_worked_out_by_hand(numbers, causes):
    items = [
        study(f"s{n}", cause=cause, kind="clinical" if cause == "patient-fall" else "non-clinical")
        for n, cause in enumerate(causes)
    ]
    found = measures.gaps({theme: Held(*held) for theme, held in numbers.items()}, items, {}, {})
    all_claims = sum(claims for claims, _ in numbers.values())
    all_cost = sum(cost for _, cost in numbers.values())
    by_hand = {}
    for theme, (claims, cost) in numbers.items():
        part = (claims / all_claims if all_claims else 0) + (cost / all_cost if all_cost else 0)
        by_hand[theme.key] = part / 2 / (1 + sum(cause in theme.codes for cause in causes))
    assert {gap.theme.key: gap.size for gap in found} == pytest.approx(by_hand)
    sizes = [gap.size for gap in found]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("by_cause", "pooled", "at_least"),
    [
        ({"a": (10, 100), "b": (5, 50)}, True, False),
        ({"a": (15, 150)}, False, False),
        ({"a": (15, 150)}, True, True),
        ({"a": (15, 150), "b": (None, 0)}, False, True),
        ({"a": (15, None), "b": (0, 150)}, False, True),
    ],
)
def test_what_is_hidden_makes_a_theme_hold_at_least_so_many(by_cause, pooled, at_least):
    theme = Theme(Kind.CLINICAL, "Two", ("a", "b"), TOPICS[0])
    assert measures.held(theme, by_cause, pooled=pooled) == Held(15, 150, at_least)


@pytest.fixture(scope="module")
def nation(untouched_demonstration):
    (folder,) = (untouched_demonstration / "snapshots").glob("2026-03-31-*")
    return open_snapshot(folder.parent, folder.name)


def asked(engine, nation, viewer, offers=()):
    with reading(engine, SYSTEM) as session:
        return gap_map(session, nation, viewer, library(), offers=dict(offers), now=NOW)


def test_the_map_of_the_demonstration_holds_what_can_be_counted_from_its_claims(engine, nation):
    told = asked(engine, nation, editor(), {TOPICS[0]: 2})
    claims = nation.nation().collect()
    years = range(2015, 2025)
    counted = {}
    for row in claims.select("kind", "cause", "status", "incident_date").iter_rows(named=True):
        on = row["incident_date"]
        if row["status"] == "incident" or on is None:
            continue
        if (on.year if on.month >= 4 else on.year - 1) in years:
            counted[row["kind"], row["cause"]] = counted.get((row["kind"], row["cause"]), 0) + 1
    for gap in told.gaps:
        theme = gap.theme
        true = sum(counted.get((theme.kind.value, code), 0) for code in theme.codes)
        # Each cause is rounded to five on its own; small ones are left out.
        assert abs(gap.held.claims - true) <= 7 * len(theme.codes), theme.key
        assert gap.held.claims % 5 == 0
    maternity = next(gap for gap in told.gaps if gap.theme.group == "Maternity")
    assert maternity.offers == 2
    assert maternity.items == tuple(
        item for item in library().items
        if "clinical" in item.scheme_kinds and item.codes[CAUSE] & set(maternity.theme.codes)
    )  # fmt: skip


def test_the_map_counts_who_read_an_item_of_the_theme_in_the_last_90_days(engine, nation):
    theme = next(t for t in measures.themes(taxonomy()) if t.group == "Sharps")
    slug = measures.bearing_on(theme, library().items)[0].slug
    with writing(engine, SYSTEM) as session:
        for number in range(7):
            person = replace(manager("NMU"), person=f"p{number}")
            history.note(session, person, subject_of(slug), "Acute", now=NOW)
    told = asked(engine, nation, lead("NMU"))
    assert next(gap for gap in told.gaps if gap.theme.group == "Sharps").readers == 7


def test_the_map_is_for_the_desk_alone(engine, nation):
    for viewer in (manager("NMU"), steward()):
        with pytest.raises(NotAllowed, match="library editors and Safety and Learning Leads"):
            asked(engine, nation, viewer)


def a_gap(held=Held(1_200, 340_000_000), items=1, readers=0, offers=0):  # noqa: B008
    shelf = [study(f"s{number}", cause="sharps", kind="non-clinical") for number in range(items)]
    (gap,) = measures.gaps({SHARPS: held}, shelf, {SHARPS.key: readers}, {SHARPS.topic: offers})
    return gap


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (
            a_gap(items=0),
            "1,200 claims, £3.4 million. No offer of help on its topic is open.",
        ),
        (
            a_gap(held=Held(1, 100, at_least=True), offers=1),
            "At least 1 claim, at least £1. The library has 1 item on it. In the last 90 days, "
            "nobody opened it. 1 offer of help on its topic is open.",
        ),
        (
            a_gap(items=3, readers=None, offers=2),
            "1,200 claims, £3.4 million. The library has 3 items on it. In the last 90 days, "
            "fewer than 5 people opened one of them. 2 offers of help on its topic are open.",
        ),
        (
            a_gap(items=2, readers=12),
            "1,200 claims, £3.4 million. The library has 2 items on it. In the last 90 days, "
            "12 people opened one of them. No offer of help on its topic is open.",
        ),
    ],
)
def test_a_gap_is_told_in_words(gap, told):
    assert words.sentences(gap, Currency.GBP) == told
    assert words.heading(gap).endswith(": nothing to read yet") == (not gap.items)


def test_the_finding_names_the_largest_gap_and_what_has_nothing():
    told = GapMap(
        measures.gaps({FALLS: Held(75, 0), SHARPS: Held(25, 0)}, [], {}, {}), Currency.GBP, None
    )
    finding = words.finding(told)
    assert finding.heading == (
        "Falls (clinical) has the most claims and cost for what there is to read"
    )
    assert finding.takeaway == (
        "It holds 38% of claims and cost, and the library has nothing on it. "
        "It has nothing yet on Falls (clinical) and Sharps (non-clinical)."
    )


def several(number):
    """Themes with ever fewer claims; on every second one there is something to read."""
    codes = [code.code for code in taxonomy()[ListName.CAUSE]][:number]
    themes = [Theme(Kind.CLINICAL, f"T{at:02}", (code,), "") for at, code in enumerate(codes)]
    holdings = {theme: Held(1_000 - at, 0) for at, theme in enumerate(themes)}
    shelf = [study(f"s-{code}", cause=code) for code in codes[::2]]
    return GapMap(measures.gaps(holdings, shelf, {}, {}), Currency.GBP, None)


def test_many_themes_with_nothing_to_read_are_named_as_far_as_a_sentence_bears():
    assert words.finding(several(12)).takeaway.endswith(
        "It has nothing yet on T01 (clinical), T03 (clinical), T05 (clinical), T07 (clinical) "
        "and 2 more themes."
    )


def test_one_begins_with_the_largest_gaps_and_with_those_where_there_is_nothing_to_read():
    began = [gap.theme.group for gap in several(20).beginnings]
    assert began == ["T01", "T03", "T05", "T07", "T09", "T11", "T13", "T15", "T17"]
    covered = measures.gaps({FALLS: Held(75, 9), SHARPS: Held(0, 0)}, [], {}, {})
    assert [gap.theme for gap in GapMap(covered, Currency.GBP, None).beginnings] == [FALLS]


def test_without_claims_there_is_no_gap_to_name():
    told = GapMap(measures.gaps({FALLS: Held(0, 0)}, [], {}, {}), Currency.GBP, None)
    assert words.finding(told).takeaway == words.NOTHING


def test_the_chart_has_a_bar_for_each_theme_that_says_how_many_items_there_are():
    items = [study("fall", cause="patient-fall"), study("fall-two", cause="patient-fall")]
    told = GapMap(
        measures.gaps({FALLS: Held(60, 60), SHARPS: Held(40, 40)}, items, {}, {}),
        Currency.GBP,
        None,
    )
    drawn = charts.largest(told, LIGHT)
    drawn.to_dict()
    (bars,) = drawn.data
    assert list(bars["y"]) == ["Sharps (non-clinical)", "Falls (clinical)"]
    assert list(bars["x"]) == pytest.approx([40, 20])
    assert list(bars["text"]) == ["nothing to read", "2 items"]


def test_a_guidance_counts_like_a_case_study():
    item = replace(study("guide", cause="sharps", kind="non-clinical"), kind=ItemKind.GUIDANCE)
    assert measures.bearing_on(SHARPS, [item]) == (item,)
