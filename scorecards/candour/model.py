"""What the aid asks, how it ends, and the words of both. No store, no clock, no screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar


class Asked(StrEnum):
    """The questions, in their order."""

    PROVIDER = "provider"
    UNEXPECTED = "unexpected"
    ACTIVITY = "activity"
    HARM = "harm"
    PERSON = "person"


class Verdict(StrEnum):
    NOTIFIABLE = "notifiable"
    NOT_NOTIFIABLE = "not-notifiable"
    DECIDE = "decide"


class Part(StrEnum):
    """What a step is for."""

    CARE = "care"
    REPORT = "report"
    DECIDE = "decide"
    OPENNESS = "openness"
    ACCOUNT = "account"
    ENQUIRIES = "enquiries"
    APOLOGY = "apology"
    SUPPORT = "support"
    RECORD = "record"
    LETTER = "letter"
    COPIES = "copies"
    STAFF = "staff"
    AGAIN = "again"


Answers = Mapping[Asked, str]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Where:
    """To which answers something belongs: all of `given`, none of `unless`."""

    given: Mapping[Asked, frozenset[str]] = field(default_factory=dict)
    unless: Mapping[Asked, frozenset[str]] = field(default_factory=dict)

    def fits(self, answers: Answers) -> bool:
        return all(answers.get(asked) in keys for asked, keys in self.given.items()) and not any(
            answers.get(asked) in keys for asked, keys in self.unless.items()
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick. The same key may be worded differently after different answers."""

    key: str
    label: str
    more: str
    where: Where


@dataclass(frozen=True, slots=True)
class Question:
    """`short` is what it is called among the answers so far."""

    asked: Asked
    ask: str
    help: str
    short: str
    choices: tuple[Choice, ...]

    def offered(self, answers: Answers) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.where.fits(answers))


@dataclass(frozen=True, slots=True)
class Ending:
    """`days`: what is said of local targets; empty where there are none."""

    verdict: Verdict
    title: str
    lead: str
    days: str


@dataclass(frozen=True, slots=True)
class Step:
    """`rule` is where it is asked for: a paragraph of the regulation, or what else asks for it."""

    part: Part
    do: str
    who: str
    when: str
    what: str
    rule: str

    @property
    def by(self) -> str:
        """Who does it and by when, inside a sentence."""
        return f"{self.who[:1].lower()}{self.who[1:]}, {self.when}"

    @property
    def terms(self) -> str:
        """Who does it, by when and under which rule, as a line of its own."""
        who = f"{self.who[:1].lower()}{self.who[1:]}"
        return f"Who: {who}. When: {self.when}. Rule: {self.rule}."

    @property
    def text(self) -> str:
        """What it is, and under which rule."""
        return f"{self.what} Rule: {self.rule}."


@dataclass(frozen=True, slots=True)
class Told(Generic[Thing]):
    """Something that is told at the end of some ways: which verdicts, which answers."""

    thing: Thing
    verdicts: frozenset[Verdict]
    where: Where

    def fits(self, verdict: Verdict, answers: Answers) -> bool:
        return verdict in self.verdicts and self.where.fits(answers)


@dataclass(frozen=True, slots=True)
class Aid:
    """All that the aid asks and says, as it was read."""

    questions: tuple[Question, ...]
    endings: Mapping[Verdict, Ending]
    reasons: tuple[Told[str], ...]
    steps: tuple[Told[Step], ...]
    words: tuple[Told[str], ...]
    record: tuple[Told[str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the answers lead: why, what to do in which order, what to say, what to write down."""

    ending: Ending
    reasons: tuple[str, ...]
    steps: tuple[Step, ...]
    words: tuple[str, ...]
    record: tuple[str, ...]
