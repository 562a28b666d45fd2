"""A thematic report with its figures. Pure: nothing is asked of claims here."""

from collections.abc import Mapping
from dataclasses import dataclass

from scorecards.claims.figures import findings
from scorecards.claims.figures.breakdown import Breakdown, divided
from scorecards.claims.figures.model import Figures
from scorecards.claims.findings import Finding
from scorecards.claims.model import Kind
from scorecards.library.model import Item
from scorecards.library.placeholders import filled


# The section whose sentences hold the figures; without figures it is not told.
FOUND = "What we found"
TOO_FEW = "Fewer than ten trusts have such a claim in these years. Figures of so few are not shown."


@dataclass(frozen=True, slots=True)
class Draft:
    """What is chosen for a new report: a kind of claims, codes by dimension, the latest whole
    incident years, and by what its questions divide the claims.
    """

    title: str
    topic: str
    kind: Kind
    codes: Mapping[str, tuple[str, ...]]
    years: int
    by: tuple[str, ...]
    form_key: str


@dataclass(frozen=True)
class Theme:
    """A report as its viewer may see it. `given` is what is put in for each name in braces.

    `own` are the figures of the trust that stands beside, None where none does or nothing may be
    told; `trust` is its code and `whose` its name, "" without one.
    """

    item: Item
    nation: Figures | None
    given: Mapping[str, str]
    trust: str = ""
    whose: str = ""
    own: Figures | None = None

    def asked(self) -> tuple[tuple[Finding, Breakdown], ...]:
        """Each question with what answers it; () where there are no figures."""
        if self.nation is None:
            return ()
        told = [
            (question.ask, divided(self.nation, self.own, question.by))
            for question in self.item.questions
        ]
        return tuple((findings.finding(ask, each, self.own), each) for ask, each in told)

    def first_answer(self) -> str:
        """The first question with its answer in one sentence; "" where there is none to tell."""
        if self.nation is None or not self.item.questions:
            return ""
        first = self.item.questions[0]
        answer = findings.first_answer(divided(self.nation, None, first.by))
        return f"{first.ask} {answer}" if answer else ""

    @property
    def summary(self) -> str:
        return filled(self.item.summary, self.given)

    @property
    def opening(self) -> str:
        return filled(self.item.opening, self.given)

    def sections(self) -> tuple[tuple[str, str], ...]:
        """Headings and texts with the figures put in, in the order of the report."""
        return tuple(
            (heading, TOO_FEW if heading == FOUND and self.nation is None
             else filled(text, self.given))
            for heading, text in self.item.sections.items()
        )  # fmt: skip
