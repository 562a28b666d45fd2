"""`library check`."""

import argparse
from dataclasses import asdict
from pathlib import Path

from scorecards import clock, settings
from scorecards.cli.answers import Answer
from scorecards.library import checking, reading
from scorecards.taxonomy import codes


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = parsers.add_parser("library", help="what there is to learn from")
    verbs = group.add_subparsers(dest="verb", required=True)
    check_ = verbs.add_parser("check", help="whether every item is fit to be shown")
    check_.set_defaults(run=check, needs_no_home=True)
    check_.add_argument(
        "--folder", type=Path, default=settings.LIBRARY, help="the library's; by default ours"
    )
    check_.add_argument(
        "--themes", type=Path, default=settings.THEMES, help="that of thematic reports"
    )
    check_.add_argument("--json", action="store_true")


def check(wanted: argparse.Namespace) -> Answer:
    """Exit code 1 where something is wrong. Items whose review is due are named without that."""
    taxonomy = codes.read(settings.REFERENCE)
    library = reading.read(wanted.folder, taxonomy, themes=wanted.themes)
    today = clock.london_date(clock.now())
    found = checking.findings(library, today=today)
    due = checking.due(library, today=today)
    told = {
        "items": len(library.items),
        "problems": [asdict(each) for each in found],
        "due": [asdict(each) for each in due],
    }
    lines = [str(each) for each in (*found, *due)]
    last = f"Items: {len(library.items)}. To put right: {len(found)}. Due for review: {len(due)}."
    return Answer(told, (*lines, last), refused=bool(found))
