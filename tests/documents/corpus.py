"""Hostile and odd documents, made here and stored nowhere. Each says what must become of it.

`refused`: name -> (bytes, words the sentence must have). `taken`: name -> (bytes, type).
"""

import stat
import zipfile
from io import BytesIO

from tests.documents.files import (
    DRAWN,
    OFFICE,
    RELATIONS,
    SHEET,
    SLIDES,
    field,
    objects,
    office,
    outside,
    pdf,
    pdf_of,
    relation,
    stream,
    word,
    words,
    zipped,
)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 50
EMBEDS, ELSEWHERE, ACTS = "another file inside", "from elsewhere", "starts a program"
JS = b"<< /S /JavaScript /JS (app.alert(1)) >>"


def _with(name: str, content: bytes = b"x", *, mode: int = 0) -> bytes:
    kept = BytesIO(office())
    with zipfile.ZipFile(kept, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, content)
    return kept.getvalue()


def _encrypted() -> bytes:
    content, place = bytearray(office()), 0
    while (place := content.find(b"PK\x01\x02", place)) >= 0:
        content[place + 8] |= 1
        place += 4
    return bytes(content)


def _twice() -> bytes:
    kept = BytesIO(_with("word/media/a1.png", PICTURE))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("word/media/a2.png", PICTURE)
    return kept.getvalue().replace(b"media/a2.png", b"media/a1.png")


def _flipped() -> bytes:
    """A picture whose bytes are not those that were packed."""
    kept = BytesIO(office())
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/a.png", PICTURE + bytes(100_000) + b"here")
    return kept.getvalue().replace(b"here", b"hero")


def _document_type() -> str:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a9;</x>'


def _slide(attributes: str) -> dict[str, str]:
    inside = f'<a:hlinkClick xmlns:a="{DRAWN}" {attributes}/>'
    return {"ppt/slides/slide1.xml": f'<p:sld xmlns:p="{SLIDES}">{inside}</p:sld>'}


def _sheet(cell: str) -> dict[str, str]:
    row = f'<row r="1"><c r="A1">{cell}</c></row>'
    return {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{row}</sheetData>'
            "</worksheet>"}  # fmt: skip


def _note(key: bytes) -> bytes:
    return b"/Annots [<< /Subtype /Widget /Rect [0 0 9 9] /%b (943 476 5919) >>]" % key


def _of_type(kind: str) -> str:
    return f'<Override PartName="/word/x.xml" ContentType="{kind}"/>'


def refused() -> dict[str, tuple[bytes, str]]:
    return {**_other_kinds(), **_pdfs(), **_packages(), **_office_files()}


def _other_kinds() -> dict[str, tuple[bytes, str]]:
    return {
        "empty": (b"", "empty"),
        "only blanks": (b" \r\n \x00", "empty"),
        "plain text": (b"Guidance on falls.\n", "no document that is known"),
        "web page": (b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
        "web page after blanks": (b"\xef\xbb\xbf \n<html></html>", "web page"),
        "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "web page"),
        "shell script": (b"#!/bin/sh\nrm -rf /\n", "a program"),
        "program of Windows": (b"MZ\x90\0" + b"\0" * 200, "a program"),
        "program of Linux": (b"\x7fELF" + b"\0" * 200, "a program"),
        "picture": (PICTURE, "a picture"),
        "photograph": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a picture"),
        "rich text": (b"{\\rtf1 hello}", "rich text"),
        "gzip": (b"\x1f\x8b\x08" + b"\0" * 30, "compressed"),
        "old Word file": (OLE + b"\0" * 600, "old Office file"),
        "Word file with a password": (OLE + b"EncryptedPackage" * 40, "password"),
        "wrong magic": (bytes(range(1, 256)) * 20, "no document that is known"),
        "zip": (zipped({"a.txt": "hello"}), "zip file"),
        "zip in a zip": (zipped({"a.docx": office()}), "zip file"),
        "OpenDocument": (zipped({"content.xml": "<a/>", "mimetype": "x"}), "OpenDocument"),
        "binary workbook": (
            zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}), "xlsb"
        ),
        "two documents at once": (
            office("docx", extra={"ppt/presentation.xml": "<a/>"}), "zip file"
        ),
    }  # fmt: skip


def _pdfs() -> dict[str, tuple[bytes, str]]:
    held = b"<< /Type /Filespec /EF << /F 5 0 R >> >>"
    return {
        "PDF cut short": (pdf()[:300], "cut short"),
        "PDF of its first line alone": (b"%PDF-1.7\n", "cut short"),
        "PDF without objects": (b"%PDF-1.7\nstartxref\n0\n%%EOF\n", "cut short"),
        "PDF with a password": (pdf(trailer=b"/Encrypt 9 0 R"), "password"),
        "PDF with JavaScript": (pdf(JS), "a program"),
        "PDF with a program by a coded name": (
            pdf(b"<< /#53 /J#61vaScript /JS (x) >>"), "a program"
        ),
        "PDF with a program after a comment": (pdf(b"<< /S %x\n /JavaScript >>"), "a program"),
        "PDF with programs by name": (pdf(b"<< /Names << /JavaScript 5 0 R >> >>"), "a program"),
        "PDF with a packed program": (pdf(objects(JS)), "a program"),
        "PDF with a program in a part that lies": (pdf(stream(JS)), "a program"),
        "PDF that starts a program": (pdf(b"<< /S /Launch /F (calc.exe) >>"), "a program"),
        "PDF that says elsewhere what it does": (pdf(b"<< /S 9 0 R >>", b"/Launch"), "uncommon"),
        "PDF with a rendition": (pdf(b"<< /S/Rendition /JS (x) >>"), "a program"),
        "PDF with an attachment": (pdf(held, stream(b"MZ")), "another file inside"),
        "PDF with attachments by name": (
            pdf(b"<< /EmbeddedFiles << /Names [] >> >>"), "another file inside"
        ),
        "PDF with a paper clip": (pdf(b"<< /Subtype /FileAttachment >>"), "another file inside"),
        "PDF that is a folder": (pdf(b"<< /Collection << >> >>"), "another file inside"),
        "PDF with a form that sends": (pdf(b"<< /S /SubmitForm /F (http://e.example) >>"), "form"),
        "PDF with an XML form": (pdf(b"<< /AcroForm << /XFA 9 0 R >> >>"), "form"),
        "PDF that opens another file": (pdf(b"<< /S /GoToR /F (b.pdf) >>"), "elsewhere"),
        "PDF with a link to a drive": (pdf(b"<< /S /URI /URI (file:///c:/a.exe) >>"), "elsewhere"),
        "PDF with a link that runs": (pdf(b"<< /URI (JavaScript:x) >>"), "elsewhere"),
        "PDF with film": (pdf(b"<< /Subtype /RichMedia >>"), "film"),
        "PDF with objects packed twice": (
            pdf(objects(b"<< >>"), b"<< /Filter [/ASCIIHexDecode /FlateDecode] >>"), "uncommon"
        ),
        "PDF with shifted objects": (pdf(objects(b"<< >>", b"/Predictor 12 ")), "uncommon"),
        "PDF with damaged objects": (
            pdf(b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\nnot packed\nendstream"),
            "cut short",
        ),
        "PDF whose pages are in a ring": (pdf().replace(b"[3 0 R]", b"[2 0 R]"), "cut short"),
        "PDF of too many pages": (pdf().replace(b"[3 0 R]", b"[" + b"3 0 R " * 1001 + b"]"),
                                  "1,001 pages"),
        "NHS number in a PDF": (
            pdf_of(words("One"), words("Number 943 476 5919 was seen")), "an NHS number on page 2"
        ),
        "NHS number over two lines of a PDF": (
            pdf_of(words("Number 943 476", "5919 was seen")), "an NHS number"
        ),
        "NHS number in pieces of a PDF": (
            pdf_of(b"BT /F1 12 Tf 72 720 Td [(943 4) -20 (76 5) 10 (919)] TJ ET"), "an NHS number"
        ),
        "NHS number in a note of a PDF": (pdf_of(words("One"), notes=_note(b"Contents")),
                                          "an NHS number"),
        "NHS number in a form of a PDF": (pdf_of(words("One"), notes=_note(b"V")),
                                          "an NHS number"),
        "National Insurance number in a PDF": (pdf(says="AB 12 34 56 C"), "a National Insurance"),
        "PDF that is a zip, too": (pdf() + zipped({"a.js": "x"}) + b"\nstartxref\n0\n%%EOF\n",
                                   "at once"),
        "PDF bomb": (pdf(stream(b"\0" * 210_000_000)), "memory"),
    }  # fmt: skip


def _packages() -> dict[str, tuple[bytes, str]]:
    plain = office()
    return {
        "macros": (_with("word/vbaProject.bin"), "macros"),
        "macros said by type": (
            office(types=_of_type("application/vnd.ms-office.vbaProject")), "macros"
        ),
        "macros under another name": (
            office(main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"
        ),
        "template": (
            office(main_type=f"{OFFICE}.wordprocessingml.template.main+xml"), "a template"
        ),
        "slide show": (
            office("pptx", main_type=f"{OFFICE}.presentationml.slideshow.main+xml"), "a show"
        ),
        "encrypted parts": (_encrypted(), "password"),
        "zip bomb": (office(extra={"word/media/a.png": b"\0" * 210_000_000}), "Unpacked"),
        "zip bomb of many pictures": (
            office(extra={f"word/media/{n}.png": b"\0" * 1_000_000 for n in range(90)}), "Unpacked"
        ),
        "10,000 parts": (
            office(extra={f"word/media/{n}.xml": "<a/>" for n in range(10_000)}), "parts"
        ),
        "part above the folder": (_with("../../evil.xml", b"<a/>"), "unsafe name"),
        "absolute part": (_with("/etc/evil.xml", b"<a/>"), "unsafe name"),
        "part by a path of Windows": (_with("..\\..\\evil.xml", b"<a/>"), "unsafe name"),
        "link as a part": (
            _with("word/a.xml", b"/etc/passwd", mode=stat.S_IFLNK | 0o777), "a link instead"
        ),
        "same part twice": (_twice(), "same name"),
        "Word file cut short": (plain[: len(plain) // 2], "cut short"),
        "picture that was changed": (_flipped(), "cut short"),
        "broken XML": (office(main="<w:document>"), "cut short"),
        "billion laughs": (office(main=_document_type()), "document type"),
        "document type in the relations": (
            office(extra={"word/_rels/a.xml.rels": _document_type()}), "document type"
        ),
    }  # fmt: skip


def _office_files() -> dict[str, tuple[bytes, str]]:
    drive = outside("hyperlink", "file:///c:/a.exe")
    return {
        "OLE object": (_with("word/embeddings/oleObject1.bin", OLE), EMBEDS),
        "workbook behind a chart": (_with("ppt/embeddings/a.xlsx", office("xlsx")), EMBEDS),
        "ActiveX": (_with("word/activeX/activeX1.xml", b"<a/>"), EMBEDS),
        "program as a part": (_with("word/media/a.exe", b"MZ"), EMBEDS),
        "script as a part": (_with("word/media/a.js", b"x()"), EMBEDS),
        "web page as a part": (_with("word/a.html", b"<p>"), EMBEDS),
        "program called a picture": (_with("word/media/a.png", b"MZ\x90\0"), EMBEDS),
        "zip called a picture": (_with("word/media/a.png", zipped({"a": "b"})), EMBEDS),
        "drawing with a script": (_with("word/media/a.svg", b"<svg><script>x</script></svg>"),
                                  EMBEDS),
        "object related": (office(related=relation(f"{RELATIONS}/oleObject", "x.xml")), EMBEDS),
        "web page related": (office(related=relation(f"{RELATIONS}/aFChunk", "x.xml")), EMBEDS),
        "template from elsewhere": (
            office(related=outside("attachedTemplate", "http://e.example/t.dotm")), ELSEWHERE
        ),
        "picture from elsewhere": (
            office(related=outside("image", "https://e.example/p.png")), ELSEWHERE
        ),
        "picture from elsewhere, unsaid": (
            office(related=relation(f"{RELATIONS}/image", "https://e.example/p.png")), ELSEWHERE
        ),
        "picture from a drive": (
            office(related=outside("image", r"\\e.example\share\p.png")), ELSEWHERE
        ),
        "film from elsewhere": (
            office("pptx", related=outside("video", "https://e.example/v.mp4")), ELSEWHERE
        ),
        "workbook from elsewhere": (
            office("xlsx", extra={"xl/externalLinks/externalLink1.xml": "<a/>"}), ELSEWHERE
        ),
        "data from elsewhere": (office("xlsx", extra={"xl/connections.xml": "<a/>"}), ELSEWHERE),
        "panel from elsewhere": (
            office(extra={"word/webextensions/taskpanes.xml": "<a/>"}), ELSEWHERE
        ),
        "link to a file": (office(related=drive), "links to a file"),
        "link to a neighbour": (office(related=outside("hyperlink", "other.docx")),
                                "links to a file"),
        "link that runs": (office(related=outside("hyperlink", "javascript:x()")),
                           "links to a file"),
        "field that starts a program": (office(main=word(field("DDEAUTO c:\\calc.exe"))), ACTS),
        "field in pieces": (office(main=word(field("D", "D", "E ", "cmd"))), ACTS),
        "simple field": (
            office(main=word('<w:fldSimple w:instr=" INCLUDEPICTURE x "/>')), ACTS
        ),
        "field that writes a field": (office(main=word(field("QUOTE 68 68 69"))), ACTS),
        "slide that starts a program": (
            office("pptx", extra=_slide('action="ppaction://program?x"')), ACTS
        ),
        "formula that fetches": (
            office("xlsx", extra=_sheet("<f>_xlfn.WEBSERVICE(A1)</f>")), ACTS
        ),
        "formula that starts a program": (
            office("xlsx", extra=_sheet("<f>cmd|'/c calc'!A0</f>")), ACTS
        ),
        "NHS number in Word": (office(main=word("Number 943 476 5919 was seen")), "an NHS number"),
        "NHS number in pieces": (
            office(main=word("<w:r><w:t>943 476</w:t></w:r><w:r><w:t> 5919</w:t></w:r>")),
            "an NHS number",
        ),
        "NHS number with other blanks and dashes": (
            office(main=word("Number 943\u00a0476\u20115919")), "an NHS number"
        ),
        "NHS number in a comment": (
            office(extra={"word/comments.xml": word("Number 943 476 5919")}), "an NHS number"
        ),
        "NHS number in Excel": (office("xlsx", extra=_sheet("<v>9434765919</v>")), "NHS number"),
    }  # fmt: skip


def taken() -> dict[str, tuple[bytes, str]]:
    link = outside("hyperlink", "https://www.england.nhs.uk/S/Launch")
    return {
        "PDF": (pdf(), "pdf"),
        "PDF with a link": (pdf(b"<< /S /URI /URI (https://e.example/JavaScript) >>"), "pdf"),
        "PDF that speaks of Launch": (pdf(says="We /Launch the /Movie and /JavaScript"), "pdf"),
        "PDF that opens at a page": (pdf(b"<< /OpenAction [3 0 R /Fit] >>"), "pdf"),
        "PDF with packed objects": (pdf(objects(b"<< /Title (Guidance) >>")), "pdf"),
        "PDF with rows of figures": (pdf_of(words("Trust", "943", "476", "5919")), "pdf"),
        "PDF with the number of a book": (pdf(says="ISBN 0471958697"), "pdf"),
        "PDF of deep lists": (pdf_of(b"[" * 100_000), "pdf"),
        "Word": (office(main=word("Guidance", "Ring 0113 496 0000")), "docx"),
        "Word with links": (
            office(related=link + outside("hyperlink", "mailto:team@example.nhs.uk")), "docx"
        ),
        "Word with a contents field": (
            office(main=word(field('TOC \\o "1-3"'), field('HYPERLINK "https://e.example"'))),
            "docx",
        ),
        "Word with a picture": (office(extra={"word/media/a.png": PICTURE}), "docx"),
        "PowerPoint": (office("pptx", extra=_slide('action="ppaction://hlinksldjump"')), "pptx"),
        "PowerPoint with a printer's settings": (
            office("pptx", extra={"ppt/printerSettings/printerSettings1.bin": b"\0\1"}), "pptx"
        ),
        "Excel": (office("xlsx", extra=_sheet("<f>SUM(Table1[2024])</f><v>12</v>")), "xlsx"),
        "two parts of many words": (
            office(main=word(*(f"Paragraph {n} of the guidance" for n in range(20_000)))), "docx"
        ),
    }  # fmt: skip
