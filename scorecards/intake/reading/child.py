"""The child process: limits itself, reads one file from its input, writes the result, ends.

It knows no claims, no store and no network; what it is sent may be hostile. Whatever goes wrong
here ends this process only.
"""

import importlib
import json
import os
import resource
import sys
import zipfile
import zlib
from typing import BinaryIO

from scorecards.errors import Refused
from scorecards.intake.reading import kinds, writing
from scorecards.intake.reading.limits import MEGABYTE, Limits


TOO_MUCH = "Unpacked, the file takes more memory than a table of claims needs."
_READERS = {
    kinds.FileKind.CSV: "scorecards.intake.reading.delimited",
    kinds.FileKind.WORKBOOK: "scorecards.intake.reading.sheets",
}
SPLIT = "Copy only the table into a new file, or split it and load the parts together."


def main() -> None:
    """Arguments: the project, the limits as JSON, the known headings as JSON."""
    limits = Limits.from_json(sys.argv[2])
    limit_this_process(limits)
    known = frozenset(json.loads(sys.argv[3]))
    sink = os.fdopen(1, "wb", closefd=False)  # held to the end: it must not flush after a refusal
    try:
        _read(limits, known, sink)
    except Refused as refused:
        _refuse(str(refused), refused.reasons)
    except MemoryError:
        _refuse(f"{TOO_MUCH} {SPLIT}")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        _refuse("The workbook is damaged. Open it in Excel, save it again, and load that.")
    os._exit(0)


def limit_this_process(limits: Limits) -> None:
    """Before a byte of the upload is read. It cannot be undone from inside."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.processor_seconds),
        (resource.RLIMIT_FSIZE, limits.result_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _read(limits: Limits, known: frozenset[str], sink: BinaryIO) -> None:
    content = sys.stdin.buffer.read(limits.upload_bytes + 1)
    if len(content) > limits.upload_bytes:
        most = limits.upload_bytes / MEGABYTE
        raise Refused(
            f"The file is larger than {most:g} MB. Split it, and load the parts together."
        )
    kind = kinds.kind_of(content)
    reader = importlib.import_module(_READERS[kind])  # a CSV never meets the reader of workbooks
    try:
        writing.write(reader.read(content, limits, known), kind, limits, sink)
    except OSError as error:  # the result outgrew its limit
        raise Refused(f"{TOO_MUCH} {SPLIT}") from error


def _refuse(sentence: str, reasons: tuple[str, ...] = ()) -> None:
    """The sentence in place of whatever of a result was written; the old sink is never flushed."""
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)
    sink = os.fdopen(1, "wb", closefd=False)
    writing.write_facts({"refused": sentence, "reasons": list(reasons)}, 0, 0, sink)
