"""The sentence that says why a study is shown; each of its numbers is the selection's."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.library.matching import bearing_on
from tests.library.shelf import CAUSE, INJURY, SPECIALTY, library, profile, study, taxonomy


TRACE = study("trace", specialty="obstetrics", cause="abnormal-fetal-heart-rate consent")
BOTH = {SPECIALTY: {"obstetrics": 14}, CAUSE: {"abnormal-fetal-heart-rate": 9, "consent": 2}}


def why(item, wanted, **options):
    (match,) = bearing_on([item], taxonomy(), wanted, kind="clinical", **options)
    return match.reason


def test_with_nothing_chosen_it_tells_the_cause_and_the_specialty():
    assert why(TRACE, profile(38, BOTH)) == (
        "Because 9 of your 38 claims turn on abnormal fetal heart rate not acted on, "
        "and 14 are in obstetrics."
    )


def test_with_a_specialty_chosen_it_tells_the_cause_within():
    assert why(TRACE, profile(14, BOTH, chosen={SPECIALTY: "obstetrics"})) == (
        "Because you chose obstetrics, "
        "and 9 of those 14 claims turn on abnormal fetal heart rate not acted on."
    )


def test_with_a_cause_chosen_it_tells_the_specialty_within():
    counts = {SPECIALTY: {"obstetrics": 8, "gynaecology": 1}, CAUSE: {"consent": 9}}
    assert why(TRACE, profile(9, counts, chosen={CAUSE: "consent"})) == (
        "Because you chose failure to warn: informed consent, "
        "and 8 of those 9 claims are in obstetrics."
    )


def test_with_both_chosen_it_tells_how_many_claims_there_are():
    picked = {SPECIALTY: "obstetrics", CAUSE: "consent"}
    wanted = profile(2, {SPECIALTY: {"obstetrics": 2}, CAUSE: {"consent": 2}}, chosen=picked)
    assert why(TRACE, wanted).endswith(
        "obstetrics and failure to warn: informed consent, with 2 claims."
    )


def test_it_says_when_no_claim_is_under_the_causes_of_the_study():
    counts = {SPECIALTY: {"obstetrics": 14}, CAUSE: {"shoulder-dystocia": 14}}
    assert why(TRACE, profile(14, counts, chosen={SPECIALTY: "obstetrics"})) == (
        "Because you chose obstetrics, with 14 claims. "
        "No claim here is recorded under a cause that this study is about."
    )


def test_it_says_when_the_study_is_set_in_another_specialty():
    counts = {SPECIALTY: {"urology": 14}, CAUSE: {"consent": 14}}
    told = why(TRACE, profile(14, counts, chosen={CAUSE: "consent"}))
    assert told.endswith("with 14 claims. The study is set in another specialty.")


def test_hidden_numbers_are_said_as_one_to_seven():
    hidden = {SPECIALTY: {"obstetrics": 20}, CAUSE: {"consent": None}}
    assert why(TRACE, profile(20, hidden)).startswith("Because 1 to 7 of your 20 claims turn on")
    assert why(TRACE, profile(None, hidden)).startswith(
        "Because some of your 1 to 7 claims turn on"
    )


def test_one_claim_is_spoken_of_in_the_singular():
    one = {SPECIALTY: {"obstetrics": 1}, CAUSE: {"consent": 1}}
    assert why(TRACE, profile(1, one)) == (
        "Because your only claim turns on failure to warn: informed consent, and is in obstetrics."
    )
    assert "1 of your 9 claims turns on" in why(TRACE, profile(9, one))


def test_money_is_told_where_cost_is_why_it_matters():
    dear = {CAUSE: {"abnormal-fetal-heart-rate": 3_500_000_00, "consent": 100_00, "other": 1}}
    assert "not acted on (£3.5 million), and 14" in why(TRACE, profile(38, BOTH, costs=dear))
    even = {CAUSE: {"abnormal-fetal-heart-rate": 100, "consent": 300}}
    assert "£" not in why(TRACE, profile(38, BOTH, costs=even))


def test_those_who_look_after_other_trusts_do_not_read_your_claims():
    assert "9 of the 38 claims" in why(TRACE, profile(38, BOTH), whose="the")


@pytest.mark.parametrize(
    ("cause", "name"),
    [("x-ray-misread", "turn on X-ray misread"), ("human-rights", "Human Rights Act breach")],
)
def test_names_keep_the_capitals_that_belong_to_them(cause, name):
    item = study("one", cause=cause)
    assert name in why(item, profile(9, {CAUSE: {cause: 8}}))


def test_a_person_s_name_in_an_injury_keeps_its_capital():
    item = study("one", cause="shoulder-dystocia", injury="erbs-palsy")
    counts = {CAUSE: {"shoulder-dystocia": 8}, INJURY: {"erbs-palsy": 8}}
    told = why(item, profile(8, counts, chosen={INJURY: "erbs-palsy"}))
    assert told.startswith(
        "Because you chose the injury Erb's palsy, and 8 of those 8 claims turn on"
    )


ALL = {SPECIALTY: {"obstetrics": 155}, CAUSE: {"abnormal-fetal-heart-rate": 30, "consent": 45}}


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (
            {SPECIALTY: "obstetrics"},
            "obstetrics (155 of the 995 claims). "
            "Of all the claims, 45 turn on failure to warn: informed consent.",
        ),
        ({CAUSE: "consent"}, "failure to warn: informed consent (45 of the 995 claims)."),
        (
            {SPECIALTY: "obstetrics", CAUSE: "consent"},
            "obstetrics (155 of the 995 claims) and failure to warn: informed consent (45).",
        ),
    ],
)
def test_who_only_picks_out_reads_how_many_of_all_claims_that_is(chosen, told):
    wanted = replace(profile(995, ALL, chosen=chosen), narrowed=False)
    assert why(TRACE, wanted, whose="the") == f"Because you picked out {told}"


def test_what_is_picked_out_and_not_told_is_said_so():
    item = study("eyes", specialty="ophthalmology", cause="consent")
    for counts, told in (
        (ALL, "none, or too few to be told"),
        ({**ALL, SPECIALTY: {"ophthalmology": None}}, "1 to 7 of your 995 claims"),
    ):
        wanted = profile(995, counts, chosen={SPECIALTY: "ophthalmology"})
        assert why(item, replace(wanted, narrowed=False)).startswith(
            f"Because you picked out ophthalmology ({told}). Of all your claims, 45 turn on"
        )  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(
    st.integers(1, 900),
    st.dictionaries(st.sampled_from([c.code for c in taxonomy()[CAUSE]]), st.integers(1, 900)),
    st.dictionaries(st.sampled_from([c.code for c in taxonomy()[SPECIALTY]]), st.integers(1, 900)),
)
def test_every_number_of_a_reason_is_one_of_the_selection(spare, causes, specialties):
    total = spare + max(sum(causes.values()), sum(specialties.values()))
    wanted = profile(total, {CAUSE: causes, SPECIALTY: specialties})
    for match in bearing_on(library().items, taxonomy(), wanted, kind="clinical", limit=99):
        said = [int(text.replace(",", "")) for text in re.findall(r"\d[\d,]*\d|\d", match.reason)]
        assert said[1] == total
        assert said[0] in {causes.get(code) for code in match.item.codes[CAUSE]} | {
            specialties.get(code) for code in match.item.codes[SPECIALTY]
        }
        assert all(number in {total, *causes.values(), *specialties.values()} for number in said)
