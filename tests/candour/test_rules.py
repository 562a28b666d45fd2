"""The rules of the aid on every way through it: what regulation 20 asks, and what not."""

import itertools
import re

import pytest

from scorecards.candour import rules
from scorecards.candour.model import Asked, Part, Verdict
from tests.candour.ways import AID, ALL, told


HARM_AT_THE_LEVEL = ("death", "severe", "moderate", "psychological")
MOST_QUESTIONS = 5
NEAR_MISS = ("low", "none")


def verdict(**answers):
    found = rules.outcome(AID, {Asked(name): key for name, key in answers.items()})
    return None if found is None else found.ending.verdict


def test_every_way_ends_in_one_outcome_after_at_most_five_questions():
    assert len({tuple(way.items()) for way in ALL}) == len(ALL) > 100
    assert all(2 <= len(way) <= MOST_QUESTIONS for way in ALL)
    ends = [rules.outcome(AID, way) for way in ALL]
    assert {end.ending.verdict for end in ends} == set(Verdict)


def test_the_verdict_is_that_of_the_regulation_on_every_combination_of_answers():
    """A second telling of the rule, on all answers there are, in whichever order they are asked."""
    keys = {each.asked: sorted({c.key for c in each.choices}) for each in AID.questions}
    for given in itertools.product(*keys.values()):
        answers = dict(zip(keys, given, strict=True))
        found = rules.outcome(AID, answers)
        if found is None:
            person = next(each for each in AID.questions if each.asked is Asked.PERSON)
            offered = {choice.key for choice in person.offered(answers)}
            assert answers[Asked.PERSON] not in offered  # the patient, where the patient died
            continue
        _, unexpected, activity, harm, _ = given
        if unexpected == "no" or activity == "no" or harm in NEAR_MISS:
            expected = Verdict.NOT_NOTIFIABLE
        elif unexpected == activity == "yes" and harm in HARM_AT_THE_LEVEL:
            expected = Verdict.NOTIFIABLE
        else:
            expected = Verdict.DECIDE
        assert found.ending.verdict is expected, answers


@pytest.mark.parametrize("provider", ["nhs", "other"])
@pytest.mark.parametrize("harm", HARM_AT_THE_LEVEL)
@pytest.mark.parametrize("person", ["representative", "declined", "unreached"])
def test_unintended_harm_at_the_level_in_a_regulated_activity_is_always_notifiable(
    provider, harm, person
):
    found = verdict(provider=provider, unexpected="yes", activity="yes", harm=harm, person=person)
    assert found is Verdict.NOTIFIABLE


def test_a_near_miss_and_low_harm_are_never_notifiable_and_end_without_asking_for_the_person():
    ends = [way for way in ALL if way.get(Asked.HARM) in NEAR_MISS]
    assert ends
    for way in ends:
        assert rules.outcome(AID, way).ending.verdict is Verdict.NOT_NOTIFIABLE
        assert Asked.PERSON not in way


def test_every_outcome_has_care_openness_an_apology_and_a_record():
    for way in ALL:
        parts = [step.part for step in rules.outcome(AID, way).steps]
        assert parts[0] is Part.CARE, way
        for part in (Part.OPENNESS, Part.APOLOGY, Part.RECORD, Part.REPORT, Part.STAFF):
            assert parts.count(part) == 1, (way, part)
        assert parts.index(Part.OPENNESS) < parts.index(Part.APOLOGY) < parts.index(Part.RECORD)


def test_where_somebody_can_be_told_no_step_of_the_regulation_is_missing():
    wanted = [Part.OPENNESS, Part.ACCOUNT, Part.ENQUIRIES, Part.APOLOGY, Part.SUPPORT,
              Part.RECORD, Part.LETTER, Part.COPIES]  # fmt: skip
    for way in ALL:
        if way.get(Asked.PERSON) in ("self", "representative"):
            parts = [step.part for step in rules.outcome(AID, way).steps]
            assert [part for part in parts if part in wanted] == wanted, way


def test_whoever_declines_or_is_not_reached_is_recorded_and_not_written_to_unasked():
    for way in ALL:
        steps = {step.part: step for step in rules.outcome(AID, way).steps}
        if way.get(Asked.PERSON) in ("declined", "unreached"):
            assert steps[Part.RECORD].do == "Write down each attempt"
            assert Part.ACCOUNT not in steps
        if way.get(Asked.PERSON) == "declined":
            assert steps[Part.LETTER].do == "Write only if they accept a letter"
        if way.get(Asked.PERSON) == "unreached":
            assert Part.LETTER not in steps


def test_every_outcome_says_why_what_to_say_and_what_to_write_down():
    for way in ALL:
        found = rules.outcome(AID, way)
        assert found.reasons and len(found.words) >= 2 and len(found.record) >= 2, way


def test_what_is_not_known_is_said_to_be_decided_with_the_lead_and_treated_as_notifiable():
    for way in ALL:
        found = rules.outcome(AID, way)
        asks = Part.DECIDE in [step.part for step in found.steps]
        assert asks is (found.ending.verdict is Verdict.DECIDE)
        if asks:
            assert len(found.reasons) == list(way.values()).count("unsure")


def test_nobody_is_asked_who_was_to_blame():
    for question in AID.questions:
        for text in (question.ask, *(choice.label for choice in question.choices)):
            assert not re.search("fault|blame|negligen|mistake|error", text, re.IGNORECASE)


def test_the_level_of_harm_is_worded_for_the_kind_of_provider():
    harm = next(each for each in AID.questions if each.asked is Asked.HARM)
    worded = {
        provider: {c.key: c.label for c in harm.offered({Asked.PROVIDER: provider})}
        for provider in ("nhs", "other")
    }
    assert list(worded["nhs"]) == list(worded["other"])
    assert worded["nhs"]["moderate"] == "Moderate harm"
    assert worded["other"]["moderate"] == "Prolonged pain, or treatment to prevent harm"
    for provider, paragraph in (("nhs", "paragraph 8"), ("other", "paragraph 9")):
        for way in ALL:
            found = rules.outcome(AID, way)
            if found.ending.verdict is Verdict.NOTIFIABLE and way[Asked.PROVIDER] == provider:
                assert any(paragraph in reason for reason in found.reasons)


def test_the_dead_are_not_offered_as_those_to_be_told():
    assert not [way for way in ALL
                if way.get(Asked.HARM) == "death" and way.get(Asked.PERSON) == "self"]  # fmt: skip


def test_days_are_named_as_a_local_target_only():
    for way in ALL:
        for text in told(rules.outcome(AID, way)):
            if "working days" in text:
                assert "local target and not law" in text
            assert "28" not in text


def test_an_answer_that_is_no_longer_offered_is_asked_again():
    given = {Asked.PROVIDER: "nhs", Asked.UNEXPECTED: "yes", Asked.ACTIVITY: "yes",
             Asked.HARM: "moderate", Asked.PERSON: "self"}  # fmt: skip
    assert rules.next_question(AID, given) is None
    changed = {**given, Asked.HARM: "death"}
    assert rules.next_question(AID, changed).asked is Asked.PERSON
    assert Asked.PERSON not in rules.kept(AID, changed)


def test_what_was_answered_after_an_open_question_waits_for_it():
    later = {Asked.PROVIDER: "nhs", Asked.ACTIVITY: "yes", Asked.HARM: "death"}
    assert rules.next_question(AID, later).asked is Asked.UNEXPECTED
    assert rules.outcome(AID, later) is None
    assert rules.next_question(AID, {**later, Asked.UNEXPECTED: "yes"}).asked is Asked.PERSON


def test_an_answer_nobody_offers_counts_as_none():
    assert rules.kept(AID, {Asked.PROVIDER: "hospital"}) == {}


def test_sentences_are_short_and_plain():
    texts = [text for way in ALL for text in told(rules.outcome(AID, way))]
    texts += [text for q in AID.questions for text in (q.ask, q.help)]
    texts += [choice.more for q in AID.questions for choice in q.choices]
    for text in set(texts):
        for sentence in re.split(r"(?<=[.?!])\s", text):
            assert len(sentence.split()) <= 25, sentence
        assert not re.search(r"n['’]t\b|\bplease\b", text), text
