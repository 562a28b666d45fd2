"""The one writer of PowerPoint files: a slide for each section, its whole text in the notes.

Tables and bars are native, so that they can be changed; all have words instead of the picture.
"""

from copy import deepcopy
from io import BytesIO

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.xmlchemy import OxmlElement
from pptx.presentation import Presentation as Deck
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide, SlideLayout
from pptx.text.text import TextFrame, _Paragraph, _Run
from pptx.util import Inches, Pt

from scorecards.reports.booklet import Bars, Booklet, Rows
from scorecards.reports.slide_parts import (
    LEADING,
    POINTS_BETWEEN,
    Chart,
    Grid,
    Mark,
    Point,
    Points,
    parts,
)
from scorecards.reports.visible import visible


MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LANGUAGE = "en-GB"
FONT = "Arial"
BOX = "☐"
BLUE, INK, QUIET = (
    RGBColor(0x00, 0x5E, 0xB8),
    RGBColor(0x21, 0x2B, 0x32),
    RGBColor(0x4C, 0x62, 0x72),
)
WHITE, PALE = RGBColor(0xFF, 0xFF, 0xFF), RGBColor(0xF0, 0xF4, 0xF5)
WIDE, HIGH = Inches(13.333), Inches(7.5)
EDGE, ACROSS = Inches(0.6), Inches(12.133)
TOP, DOWN = Inches(1.55), Inches(5.05)
OPENING, WITH_POINTS, WITH_TITLE = "Title Slide", "Title and Content", "Title Only"
IN_THE_FOOTER = 2  # of what a booklet says of itself, the first lines stand on each slide


def written(booklet: Booklet) -> bytes:
    """A booklet as slides. ValueError for a chart that does not say in words what it shows."""
    deck = Presentation()
    _widen(deck)
    deck.core_properties.title = _line(booklet.title)
    deck.core_properties.author = ""
    deck.core_properties.language = LANGUAGE
    stamp = " · ".join(f"{name}: {said}" for name, said in booklet.about[:IN_THE_FOOTER])
    _opening(deck, booklet)
    for part in parts(booklet):
        slide = deck.slides.add_slide(
            _layout(deck, WITH_POINTS if isinstance(part, Points) else WITH_TITLE)
        )
        _write(_title(slide), part.title, size=28, colour=BLUE, bold=True)
        match part:
            case Points():
                _points(slide, part)
            case Grid():
                _grid(slide, part.rows)
            case Chart():
                _chart(slide, part.bars, part.longest)
        _noted(slide, part.notes)
        _foot(slide, stamp)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _widen(deck: Deck) -> None:
    """The template is for screens of 4 to 3; titles, texts and feet are placed anew."""
    deck.slide_width, deck.slide_height = WIDE, HIGH
    places = {
        PP_PLACEHOLDER.TITLE: (EDGE, Inches(0.45), ACROSS, Inches(0.95)),
        PP_PLACEHOLDER.BODY: (EDGE, TOP, ACROSS, DOWN),
        PP_PLACEHOLDER.OBJECT: (EDGE, TOP, ACROSS, DOWN),
        PP_PLACEHOLDER.CENTER_TITLE: (EDGE, Inches(1.5), ACROSS, Inches(1.5)),
        PP_PLACEHOLDER.SUBTITLE: (EDGE, Inches(3.2), ACROSS, Inches(3.2)),
        PP_PLACEHOLDER.FOOTER: (EDGE, Inches(6.85), Inches(11), Inches(0.4)),
        PP_PLACEHOLDER.SLIDE_NUMBER: (Inches(11.733), Inches(6.85), Inches(1), Inches(0.4)),
    }
    used = [_layout(deck, name) for name in (OPENING, WITH_POINTS, WITH_TITLE)]
    for layout in [each for each in deck.slide_layouts if each not in used]:
        deck.slide_layouts.remove(layout)
    for page in (deck.slide_master, *used):
        for shape in page.placeholders:
            kind = shape.placeholder_format.type
            if kind in places:
                shape.left, shape.top, shape.width, shape.height = places[kind]


def _layout(deck: Deck, name: str) -> SlideLayout:
    found = deck.slide_layouts.get_by_name(name)
    assert found is not None, name
    return found


def _opening(deck: Deck, booklet: Booklet) -> None:
    slide = deck.slides.add_slide(_layout(deck, OPENING))
    _write(_title(slide), booklet.title, size=40, colour=BLUE, bold=True)
    below = _frame(slide)
    _write(below, booklet.summary, size=22)
    for name, said in booklet.about:
        _add(below, f"{name}: {said}", size=14, colour=QUIET)
    _noted(slide, booklet.summary)


def _points(slide: Slide, part: Points) -> None:
    frame = _frame(slide)
    for place, point in enumerate(part.points):
        paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
        heading = point.mark is Mark.HEADING
        if point.mark is Mark.BOX:
            _fill(paragraph, f"{BOX} ", size=20, bold=False, colour=INK)
        if point.lead:
            _fill(paragraph, f"{point.lead} ", size=20, bold=True, colour=INK)
        _fill(paragraph, point.text, size=20, bold=heading, colour=BLUE if heading else INK)
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(POINTS_BETWEEN)
        _marked(paragraph, point)


def _marked(paragraph: _Paragraph, point: Point) -> None:
    """The bullet of a line, which python-pptx does not know: a number, a point or none."""
    properties = paragraph._p.get_or_add_pPr()
    if point.mark in (*LEADING, Mark.BOX):
        properties.set("marL", "0")
        properties.set("indent", "0")
        properties.append(OxmlElement("a:buNone"))
    elif point.mark is Mark.NUMBER:
        mark = OxmlElement("a:buAutoNum")
        mark.set("type", "arabicPeriod")
        mark.set("startAt", str(point.number))
        properties.append(mark)


def _grid(slide: Slide, table: Rows) -> None:
    rows, columns = len(table.rows) + 1, len(table.headings)
    frame = slide.shapes.add_table(rows, columns, EDGE, TOP, ACROSS, Inches(0.35) * rows)
    _describe(frame, table.caption, f"Table: {table.caption}")
    for line, cells in enumerate((table.headings, *table.rows)):
        for place, text in enumerate(cells):
            cell = frame.table.cell(line, place)
            cell.fill.solid()
            cell.fill.fore_color.rgb = BLUE if not line else (PALE if line % 2 else WHITE)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            _write(cell.text_frame, text, size=14, bold=not line, colour=INK if line else WHITE)


def _chart(slide: Slide, bars: Bars, longest: float) -> None:
    if not bars.alt.strip():
        raise ValueError(f"the chart “{bars.caption}” has no words instead of the picture")
    data = CategoryChartData()
    data.categories = [
        _line(name if length is not None else f"{name}: {shown}")
        for name, length, shown in bars.bars
    ]
    data.add_series(_line(bars.caption), [length for _, length, _ in bars.bars])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, EDGE, TOP, ACROSS, DOWN, data)
    _describe(frame, bars.caption, bars.alt)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(14), FONT, INK
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = QUIET
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, (longest or 1) * 1.15
    plot = chart.plots[0]
    plot.gap_width = 45
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = BLUE
    for place, (_, length, shown) in enumerate(bars.bars):
        if length is not None:
            label = series.points[place].data_label
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            _write(label.text_frame, shown, size=14)


def _describe(frame: GraphicFrame, name: str, alt: str) -> None:
    """The words instead of the picture, which python-pptx does not know."""
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("name", _line(name))
    properties.set("descr", _line(alt))


def _noted(slide: Slide, text: str) -> None:
    """The whole text, for whoever speaks; no page of notes where there is none."""
    frame = slide.notes_slide.notes_text_frame if text else None
    if frame is None:
        return
    for place, line in enumerate(visible(text).splitlines()):
        _run(frame.paragraphs[0] if not place else frame.add_paragraph(), line)


def _foot(slide: Slide, stamp: str) -> None:
    """The foot and the number of a slide, which are taken from its layout."""
    for shape in slide.slide_layout.placeholders:
        kind = shape.placeholder_format.type
        if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            slide.shapes.element.append(deepcopy(shape._element))
    for shape in slide.placeholders:
        if shape.placeholder_format.type is PP_PLACEHOLDER.FOOTER:
            _write(shape.text_frame, stamp, size=11, colour=QUIET)
            shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _title(slide: Slide) -> TextFrame:
    shape = slide.shapes.title
    assert shape is not None, "each layout in use has a title"
    return shape.text_frame


def _frame(slide: Slide) -> TextFrame:
    """The text under the title."""
    return slide.placeholders[1].text_frame


def _write(
    frame: TextFrame, text: str, *, size: int, bold: bool = False, colour: RGBColor = INK
) -> None:
    frame.word_wrap = True
    _fill(frame.paragraphs[0], text, size=size, bold=bold, colour=colour)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _add(frame: TextFrame, text: str, *, size: int, colour: RGBColor) -> None:
    paragraph = frame.add_paragraph()
    paragraph.alignment = PP_ALIGN.LEFT
    _fill(paragraph, text, size=size, bold=False, colour=colour)


def _fill(paragraph: _Paragraph, text: str, *, size: int, bold: bool, colour: RGBColor) -> None:
    run = _run(paragraph, text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = colour


def _run(paragraph: _Paragraph, text: str) -> _Run:
    run = paragraph.add_run()
    run.text = _line(text)
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    return run


def _line(text: str) -> str:
    return visible(text).replace("\n", " ")
