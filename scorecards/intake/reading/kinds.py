"""What a file is, told by its first bytes. Its name plays no part."""

import zipfile
from enum import StrEnum
from io import BytesIO

from scorecards.errors import Refused


class FileKind(StrEnum):
    """What we can read; the value is what the report says."""

    WORKBOOK = "Excel workbook"
    CSV = "CSV"


SAVE_AS = "Save it as an Excel workbook (.xlsx) or as CSV, and load that."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OTHERS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed (gzip) file",
    b"7z\xbc\xaf": "a compressed (7-Zip) file",
    b"Rar!": "a compressed (RAR) file",
    b"BZh": "a compressed (bzip2) file",
    b"\xfd7zXZ": "a compressed (xz) file",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"{\\rtf": "a rich text document",
}
MARKUP = (b"<?xml", b"<!doctype", b"<html", b"<workbook", b"<table")


def kind_of(content: bytes) -> FileKind:
    """CSV or workbook. Raises Refused for an empty file and for every kind that we do not read."""
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Refused("The file is empty. Check that it was saved, and load it again.")
    if content.startswith(OLE):
        raise Refused(
            "This is an old Excel workbook (.xls) or one that is protected by a password. "
            "Open it in Excel and save it, without a password, as .xlsx or CSV."
        )
    if content.startswith(ZIP):
        return _package(content)
    for start, what in OTHERS.items():
        if content.startswith(start):
            raise Refused(f"This is {what}, not a table of claims. {SAVE_AS}")
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise Refused(f"This is a web page or an XML document, not a table of claims. {SAVE_AS}")
    return FileKind.CSV


def _package(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refused(
            "The workbook is damaged or was cut short. Open it in Excel, save it again, "
            "and load the new file."
        ) from error
    if {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        return FileKind.WORKBOOK
    if "xl/workbook.bin" in names:
        raise Refused(f"This is a binary Excel workbook (.xlsb). {SAVE_AS}")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Refused(f"This is a document, not a table of claims. {SAVE_AS}")
    if "content.xml" in names:
        raise Refused(f"This is an OpenDocument file. {SAVE_AS}")
    raise Refused(
        "This is a zip file, not a workbook. Unpack it, and load the workbook or CSV inside it."
    )
