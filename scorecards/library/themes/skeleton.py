"""The text that a new thematic report begins with: whole, with a figure wherever one belongs. Pure.

Every sentence of it is true whatever the figures say, so that it could be read as it stands. What
lies behind the claims, and what helps, its writer knows.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from scorecards.claims.selection import DIMENSION_NAMES
from scorecards.library.desk.templates import REVIEWED_EVERY, ROLE, years_on
from scorecards.library.desk.texts import Parts, composed
from scorecards.library.model import DIMENSIONS, ItemKind
from scorecards.library.themes.model import FOUND, Draft
from scorecards.taxonomy.codes import ListName, Taxonomy


SUMMARY = (
    "What the claims of all trusts tell about one subject: how many there are, what they cost, and "
    "what they turned on."
)
AUDIENCE = ("Managers", "Risk and claims team")
SETTING = "Any setting"
SOURCE = "Claims notified to the schemes, as they are published in this service"
ASKS: Mapping[str, str] = {
    "specialty": "Which specialties were involved?",
    "cause": "What do these claims turn on?",
    "injury": "What harm followed?",
    "location": "Where did it happen?",
    "year": "How do the years of incident compare?",
    "status": "How far have the claims come?",
}
OPENING = (
    "Behind each claim stands a person, and something that did not go as it should. This report "
    "looks at claims of one kind together, so that teams can learn from all of them."
)
COUNTED = (
    "- **Which years:** incidents in {period}, as known on {as-at}. These are the latest whole "
    "incident years.\n"
    "- **What is left out:** incidents that were notified without a claim.\n"
    "- **What is counted:** claims in every trust, whatever came of them. Cost means damages and "
    "legal costs, both paid and held in reserve."
)
FIGURES = (
    "The number of claims is {claims}. That is about {claims-a-year} for each year of incident. "
    "Their cost is {total}.\n\n"
    "- **Outcome:** settled with damages, {settled}; closed without damages, {nil}; still open, "
    "{open}.\n"
    "- **Damages:** the median is {median-damages}."
)
FOUND_BY: Mapping[str, str] = {
    name: (
        f"- **{DIMENSION_NAMES[name]} with the largest number of claims:** “{{leading-{name}}}”, "
        f"with {{leading-{name}-claims}}. Next is “{{second-{name}}}”, with "
        f"{{second-{name}-claims}}."
    )
    for name in ("specialty", "cause", "injury", "location")
} | {
    "year": "- **Years:** {first-year} has {first-year-claims} claims so far, and {last-year} has "
    "{last-year-claims}. Claims about recent years are still coming in."
}
BEHIND = (
    "Figures say how many and where. They do not say why. Those who do this work know the reasons, "
    "and so do those who were harmed. Ask both."
)
WHAT_TO_DO = (
    "- Read your own claims of this kind beside incident reviews and complaints.\n"
    "- Ask the teams what makes the safe way hard, and change that first.\n"
    "- Say who looks again, and when."
)
QUESTIONS = (
    "- Could this happen here, and how would we know?\n"
    "- What have we changed since our last claim of this kind?\n"
    "- What do patients, families and staff tell us about it?"
)
CANNOT_TELL = (
    "- **They are not a measure of safety.** Much harm never becomes a claim.\n"
    "- **They come late.** Recent years will grow.\n"
    "- **They do not say why.** One cause is recorded for each claim, and events have several.\n"
    "- **They do not rank trusts.** Trusts differ in what they do, and for whom."
)


def skeleton(draft: Draft, taxonomy: Taxonomy, *, today: date) -> str:
    """The text of the report, head and body, as an item's file holds it."""
    head = {
        "title": draft.title,
        "kind": ItemKind.REPORT.value,
        "topics": [draft.topic],
        "summary": SUMMARY,
        **{key: list(draft.codes.get(name.value, ())) for name, key in DIMENSIONS.items()},
        "scheme_kinds": [draft.kind.value],
        "audience": list(AUDIENCE),
        "setting": SETTING,
        "authored_by": ROLE,
        "reviewed": today,
        "next_review": years_on(today, REVIEWED_EVERY),
        "sources": [SOURCE],
        "years": draft.years,
        "questions": [{"ask": ASKS[by], "by": by} for by in draft.by],
    }
    sections = (
        ("What we looked at", "\n".join((*_codes(draft, taxonomy), COUNTED))),
        (FOUND, "\n".join((FIGURES, *(FOUND_BY[by] for by in draft.by if by in FOUND_BY)))),
        ("What lies behind the claims", BEHIND),
        ("What trusts can do", WHAT_TO_DO),
        ("Questions for your board", QUESTIONS),
        ("What these figures cannot tell", CANNOT_TELL),
    )
    return composed(Parts(head, OPENING, sections))


def _codes(draft: Draft, taxonomy: Taxonomy) -> Iterator[str]:
    yield f"- **Which claims:** {draft.kind} claims that are recorded under these codes."
    for name in ListName:
        for code in draft.codes.get(name.value, ()):
            yield f"- **{DIMENSION_NAMES[name.value]}:** {taxonomy[name].name_of(code)}"
