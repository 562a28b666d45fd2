"""`demo` and `serve`: the demonstration nation, and the screens."""

import argparse
import signal
import subprocess
import sys

from scorecards import clock
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.cli.clicks import await_port, check_free
from scorecards.cli.context import Context
from scorecards.demo import release
from scorecards.demo.voices import writing as voices
from scorecards.errors import UserError
from scorecards.library.editions import shipped
from scorecards.settings import PROJECT, SignInBy
from scorecards.snapshots.queries import current_id
from scorecards.store.transactions import reading
from scorecards.web import demonstration


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo_ = parsers.add_parser("demo", help="build and publish the fictional nation")
    demo_.set_defaults(run=demo)
    demo_.add_argument(
        "--claims-only",
        action="store_true",
        help="without what its people have written: asks, offers, feedback, documents",
    )
    serve_ = parsers.add_parser("serve", help="serve the screens; builds the nation the first time")
    serve_.set_defaults(run=serve)
    for parser in (demo_, serve_):
        parser.add_argument("--json", action="store_true")


def demo(context: Context, wanted: argparse.Namespace) -> Answer:
    if context.settings.sign_in is not SignInBy.DEMONSTRATION:
        raise UserError(
            "Here people sign in with their own accounts. The demonstration nation does not belong "
            "beside real claims. Build it in another SCORECARDS_HOME."
        )
    made = release.publish(context.engine, context.root, OPERATOR, now=clock.now())
    if not getattr(wanted, "claims_only", False):
        voices.write(context.engine, shipped(), context.snapshot(), now=clock.now())
    words = "had been built before" if made.already else "is built"
    return Answer(
        {"snapshot": made.snapshot_id, "already_built": made.already, "published": made.published},
        [f"The demonstration nation {words}: {made.snapshot_id}, published."],
    )


def serve(context: Context, wanted: argparse.Namespace) -> Answer:
    """Runs until it is ended. In the demonstration it first publishes the nation where nothing is
    published, and refuses what is not fictional.
    """
    if context.settings.sign_in is SignInBy.DEMONSTRATION:
        demonstration.check_fictional(context.engine)
        with reading(context.engine) as session:
            empty = current_id(session) is None
        if empty:
            demo(context, wanted).give(as_json=False)
    context.engine.dispose()
    port = context.settings.port
    check_free(port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = subprocess.Popen([sys.executable, "serve.py"], cwd=PROJECT, stdout=subprocess.DEVNULL)
    try:
        await_port(server, port)
        sys.stdout.write(f"Claims scorecards on {context.settings.origin}  (Ctrl+C ends)\n")
        sys.stdout.flush()
        code = server.wait()
    except KeyboardInterrupt:
        code = 0
    finally:
        server.terminate()
        server.wait()
    return Answer({"port": port, "ended": code}, refused=code != 0)
