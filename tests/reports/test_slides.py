"""Slides read back: a title each, nothing empty, nothing that runs over, words for each picture."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from scorecards.reports import slides
from scorecards.reports.booklet import Bars, Bullets, Facts, Heading, Paragraph, Quote, Rows
from scorecards.reports.slide_parts import HEIGHT, Chart, Grid, Points, parts
from tests.reports.paper import ABOUT, ALT, PAYLOADS, booklet


def read(*blocks, **given):
    return Presentation(BytesIO(slides.written(booklet(*blocks, **given))))


def title(slide):
    return slide.shapes.title.text_frame.text


def body(slide):
    """The lines under the title; () where there is a table or a chart."""
    found = [shape for shape in slide.placeholders if shape.placeholder_format.idx == 1]
    return tuple(each.text for shape in found for each in shape.text_frame.paragraphs)


def frames(slide):
    return [shape for shape in slide.shapes if shape.has_table or shape.has_chart]


def notes(slide):
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def words(slide):
    """Everything that can be read on a slide."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for frame in frames(slide):
        if frame.has_table:
            found += [cell.text for row in frame.table.rows for cell in row.cells]
    return "\n".join(found)


@pytest.fixture(scope="module")
def deck():
    return read()


def test_it_is_wide_and_says_what_it_is(deck):
    assert round(deck.slide_width / deck.slide_height, 2) == round(16 / 9, 2)
    assert deck.core_properties.title == "Duty of candour"
    assert deck.core_properties.language == "en-GB"
    opening = deck.slides[0]
    assert title(opening) == "Duty of candour"
    assert body(opening) == ("What to do.", *(f"{name}: {said}" for name, said in ABOUT))


def test_each_section_has_its_slides_text_first_then_what_is_drawn(deck):
    assert [title(slide) for slide in deck.slides] == [
        "Duty of candour", "In short", "What we found", "Claims by cause", "Claims by year",
        "What to do",
    ]  # fmt: skip


def test_every_slide_has_a_title_of_its_own_and_nothing_empty(deck):
    titles = [title(slide) for slide in deck.slides]
    assert all(titles) and len(set(titles)) == len(titles)
    for slide in deck.slides:
        for shape in slide.placeholders:
            assert shape.text_frame.text.strip(), (title(slide), shape.name)
        assert slide.shapes[0].placeholder_format.type in (
            PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE,
        )  # fmt: skip


def test_nothing_lies_outside_the_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height


def test_points_steps_boxes_and_figures_are_on_the_slide_and_paragraphs_in_the_notes(deck):
    found = deck.slides[2]
    assert body(found) == (
        "A first paragraph.", "one", "two", "first", "second", "☐ tick", "☐ tock", "Closer",
        "1,220 claims", "1 to 7 open", "Words to use: I am sorry that this happened to you.",
    )  # fmt: skip
    for said in ("A first paragraph. It has two sentences.", "1. first\n2. second", "- tick",
                 "Claims by cause\nFalls; Claims: 20", f"Claims by year. {ALT}"):  # fmt: skip
        assert said in notes(found), said
    assert body(deck.slides[5]) == ("The last paragraph.",)


def test_the_strong_words_of_a_point_stand_before_it():
    drawn = read(Bullets(("in person", "today"), numbered=True, leads=("Tell them,", "")))
    first, second = drawn.slides[1].placeholders[1].text_frame.paragraphs
    assert [(run.text, run.font.bold) for run in first.runs] == [
        ("Tell them, ", True), ("in person", False),
    ]  # fmt: skip
    assert [run.text for run in second.runs] == ["today"]
    assert "1. Tell them, in person\n2. today" in notes(drawn.slides[1])


def test_steps_are_numbered_by_powerpoint_itself(deck):
    marks = [
        (each.text, mark.get("type"), mark.get("startAt"))
        for each in deck.slides[2].placeholders[1].text_frame.paragraphs
        for mark in each._p.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}buAutoNum")
    ]
    assert marks == [("first", "arabicPeriod", "1"), ("second", "arabicPeriod", "2")]


def test_tables_and_bars_are_native_and_have_words_instead_of_the_picture(deck):
    (table,), (chart,) = frames(deck.slides[3]), frames(deck.slides[4])
    assert [[cell.text for cell in row.cells] for row in table.table.rows] == [
        ["Cause", "Claims"], ["Falls", "20"], ["Sharps", "1 to 7"],
    ]  # fmt: skip
    assert table.table.first_row
    assert table._element.nvGraphicFramePr.cNvPr.get("descr") == "Table: Claims by cause"
    assert chart._element.nvGraphicFramePr.cNvPr.get("descr") == ALT
    plot = chart.chart.plots[0]
    assert list(plot.categories) == ["2020/21", "2021/22", "2022/23: 1 to 7, hidden"]
    assert list(plot.series[0].values) == [10.0, 20.0, None]


def test_a_hidden_number_is_nowhere_in_the_file():
    """Neither in the chart nor in the workbook that PowerPoint keeps behind it."""
    content = slides.written(
        booklet(Bars("By year", ALT, (("2020/21", 4321.0, "4,321"), ("2021/22", None, "hidden"))))
    )
    with ZipFile(BytesIO(content)) as deck:
        book = next(name for name in deck.namelist() if name.endswith(".xlsx"))
        with ZipFile(BytesIO(deck.read(book))) as inside:
            sheet = inside.read("xl/worksheets/sheet1.xml").decode()
    assert "4321" in sheet
    assert 'r="B3"' not in sheet or "<v>" not in sheet.split('r="B3"')[1].split("</c>")[0]


@pytest.mark.parametrize("alt", ["", " "])
def test_a_chart_without_words_is_refused(alt):
    with pytest.raises(ValueError, match="“By year” has no words"):
        slides.written(booklet(Bars("By year", alt, (("2020/21", 1.0, "1"),))))


def test_all_of_it_is_british_english_and_has_a_foot_with_the_source(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            for each in shape.text_frame.paragraphs if shape.has_text_frame else ():
                for run in each.runs:
                    assert run.font.language_id.name == "ENGLISH_UK"
    for slide in list(deck.slides)[1:]:
        kinds = {shape.placeholder_format.type: shape for shape in slide.placeholders}
        foot = kinds[PP_PLACEHOLDER.FOOTER].text_frame.text
        assert foot == "Made by: Ann Lee, trust risk manager · " \
                       "Made at: 24 November 2026, 12:40, London time"  # fmt: skip
        assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds


LONG = "A point with a good many words in it, so that it needs a second line of the slide. " * 2


@pytest.mark.parametrize("many", [1, 7, 8, 40])
@pytest.mark.parametrize("text", ["Short.", LONG])
def test_what_does_not_fit_goes_on_the_next_slide_and_nothing_is_lost(many, text):
    items = tuple(f"{number} {text}".strip() for number in range(many))
    found = [*parts(booklet(Heading("Many"), Bullets(items)))]
    assert [point.text for part in found for point in part.points] == list(items)
    assert all(sum(point.height for point in part.points) <= HEIGHT for part in found)
    titles = [part.title for part in found]
    if len(found) == 1:
        assert titles == ["Many"]
    else:
        assert titles == [f"Many ({n} of {len(found)})" for n in range(1, len(found) + 1)]
    assert found[0].notes and not any(part.notes for part in found[1:])


def test_the_notes_are_with_the_first_slide_of_a_section_and_no_page_of_them_is_empty():
    drawn = list(read(Heading("Many"), Bullets(tuple(f"Point {n}." for n in range(40)))).slides)
    assert "Point 39." in notes(drawn[1])
    assert len(drawn) > 3
    assert not any(slide.has_notes_slide for slide in drawn[2:])


def test_words_to_leave_out_never_stand_without_saying_so():
    """A list that goes on repeats the sentence that leads it."""
    avoid = tuple(f"“Words to leave out, number {number}.”" for number in range(30))
    found = [*parts(booklet(Heading("What to say"), Paragraph("Say this:"), Bullets(("sorry",)),
                            Paragraph("First. Leave these out:"), Bullets(avoid)))]  # fmt: skip
    assert len(found) > 2
    for part in found:
        texts = [point.text for point in part.points]
        if any("leave out" in text for text in texts):
            assert "Leave these out:" in texts
            assert "sorry" not in texts


def test_a_long_text_is_cut_on_the_slide_and_whole_in_the_notes():
    endless = "word " * 200 + "end"
    (only,) = parts(booklet(Heading("H" * 200), Bullets((endless,))))
    assert isinstance(only, Points)
    assert only.points[0].text.endswith("word…")
    assert len(only.title) <= 90
    assert endless in only.notes


def test_a_long_table_goes_on_with_its_headings():
    rows = tuple((f"Cause {number}", "text " * 12) for number in range(30))
    found = [*parts(booklet(Rows("Causes", ("Cause", "What"), rows)))]
    assert len(found) > 2 and all(isinstance(part, Grid) for part in found)
    assert [row for part in found for row in part.rows.rows] == [
        tuple(cell for cell in row) for row in rows
    ]
    assert {part.rows.headings for part in found} == {("Cause", "What")}


def test_the_bars_of_one_chart_compare_on_all_its_slides():
    bars = tuple((f"Year {number}", float(number), str(number)) for number in range(20))
    found = [*parts(booklet(Bars("Years", ALT, bars)))]
    assert [len(part.bars.bars) for part in found if isinstance(part, Chart)] == [12, 8]
    assert {part.longest for part in found} == {19.0}
    drawn = read(Bars("Years", ALT, bars))
    tops = {frames(slide)[0].chart.value_axis.maximum_scale for slide in list(drawn.slides)[1:]}
    assert len(tops) == 1 and tops.pop() > 19


@pytest.mark.parametrize("payload", [*PAYLOADS, "turned\u202eround", "bell\x07", "half \ud83d"])
def test_text_is_shown_as_it_is_written_wherever_it_stands(payload):
    shown = " ".join(
        payload.replace("\u202e", "").replace("\x07", "").replace("\ud83d", "").split()
    )
    drawn = read(
        Heading(payload), Bullets((payload,)), Quote(payload, payload), Facts(((payload, "x"),)),
        Rows(payload, (payload, "b"), ((payload, "d"),)),
        Bars(payload, payload, ((payload, 1.0, payload),)),
        title=payload, summary=payload, about=((payload, payload),),
    )  # fmt: skip
    everything = " ".join("\n".join(words(slide) for slide in drawn.slides).split())
    assert everything.count(shown) >= 10
    for slide in drawn.slides:
        for part in slide.part.rels.values():
            assert not part.is_external
