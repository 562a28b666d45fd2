"""One document, looked through. Runs only in the child process of `sandbox`."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from scorecards.documents.model import FileType
from scorecards.documents.reading import kinds, office, pdf, pdf_text
from scorecards.documents.reading.texts import Text
from scorecards.sandbox import results
from scorecards.sandbox.limits import Limits


def read(content: bytes, limits: Mapping[str, Any], _: Mapping[str, Any], sink: BinaryIO) -> None:
    """Writes which type it is, its text in sentences, and the pages whose text cannot be read.

    Raises Refused for whatever a document must not be or hold.
    """
    bounds = Limits.of(limits)
    kind = kinds.type_of(content)
    text, unread = Text(), []
    if kind is FileType.PDF:
        pdf.check(content, bounds)
        unread = pdf_text.read(content, text)
    else:
        office.check(content, kind, bounds, text)
    facts = {"type": kind.value, "text": text.pieces, "unread": unread}
    results.write_facts(facts, (), sink)
