"""Which studies a selection of claims leads to, and in which order."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.library.matching import bearing_on, score
from scorecards.library.model import ItemKind
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


TODAY = date(2026, 11, 24)
READ_ON = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def slugs(items, wanted, kind="clinical", limit=4, **more):
    found = bearing_on(items, taxonomy(), wanted, kind=kind, limit=limit, **more)
    return [match.item.slug for match in found]


def of_kind(kind, slug, **codes):
    return replace(study(slug, **codes), kind=kind)


@settings(deadline=None, max_examples=50)
@given(studies, profiles)
def test_no_study_comes_without_a_code_that_has_claims(items, wanted):
    for match in bearing_on(items, taxonomy(), wanted, kind="clinical"):
        assert [
            code
            for name, codes in match.item.codes.items()
            for code in codes
            if wanted.counts[name].get(code, 0) != 0
        ]


@settings(deadline=None, max_examples=50)
@given(a_study, profiles, st.integers(1, 300), st.integers(1, 50), st.data())
def test_a_study_never_loses_when_claims_in_its_codes_rise(item, wanted, before, rise, data):
    name = data.draw(st.sampled_from([name for name in CODES if item.codes[name]]))
    code = data.draw(st.sampled_from(sorted(item.codes[name])))

    def scored(claims):
        counts = {**wanted.counts, name: {**wanted.counts[name], code: claims}}
        return score(item, profile(wanted.total, counts, costs=wanted.costs))

    assert scored(before + rise) >= scored(before)


@settings(deadline=None, max_examples=50)
@given(studies, profiles, st.sampled_from([SPECIALTY, CAUSE]), st.data())
def test_neither_kind_nor_reading_nor_freshness_goes_past_what_was_chosen(
    items, wanted, name, data
):
    code = data.draw(st.sampled_from(CODES[name]))
    kinds = data.draw(st.lists(st.sampled_from(ItemKind), min_size=8, max_size=8))
    days = data.draw(st.lists(st.dates(date(2020, 1, 1), TODAY), min_size=8, max_size=8))
    items = [
        replace(item, kind=kind, reviewed=day)
        for item, kind, day in zip(items, kinds, days, strict=False)
    ]
    read = {item.slug: READ_ON for item in items if data.draw(st.booleans())}
    picked = profile(wanted.total, wanted.counts, costs=wanted.costs, chosen={name: code})
    found = bearing_on(items, taxonomy(), picked, kind="clinical", limit=99, read=read, today=TODAY)
    bears = [code in match.item.codes[name] for match in found]
    assert bears == sorted(bears, reverse=True)
    assert {match.item.slug for match in found if match.read} == {
        match.item.slug for match in found if match.item.slug in read
    }


@settings(deadline=None, max_examples=50)
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


def test_who_named_nothing_of_what_was_chosen_comes_only_with_a_twentieth_of_it():
    maternity = of_kind(ItemKind.REPORT, "maternity", specialty="obstetrics", cause="")
    for number, found in ((2, ["maternity"]), (1, [])):
        counts = {SPECIALTY: {"obstetrics": number}, CAUSE: {"consent": 40}}
        assert slugs([maternity], profile(40, counts, chosen={CAUSE: "consent"})) == found


PICKED = {SPECIALTY: {"obstetrics": 155, "radiology": 30}, CAUSE: {"consent": 45}}


def picked_out(**chosen):
    """Who may not narrow: what is chosen is picked out among all 995 claims."""
    named = {{"specialty": SPECIALTY, "cause": CAUSE}[name]: code for name, code in chosen.items()}
    return replace(profile(995, PICKED, chosen=named), narrowed=False)


def test_what_names_nothing_of_what_was_picked_out_does_not_come():
    maternity = of_kind(ItemKind.REPORT, "maternity", specialty="obstetrics", cause="")
    leaflet = of_kind(ItemKind.LEAFLET, "consent", cause="consent")
    assert slugs([maternity, leaflet], picked_out(cause="consent")) == ["consent"]
    assert slugs([maternity, leaflet], picked_out(specialty="obstetrics")) == ["maternity"]


def test_what_names_less_besides_comes_first_where_nothing_is_narrowed():
    about = study("about", specialty="radiology", cause="consent")
    besides = study("a-besides", specialty="radiology obstetrics", cause="consent")
    assert slugs([besides, about], picked_out(specialty="radiology")) == ["about", "a-besides"]


def test_what_was_picked_out_bears_learning_where_it_is_too_small_to_be_named():
    eyes = study("eyes", specialty="ophthalmology", cause="consent")
    assert slugs([eyes], picked_out(specialty="ophthalmology")) == ["eyes"]
    assert slugs([eyes], replace(picked_out(specialty="ophthalmology"), narrowed=True)) == []


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


ONE = profile(100, {CAUSE: {"consent": 60, "x-ray-misread": 40}})


def test_a_case_study_leads_and_guidance_and_a_report_stand_beside_it():
    items = [
        *(study(f"story-{n}", cause="x-ray-misread") for n in range(4)),
        of_kind(ItemKind.GUIDANCE, "guide", cause="consent"),
        of_kind(ItemKind.LEAFLET, "leaflet", cause="consent x-ray-misread"),
        of_kind(ItemKind.REPORT, "report", cause="consent"),
    ]
    assert slugs(items, ONE) == ["story-0", "leaflet", "report", "story-1"]
    assert slugs(items, ONE, limit=2) == ["story-0", "leaflet"]


def test_what_bears_on_much_less_does_not_stand_beside_a_case_study():
    few = profile(100, {CAUSE: {"consent": 90, "x-ray-misread": 10}})
    items = [
        *(study(f"story-{n}", cause="consent") for n in range(4)),
        of_kind(ItemKind.GUIDANCE, "guide", cause="x-ray-misread"),
    ]
    assert slugs(items, few) == ["story-0", "story-1", "story-2", "story-3"]
    assert slugs(items[3:], few) == ["story-3", "guide"]


def test_a_case_study_does_not_lead_where_others_share_more_of_what_was_chosen():
    counts = {SPECIALTY: {"obstetrics": 50, "orthopaedics": 50}, CAUSE: {"consent": 100}}
    wanted = profile(100, counts, chosen={SPECIALTY: "obstetrics", CAUSE: "consent"})
    items = [
        study("story", cause="consent"),
        of_kind(ItemKind.GUIDANCE, "guide", specialty="obstetrics", cause="consent"),
    ]
    assert slugs(items, wanted) == ["guide", "story"]


def test_what_somebody_has_read_steps_back_and_says_when():
    items = [study("a", cause="consent"), study("b", cause="consent")]
    found = bearing_on(items, taxonomy(), ONE, kind="clinical", read={"a": READ_ON})
    assert [(match.item.slug, match.read) for match in found] == [("b", None), ("a", READ_ON)]


def test_what_was_read_still_comes_before_what_bears_on_far_less():
    far = profile(100, {CAUSE: {"consent": 80, "x-ray-misread": 20}})
    items = [study("near", cause="consent"), study("far", cause="x-ray-misread")]
    assert slugs(items, far, read={"near": READ_ON}) == ["near", "far"]


def test_a_study_of_which_all_claims_are_steps_back_when_read_too():
    """Its closeness is one, which is no further list that was chosen."""
    whole = profile(10, {CAUSE: {"consent": 10}, INJURY: {"fracture": 10}, LOCATION: {"ward": 10}})
    items = [
        study("a", cause="consent", injury="fracture", location="ward"),
        study("b", cause="consent"),
    ]
    assert slugs(items, whole) == ["a", "b"]
    assert slugs(items, whole, read={"a": READ_ON}) == ["b", "a"]


def test_what_was_reviewed_lately_comes_a_little_before():
    old = replace(study("a-old", cause="consent"), reviewed=date(2023, 1, 1))
    new = replace(study("b-new", cause="consent"), reviewed=TODAY)
    assert slugs([old, new], ONE, today=TODAY) == ["b-new", "a-old"]
    assert slugs([old, new], ONE) == ["a-old", "b-new"]
    more = replace(study("c-more", cause="consent x-ray-misread"), reviewed=date(2020, 1, 1))
    assert slugs([new, more], ONE, today=TODAY) == ["c-more", "b-new"]


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
