"""`demo` and `serve`: the demonstration nation, and the screens."""

import argparse
import os
import subprocess
import sys

from scorecards import clock
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.cli.context import Context
from scorecards.demo import release
from scorecards.settings import PROJECT
from scorecards.snapshots.queries import current_id
from scorecards.store.transactions import reading


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo_ = parsers.add_parser("demo", help="build and publish the fictional nation")
    demo_.set_defaults(run=demo)
    serve_ = parsers.add_parser("serve", help="serve the screens; builds the nation the first time")
    serve_.set_defaults(run=serve)
    for parser in (demo_, serve_):
        parser.add_argument("--json", action="store_true")


def demo(context: Context, _: argparse.Namespace) -> Answer:
    made = release.publish(context.engine, context.root, OPERATOR, now=clock.now())
    words = "had been built before" if made.already else "is built"
    return Answer(
        {"snapshot": made.snapshot_id, "already_built": made.already, "published": made.published},
        [f"The demonstration nation {words}: {made.snapshot_id}, published."],
    )


def serve(context: Context, wanted: argparse.Namespace) -> Answer:
    """Runs until it is ended. Publishes the nation first where nothing is published."""
    with reading(context.engine) as session:
        empty = current_id(session) is None
    if empty:
        demo(context, wanted).give(as_json=False)
    context.engine.dispose()
    address = f"http://127.0.0.1:{context.settings.port}"
    sys.stdout.write(f"Claims scorecards on {address}  (Ctrl+C ends)\n")
    sys.stdout.flush()
    command = [
        sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"),
        "--server.port", str(context.settings.port),
    ]  # fmt: skip
    try:
        code = subprocess.run(command, cwd=PROJECT, env=os.environ, check=False).returncode
    except KeyboardInterrupt:
        code = 0
    return Answer({"address": address, "ended": code}, refused=code != 0)
