"""Small documents for tests: PDFs from objects, Office files from bare XML."""

import zipfile
import zlib
from io import BytesIO


OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}.wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"),
}
EMPTY = {
    "docx": f'<w:document xmlns:w="{WORD}"><w:body/></w:document>',
    "pptx": f'<p:presentation xmlns:p="{SLIDES}"/>',
    "xlsx": f'<workbook xmlns="{SHEET}"><sheets/></workbook>',
}


def pdf(*more: bytes, trailer: bytes = b"", says: str = "Guidance") -> bytes:
    """A PDF of one page; `more` are further objects, from number 4 on."""
    return pdf_of(words(says), more=more, trailer=trailer)


def words(*lines: str) -> bytes:
    """What draws these lines on a page."""
    return (
        f"BT /F1 12 Tf 72 720 Td {' 0 -20 Td '.join(f'({each}) Tj' for each in lines)} ET".encode()
    )


def pdf_of(*pages: bytes, more=(), trailer: bytes = b"", notes: bytes = b"") -> bytes:
    """A PDF of pages, each by what draws it. `notes`: what further stands in each page."""
    first = 4 + len(more)  # the first page is object 3, what draws them all follows `more`
    numbers = [3, *range(first + len(pages), first + 2 * len(pages) - 1)]
    drawn = [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> "
        b"%b >>" % (first + place, notes)
        for place in range(len(pages))
    ]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        drawn[0],
        *more,
        *(stream(page) for page in pages),
        *drawn[1:],
    ]
    body, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    start = len(body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"%bxref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R %b >>\n" % (
        body, len(objects) + 1, table, len(objects) + 1, trailer,
    ) + b"startxref\n%d\n%%%%EOF\n" % start  # fmt: skip


def stream(content: bytes, head: bytes = b"", *, pack: bool = True) -> bytes:
    """The body of an object that holds a stream."""
    packed = zlib.compress(content) if pack else content
    named = b"/Filter /FlateDecode " if pack else b""
    return b"<< %b%b/Length %d >>\nstream\n%b\nendstream" % (head, named, len(packed), packed)


def objects(content: bytes, head: bytes = b"") -> bytes:
    """A stream of packed objects, as newer PDFs have them."""
    return stream(b"9 0 " + content, b"/Type /ObjStm /N 1 /First 4 " + head)


def office(kind: str = "docx", main: str | None = None, *, extra=None, types: str = "",
           main_type: str | None = None, related: str = "") -> bytes:  # fmt: skip
    """An Office file. `extra`: further parts, name -> content; `related`: of the main part."""
    path, said = MAIN[kind]
    folder, _, name = path.partition("/")
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{path}" ContentType="{main_type or said}"/>{types}</Types>',
        "_rels/.rels": relations(relation(f"{RELATIONS}/officeDocument", path)),
        path: EMPTY[kind] if main is None else main,
        f"{folder}/_rels/{name}.rels": relations(related),
        **(extra or {}),
    }
    return zipped(members)


def zipped(members) -> bytes:
    """The same bytes whenever it is made: no member tells the time of day."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def relations(inside: str) -> str:
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{inside}</Relationships>'


def relation(kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="r{abs(hash(target))}" Type="{kind}" Target="{target}"{mode}/>'


def outside(kind: str, target: str) -> str:
    return relation(f"{RELATIONS}/{kind}", target, outside=True)


def word(*paragraphs: str) -> str:
    """The main part of a Word file. A paragraph is text, or runs when it begins with `<`."""
    inside = "".join(
        f"<w:p>{each if each.startswith('<') else f'<w:r><w:t>{each}</w:t></w:r>'}</w:p>"
        for each in paragraphs
    )
    return f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'


def field(*pieces: str) -> str:
    """Runs of a Word field whose instruction is cut into pieces."""
    told = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{begin}{told}{end}"
