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
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from scorecards.errors import Refused
from scorecards.sandbox import results
from scorecards.sandbox.limits import Limits
from scorecards.sandbox.model import Words


def main() -> None:
    """Arguments: the project, and the task as JSON."""
    told = json.loads(sys.argv[2])
    limits, words = Limits.of(told["limits"]), Words(**told["words"])
    limit_this_process(limits)
    sink = os.fdopen(1, "wb", closefd=False)  # held to the end: it must not flush after a refusal
    try:
        with in_plain_words(words):
            _read(told, limits, words, sink)
    except Refused as refused:
        _refuse(str(refused), refused.reasons)
    os._exit(0)


@contextmanager
def in_plain_words(words: Words) -> Iterator[None]:
    """Whatever a damaged file makes of a reader, as a refusal."""
    try:
        yield
    except MemoryError as error:
        raise Refused(words.too_much) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused(words.damaged) from error


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


def _read(told: dict[str, object], limits: Limits, words: Words, sink: BinaryIO) -> None:
    content = sys.stdin.buffer.read(limits.upload_bytes + 1)
    if len(content) > limits.upload_bytes:
        raise Refused(words.too_large(limits))
    reader = importlib.import_module(str(told["reader"]))
    try:
        reader.read(content, told["limits"], told["options"], sink)
    except OSError as error:  # the result outgrew its limit
        raise Refused(words.too_much) from error


def _refuse(sentence: str, reasons: tuple[str, ...] = ()) -> None:
    """The sentence in place of whatever of a result was written; the old sink is never flushed."""
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)
    sink = os.fdopen(1, "wb", closefd=False)
    results.write_facts({"refused": sentence, "reasons": list(reasons)}, (), sink)
