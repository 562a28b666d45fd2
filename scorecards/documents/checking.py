"""A file on its way to the document library: looked through, scanned, named. Stores nothing."""

import hashlib

from scorecards.documents.antivirus import scan
from scorecards.documents.model import CheckedFile, FileType
from scorecards.documents.names import checked_name
from scorecards.documents.reading.words import LIMITS, WORDS
from scorecards.people.access import check_edits_library
from scorecards.people.model import Viewer
from scorecards.sandbox import process
from scorecards.sandbox.limits import Limits
from scorecards.sandbox.model import Task
from scorecards.settings import Scanner
from scorecards.written import one_line


READER = "scorecards.documents.reading.document_file"


def check(
    viewer: Viewer,
    name: str,
    content: bytes,
    *,
    scanner: Scanner | None,
    limits: Limits = LIMITS,
) -> CheckedFile:
    """The file as it may be kept. Raises Refused, in plain words, for one that may not.

    Takes some seconds, so not inside a transaction.
    """
    check_edits_library(viewer)
    found = process.read(content, Task(READER, limits, WORDS))
    kind = FileType(found.facts["type"])
    named = checked_name(name, kind)
    scanned = scan(content, scanner)
    return CheckedFile(
        named, kind, content, hashlib.sha256(content).hexdigest(), scanned,
        text=tuple(one_line(each) for each in found.facts["text"]),
        unread=tuple(found.facts["unread"]),
    )  # fmt: skip
