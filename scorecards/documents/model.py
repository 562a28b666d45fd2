"""What a document and its versions are. No store, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scorecards.people.model import Circle


class DocumentKind(StrEnum):
    """The value is kept and stands in the address; `KIND_NAMES` is what the screen says."""

    GUIDANCE = "guidance"
    REPORT = "report"
    PRESENTATION = "presentation"
    MINUTES = "minutes"


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
    """A file that was read and may be kept. `scanned` says what became of the virus scan."""

    name: str
    type: FileType
    content: bytes
    sha256: str
    scanned: str


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
    """Which documents are asked for; None for all of them. `page` counts from one."""

    kind: DocumentKind | None = None
    topic: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the list, the newest first, and how many there are on all pages."""

    documents: tuple[Document, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Given:
    """A version with its bytes, for whoever may have it."""

    name: str
    media_type: str
    content: bytes
