"""What every exported table says of itself before its first row."""

from scorecards import formatting
from scorecards.clock import LONDON
from scorecards.reports.model import Asked


def stamped(asked: Asked, *, shown: str, hidden: str = "") -> tuple[tuple[str, str], ...]:
    """Who made it, when, what it holds, and what was left out of it."""
    return (*made(asked), ("What it holds", shown), ("Hidden", hidden or "nothing"))


def made(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Who made it, and when: all there is to say of a text without figures."""
    here = asked.now.astimezone(LONDON)
    return (
        ("Made by", f"{asked.viewer.name}, {asked.viewer.role}"),
        ("Made at", f"{formatting.day(here.date())}, {here:%H:%M}, London time"),
    )


def dated(asked: Asked, stem: str, suffix: str) -> str:
    """The name of a file, with the day it was made on."""
    return f"{stem}-{asked.now.astimezone(LONDON):%Y-%m-%d}.{suffix}"
