"""What a file is called on its way in, and in the header on its way out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from scorecards.documents.model import FileType
from scorecards.documents.names import LONGEST_STEM, checked_name
from scorecards.errors import Refused
from scorecards.web import downloads


KEPT = {
    "guidance.pdf": "guidance.pdf",
    "Guidance.PDF": "Guidance.pdf",
    "guidance": "guidance.pdf",
    "Version 1.2.pdf": "Version 1.2.pdf",
    "v1.2 of 2026": "v1.2 of 2026.pdf",
    "../../x": "x.pdf",
    "..\\..\\x.pdf": "x.pdf",
    "/etc/passwd": "passwd.pdf",
    "C:\\Users\\sam\\Fälle.pdf": "Fälle.pdf",
    "con.pdf": "document-con.pdf",
    "CON": "document-CON.pdf",
    "lpt1.first.pdf": "document-lpt1.first.pdf",
    "": "document.pdf",
    ".pdf": "document.pdf",
    "....": "document.pdf",
    'a"b;c=d.pdf': "a-b-c-d.pdf",
    "a\r\nSet-Cookie: sid=1.pdf": "a Set-Cookie- sid-1.pdf",
    "a\tb\x00c\x7f.pdf": "a bc.pdf",
    "fdp.\u202egnitseretni": "fdp.gnitseretni.pdf",
    "a\u200bb\ufeff.pdf": "ab.pdf",
    "half \ud800 letter.pdf": "half letter.pdf",
    "x" * 300 + ".pdf": "x" * LONGEST_STEM + ".pdf",
    "Leitfaden für Stürze 📄.pdf": "Leitfaden für Stürze 📄.pdf",
    "<script>alert(1)</script>.pdf": "script.pdf",
    "a.pdf.pdf": "a.pdf.pdf",
    "100%20.pdf": "100-20.pdf",
}


@pytest.mark.parametrize("name", KEPT)
def test_a_name_is_kept_without_what_could_do_harm(name):
    assert checked_name(name, FileType.PDF) == KEPT[name]


@pytest.mark.parametrize(
    "name",
    ["guidance.docx", "con.csv", "guidance.exe", "guidance.pdf.exe", "guidance.PDF.JS", "a.html"],
)
def test_a_name_that_ends_like_another_type_is_refused(name):
    with pytest.raises(Refused, match="The name ends with"):
        checked_name(name, FileType.PDF)


@pytest.mark.parametrize("name", ["invoice.exe.pdf", "a.docm.pdf", "a.zip .pdf"])
def test_a_name_with_two_endings_is_refused(name):
    with pytest.raises(Refused, match="two endings"):
        checked_name(name, FileType.PDF)


@given(st.text(max_size=400))
def test_whatever_a_file_is_called_its_header_is_one_line_and_names_one_file(name):
    try:
        kept = checked_name(name, FileType.PRESENTATION)
    except Refused:
        return
    assert kept.endswith(".pptx") and kept.isprintable()
    assert len(kept) <= LONGEST_STEM + len("document-.pptx")
    assert not set(kept) & set('/\\:*?"<>|\r\n')
    sent = dict(Response(b"", headers=downloads._headers(kept)).raw_headers)
    header = sent[b"content-disposition"].decode("ascii")
    assert re.fullmatch(
        r"attachment; filename=\"[A-Za-z0-9._-]+\"; filename\*=UTF-8''[A-Za-z0-9._%~-]+", header
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_header_stays_one_line_whatever_name_comes_to_it(name):
    """The last wall: also a name that was never checked."""
    header = downloads._headers(name)["Content-Disposition"]
    assert header.isascii() and header.isprintable()
    assert header.count('"') == 2
