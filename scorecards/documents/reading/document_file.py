"""One document, looked through. Runs only in the child process of `sandbox`."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from scorecards.documents.model import FileType
from scorecards.documents.reading import kinds, office, pdf
from scorecards.sandbox import results
from scorecards.sandbox.limits import Limits


def read(content: bytes, limits: Mapping[str, Any], _: Mapping[str, Any], sink: BinaryIO) -> None:
    """Writes which type it is. Raises Refused for whatever a document must not be or hold."""
    bounds = Limits.of(limits)
    kind = kinds.type_of(content)
    if kind is FileType.PDF:
        pdf.check(content, bounds)
    else:
        office.check(content, kind, bounds)
    results.write_facts({"type": kind.value}, (), sink)
