"""The guidance on candour to take away: slides, text and checklist, made of the same sources."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scorecards import settings
from scorecards.candour import reading, rules
from scorecards.candour.model import Aid, Answers, Asked, Verdict
from scorecards.library import queries
from scorecards.reports import items, stamping
from scorecards.reports.booklet import Block, Booklet, Bullets, Heading, Paragraph, Quote
from scorecards.reports.model import Asked as AskedFor


DUTY, CHECKLIST, SORRY = "duty-of-candour", "candour-checklist", "saying-sorry"
QUESTIONS = "The questions of the step-by-step aid"
TO_SAY = "For example"
_HARMED = {Asked.PROVIDER: "nhs", Asked.UNEXPECTED: "yes", Asked.ACTIVITY: "yes"}
# The plainest way to each ending: what stands on paper, where nobody can be asked.
PLAINEST: Mapping[Verdict, Answers] = {
    Verdict.NOTIFIABLE: {**_HARMED, Asked.HARM: "moderate", Asked.PERSON: "self"},
    Verdict.DECIDE: {**_HARMED, Asked.HARM: "unsure", Asked.PERSON: "self"},
    Verdict.NOT_NOTIFIABLE: {**_HARMED, Asked.HARM: "low"},
}


def duty(asked: AskedFor) -> Booklet:
    """The guidance on the duty, and after it the questions and endings of the aid."""
    text = guidance(asked, DUTY)
    return replace(text, blocks=(*text.blocks, *in_short(reading.read(settings.CANDOUR))))


def guidance(asked: AskedFor, slug: str) -> Booklet:
    """An item of the library on this subject. UserError where it was taken away."""
    item = queries.item(asked.opened.library(), asked.viewer, slug)
    return items.booklet(item, items.values(asked, item), about=stamping.made(asked))


def in_short(aid: Aid) -> Iterator[Block]:
    """The aid on paper: what it asks, and what to do at each of its endings."""
    yield Heading(QUESTIONS)
    yield Paragraph("On the screen the aid asks these one by one, and says what to do.")
    yield Bullets(tuple(question.ask for question in aid.questions), numbered=True)
    for answers in PLAINEST.values():
        outcome = rules.outcome(aid, answers)
        assert outcome is not None, "the plainest ways answer every question"
        yield Heading(outcome.ending.title)
        yield Paragraph(outcome.ending.lead)
        yield Bullets(
            tuple(f"({step.by}). {step.text}" for step in outcome.steps),
            numbered=True,
            leads=tuple(step.do for step in outcome.steps),
        )
        yield Quote(f"“{outcome.words[0]}”", TO_SAY)
        if outcome.ending.days:
            yield Paragraph(outcome.ending.days)
