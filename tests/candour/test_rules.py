"""The rules of the aid on every way through it: what regulation 20 asks, and what not."""

import itertools
import re

import pytest

from scorecards.candour import rules
from scorecards.candour.model import Asked, Part, Verdict
from tests.candour.ways import AID, ALL, told, ways


HARM_AT_THE_LEVEL = ("death", "severe", "moderate", "psychological")
MOST_QUESTIONS = 5
NEAR_MISS = ("low", "none")
ENDS = [(way, rules.outcome(AID, way)) for way in ALL]
# Regulation 20(8) and (9), told a second time: three conditions, each met, not met or not known.
MET = {"yes": 1, "unsure": 0, "no": -1, **dict.fromkeys(HARM_AT_THE_LEVEL, 1),
       **dict.fromkeys(NEAR_MISS, -1)}  # fmt: skip
BY_THE_LEAST = {1: Verdict.NOTIFIABLE, 0: Verdict.DECIDE, -1: Verdict.NOT_NOTIFIABLE}
# Awkward events: what would be answered, how it ends, and what has to be said about it.
EVENTS = {
    "a wrong drug was noticed before it was given":
        ("nhs yes yes none", Verdict.NOT_NOTIFIABLE, "does not count a near miss"),
    "a known complication led back to theatre":
        ("nhs yes yes moderate self", Verdict.NOTIFIABLE, "paragraph 8"),
    "nightmares for two months after being awake in theatre":
        ("nhs yes yes psychological self", Verdict.NOTIFIABLE, "regulation 20(2)(b)"),
    "a baby was stillborn after a trace was misread":
        ("nhs yes yes death representative", Verdict.NOTIFIABLE, "sorry for their loss"),
    "a death that nobody can explain yet":
        ("nhs unsure yes unsure representative", Verdict.DECIDE, "If the person has died"),
    "a death from the illness, as everybody had expected":
        ("nhs no", Verdict.NOT_NOTIFIABLE, "neither unintended nor unexpected"),
    "a review of old scans found a cancer that was missed":
        ("nhs yes yes severe self", Verdict.NOTIFIABLE, "what can still be put right"),
    "a resident of a care home broke a hip":
        ("other yes yes severe representative", Verdict.NOTIFIABLE, "paragraph 9"),
    "a patient who does not want to hear":
        ("nhs yes yes moderate declined", Verdict.NOTIFIABLE, "regulation 20(5)"),
    "a patient on intensive care, who may wake next week":
        ("nhs yes yes severe representative", Verdict.NOTIFIABLE, "now or later"),
    "a girl of 14 who understands what went wrong":
        ("other yes yes moderate self", Verdict.NOTIFIABLE, "Ask whom they would like"),
    "a visitor slipped in the car park":
        ("nhs yes no", Verdict.NOT_NOTIFIABLE, "health and safety"),
}  # fmt: skip


def verdict(**answers):
    found = rules.outcome(AID, {Asked(name): key for name, key in answers.items()})
    return None if found is None else found.ending.verdict


def choices(asked, **given):
    """What a question offers after some answers: the words of each choice by its key."""
    question = next(each for each in AID.questions if each.asked is asked)
    offered = question.offered({Asked(name): key for name, key in given.items()})
    return {choice.key: f"{choice.label}: {choice.more}" for choice in offered}


def reached(answers):
    """All that can still come of some answers."""
    return {rules.outcome(AID, way) for way in ways(answers)}


def test_every_way_ends_in_one_outcome_after_at_most_five_questions():
    assert len({tuple(way.items()) for way in ALL}) == len(ALL) > 100
    assert all(2 <= len(way) <= MOST_QUESTIONS for way in ALL)
    assert {end.ending.verdict for _, end in ENDS} == set(Verdict)


def test_no_question_is_asked_that_cannot_matter():
    begun = {tuple([*way.items()][:count]) for way in ALL for count in range(len(way))}
    for given in begun:
        answers = dict(given)
        question = rules.next_question(AID, answers)
        futures = [frozenset(reached({**answers, question.asked: each.key}))
                   for each in question.offered(answers)]  # fmt: skip
        assert len({*futures}) > 1, (given, question.asked)


def test_every_text_of_the_file_is_told_somewhere_and_none_twice_in_an_outcome():
    for kind in ("reasons", "steps", "words", "record"):
        assert {each.thing for each in getattr(AID, kind)} == {
            thing for _, end in ENDS for thing in getattr(end, kind)
        }
        for way, end in ENDS:
            assert len({*getattr(end, kind)}) == len(getattr(end, kind)), way


def test_the_verdict_is_that_of_the_regulation_on_every_combination_of_answers():
    """On all answers there are: the least of the three conditions decides."""
    keys = {each.asked: sorted({c.key for c in each.choices}) for each in AID.questions}
    for given in itertools.product(*keys.values()):
        answers = dict(zip(keys, given, strict=True))
        found = rules.outcome(AID, answers)
        _, unexpected, activity, harm, person = given
        if found is None:
            assert (harm, person) == ("death", "self")  # nobody offers to tell the dead
            continue
        expected = BY_THE_LEAST[min(MET[unexpected], MET[activity], MET[harm])]
        assert found.ending.verdict is expected, answers


@pytest.mark.parametrize("event", EVENTS)
def test_awkward_events_end_as_they_should(event):
    given, expected, said = EVENTS[event]
    answers = dict(zip(Asked, given.split(), strict=False))
    found = rules.outcome(AID, answers)
    assert found.ending.verdict is expected
    assert said in " ".join(told(found))


def test_what_was_expected_is_not_spoken_of_as_a_near_miss_for_it_may_be_a_death():
    for way, end in ENDS:
        said = " ".join(told(end))
        near_miss = "went well" in said or "near miss" in said or "person safe" in said
        assert not (near_miss and way[Asked.UNEXPECTED] == "no"), said


def test_a_near_miss_and_low_harm_are_never_notifiable_and_end_without_asking_for_the_person():
    ends = [way for way in ALL if way.get(Asked.HARM) in NEAR_MISS]
    assert ends
    for way in ends:
        assert rules.outcome(AID, way).ending.verdict is Verdict.NOT_NOTIFIABLE
        assert Asked.PERSON not in way


def test_the_levels_of_harm_are_those_of_the_regulation():
    """SI 2014/2936, regulation 20(7) to (9), as amended by SI 2015/64."""
    nhs, other = (choices(Asked.HARM, provider=each) for each in ("nhs", "other"))
    assert list(nhs) == list(other)
    assert "28 days" in nhs["psychological"] and nhs["psychological"] == other["psychological"]
    assert "28 days" in other["severe"] and "28 days" in other["moderate"]
    assert "28 days" not in nhs["severe"] + nhs["moderate"]
    # Of NHS bodies it asks what could result; of others, who had to be treated.
    assert "could still" in nhs["severe"] and "could still" in nhs["moderate"]
    assert "could still" not in "".join(other.values())
    assert "harm can no longer come" in nhs["none"] and "treated" in other["none"]
    # Extra time in hospital is a moderate increase in treatment, and so no example of low harm.
    assert "longer in hospital" in nhs["moderate"]
    assert "stay" not in nhs["low"] and "hospital" not in nhs["low"]


def test_who_is_told_is_who_the_regulation_names():
    for harm in (*HARM_AT_THE_LEVEL[1:], "unsure"):
        offered = choices(Asked.PERSON, harm=harm)
        assert "competent" in offered["self"]
        for named in ("under 16", "lacks capacity", "has died"):
            assert named in offered["representative"], harm
    assert "self" not in choices(Asked.PERSON, harm="death")


def test_every_step_says_who_does_it_by_when_and_what_asks_for_it():
    for told_at in AID.steps:
        step = told_at.thing
        assert step.who and step.when and step.rule
        assert step.by == f"{step.who[0].lower()}{step.who[1:]}, {step.when}"
        assert step.text == f"{step.what} Rule: {step.rule}."
        assert step.terms.endswith(f"When: {step.when}. Rule: {step.rule}.")
    wanted = ("20(2)(a)", "(3)(a)", "20(3)(b)", "20(3)(c)", "20(3)(d)", "20(2)(b)", "20(3)(e)",
              "20(4)", "20(6)")  # fmt: skip
    for way, end in ENDS:
        asked_for = " ".join(step.rule for step in end.steps)
        if way.get(Asked.PERSON) in ("self", "representative"):
            assert all(paragraph in asked_for for paragraph in wanted), way
        elif Asked.PERSON in way:
            assert "20(5)" in asked_for and "20(3)(a)" not in asked_for, way


def test_every_outcome_has_care_openness_an_apology_and_a_record():
    for way, end in ENDS:
        parts = [step.part for step in end.steps]
        assert parts[0] is Part.CARE, way
        for part in (Part.OPENNESS, Part.APOLOGY, Part.RECORD, Part.REPORT, Part.STAFF):
            assert parts.count(part) == 1, (way, part)
        assert parts.index(Part.OPENNESS) < parts.index(Part.APOLOGY) < parts.index(Part.RECORD)


def test_where_somebody_can_be_told_no_step_of_the_regulation_is_missing():
    wanted = [Part.OPENNESS, Part.ACCOUNT, Part.ENQUIRIES, Part.APOLOGY, Part.SUPPORT,
              Part.RECORD, Part.LETTER, Part.COPIES]  # fmt: skip
    for way, end in ENDS:
        if way.get(Asked.PERSON) in ("self", "representative"):
            parts = [step.part for step in end.steps]
            assert [part for part in parts if part in wanted] == wanted, way


def test_whoever_declines_or_is_not_reached_is_recorded_and_not_written_to_unasked():
    for way, end in ENDS:
        steps = {step.part: step for step in end.steps}
        if way.get(Asked.PERSON) in ("declined", "unreached"):
            assert steps[Part.RECORD].do == "Write down each attempt"
            assert Part.ACCOUNT not in steps
        if way.get(Asked.PERSON) == "declined":
            assert steps[Part.LETTER].do == "Write only if they accept a letter"
        if way.get(Asked.PERSON) == "unreached":
            assert Part.LETTER not in steps


def test_every_outcome_says_why_what_to_say_and_what_to_write_down():
    for way, found in ENDS:
        assert found.reasons and len(found.words) >= 2 and len(found.record) >= 2, way


def test_what_is_not_known_is_said_to_be_decided_with_the_lead_and_treated_as_notifiable():
    for way, found in ENDS:
        asks = Part.DECIDE in [step.part for step in found.steps]
        assert asks is (found.ending.verdict is Verdict.DECIDE)
        if asks:
            open_ones = [reason for reason in found.reasons if "not known yet" in reason]
            assert len(open_ones) == list(way.values()).count("unsure")


def test_nobody_is_asked_who_was_to_blame():
    for question in AID.questions:
        for text in (question.ask, *(choice.label for choice in question.choices)):
            assert not re.search("fault|blame|negligen|mistake|error", text, re.IGNORECASE)


def test_the_reasons_name_the_paragraph_of_the_kind_of_provider():
    both = {"nhs": "paragraph 8", "other": "paragraph 9"}
    for way, found in ENDS:
        if found.ending.verdict is not Verdict.NOT_NOTIFIABLE or way.get(Asked.HARM) == "low":
            reasons = " ".join(found.reasons)
            assert [name for name in both.values() if name in reasons] == [both[way["provider"]]]


def test_days_to_act_in_are_named_as_a_local_target_only():
    for _, found in ENDS:
        for text in told(found):
            if re.search(r"\d+ (working )?days", text):
                assert text == found.ending.days
                assert "local target and not law" in text


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
    texts = [text for _, end in ENDS for text in told(end)]
    texts += [text for q in AID.questions for text in (q.ask, q.help)]
    texts += [choice.more for q in AID.questions for choice in q.choices]
    for text in set(texts):
        for sentence in re.split(r"(?<=[.?!])\s", text):
            assert len(sentence.split()) <= 25, sentence
        assert not re.search(r"n['’]t\b|\bplease\b", text), text
