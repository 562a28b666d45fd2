"""The audit trail as a table: what the screen was narrowed to, every entry of it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from scorecards.audit import queries
from scorecards.audit.model import Action, Line, Result, Wanted
from scorecards.errors import UserError
from scorecards.reports.model import Asked, Table
from scorecards.reports.stamping import stamped


TAKES = ("first", "last", "action", "result", "by", "place", "text")
HEADINGS = (
    "Entry", "Time (UTC)", "Person", "Looked at by", "Role", "Trust", "Action", "Subject", "Detail",
    "Release", "Result", "Reference", "Address",
)  # fmt: skip
LONGEST_TEXT = 60
_Word = TypeVar("_Word", bound=StrEnum)


def table(asked: Asked) -> Table:
    """Raises UserError for what the address asks for and cannot be."""
    wanted = wanted_of(asked.given)
    said = wanted.sentence()
    return Table(
        title="Audit trail",
        about=stamped(asked, shown=f"Entries {said}" if said else "All entries that you may read"),
        headings=HEADINGS,
        rows=map(_row, queries.every(asked.session, asked.viewer, wanted)),
    )


def wanted_of(given: Mapping[str, str]) -> Wanted:
    """What an address asks for. UserError for a day, action or result that does not exist."""
    return Wanted(
        first=_day(given.get("first", "")),
        last=_day(given.get("last", "")),
        action=_named(Action, given.get("action", "")),
        result=_named(Result, given.get("result", "")),
        person=given.get("by", ""),
        trust=given.get("place", ""),
        text=given.get("text", "")[:LONGEST_TEXT],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserError("A day is written like 2026-11-24.") from error


def _named(kind: type[_Word], name: str) -> _Word | None:
    if name and name not in kind.__members__:
        raise UserError("There is no such kind of entry.")
    return kind[name] if name else None


def _row(line: Line) -> tuple[str | int, ...]:
    return (
        line.seq,
        line.at.isoformat(timespec="seconds"),
        line.person,
        line.seen_by,
        line.role,
        line.trust,
        line.action,
        line.subject,
        line.detail,
        line.snapshot,
        line.result,
        line.request,
        line.address,
    )
