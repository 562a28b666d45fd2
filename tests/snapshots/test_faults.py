"""Killed, out of room or told of errors at any step: old or new serves, never neither (PUB-1)."""

import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from scorecards.snapshots.build import sweep
from scorecards.snapshots.opening import check_figures
from scorecards.snapshots.queries import open_current
from scorecards.store.transactions import reading
from tests.places import PROJECT
from tests.snapshots.children import (
    build_within,
    context,
    publish_and_stop_at,
    publish_number,
    publish_on_and_on,
    read_until,
)
from tests.snapshots.releases import built, figures, origin, published, total_damages
from tests.stores import sqlite_at


@pytest.fixture
def home(tmp_path):
    return tmp_path


@pytest.fixture
def engine(home):
    """Only the disk is at fault here, so a file it is; `children.database` names the same one."""
    opened = sqlite_at(home / "scorecards.db")
    yield opened
    opened.dispose()


def _check_serves(engine, root):
    """What is served is whole, adds up and needs no notice; gives its number."""
    serving = open_current(engine, root, opened={})
    assert serving.notice is None
    check_figures(serving.snapshot)
    number = int(serving.snapshot.manifest.sources[0].sha256, 16)
    assert figures(serving.snapshot) == total_damages(number)
    return number


def _check_database(engine):
    with reading(engine) as session:
        connection = session.connection()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def _check_tidy(root):
    sweep(root)
    assert list(root.glob(".*")) == []


def _run(target, *arguments):
    child = context().Process(target=target, args=arguments)
    child.start()
    child.join()
    return child.exitcode


@pytest.mark.parametrize("kills", [20, pytest.param(300, marks=pytest.mark.slow)])
def test_killed_at_any_moment_it_serves_the_old_release_or_the_new_one(engine, root, home, kills):
    processes, chance = context(), random.Random(kills)
    assert _run(publish_number, home, 0) == 0
    began = time.perf_counter()
    assert _run(publish_number, home, 1) == 0
    long_enough = min(time.perf_counter() - began, 0.5)
    number = 1
    for _ in range(kills):
        begun = processes.Event()
        child = processes.Process(target=publish_on_and_on, args=(home, number + 1, begun))
        child.start()
        assert begun.wait(30)
        child.join(timeout=chance.uniform(0, long_enough))
        child.kill()
        child.join()
        assert child.exitcode == -signal.SIGKILL
        served = _check_serves(engine, root)
        assert served >= number
        number = served
    assert number > 1
    _check_database(engine)
    _check_tidy(root)


@pytest.mark.parametrize(("how", "ends"), [("kill", {-signal.SIGKILL}), ("fail", {0, 1})])
def test_stopped_at_each_step_on_the_disk_in_turn_the_old_release_serves(
    engine, root, home, how, ends
):
    """Each step meets a release of its own, until there are no more steps to stop at."""
    published(engine, root, 0)
    served, number = 0, 0
    while True:
        number += 1
        reached = context().Event()
        code = _run(publish_and_stop_at, home, number, number, how, reached)
        if not reached.is_set():
            break
        assert code in ends
        now = _check_serves(engine, root)
        assert now == (number if code == 0 else served)
        served = now
        assert how == "kill" or list(root.glob(".build-*")) == []
    assert (code, _check_serves(engine, root)) == (0, number)
    assert number > 40
    _check_database(engine)
    _check_tidy(root)


def test_after_being_killed_at_any_step_the_same_release_can_be_published(engine, root, home):
    """The rename is the step that matters: before it nothing is there, after it everything."""
    published(engine, root, 0)
    for step in (1, 5, 20, 33, 34, 35, 36):
        code = _run(publish_and_stop_at, home, step, step, "kill", context().Event())
        assert code == -signal.SIGKILL
        published(engine, root, step)
        assert _check_serves(engine, root) == step
    _check_tidy(root)


@pytest.mark.parametrize("limit", [0, 100, 2000])
def test_when_a_file_cannot_be_written_in_full_nothing_of_it_is_left(engine, root, home, limit):
    published(engine, root, 0)
    before = sorted(root.rglob("*"))
    assert _run(build_within, home, 1, limit) == 1
    assert sorted(root.rglob("*")) == before
    assert _check_serves(engine, root) == 0
    published(engine, root, 1)
    assert _check_serves(engine, root) == 1


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param("fsync:error=EIO:when=1", id="sync of the first file"),
        pytest.param("fsync:error=EIO:when=9", id="sync of the manifest"),
        pytest.param("fsync:error=EIO:when=15", id="sync of the folder"),
        pytest.param("fsync:error=EIO:when=16", id="sync after the rename"),
        pytest.param("rename:error=EIO:when=1", id="the rename"),
    ],
)
def test_an_error_of_the_operating_system_ends_the_build_cleanly(engine, root, home, fault):
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not on this machine; each step is also stopped without it above")
    published(engine, root, 0)
    call, _, _ = fault.partition(":")
    injected = ["-e", f"trace={call}", "-e", f"inject={fault}", "-o", str(home / "trace")]
    program = [sys.executable, "-B", "-m", "tests.snapshots.children", str(home), "1"]
    done = subprocess.run(
        [strace, "-f", "-qq", *injected, *program],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "ptrace" in done.stderr:
        pytest.skip("strace may not trace on this machine")
    assert "INJECTED" in (home / "trace").read_text()
    assert "could not be written" in done.stderr
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert _check_serves(engine, root) == 0
    assert list(root.glob(".build-*")) == []


@pytest.mark.parametrize("last", [6, pytest.param(20, marks=pytest.mark.slow)])
def test_readers_during_publications_each_see_one_release_and_its_own_sums(
    engine, root, home, last
):
    published(engine, root, 0, profile="0")
    processes = context()
    results = processes.Queue()
    end = origin(last, profile=str(last)).snapshot_id
    readers = [processes.Process(target=read_until, args=(home, end, results)) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, last + 1):
        published(engine, root, number, profile=str(number))
    seen = [results.get(timeout=120) for _ in readers]
    for reader in readers:
        reader.join()
    for pages in seen:
        numbers = [int(profile) for _, profile, _ in pages]
        assert numbers == sorted(numbers)
        for _, profile, summed in pages:
            assert summed == total_damages(int(profile))
    assert sum(len({name for name, _, _ in pages}) for pages in seen) > len(seen)


def test_a_build_that_another_process_is_writing_is_not_swept(engine, root, home):
    published(engine, root, 0)
    processes = context()
    begun = processes.Event()
    child = processes.Process(target=publish_on_and_on, args=(home, 1, begun))
    child.start()
    assert begun.wait(30)
    while _check_serves(engine, root) < 10:
        sweep(root)
    child.kill()
    child.join()
    assert built(root, 1).id in {path.name for path in root.iterdir()}
