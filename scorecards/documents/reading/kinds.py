"""What a document is, told by its first bytes. Its name plays no part."""

import zipfile
from io import BytesIO

from scorecards.documents.model import FileType
from scorecards.documents.reading.words import DAMAGED
from scorecards.errors import Refused


TAKEN = "Taken in are PDF, Word (.docx), PowerPoint (.pptx) and Excel (.xlsx)."
PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
OTHERS = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"BM": "a picture",
    b"II*\x00": "a picture",
    b"\x1f\x8b": "a compressed (gzip) file",
    b"7z\xbc\xaf": "a compressed (7-Zip) file",
    b"Rar!": "a compressed (RAR) file",
    b"BZh": "a compressed (bzip2) file",
    b"\xfd7zXZ": "a compressed (xz) file",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a rich text document",
    b"%!PS": "a PostScript document",
}
# What each kind of package has for its main part, and what it is called.
_MAIN = {
    "word/document.xml": FileType.TEXT,
    "ppt/presentation.xml": FileType.PRESENTATION,
    "xl/workbook.xml": FileType.WORKBOOK,
}


def type_of(content: bytes) -> FileType:
    """The type of a document. Raises Refused for an empty file and for every other kind."""
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Refused("The file is empty. Check that it was saved, and choose it again.")
    if content.startswith(PDF):
        return FileType.PDF
    if content.startswith(ZIP):
        return _package(content)
    if content.startswith(OLE):
        raise Refused(
            "This is an old Office file (.doc, .ppt, .xls) or one that is protected by a password. "
            "Save it, without a password, as .docx, .pptx or .xlsx, and choose that."
        )
    if content.startswith(PROGRAMS):
        raise Refused(f"This is a program. {TAKEN}")
    for start, what in OTHERS.items():
        if content.startswith(start):
            raise Refused(f"This is {what}. {TAKEN}")
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise Refused(f"This is a web page or an XML file. {TAKEN}")
    raise Refused(f"This is no document that is known here. {TAKEN}")


def _package(content: bytes) -> FileType:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refused(DAMAGED) from error
    found = [kind for main, kind in _MAIN.items() if main in names]
    if len(found) == 1 and "[Content_Types].xml" in names:
        return found[0]
    if "content.xml" in names:
        raise Refused(f"This is an OpenDocument file. {TAKEN}")
    if "xl/workbook.bin" in names:
        raise Refused(f"This is a binary Excel workbook (.xlsb). {TAKEN}")
    raise Refused(f"This is a zip file, not a document. {TAKEN}")
