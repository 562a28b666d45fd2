"""`backup` and `restore`."""

import argparse
from pathlib import Path

from scorecards import clock
from scorecards.backups import commands, making, restoring
from scorecards.backups.manifest import Backup, Unsound
from scorecards.cli.answers import OPERATOR, Answer, refusal
from scorecards.cli.context import Context
from scorecards.store.transactions import writing


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup_ = parsers.add_parser("backup", help="the database and every release into one folder")
    backup_.set_defaults(run=backup)
    restore_ = parsers.add_parser("restore", help="a backup into an empty folder, and prove it")
    restore_.set_defaults(run=restore)
    restore_.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR",
                          help="the folder of the backup")  # fmt: skip
    for parser in (backup_, restore_):
        parser.add_argument("--to", type=Path, required=True, metavar="DIR",
                            help="a folder that is empty, or not there yet")  # fmt: skip
        parser.add_argument("--json", action="store_true")


def backup(context: Context, wanted: argparse.Namespace) -> Answer:
    """Exit code 1 where a release had to be left out: what is there was still kept."""
    now = clock.now()
    made = making.make(
        context.engine, context.settings, wanted.to,
        owner_url=context.settings.database_owner_url, now=now,
    )  # fmt: skip
    with writing(context.engine, OPERATOR) as session:
        commands.record_backup(session, OPERATOR, wanted.to.name, made, now=now)
    return Answer(_told(wanted.to, made), _lines(wanted.to, made), refused=bool(made.left_out))


def restore(context: Context, wanted: argparse.Namespace) -> Answer:
    """Writes down what came of it, in the database of the running service."""
    name = wanted.source.absolute().name
    try:
        found = restoring.restore(wanted.source, wanted.to, now=clock.now())
    except Unsound as unsound:
        _record(context, name, sound=False, detail=str(unsound))
        return refusal(f"This backup cannot be relied on. {unsound}")
    told = " ".join(found.found)
    if found.whole:
        _record(context, name, sound=True, detail=told)
    lines = (f"Restored to {wanted.to}.", *found.found)
    return Answer({"restored": str(wanted.to), "whole": found.whole, "found": found.found}, lines)


def _record(context: Context, name: str, *, sound: bool, detail: str) -> None:
    with writing(context.engine, OPERATOR) as session:
        commands.record_test(session, OPERATOR, name, sound=sound, detail=detail, now=clock.now())


def _told(to: Path, made: Backup) -> dict[str, object]:
    return {
        "backup": str(to),
        "made_at": made.made_at.isoformat(),
        "current": made.current,
        "releases": list(made.releases),
        "left_out": dict(made.left_out),
        "files": len(made.files),
        "bytes": made.size,
    }


def _lines(to: Path, made: Backup) -> list[str]:
    number = len(made.releases)
    return [
        f"{to} holds the database and {number} {'release' if number == 1 else 'releases'}: "
        f"{len(made.files):,} files, {made.size:,} bytes.",
        *(f"Left out: {why}" for why in made.left_out.values()),
        "It is not encrypted. Restore it elsewhere now and then, so that you know it works.",
    ]
