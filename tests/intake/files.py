"""Small files for the tests of intake: CSV from rows, workbooks from values or from bare XML."""

import zipfile
from io import BytesIO

import openpyxl


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/>{sheets}</Types>'
)
SHEET_TYPE = (
    '<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def csv_bytes(*rows: str, end: str = "\n", encoding: str = "utf-8") -> bytes:
    return "".join(row + end for row in rows).encode(encoding)


def workbook(rows, *, sheets=None, epoch_1904=False) -> bytes:
    """A real workbook from values. `sheets`: further sheets, name -> rows, put before."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.remove(book.active)
    for name, values in {**(sheets or {}), "Claims": rows}.items():
        sheet = book.create_sheet(name)
        for row in values:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def package(sheet_xml: str, *, extra=None, sheets: int = 1, compress=True) -> bytearray:
    """A workbook from bare XML: `extra` are further members, name -> bytes."""
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    members = {
        "[Content_Types].xml": TYPES.format(
            sheets="".join(SHEET_TYPE.format(n=n) for n in range(1, sheets + 1))
        ),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE_RELS}"><Relationship Id="rId1" '
        f'Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE_RELS}">{related}'
        "</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": sheet_xml for n in range(1, sheets + 1)},
        **(extra or {}),
    }
    stream = BytesIO()
    how = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return bytearray(stream.getvalue())


def sheet(body: str, *, before: str = "") -> str:
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


TABLE = sheet(
    f'<row r="1">{cell("A1", "Claim Number")}{cell("B1", "Date Received")}</row>'
    f'<row r="2">{cell("A2", "one")}{cell("B2", "two")}</row>'
)
