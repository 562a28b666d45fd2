"""The parent's side: starts a child for one file, waits, takes its result. Parses no upload.

Nothing of the file gets a name on disk: it goes in through a pipe and the result comes back in a
file that was unlinked when it was made.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from typing import BinaryIO

from scorecards.errors import Refused
from scorecards.sandbox import results
from scorecards.sandbox.model import Read, Task
from scorecards.settings import PROJECT


_LOG = logging.getLogger(__name__)
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from scorecards.sandbox import child; child.main()"
)


def read(content: bytes, task: Task) -> Read:
    """What the reader makes of the file. Raises Refused, in plain words, whatever is wrong."""
    if len(content) > task.limits.upload_bytes:
        raise Refused(task.words.too_large(task.limits))
    with (
        tempfile.TemporaryDirectory(prefix="upload-") as folder,
        tempfile.TemporaryFile() as result,
    ):
        code = _run(content, task, folder, result)
        found = results.read(result) if code == 0 else None
    if found is None:
        _LOG.warning("the reading child ended with %s", code)
        raise Refused(task.words.ended)
    if "refused" in found.facts:
        raise Refused(found.facts["refused"], tuple(found.facts["reasons"]))
    return found


def _run(content: bytes, task: Task, folder: str, result: BinaryIO) -> int:
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", _START, str(PROJECT), json.dumps(task.to_map())],
        stdin=subprocess.PIPE,
        stdout=result,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"TMPDIR": folder, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        child.communicate(content, timeout=task.limits.wall_seconds)
    except subprocess.TimeoutExpired as error:
        _LOG.warning("reading was stopped after %s seconds", task.limits.wall_seconds)
        raise Refused(task.words.ended) from error
    finally:
        _end(child)
    return child.returncode


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdin is not None:
        child.stdin.close()
