"""Every way through the aid, walked by hand: each question, each answer that it offers."""

from collections.abc import Iterator

from scorecards import settings
from scorecards.candour import reading, rules


AID = reading.read(settings.CANDOUR)


def ways(answers=None) -> Iterator[dict]:
    """The answers of every way that ends."""
    answers = answers or {}
    question = rules.next_question(AID, answers)
    if question is None:
        yield answers
        return
    for choice in question.offered(answers):
        yield from ways({**answers, question.asked: choice.key})


ALL = [*ways()]


def told(outcome) -> list[str]:
    """Every text of an outcome."""
    steps = [text for step in outcome.steps for text in (step.do, step.by, step.text)]
    ending = outcome.ending
    return [ending.title, ending.lead, ending.days, *outcome.reasons, *steps,
            *outcome.words, *outcome.record]  # fmt: skip
