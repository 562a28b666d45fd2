"""`audit verify|list|anchor`."""

import argparse
from dataclasses import asdict
from pathlib import Path

from scorecards import clock
from scorecards.audit import anchors, queries, verifying
from scorecards.audit.model import Line
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.cli.context import Context
from scorecards.reports.audit import TAKES, wanted_of
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading


MEANINGS = {
    "first": "from this day, like 2026-11-24",
    "last": "until this day",
    "action": "what was done, like REFUSED or EXPORTED",
    "result": "DONE, REFUSED or FAILED",
    "by": "the id of a person",
    "place": "the code of a trust",
    "text": "a part of what was acted upon",
}


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = parsers.add_parser("audit", help="who did what, and proof that it was not changed")
    verbs = group.add_subparsers(dest="verb", required=True)
    verify_ = verbs.add_parser("verify", help="follow the chain from the first entry to the last")
    verify_.set_defaults(run=verify)
    list_ = verbs.add_parser("list", help="the newest entries")
    list_.set_defaults(run=listed)
    list_.add_argument("--most", type=int, default=queries.AT_ONCE, help="how many, 50 by default")
    for name in TAKES:
        list_.add_argument(
            f"--{name}",
            dest=f"narrow_{name}",
            default="",
            metavar=name.upper(),
            help=MEANINGS[name],
        )
    anchor_ = verbs.add_parser("anchor", help="note where the chain stands, outside the database")
    anchor_.set_defaults(run=anchor)
    for verb in (verify_, anchor_):
        verb.add_argument("--file", type=Path, help="where it is noted; by default anchors.jsonl")
    for verb in (verify_, list_, anchor_):
        verb.add_argument("--json", action="store_true")


def verify(context: Context, wanted: argparse.Namespace) -> Answer:
    """Exit code 1 where an entry was changed, taken away or added: it says which."""
    noted = anchors.read(_file(context, wanted))
    with reading(context.engine, SYSTEM) as session:
        verdict = verifying.whole(session, noted)
    told = {
        "entries": verdict.entries,
        "anchors": len(noted),
        "broken": asdict(verdict.broken) if verdict.broken else None,
    }
    compared = f"{len(noted):,} compared with what was noted outside the database."
    return Answer(told, (verdict.sentence(), compared), refused=verdict.broken is not None)


def listed(context: Context, wanted: argparse.Namespace) -> Answer:
    asked = wanted_of({name: getattr(wanted, f"narrow_{name}") for name in TAKES})
    with reading(context.engine, OPERATOR) as session:
        found = queries.entries(session, OPERATOR, asked, most=wanted.most)
    told = {"number": found.number, "entries": [asdict(line) for line in found.lines]}
    return Answer(told, [_line(each) for each in found.lines] or ["There are no such entries."])


def anchor(context: Context, wanted: argparse.Namespace) -> Answer:
    file = _file(context, wanted)
    with reading(context.engine, SYSTEM) as session:
        noted = anchors.note(session, file, now=clock.now())
    if noted is None:
        return Answer({"anchor": None}, ["There are no entries yet, so nothing was noted."])
    return Answer({"anchor": asdict(noted)}, [f"Noted in {file}: entry {noted.seq:,}."])


def _file(context: Context, wanted: argparse.Namespace) -> Path:
    named: Path | None = wanted.file
    return named or context.settings.home / anchors.FILE


def _line(line: Line) -> str:
    at = line.at.astimezone(clock.LONDON)
    parts = (f"{line.seq:>7}", f"{at:%Y-%m-%d %H:%M:%S}", line.person, line.action, line.subject)
    return "  ".join((*parts, *((line.detail,) if line.detail else ())))
