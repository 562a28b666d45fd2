"""What an import of organisations finds and tells. Nothing is read or stored here."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from scorecards import formatting


SHOWN = 6


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was given. Its name is shown and never used as a path."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something that a careful reader should know: what, how often, what was done, where.

    `examples` are the first ones only; `count` is of all.
    """

    kind: str
    count: int
    sentence: str
    examples: tuple[str, ...] = ()

    def line(self) -> str:
        """The sentence with its examples, for people."""
        if not self.examples:
            return self.sentence
        more = self.count - len(self.examples)
        rest = f" and {more:,} more" if more > 0 else ""
        lead = "It is" if self.count == 1 else "They are"
        return f"{self.sentence} {lead}: {', '.join(self.examples)}{rest}."


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one file turned out to be. `rows` counts those with a value, without headings."""

    name: str
    kind: str
    rows: int


@dataclass(frozen=True, slots=True)
class Report:
    """The register after an import, and everything that was odd on the way."""

    as_at: date
    files: tuple[FileFacts, ...]
    organisations: int
    of_today: int
    merged: int
    figures: int
    oddities: tuple[Oddity, ...]

    def summary(self) -> str:
        return (
            f"The register holds {number(self.organisations, 'organisation')}: "
            f"{self.of_today:,} of {formatting.day(self.as_at)} and "
            f"{self.organisations - self.of_today:,} that closed, of which {self.merged:,} are "
            f"part of another one today. It holds {number(self.figures, 'whole year')} of what "
            "they do."
        )

    def to_json_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "summary": self.summary(),
            "as_at": self.as_at.isoformat(),
            "files": [asdict(file) for file in self.files],
            "organisations": self.organisations,
            "of_today": self.of_today,
            "merged": self.merged,
            "whole_years": self.figures,
            "oddities": [asdict(oddity) for oddity in self.oddities],
        }


def odd(kind: str, found: Sequence[str], sentence: str) -> tuple[Oddity, ...]:
    """One oddity about everything that was found, or none. Examples in their order."""
    if not found:
        return ()
    return (Oddity(kind, len(found), sentence, tuple(found[:SHOWN])),)


def number(count: int, noun: str, plural: str = "") -> str:
    """`1 organisation`, `1,204 organisations`."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def has(count: int) -> str:
    return "has" if count == 1 else "have"


def are(count: int) -> str:
    return "is" if count == 1 else "are"
