"""The file in which a result comes back: parts of bytes, facts as JSON, and a footer."""

import json
import os
import struct
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from scorecards.sandbox.model import Read


_FOOTER = struct.Struct("<Q8s")  # how long the facts are, and a mark that all was written
_MAGIC = b"READ0001"
_PARTS = "parts"


def write_facts(facts: Mapping[str, Any], sizes: Sequence[int], sink: BinaryIO) -> None:
    """Ends a result whose parts, of these sizes, have been written before."""
    text = json.dumps({**facts, _PARTS: list(sizes)}).encode()
    sink.write(text)
    sink.write(_FOOTER.pack(len(text), _MAGIC))
    sink.flush()


def read(result: BinaryIO) -> Read | None:
    """What was written; None where it is not whole."""
    size = result.seek(0, os.SEEK_END)
    if size < _FOOTER.size:
        return None
    result.seek(size - _FOOTER.size)
    length, magic = _FOOTER.unpack(result.read(_FOOTER.size))
    before = size - _FOOTER.size - length
    if magic != _MAGIC or before < 0:
        return None
    result.seek(before)
    facts = json.loads(result.read(length))
    sizes = facts.pop(_PARTS)
    if sum(sizes) != before:
        return None
    result.seek(0)
    return Read(facts, tuple(result.read(each) for each in sizes))
