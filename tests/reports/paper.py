"""Booklets to write, and a PDF read back: its text, its tags, what it says of itself."""

import re
from io import BytesIO

from pypdf import PdfReader

from scorecards.reports.booklet import (
    Bars,
    Booklet,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Rows,
)


ABOUT = (
    ("Made by", "Ann Lee, trust risk manager"),
    ("Made at", "24 November 2026, 12:40, London time"),
    ("Release", "2026-03-31"),
)
ALT = "Bars of claims by year: 10 in 2020/21, 20 in 2021/22, hidden in 2022/23."
EVERYTHING = (
    Paragraph("Before the first heading."),
    Heading("What we found"),
    Paragraph("A first paragraph. It has two sentences."),
    Bullets(("one", "two")),
    Bullets(("first", "second"), numbered=True),
    Bullets(("tick", "tock"), boxes=True),
    Heading("Closer", 2),
    Facts((("1,220", "claims"), ("1 to 7", "open"))),
    Rows("Claims by cause", ("Cause", "Claims"), (("Falls", "20"), ("Sharps", "1 to 7"))),
    Bars(
        "Claims by year",
        ALT,
        (("2020/21", 10.0, "10"), ("2021/22", 20.0, "20"), ("2022/23", None, "1 to 7, hidden")),
    ),
    Quote("I am sorry that this happened to you.", "Words to use"),
    Heading("What to do"),
    Paragraph("The last paragraph."),
)
# Text that a reader of markup, of formulas or of a template would do something with.
PAYLOADS = (
    '#import "@preview/cetz:0.2.2"',
    '#read("/etc/passwd") #sys.inputs #eval("1+1")',
    "$x^2$ and $$\\sum$$",
    "*strong* _soft_ `code` ```raw```",
    "= heading\n== deeper",
    "- point\n+ step\n/ term: meaning",
    "[[ ]] { } #{ } #[ ]",
    "\\ \\n \\u{41} ~ -- --- ... 'quoted' \"twice\"",
    "<script>alert(1)</script> &amp; <label>",
    "@reference <here> // comment /* and */ this",
    "https://example.nhs.uk/a?b=c#d",
    "=HYPERLINK(1) +1 -1 @sum",
    ":red[colour] :material/home: ![x](http://127.0.0.1/p.png)",
    "{claims} {{ jinja }} %s ${x}",
    '", "title": "other", "x": "',
    "Zoë Ní Bhriain, Łukasz Żółć, Αθηνά, Юлия, £5, €3, ½, 10 – 20",
)


def booklet(*blocks, title="Duty of candour", summary="What to do.", about=ABOUT):
    return Booklet(title, summary, about, blocks or EVERYTHING)


def opened(content) -> PdfReader:
    return PdfReader(BytesIO(content))


def text(content) -> str:
    return "\n".join(page.extract_text() for page in opened(content).pages)


def squeezed(words) -> str:
    """Without blanks: a line on paper ends where it is full."""
    return re.sub(r"\s", "", words)


def tags(content) -> list[tuple[str, str]]:
    """What the document is for a screen reader, in its order: each tag with its alt text."""
    found: list[tuple[str, str]] = []

    def walk(node) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            walk(node.get("/K"))

    walk(opened(content).trailer["/Root"]["/StructTreeRoot"])
    return found


def names(content) -> list[str]:
    return [tag for tag, _ in tags(content)]
