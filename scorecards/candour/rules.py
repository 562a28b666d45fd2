"""Which question comes next, and how the answers end. Pure; nothing is remembered.

Regulation 20 asks three things of an event: that it was unintended or unexpected, that it happened
while a regulated activity was provided, and that the harm reaches the level set for the kind of
provider. Who was to blame is not asked: it plays no part.
"""

from collections.abc import Iterable

from scorecards.candour.model import (
    Aid,
    Answers,
    Asked,
    Outcome,
    Question,
    Thing,
    Told,
    Verdict,
)


NO, UNSURE = "no", "unsure"
BELOW_THE_LEVEL = ("low", "none")
# What rules out the duty, whatever else is known or not.
ENDS_IT = (
    (Asked.UNEXPECTED, (NO,)),
    (Asked.ACTIVITY, (NO,)),
    (Asked.HARM, BELOW_THE_LEVEL),
)


def kept(aid: Aid, answers: Answers) -> Answers:
    """The answers that still hold: up to the first that is missing or no longer offered."""
    held: dict[Asked, str] = {}
    for question in aid.questions:
        given = answers.get(question.asked)
        if _ruled_out(held) or given not in {each.key for each in question.offered(held)}:
            break
        held[question.asked] = given
    return held


def next_question(aid: Aid, answers: Answers) -> Question | None:
    """What is to be asked next; None where the answers lead to an outcome."""
    held = kept(aid, answers)
    if _ruled_out(held):
        return None
    return next((each for each in aid.questions if each.asked not in held), None)


def outcome(aid: Aid, answers: Answers) -> Outcome | None:
    """Where the answers lead; None while a question is open."""
    held = kept(aid, answers)
    if next_question(aid, held) is not None:
        return None
    verdict = _verdict(held)
    return Outcome(
        aid.endings[verdict],
        reasons=_told(aid.reasons, verdict, held),
        steps=_told(aid.steps, verdict, held),
        words=_told(aid.words, verdict, held),
        record=_told(aid.record, verdict, held),
    )


def _verdict(answers: Answers) -> Verdict:
    if _ruled_out(answers):
        return Verdict.NOT_NOTIFIABLE
    return Verdict.DECIDE if UNSURE in answers.values() else Verdict.NOTIFIABLE


def _ruled_out(answers: Answers) -> bool:
    return any(answers.get(asked) in keys for asked, keys in ENDS_IT)


def _told(told: Iterable[Told[Thing]], verdict: Verdict, answers: Answers) -> tuple[Thing, ...]:
    return tuple(each.thing for each in told if each.fits(verdict, answers))
