"""`library check`."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scorecards import clock, settings
from scorecards.cli.answers import Answer
from scorecards.library import checking, lines, reading
from scorecards.library.checking import Finding
from scorecards.library.model import Item, ItemKind
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
    problems, later = (
        [_located(each, library.by_slug[each.slug], wanted) for each in those]
        for those in (found, due)
    )
    told = {"items": len(library.items), "problems": problems, "due": later}
    sentences = [
        f"{each['file']}{':' + str(each['line']) if each['line'] else ''}: {each['sentence']}"
        for each in (*problems, *later)
    ]
    last = f"Items: {len(library.items)}. To put right: {len(found)}. Due for review: {len(due)}."
    return Answer(told, (*sentences, last), refused=bool(found))


def _located(found: Finding, item: Item, wanted: argparse.Namespace) -> dict[str, Any]:
    """A finding with its file, and its line where it has one; else None."""
    is_report = item.kind is ItemKind.REPORT
    folder = wanted.themes if is_report else wanted.folder / reading.FOLDERS[item.kind]
    path = folder / f"{item.slug}.md"
    line = lines.line_of(path.read_text(encoding="utf-8-sig"), found.sentence)
    return {**asdict(found), "file": _shown(path), "line": line}


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
