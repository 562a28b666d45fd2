"""What a Word, PowerPoint or Excel file must not hold: programs, other files, ways to elsewhere.

Every part is read once, as a stream; which parts there may be is a list, so that what nobody
thought of is refused.
"""

import re
import zipfile
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from xml.parsers import expat

from scorecards.documents.model import FileType
from scorecards.documents.reading import fields
from scorecards.documents.reading.kinds import OLE, PDF, PROGRAMS, ZIP
from scorecards.documents.reading.texts import Text
from scorecards.documents.reading.words import WORDS
from scorecards.errors import Refused
from scorecards.sandbox import packages
from scorecards.sandbox.limits import Limits


_MAIN = "application/vnd.openxmlformats-officedocument."
_MAIN_TYPES = {
    FileType.TEXT: f"{_MAIN}wordprocessingml.document.main+xml",
    FileType.PRESENTATION: f"{_MAIN}presentationml.presentation.main+xml",
    FileType.WORKBOOK: f"{_MAIN}spreadsheetml.sheet.main+xml",
}
_MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "intlmacrosheet")
_EMBEDDED_TYPES = ("oleobject", "activex", "x-msdownload")
# What parts of a document end with: its text, its pictures, its sounds, its fonts.
_ENDINGS = """
xml rels vml png jpg jpeg jfif gif bmp tif tiff emf wmf svg wdp ico fntdata odttf mp3 m4a wav mp4
m4v
"""
_PARTS = frozenset(_ENDINGS.split())
_SETTINGS_OF_PRINTERS = re.compile(r"(?:xl|ppt|word)/printersettings/[^/]+\.bin", re.IGNORECASE)
_CARRIED = frozenset(("embeddings", "activex", "macrosheets", "dialogsheets"))
_FETCHES = frozenset(("externallinks", "querytables", "webextensions", "connections.xml"))
_PROGRAM_IN_PICTURE = re.compile(rb"<script|<!ENTITY|<!DOCTYPE", re.IGNORECASE)
_OTHERS_INSIDE = (*PROGRAMS, OLE, ZIP, PDF, b"<!DOCTYPE", b"<html", b"<HTML")
_LINKS_TO = frozenset(("http", "https", "mailto", "tel"))
_RELATIONS = """
afchunk attachedtemplate connections control externallink externallinkpath frame mailmergesource
oleobject package recipientdata subdocument vbaproject xlmacrosheet
"""
_RELATED_FORBIDDEN = frozenset(_RELATIONS.split())
# The parts that hold what readers read; others are masters, notes and comments.
_READ = re.compile(
    r"word/(?:document|footnotes|endnotes)\.xml|ppt/slides/[^/]+\.xml|"
    r"xl/(?:sharedstrings|worksheets/[^/]+)\.xml"
)
_CHUNK = 1 << 16

_EMBEDS = (
    "The document carries another file inside, such as the workbook behind a chart. Put a picture "
    "in its place, and save it again."
)
_ELSEWHERE = (
    "The document takes a part of itself from elsewhere, such as a picture, a template or a "
    "workbook. Put it into the document, and save it again."
)
_FILE_LINK = (
    "The document links to a file on a computer or a drive, which readers do not have. Take the "
    "link out, or link to a web page."
)
_QUERIES = (
    "The document takes values or a panel from elsewhere. Paste the values, take the panel out, "
    "and save it again."
)


def check(content: bytes, kind: FileType, limits: Limits, text: Text) -> None:
    """Raises Refused, with the first thing that is wrong. `text` sees what stands in every part."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        packages.check(package, len(content), limits, WORDS)
        for member in package.infolist():
            _check_part(package, member)
        found = _Seen(kind, text)
        packages.read_parts(package, found.watch, WORDS)
        found.check_whole()


def _check_part(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """A part by its name and its first bytes; read to its end, so that its sum is compared."""
    if member.is_dir():
        return
    path = PurePosixPath(member.filename.lower())
    parts = set(path.parts)
    if parts & _FETCHES:
        raise Refused(_QUERIES)
    ending = path.name.rpartition(".")[2]
    known = ending in _PARTS or _SETTINGS_OF_PRINTERS.fullmatch(str(path))
    if parts & _CARRIED or not known:
        raise Refused(_EMBEDS)
    if path.name.endswith(packages.XML):
        return
    with package.open(member) as part:
        start = part.read(_CHUNK)
        drawn = ending == "svg" and _PROGRAM_IN_PICTURE.search(start + part.read())
        if start.startswith(_OTHERS_INSIDE) or drawn:
            raise Refused(_EMBEDS)
        while part.read(_CHUNK):
            pass


class _Seen:
    """What the pass over the parts has seen."""

    def __init__(self, kind: FileType, text: Text) -> None:
        self._type = kind
        self._text = text
        self._has_main = False

    def watch(self, name: str, parser: expat.XMLParserType) -> None:
        """Sets the handlers of one part."""
        lower = name.lower()
        if lower == "[content_types].xml":
            parser.StartElementHandler = self._content_type
        elif lower.endswith(".rels"):
            parser.StartElementHandler = _relationship
        else:
            see = partial(self._text.see, keep=_READ.fullmatch(lower) is not None)
            fields.watch(parser, see)

    def check_whole(self) -> None:
        if not self._has_main:
            raise Refused(
                f"The file says that it is not {_plain(self._type)} but a template, a show or "
                f"another kind. Save it as .{self._type.value}, and choose that."
            )

    def _content_type(self, tag: str, attributes: dict[str, str]) -> None:
        said = attributes.get("ContentType", "").strip().lower()
        if any(word in said for word in _MACRO_TYPES):
            raise Refused(WORDS.macros)
        if any(word in said for word in _EMBEDDED_TYPES):
            raise Refused(_EMBEDS)
        if said == _MAIN_TYPES[self._type]:
            self._has_main = True


def _plain(kind: FileType) -> str:
    return f"a plain {kind.called} file"


def _relationship(tag: str, attributes: dict[str, str]) -> None:
    """One relation of a part to another, or to the world."""
    if not tag.endswith("Relationship"):
        return
    kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2].lower()
    target = attributes.get("Target", "")
    outside = attributes.get("TargetMode", "").strip().lower() == "external"
    if kind == "hyperlink":
        _check_link(target, outside=outside)
    elif kind == "vbaproject":
        raise Refused(WORDS.macros)
    elif outside or _leads_away(target):
        raise Refused(_ELSEWHERE)
    elif kind in _RELATED_FORBIDDEN:
        raise Refused(_EMBEDS)


def _check_link(target: str, *, outside: bool) -> None:
    """A link that a person presses: to a web page or an address, or within the document."""
    try:
        scheme = urlsplit(target.strip()).scheme.lower()
    except ValueError as error:
        raise Refused(_FILE_LINK) from error
    within = target.startswith("#") or (not outside and not _leads_away(target))
    if scheme not in _LINKS_TO and not within:
        raise Refused(_FILE_LINK)


def _leads_away(target: str) -> bool:
    return bool(re.match(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|[\\/]{2})", target))
