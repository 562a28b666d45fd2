"""What the other processes of the fault tests do: publish, read, and be stopped in the middle.

Started through a fork server that has imported everything, so that a child costs milliseconds.
"""

import errno
import multiprocessing
import os
import resource
import signal
import sys
from itertools import count
from pathlib import Path

from scorecards.errors import UserError
from scorecards.snapshots.queries import current_id, open_current
from scorecards.store.engine import open_engine
from scorecards.store.transactions import reading
from tests.snapshots.releases import NOW, built, figures, published


# What Python tells its auditors before it touches the disk.
DISK_EVENTS = ("open", "os.mkdir", "os.chmod", "os.rename", "os.rmdir", "os.remove", "os.listdir")


def context():
    """Processes that begin clean: Polars' threads do not survive a plain fork."""
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload(["pytest", "tests.store.writers", "tests.snapshots.children"])
    return chosen


def database(home):
    return f"sqlite:///{home / 'scorecards.db'}"


def publish_number(home: Path, number: int) -> None:
    published(open_engine(database(home)), home / "snapshots", number)


def publish_on_and_on(home: Path, first: int, begun) -> None:
    """Publishes release after release until it is killed."""
    engine = open_engine(database(home))
    for number in count(first):
        begun.set()
        published(engine, home / "snapshots", number)


def publish_and_stop_at(home: Path, number: int, step: int, how: str, reached) -> None:
    """Publishes, but fails or is killed right before the n-th time it touches the disk.

    Exit codes: 0 published, 1 failed with a sentence; killed processes have none.
    """
    steps = count(1)

    def hook(event, arguments):
        if event not in DISK_EVENTS or not str(arguments[0]).startswith(str(home / "snapshots")):
            return
        if next(steps) != step:
            return
        reached.set()
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    engine = open_engine(database(home))
    sys.addaudithook(hook)
    try:
        published(engine, home / "snapshots", number)
    except UserError:
        sys.exit(1)


def build_within(home: Path, number: int, limit: int) -> None:
    """Builds while no file may grow beyond so many bytes. Exit code 1: failed with a sentence."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        built(home / "snapshots", number)
    except UserError:
        sys.exit(1)


def read_until(home: Path, last: str, results) -> None:
    """Page after page: which release, and what it adds up to; ends after the last one."""
    engine, opened, seen = open_engine(database(home)), {}, []
    while not seen or seen[-1][0] != last:
        snapshot = open_current(engine, home / "snapshots", opened=opened).snapshot
        seen.append((snapshot.id, snapshot.manifest.profile, figures(snapshot)))
    results.put(seen)


def main() -> None:
    """`python -m tests.snapshots.children HOME NUMBER`: 0 published, 1 failed with a sentence."""
    home, number = Path(sys.argv[1]), int(sys.argv[2])
    engine = open_engine(database(home))
    try:
        published(engine, home / "snapshots", number)
    except UserError as refusal:
        sys.exit(f"{refusal} ({NOW})")
    with reading(engine) as session:
        sys.exit(0 if current_id(session) else 2)


if __name__ == "__main__":
    main()
