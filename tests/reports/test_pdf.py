"""PDF read back: tagged, in English, its text exact whatever was written, the same each time."""

import pytest

from scorecards.reports import pdf
from scorecards.reports.booklet import Bars, Bullets, Facts, Heading, Paragraph, Quote, Rows
from tests.reports import paper
from tests.reports.paper import ALT, PAYLOADS, booklet, names, opened, squeezed, tags, text


@pytest.fixture(scope="module")
def everything():
    return pdf.written(booklet())


def test_it_is_tagged_english_and_has_its_title(everything):
    root = opened(everything).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert opened(everything).metadata.title == "Duty of candour"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_headings_lists_tables_and_pictures_are_tags_in_the_order_of_reading(everything):
    wanted = [name for name in names(everything) if name in
              ("/Title", "/H1", "/H2", "/L", "/Table", "/Figure")]  # fmt: skip
    assert wanted == ["/Title", "/L", "/H1", "/L", "/L", "/L", "/H2", "/Table", "/Figure", "/H1"]


def test_the_headings_of_a_table_are_header_cells(everything):
    found = names(everything)
    assert found.count("/TH") == 2
    assert found.count("/TD") == 4
    assert found.index("/THead") < found.index("/TH") < found.index("/TBody")


def test_a_chart_has_words_instead_of_the_picture(everything):
    assert ("/Figure", ALT) in tags(everything)


@pytest.mark.parametrize("alt", ["", " \n"])
def test_a_chart_without_words_is_refused(alt):
    with pytest.raises(ValueError, match="“By year” has no words"):
        pdf.written(booklet(Bars("By year", alt, (("2020/21", 1.0, "1"),))))


def test_every_text_of_every_part_is_on_the_paper(everything):
    shown = squeezed(text(everything))
    for said in (
        "What to do.", "Before the first heading.", "A first paragraph. It has two sentences.",
        "one", "two", "1. first", "2. second", "tick", "tock", "Closer", "1,220", "claims", "open",
        "Claims by cause", "Falls", "20", "Sharps", "2020/21", "1 to 7, hidden",
        "I am sorry that this happened to you.", "Words to use", "The last paragraph.",
        *(f"{name}: {value}" for name, value in paper.ABOUT),
    ):  # fmt: skip
        assert squeezed(said) in shown, said


def test_a_hidden_bar_is_words_and_the_longest_is_not_the_hidden_one():
    content = pdf.written(booklet(Bars("All hidden", ALT, (("2020/21", None, "1 to 7"),))))
    assert "1 to 7" in text(content)


def test_the_strong_words_of_a_point_stand_before_it_and_are_marked():
    content = pdf.written(booklet(Bullets(("in person", "today"), leads=("Tell them,", ""))))
    assert "Tell them, in person" in text(content)
    assert names(content).count("/Strong") == len(paper.ABOUT) + 1


def test_every_page_says_where_it_is_and_who_made_it():
    content = pdf.written(booklet(*(Paragraph(f"Paragraph {n}. " * 40) for n in range(12))))
    pages = [page.extract_text() for page in opened(content).pages]
    assert len(pages) > 1
    for number, shown in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in shown
        assert "Made by: Ann Lee, trust risk manager" in shown
        assert "Duty of candour" in shown


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_is_shown_as_it_is_written_wherever_it_stands(payload):
    one_line = " ".join(payload.split())
    content = pdf.written(
        booklet(
            Heading(payload), Paragraph(payload), Bullets((payload,)),
            Rows(payload, (payload, "b"), ((payload, "d"),)),
            Bars(payload, payload, ((payload, 1.0, payload),)),
            Facts(((payload, payload),)), Quote(payload, payload),
            title=one_line, summary=payload, about=((payload, payload),),
        )
    )  # fmt: skip
    shown = squeezed(text(content))
    assert shown.count(squeezed(payload)) >= 16
    assert opened(content).metadata.title == one_line
    assert ("/Figure", one_line) in [(tag, " ".join(alt.split())) for tag, alt in tags(content)]


def test_nothing_in_it_can_be_done_or_opened():
    content = pdf.written(booklet(*(Paragraph(payload) for payload in PAYLOADS)))
    for sign in (b"/JavaScript", b"/Launch", b"/URI", b"/OpenAction", b"/EmbeddedFile", b"/AA"):
        assert sign not in content


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("left\u202eright\u202c", "leftright"),
        ("zero\u200bwidth\u2060 \x07bell", "zerowidth bell"),
        ("漢字 and 😀", "■■ and ■"),
        ("half \ud83d of a letter", "half  of a letter"),
        ("a\u2011b\u2009c", "a-b c"),
        ("e\u0301", "é"),
    ],
)
def test_what_never_shows_is_left_out_and_what_the_font_has_not_is_a_square(written, shown):
    content = pdf.written(booklet(Paragraph(written)))
    assert squeezed(shown) in squeezed(text(content))


def test_every_letter_that_is_let_through_is_one_that_the_font_draws():
    """Else the writer would refuse a whole booklet for one letter in it."""
    every = [chr(code) for code in range(0x20, 0x3000)]
    shown = [letter for letter in every if pdf._letters(letter) == letter]
    assert len(shown) > 600
    styles = (Heading("".join(shown)), Rows("c", ("".join(shown),), (("d",),)))
    pdf.written(booklet(Paragraph(" ".join(shown)), *styles, title="".join(shown)))


def test_a_word_longer_than_the_line_stays_on_the_paper():
    content = pdf.written(booklet(Paragraph("x" * 400), Rows("c", ("a", "b"), (("y" * 90, "z"),))))
    lines = [line.strip() for line in text(content).replace("\u200b", "").splitlines()]
    assert "".join(lines).count("x" * 400) == 1
    assert "".join(lines).count("y" * 90) == 1
    assert max(len(line) for line in lines if set(line) == {"x"}) < 110
    assert max(len(line) for line in lines if set(line) == {"y"}) < 60


def test_the_same_booklet_is_the_same_file():
    assert pdf.written(booklet()) == pdf.written(booklet())
    assert pdf.written(booklet()) != pdf.written(booklet(summary="Another."))


def test_it_is_drawn_in_the_font_that_comes_with_it(everything):
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in opened(everything).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all("SourceSansPro" in font for font in fonts), fonts
