"""Which studies a selection of claims leads to, and in which order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.library.matching import bearing_on, score
from tests.library.shelf import (
    CAUSE,
    INJURY,
    LOCATION,
    SPECIALTY,
    library,
    profile,
    study,
    taxonomy,
)


CODES = {
    SPECIALTY: ["obstetrics", "emergency-medicine", "orthopaedics", "ophthalmology"],
    CAUSE: ["abnormal-fetal-heart-rate", "delayed-diagnosis", "x-ray-misread", "consent"],
    INJURY: ["cerebral-palsy", "fracture", "unnecessary-pain"],
    LOCATION: ["ward", "delivery-suite", "emergency-department"],
}
numbers = st.one_of(st.none(), st.integers(0, 400))


def some_codes(name):
    return st.lists(st.sampled_from(CODES[name]), unique=True, max_size=3).map(" ".join)


def figures(values):
    return st.fixed_dictionaries(
        {name: st.dictionaries(st.sampled_from(codes), values) for name, codes in CODES.items()}
    )


a_study = st.builds(
    study,
    st.integers(0, 999).map(lambda number: f"study-{number}"),
    specialty=some_codes(SPECIALTY),
    cause=some_codes(CAUSE).filter(bool),
    injury=some_codes(INJURY),
    location=some_codes(LOCATION),
)
studies = st.lists(a_study, unique_by=lambda item: item.slug, max_size=8)
profiles = st.builds(
    lambda extra, counts, costs: profile(
        extra + max(sum(n or 7 for n in of.values()) for of in counts.values()),
        counts,
        costs=costs,
    ),
    st.integers(0, 200),
    figures(numbers),
    figures(st.one_of(st.none(), st.integers(0, 10**11))),
)


def slugs(items, wanted, kind="clinical", limit=4):
    return [m.item.slug for m in bearing_on(items, taxonomy(), wanted, kind=kind, limit=limit)]


@settings(deadline=None)
@given(studies, profiles)
def test_no_study_comes_without_a_code_that_has_claims(items, wanted):
    for match in bearing_on(items, taxonomy(), wanted, kind="clinical"):
        assert [
            code
            for name, codes in match.item.codes.items()
            for code in codes
            if wanted.counts[name].get(code, 0) != 0
        ]


@settings(deadline=None)
@given(studies, profiles, st.sampled_from([SPECIALTY, CAUSE]), st.data())
def test_a_study_with_the_chosen_code_comes_before_one_without(items, wanted, name, data):
    code = data.draw(st.sampled_from(CODES[name]))
    picked = profile(wanted.total, wanted.counts, costs=wanted.costs, chosen={name: code})
    found = bearing_on(items, taxonomy(), picked, kind="clinical", limit=99)
    bears = [code in match.item.codes[name] for match in found]
    assert bears == sorted(bears, reverse=True)


@settings(deadline=None)
@given(a_study, profiles, st.integers(1, 300), st.integers(1, 50), st.data())
def test_a_study_never_loses_when_claims_in_its_codes_rise(item, wanted, before, rise, data):
    name = data.draw(st.sampled_from([name for name in CODES if item.codes[name]]))
    code = data.draw(st.sampled_from(sorted(item.codes[name])))

    def scored(claims):
        counts = {**wanted.counts, name: {**wanted.counts[name], code: claims}}
        return score(item, profile(wanted.total, counts, costs=wanted.costs))

    assert scored(before + rise) >= scored(before)


@settings(deadline=None)
@given(studies, profiles, st.randoms())
def test_the_answer_does_not_hang_on_the_order_of_the_shelf(items, wanted, random):
    shuffled = random.sample(items, len(items))
    first = bearing_on(items, taxonomy(), wanted, kind="clinical")
    assert first == bearing_on(shuffled, taxonomy(), wanted, kind="clinical")
    assert [(-m.score, m.item.slug) for m in first] == sorted(
        (-m.score, m.item.slug) for m in first
    )
    assert len(first) <= 4


def test_a_study_ranks_by_both_its_specialty_and_its_cause():
    wanted = profile(
        100,
        {
            SPECIALTY: {"obstetrics": 60, "orthopaedics": 40},
            CAUSE: {"consent": 30, "pre-eclampsia": 5},
        },
    )
    items = [
        study("common-specialty-rare-cause", specialty="obstetrics", cause="pre-eclampsia"),
        study("both-common", specialty="orthopaedics", cause="consent"),
    ]
    assert slugs(items, wanted) == ["both-common", "common-specialty-rare-cause"]


def test_few_claims_that_cost_most_come_before_many_that_cost_little():
    wanted = profile(
        100,
        {CAUSE: {"abnormal-fetal-heart-rate": 5, "consent": 20}},
        costs={CAUSE: {"abnormal-fetal-heart-rate": 9_000, "consent": 1_000}},
    )
    items = [study("many", cause="consent"), study("grave", cause="abnormal-fetal-heart-rate")]
    assert slugs(items, wanted) == ["grave", "many"]


def test_a_study_of_the_other_kind_never_comes():
    wanted = profile(10, {CAUSE: {"violence": 10}})
    items = [study("ward", cause="violence", kind="non-clinical")]
    assert slugs(items, wanted, kind="clinical") == []
    assert slugs(items, wanted, kind="non-clinical") == ["ward"]


def test_a_study_set_only_in_specialties_without_claims_does_not_bear_on_them():
    wanted = profile(10, {SPECIALTY: {"ophthalmology": 10}, CAUSE: {"delayed-diagnosis": 10}})
    assert (
        slugs([study("sepsis", specialty="emergency-medicine", cause="delayed-diagnosis")], wanted)
        == []
    )


def test_a_chosen_cause_brings_studies_from_other_specialties_after_those_from_its_own():
    counts = {SPECIALTY: {"ophthalmology": 10}, CAUSE: {"delayed-diagnosis": 10}}
    wanted = profile(10, counts, chosen={CAUSE: "delayed-diagnosis"})
    items = [
        study("a-elsewhere", specialty="emergency-medicine", cause="delayed-diagnosis"),
        study("b-here", specialty="ophthalmology", cause="delayed-diagnosis"),
    ]
    assert slugs(items, wanted) == ["b-here", "a-elsewhere"]


def test_a_chosen_specialty_brings_its_studies_even_on_other_causes_but_last():
    counts = {SPECIALTY: {"obstetrics": 10}, CAUSE: {"consent": 10}}
    wanted = profile(10, counts, chosen={SPECIALTY: "obstetrics"})
    items = [
        study("a-rare", specialty="obstetrics", cause="pre-eclampsia"),
        study("b-common", specialty="obstetrics", cause="consent"),
    ]
    assert slugs(items, wanted) == ["b-common", "a-rare"]


def test_a_hidden_count_ranks_as_the_middle_of_one_to_seven():
    items = [study("hidden", cause="consent")]
    hidden, four = (profile(40, {CAUSE: {"consent": n, "x": 30}}) for n in (None, 4))
    assert score(items[0], hidden) == score(items[0], four)


def test_a_third_study_on_one_specialty_waits_for_other_specialties():
    wanted = profile(
        100, {SPECIALTY: {"obstetrics": 90, "orthopaedics": 10}, CAUSE: {"consent": 100}}
    )
    items = [study(f"birth-{n}", specialty="obstetrics", cause="consent") for n in range(4)]
    items.append(study("hip", specialty="orthopaedics", cause="consent"))
    assert slugs(items, wanted, limit=3) == ["birth-0", "birth-1", "hip"]
    assert slugs(items[:4], wanted) == ["birth-0", "birth-1", "birth-2", "birth-3"]


def test_a_selection_without_claims_leads_nowhere():
    assert slugs(library().items, profile(0, {CAUSE: {}})) == []


def test_a_selection_that_no_study_bears_on_leads_nowhere():
    assert slugs(library().items, profile(20, {CAUSE: {"screening-lane": 20}})) == []


def test_the_shipped_study_on_fetal_heart_rate_leads_where_its_claims_do():
    wanted = profile(
        38,
        {SPECIALTY: {"obstetrics": 38}, CAUSE: {"abnormal-fetal-heart-rate": 9, "consent": 3}},
        chosen={SPECIALTY: "obstetrics"},
    )
    assert slugs(library().items, wanted)[0] == "trace-that-changed-at-night"
