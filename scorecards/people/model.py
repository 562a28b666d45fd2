"""The viewer (one person, with a role) and the organisations. No store, no screen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person is here for; the value is what the screen says."""

    RISK_MANAGER = "trust risk manager"
    BOARD_MEMBER = "board member"
    LEAD = "Safety and Learning Lead"
    STEWARD = "data steward"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Passed to every query and command; without one there is no answer.

    `trusts` are the codes this person may open, in the order of the screen: one's own for people of
    a trust, the patch for a Lead. A steward, who checks what is loaded, may open every trust.
    """

    person: str
    name: str
    role: Role
    trusts: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A trust, or another body that claims are against. `type` and `region` make peer groups."""

    code: str
    name: str
    type: str
    region: str


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A body that became part of another from a day on. `successor` is today's, not the next."""

    code: str
    name: str
    successor: str
    from_date: date
