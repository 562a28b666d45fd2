"""What a notice is. No store, no clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Happening(StrEnum):
    """What a notice tells; the value is what the screen says."""

    ITEM_PUBLISHED = "new in the library"
    ITEM_RENEWED = "rewritten in the library"
    DOCUMENT_PUBLISHED = "new document"
    DOCUMENT_REPLACED = "new version of a document"


@dataclass(frozen=True, slots=True)
class Told:
    """One notice. `address` is a path of ours; `unread` for whoever asked."""

    id: int
    kind: Happening
    subject: str
    title: str
    address: str
    at: datetime
    unread: bool
