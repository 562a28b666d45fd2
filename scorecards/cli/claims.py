"""`claims check` and `claims import`."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from scorecards import clock
from scorecards.cli.answers import OPERATOR, Answer, refusal
from scorecards.cli.context import Context
from scorecards.errors import Refused
from scorecards.intake.checking import Checked, SourceFile
from scorecards.intake.commands import check_claims, store_claims
from scorecards.intake.profiles import names
from scorecards.intake.workbook import report_workbook


FIRST_FINDINGS = 20


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = commands.add_parser("claims", help="check and import claims files")
    verbs = group.add_subparsers(dest="verb", required=True)
    _add_verb(verbs, "check", check, "read and check files; nothing is stored")
    imported = _add_verb(verbs, "import", import_, "check files and make a release of them")
    imported.add_argument("--publish", action="store_true", help="show it to readers at once")


def _add_verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[Context, argparse.Namespace], Answer],
    words: str,
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=words)
    verb.set_defaults(run=run)
    verb.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verb.add_argument("--profile", default="scorecard-extract", choices=names())
    verb.add_argument(
        "--as-at",
        required=name == "import",
        type=date.fromisoformat,
        help="the date of the extract, YYYY-MM-DD; nothing in it may be later",
    )
    verb.add_argument("--accept-headings", action="store_true", help="take the nearest headings")
    verb.add_argument("--confirm", action="append", default=[], metavar="COLUMN",
                      help="a column that was seen to hold no personal data")  # fmt: skip
    verb.add_argument("--report", type=Path, help="write the report as a workbook to this file")
    verb.add_argument("--json", action="store_true")
    return verb


def check(context: Context, wanted: argparse.Namespace) -> Answer:
    checked = _checked(context, wanted)
    return Answer({"report": checked.report.to_json_dict()}, _lines(checked))


def import_(context: Context, wanted: argparse.Namespace) -> Answer:
    checked = _checked(context, wanted)
    unconfirmed = checked.report.to_confirm
    if unconfirmed:
        return refusal(
            "Some columns may hold personal data, so nothing was stored. Look at them; drop them "
            "from the file, or name each with --confirm.",
            [f"Column “{column}”." for column in unconfirmed],
        )
    made = store_claims(
        context.engine, context.settings, OPERATOR, checked,
        publish=wanted.publish, now=clock.now(),
    ).release  # fmt: skip
    state = "published" if made.published else "not published"
    again = "These files had been imported before: " if made.already else ""
    line = f"{again}{'t' if again else 'T'}he release is {made.snapshot_id}, {state}."
    told = {
        "snapshot": made.snapshot_id,
        "already_imported": made.already,
        "published": made.published,
        "report": checked.report.to_json_dict(),
    }
    return Answer(told, [*_lines(checked), line])


def _checked(context: Context, wanted: argparse.Namespace) -> Checked:
    checked = check_claims(
        context.engine,
        OPERATOR,
        [_source(path) for path in wanted.files],
        profile=wanted.profile,
        as_at=wanted.as_at or clock.london_date(clock.now()),
        accept_nearest=wanted.accept_headings,
        confirmed_columns=wanted.confirm,
    )
    if wanted.report:
        wanted.report.write_bytes(report_workbook(checked.report))
    return checked


def _source(path: Path) -> SourceFile:
    try:
        return SourceFile(path.name, path.read_bytes())
    except OSError as error:
        raise Refused(f"The file {path} cannot be read: {error.strerror}.") from error


def _lines(checked: Checked) -> list[str]:
    report = checked.report
    return [
        report.summary(),
        *(f"{rule.rule} ({rule.action}): {rule.rows:,}. {rule.sentence}" for rule in report.rules),
        *(moved.sentence() for moved in report.moved),
    ]
