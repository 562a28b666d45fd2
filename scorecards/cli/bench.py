"""`bench`."""

import argparse

from scorecards.cli.answers import Answer
from scorecards.cli.context import Context


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    p = parsers.add_parser("bench", help="time a click")
    p.set_defaults(run=bench)
    p.add_argument("--json", action="store_true")


def bench(context: Context, _: argparse.Namespace) -> Answer:
    return Answer({})
