"""Hostile and odd files, made here and stored nowhere. Each says what must become of it.

`REFUSED`: name -> (bytes, words the sentence must have). `READ`: name -> (bytes, headings, rows).
"""

import stat
import zipfile
from datetime import date
from io import BytesIO

from tests.intake.files import MAIN, TABLE, cell, csv_bytes, package, sheet, workbook


HEAD = ("Claim Number", "Date Received")
LINE = "Claim Number,Date Received"


def _laughs() -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    return sheet("&a9;", before=f"<?xml version='1.0'?><!DOCTYPE x [{entities}]>")


def _quadratic() -> str:
    before = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
    return sheet(f'<row r="1">{cell("A1", "&a;" * 5_000)}</row>', before=before)


def _xxe() -> str:
    before = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    return sheet(f'<row r="1">{cell("A1", "&file;")}</row>', before=before)


def _member(name: str, content: bytes = b"x", *, mode: int = 0) -> bytes:
    stream = BytesIO(bytes(package(TABLE)))
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, content)
    return stream.getvalue()


def _encrypted() -> bytes:
    content = package(TABLE)
    place = 0
    while (place := content.find(b"PK\x01\x02", place)) >= 0:
        content[place + 8] |= 1
        place += 4
    return bytes(content)


def _corrupt() -> bytes:
    content = package(TABLE)
    start = content.find(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    content[start + 5 : start + 45] = b"\xff" * 40
    return bytes(content)


def _zip(**members: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _many_columns() -> bytes:
    book = workbook([[f"c{n}" for n in range(16_384)], ["x"] * 3])
    return bytes(book)


def _sparse() -> bytes:
    return bytes(
        package(
            sheet(
                f'<row r="1">{cell("A1", "a")}</row>'
                f'<row r="1048576">{cell("XFD1048576", "z")}</row>'
            )
        )
    )


def _swollen() -> str:
    """One text of 32,000 characters shown by a million cells: 32 GB once it is written out."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
        for n in range(2, 60_000)
    )
    return sheet(
        f'<row r="1">{cell("A1", "Claim Number")}{cell("B1", "Date Received")}</row>{rows}'
    )


def _swollen_book() -> bytes:
    shared = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>{"x" * 32_000}</t></si></sst>'
    content = package(_swollen(), extra={"xl/sharedStrings.xml": shared})
    stream = BytesIO(bytes(content))
    with zipfile.ZipFile(stream) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    members["xl/padding.bin"] = bytes(range(256)) * 4  # members not deflated keep the ratio low
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return stream.getvalue()


def refused() -> dict[str, tuple[bytes, str]]:
    plain = bytes(package(TABLE))
    pages = sheet(f'<row r="1">{cell("A1", "x")}</row>')
    return {
        "sparse cell at XFD1048576": (_sparse(), "beyond row"),
        "sparse sheet outside its folder": (_elsewhere(), "damaged"),
        "billion laughs": (bytes(package(_laughs())), "document type"),
        "external entity": (bytes(package(_xxe())), "document type"),
        "quadratic blow-up": (bytes(package(_quadratic())), "document type"),
        "doctype in the styles": (
            bytes(package(TABLE, extra={"xl/styles.xml": "<!DOCTYPE a><a/>"})),
            "document type",
        ),
        "zip bomb": (
            bytes(package(TABLE, extra={"xl/media/a.bin": b"\0" * 200_000_000})),
            "Unpacked",
        ),
        "one text in very many cells": (_swollen_book(), "Unpacked"),
        "zip in a zip": (_zip(**{"inner.zip": _zip(**{"a.csv": b"a,b\n1,2"})}), "zip file"),
        "empty file": (b"", "empty"),
        "only blanks": (b" \n\n \r\n", "empty"),
        "wrong magic": (bytes(range(1, 256)) * 20, "not plain text"),
        "old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xlsx or CSV"),
        "pdf": (b"%PDF-1.7\n1 0 obj", "PDF"),
        "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
        "web page": (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table>", "web page"),
        "gzip": (b"\x1f\x8b\x08" + b"\0" * 30, "compressed"),
        "word document": (
            _zip(**{"[Content_Types].xml": b"", "word/document.xml": b""}),
            "a document",
        ),
        "opendocument": (_zip(**{"content.xml": b"", "mimetype": b""}), "OpenDocument"),
        "binary workbook": (_zip(**{"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "xlsb"),
        "macros": (_member("xl/vbaProject.bin"), "macros"),
        "external link": (_member("xl/externalLinks/externalLink1.xml"), "other files"),
        "encrypted": (_encrypted(), "encrypted"),
        "16,384 columns": (_many_columns(), "column 200"),
        "10,000 sheets": (bytes(package(pages, sheets=10_000)), "parts"),
        "60 sheets": (bytes(package(pages, sheets=60)), "60 sheets"),
        "symlink member": (_member("xl/a.xml", b"/etc/passwd", mode=stat.S_IFLNK | 0o777), "link"),
        "member above the folder": (_member("../../evil.xml"), "unsafe"),
        "absolute member": (_member("/etc/evil.xml"), "unsafe"),
        "same member twice": (_twice(), "same name"),
        "truncated": (plain[: len(plain) // 2], "damaged"),
        "corrupt deflate": (_corrupt(), "damaged"),
        "broken xml": (bytes(package("<worksheet><sheetData>")), "damaged"),
        "no such sheet": (bytes(_without(plain, "xl/worksheets/sheet1.xml")), "No sheet"),
        "rows out of order": (
            bytes(
                package(
                    sheet(f'<row r="5">{cell("A5", "x")}</row><row r="2">{cell("A2", "y")}</row>')
                )
            ),
            "out of order",
        ),
        "cell of another row": (
            bytes(package(sheet(f'<row r="1">{cell("A7", "x")}</row>'))),
            "out of order",
        ),
        "row number as words": (bytes(package(sheet('<row r="1e9"/>'))), "damaged"),
        "workbook without a table": (workbook([["only one column"], [1], [2]]), "headings"),
        "NUL bytes": (b"a,b\n1,2\nx\0,3\n", "Line 3 holds a NUL"),
        "control characters": (b"a,b\n1,\x07\n", "control character"),
        "UTF-32": ("a,b\n1,2\n".encode("utf-32"), "UTF-32"),
        "undefined in Windows-1252": (b"a,b\n1,\x81\xff\n", "not Windows-1252"),
        "broken UTF-16": (b"\xff\xfea\0,\0b\0\n\0\x00\xd8", "not UTF-16"),
        "same heading twice": (csv_bytes("Claim,claim ,b", "1,2,3"), "more than once"),
        "one column": (csv_bytes("Claim", "1", "2"), "one column"),
        "only headings": (csv_bytes(LINE), "no rows"),
        "headings and blank rows": (csv_bytes(LINE, ",", ","), "no rows"),
        "a million empty lines": (b"\n" * 1_000_000 + b" ", "empty"),
        "quote never closed": (csv_bytes(LINE, "1,2", '"3,4', "5,6"), "line 3 is never closed"),
        "quote in the wrong place": (csv_bytes(LINE, '"1"x,2'), "line 2 is in the wrong place"),
        "cell of 10 MB": (csv_bytes(LINE, "x" * 10_000_000 + ",2"), "32,767 characters"),
        "no headings": (csv_bytes("1,2", "3,4", "5,6"), "No row of headings"),
        "201 columns": (csv_bytes(",".join(f"c{n}" for n in range(201)), "1,2"), "201 columns"),
    }


def _elsewhere() -> bytes:
    """The sparse sheet again, in a folder where no sheet belongs."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(_sparse())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b"worksheets/sheet", b"elsewhere/sheet")
            new.writestr(name.replace("worksheets", "elsewhere"), part)
    return stream.getvalue()


def _twice() -> bytes:
    content = _member("xl/theme/themeA.xml", b"<a/>")
    other = content.replace(b"xl/theme/themeA.xml", b"xl/_rels/thing1.xml")
    stream = BytesIO(other)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/_rels/thing2.xml", "<a/>")
    return stream.getvalue().replace(b"xl/_rels/thing2.xml", b"xl/_rels/thing1.xml")


def _without(content: bytes, member: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
    return stream.getvalue()


def _formulas() -> bytes:
    return bytes(
        package(
            sheet(
                f'<row r="1">{cell("A1", HEAD[0])}{cell("B1", HEAD[1])}</row>'
                f'<row r="2">{cell("A2", "one")}<c r="B2"><f>1+1</f><v>2</v></c></row>'
            )
        )
    )


def read() -> dict[str, tuple[bytes, tuple[str, ...], list[tuple[str | None, ...]]]]:
    two = [("1", "é"), ("2", "b")]
    lines = (LINE, "1,é", "2,b")
    lying = TABLE.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    return {
        "UTF-8": (csv_bytes(*lines), HEAD, two),
        "UTF-8 with a mark": (csv_bytes(*lines, encoding="utf-8-sig"), HEAD, two),
        "UTF-16 with a mark": (
            csv_bytes("\ufeff" + LINE, *lines[1:], encoding="utf-16-le"),
            HEAD,
            two,
        ),
        "UTF-16 little-endian": (csv_bytes(*lines, encoding="utf-16-le"), HEAD, two),
        "UTF-16 big-endian": (csv_bytes(*lines, encoding="utf-16-be"), HEAD, two),
        "Windows-1252": (csv_bytes(*lines, encoding="cp1252"), HEAD, two),
        "CR only": (csv_bytes(*lines, end="\r"), HEAD, two),
        "CR and LF": (csv_bytes(*lines, end="\r\n"), HEAD, two),
        "semicolons": (csv_bytes(*(line.replace(",", ";") for line in lines)), HEAD, two),
        "tabs": (csv_bytes(*(line.replace(",", "\t") for line in lines)), HEAD, two),
        "pipes": (csv_bytes(*(line.replace(",", "|") for line in lines)), HEAD, two),
        "decimal commas": (
            csv_bytes("Claim Number;Date Received", "1,50;x", "2,50;y"),
            HEAD,
            [("1,50", "x"), ("2,50", "y")],
        ),
        "title above": (csv_bytes("Claims of 2014", "", *lines), HEAD, two),
        "bidi in a heading": (
            csv_bytes("\u202eClaim Number,Date\u200b Received", *lines[1:]),
            HEAD,
            two,
        ),
        "line break in a cell": (
            csv_bytes(LINE, '"1\nx",a', "2,b"),
            HEAD,
            [("1\nx", "a"), ("2", "b")],
        ),
        "short row": (csv_bytes(LINE, "1", "2,b"), HEAD, [("1", None), ("2", "b")]),
        "no line end": (csv_bytes(*lines)[:-1], HEAD, two),
        "a million empty lines between": (
            csv_bytes(LINE, "1,é") + b"\n" * 900_000 + csv_bytes("2,b"),
            HEAD,
            two,
        ),
        "a workbook of 1904": (
            workbook([HEAD, ["one", date(2014, 2, 28)]], epoch_1904=True),
            HEAD,
            [("one", "2014-02-28")],
        ),
        "formula": (_formulas(), HEAD, [("one", "2")]),
        "workbook that lies about its size": (bytes(package(lying)), HEAD, [("one", "two")]),
        "table on the second sheet": (
            workbook([HEAD, ["one", "two"]], sheets={"Cover": [["Claims of 2014"]]}),
            HEAD,
            [("one", "two")],
        ),
        "numbers": (
            workbook([HEAD, [2010010567154, 0.1 + 0.2], [1234.56, True]]),
            HEAD,
            [("2010010567154", "0.3"), ("1234.56", "TRUE")],
        ),
        "error cells": (workbook([HEAD, ["one", "#N/A"]]), HEAD, [("one", None)]),
    }
