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
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from scorecards.errors import Refused
from scorecards.intake.reading.limits import Limits
from scorecards.settings import PROJECT


_LOG = logging.getLogger(__name__)
_FOOTER_BYTES = 32
_MAGIC = b"CLAIMS01"
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from scorecards.intake.reading import child; child.main()"
)
_ENDED = (
    "The file could not be read within the limits on memory and time, so reading was stopped. "
    "Copy only the table into a new file, and load that."
)


@dataclass(frozen=True)
class RawTable:
    """A file as text. `frame`: line, extra, and c0, c1, … for the headings in their order.

    `marks`: line, last_line, column (number of the heading, or missing), rule, value.
    """

    kind: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_line: int
    headings: tuple[str, ...]
    notes: tuple[str, ...]
    blank_rows: int
    frame: pl.DataFrame
    marks: pl.DataFrame


def read_file(
    content: bytes, *, limits: Limits | None = None, known_headings: Iterable[str] = ()
) -> RawTable:
    """The table in a CSV file or workbook. `known_headings`: folded, to find the heading row.

    Raises Refused, with a plain sentence, whatever is wrong with the file.
    """
    limits = limits or Limits()
    if len(content) > limits.upload_bytes:
        most = limits.upload_bytes / (1024 * 1024)
        raise Refused(
            f"The file is larger than {most:g} MB. Split it, and load the parts together."
        )
    with (
        tempfile.TemporaryDirectory(prefix="intake-") as folder,
        tempfile.TemporaryFile() as result,
    ):
        code = _run(content, limits, json.dumps(sorted(known_headings)), folder, result)
        return _result(code, result)


def _run(content: bytes, limits: Limits, known: str, folder: str, result: BinaryIO) -> int:
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", _START, str(PROJECT), limits.to_json(), known],
        stdin=subprocess.PIPE,
        stdout=result,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"TMPDIR": folder, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        child.communicate(content, timeout=limits.wall_seconds)
    except subprocess.TimeoutExpired as error:
        _LOG.warning("reading was stopped after %s seconds", limits.wall_seconds)
        raise Refused(_ENDED) from error
    finally:
        _end(child)
    return child.returncode


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdin is not None:
        child.stdin.close()


def _result(code: int, result: BinaryIO) -> RawTable:
    size = result.seek(0, os.SEEK_END)
    if code != 0 or size < _FOOTER_BYTES:
        _LOG.warning("the reading child ended with %s", code)
        raise Refused(_ENDED)
    result.seek(size - _FOOTER_BYTES)
    footer = result.read(_FOOTER_BYTES)
    table, marks, facts = (int.from_bytes(footer[at : at + 8], "little") for at in (0, 8, 16))
    if footer[24:] != _MAGIC or table + marks + facts + _FOOTER_BYTES != size:
        raise Refused(_ENDED)
    result.seek(table + marks)
    told = json.loads(result.read(facts))
    if "refused" in told:
        raise Refused(told["refused"], tuple(told["reasons"]))
    result.seek(0)
    frame = pl.read_ipc_stream(result.read(table))
    return RawTable(
        kind=told["kind"],
        encoding=told["encoding"],
        delimiter=told["delimiter"],
        sheet=told["sheet"],
        header_line=told["header_line"],
        headings=tuple(told["headings"]),
        notes=tuple(told["notes"]),
        blank_rows=told["blank_rows"],
        frame=frame,
        marks=pl.read_ipc_stream(result.read(marks)),
    )
