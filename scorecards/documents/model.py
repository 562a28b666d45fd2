"""What a document and its versions are. No store, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scorecards.library.search.model import Found, Piece
from scorecards.people.model import Circle


KIND_FACET = "document"  # what the search calls a document, beside the kinds of items


def subject(number: int) -> str:
    """What the audit trail, notices and the search call a document."""
    return f"document/{number}"


class DocumentKind(StrEnum):
    """The value is kept and stands in the address; `KIND_NAMES` is what the screen says."""

    GUIDANCE = "guidance"
    REPORT = "report"
    PRESENTATION = "presentation"
    MINUTES = "minutes"

    @property
    def facet(self) -> str:
        """What the search knows the documents of this kind by."""
        return f"{KIND_FACET}/{self.value}"


KIND_NAMES: Mapping[DocumentKind, str] = {
    DocumentKind.GUIDANCE: "Guidance",
    DocumentKind.REPORT: "Report",
    DocumentKind.PRESENTATION: "Presentation",
    DocumentKind.MINUTES: "Minutes of a workshop",
}


class FileType(StrEnum):
    """The types that are taken in; the value is what the name of such a file ends with."""

    PDF = "pdf"
    PRESENTATION = "pptx"
    TEXT = "docx"
    WORKBOOK = "xlsx"

    @property
    def called(self) -> str:
        return _CALLED[self]

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @classmethod
    def of(cls, media_type: str) -> "FileType":
        return next(each for each in cls if each.media_type == media_type)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_CALLED = {
    FileType.PDF: "PDF",
    FileType.PRESENTATION: "PowerPoint",
    FileType.TEXT: "Word",
    FileType.WORKBOOK: "Excel",
}
_MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.PRESENTATION: f"{_OFFICE}.presentationml.presentation",
    FileType.TEXT: f"{_OFFICE}.wordprocessingml.document",
    FileType.WORKBOOK: f"{_OFFICE}.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was read and may be kept. `scanned` says what became of the virus scan.

    `text` are its sentences, which it is found by; `unread` the pages of a PDF whose text cannot be
    read, such as scanned ones.
    """

    name: str
    type: FileType
    content: bytes
    sha256: str
    scanned: str
    text: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor fills in for a new document."""

    kind: DocumentKind
    title: str
    summary: str
    topics: tuple[str, ...]
    seen_by: Circle
    form_key: str


@dataclass(frozen=True, slots=True)
class Version:
    """A file of a document, without its bytes."""

    number: int
    name: str
    type: FileType
    size: int
    sha256: str
    note: str
    scanned: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it stands. `versions`: the newest first; there is always one."""

    id: int
    kind: DocumentKind
    title: str
    summary: str
    topics: tuple[str, ...]
    seen_by: Circle
    withdrawn: Withdrawal | None
    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        return self.versions[0]

    def version(self, number: int) -> Version | None:
        return next((each for each in self.versions if each.number == number), None)

    def superseding(self, version: Version) -> Version | None:
        """The version that came after this one; None for the newest."""
        return self.version(version.number + 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are asked for; None for all of them. `page` counts from one.

    `text`: words that stand in a document, or in what is said of it.
    """

    kind: DocumentKind | None = None
    topic: str | None = None
    page: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the list, and how many there are on all pages: the newest first, or what fits
    the words best. `found`: what the search says of the words.
    """

    documents: tuple[Document, ...]
    number: int
    pages: int
    found: Found | None = None

    def passage(self, document: Document) -> tuple[Piece, ...]:
        """The sentence of a document that has the words; () where title and summary have them."""
        hits = self.found.hits if self.found else ()
        return next((hit.passage for hit in hits
                     if hit.ref == subject(document.id) and not hit.is_about), ())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """A version with its bytes, for whoever may have it."""

    name: str
    media_type: str
    content: bytes
