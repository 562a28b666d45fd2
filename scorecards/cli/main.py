"""The parser of the whole command line, and what becomes of errors."""

import argparse
import logging
from collections.abc import Sequence

from scorecards import logs
from scorecards.cli import (
    audit,
    backup,
    bench,
    claims,
    database,
    disclosure,
    library,
    organisations,
    people,
    scorecard,
    serving,
    snapshots,
)
from scorecards.cli.answers import Answer, refusal
from scorecards.cli.context import open_context
from scorecards.errors import Refused, UserError


log = logging.getLogger(__name__)


def parser() -> argparse.ArgumentParser:
    """Every command there is. Calling one wrongly prints how, and exits with 2."""
    whole = argparse.ArgumentParser(
        prog="python -m scorecards", description="Claims scorecards, from a file to a screen."
    )
    whole.set_defaults(tables_as_they_are=False, needs_no_home=False)
    commands = whole.add_subparsers(dest="command", required=True)
    for module in (
        serving,
        claims,
        organisations,
        people,
        snapshots,
        scorecard,
        disclosure,
        library,
        audit,
        backup,
        database,
        bench,
    ):
        module.add(commands)
    return whole


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code."""
    wanted = parser().parse_args(arguments)
    logs.set_up(logging.WARNING)
    return _answer(wanted).give(as_json=wanted.json)


def _answer(wanted: argparse.Namespace) -> Answer:
    try:
        if wanted.needs_no_home:
            answer: Answer = wanted.run(wanted)
            return answer
        with open_context(tables_as_they_are=wanted.tables_as_they_are) as context:
            answer = wanted.run(context, wanted)
    except Refused as refused:
        return refusal(str(refused), refused.reasons)
    except UserError as error:
        return refusal(str(error))
    return answer
