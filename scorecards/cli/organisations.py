"""`organisations import`."""

import argparse
from datetime import date
from pathlib import Path

from scorecards import clock
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.cli.context import Context
from scorecards.errors import Refused
from scorecards.organisations.commands import import_organisations
from scorecards.organisations.model import File
from scorecards.organisations.sources.delimited import LARGEST_BYTES


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = commands.add_parser("organisations", help="the register of organisations")
    verbs = group.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser(
        "import",
        help="organisations, types, regions, mergers, births, beds, attendances, discharges",
    )
    verb.set_defaults(run=import_)
    verb.add_argument("files", nargs="+", type=Path, metavar="FILE", help="in any order")
    verb.add_argument(
        "--as-at",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="the day of the files, by which some are closed; today, when left out",
    )
    verb.add_argument("--json", action="store_true")


def import_(context: Context, wanted: argparse.Namespace) -> Answer:
    report = import_organisations(
        context.engine,
        OPERATOR,
        [_file(path) for path in wanted.files],
        as_at=wanted.as_at or clock.london_date(clock.now()),
    )
    files = [f"{file.name}: {file.kind}, {file.rows:,} rows." for file in report.files]
    odd = [f"{oddity.kind}: {oddity.line()}" for oddity in report.oddities]
    return Answer(report.to_json_dict(), [*files, report.summary(), *odd])


def _file(path: Path) -> File:
    """No more is read than what is refused for its size anyway."""
    try:
        with path.open("rb") as file:
            return File(path.name, file.read(LARGEST_BYTES + 1))
    except OSError as error:
        raise Refused(f"The file {path} cannot be read: {error.strerror}.") from error
