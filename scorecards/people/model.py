"""The viewer (one person, with a role) and the organisations. No store, no screen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person is here for; the value is what the screen says."""

    RISK_MANAGER = "trust risk manager"
    READER = "trust reader"
    BOARD_MEMBER = "board member"
    ADMINISTRATOR = "trust administrator"
    LEAD = "Safety and Learning Lead"
    EDITOR = "library editor"
    STEWARD = "data steward"
    AUDITOR = "auditor"
    NONE = "no role yet"


# Roles that a person has at one trust, at a patch of trusts, and for the whole scheme.
OF_A_TRUST = (Role.RISK_MANAGER, Role.READER, Role.BOARD_MEMBER, Role.ADMINISTRATOR)
OF_A_PATCH = (Role.LEAD,)
OF_THE_SCHEME = (Role.EDITOR, Role.STEWARD, Role.AUDITOR)


class Circle(StrEnum):
    """Who may see a document or a notice; the value is what the screen says."""

    EVERYONE = "everyone who is signed in"
    MEMBERS = "people with a role"
    SCHEME = "the scheme's own people"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Passed to every query and command; without one there is no answer.

    `trusts` are the codes this person may open, in the order of the screen: one's own for people of
    a trust, the patch for a Lead. A steward, who checks what is loaded, may open every trust.
    `seen_by` is the steward who looks with this person's eyes; they change nothing.
    """

    person: str
    name: str
    role: Role
    trusts: tuple[str, ...] = ()
    place: str = ""
    seen_by: str = ""


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
