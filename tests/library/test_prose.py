"""The small Markdown of items: what it knows, and that it loses nothing of what it does not."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.library import prose
from scorecards.library.prose import (
    Grid,
    Listing,
    Paragraph,
    Quotation,
    Span,
    Style,
    Subheading,
    parsed,
    words,
)
from tests.payloads import PAYLOADS, TURNING


WRITTEN = """\
Wrapped words
of **one** paragraph.

- first
  goes on
- second

1. One
   - a part of it
2. Two

- [ ] tick this
- [ ] and this

> Said
> by somebody

### Under it

| Year | Claims |
| --- | ---: |
| 2024/25 | 12 |
"""


def test_each_kind_of_block_is_known():
    told = [(type(block), [words(line) for line in lines_of(block)]) for block in parsed(WRITTEN)]
    assert told == [
        (Paragraph, ["Wrapped words of one paragraph."]),
        (Listing, ["first goes on", "second"]),
        (Listing, ["One"]),
        (Listing, ["a part of it"]),
        (Listing, ["Two"]),
        (Listing, ["tick this", "and this"]),
        (Quotation, ["Said by somebody"]),
        (Subheading, ["Under it"]),
        (Grid, ["Year", "Claims", "2024/25", "12"]),
    ]


def test_a_numbered_list_goes_on_after_points_and_begins_again_with_one():
    found = parsed("1. a\n- b\n2. c\n3. d\n\n1. e")
    assert [
        (block.first, len(block.lines)) for block in found if block.style is Style.NUMBERED
    ] == [(1, 1), (2, 2), (1, 1)]


def test_a_year_at_the_beginning_of_a_line_is_no_number_of_a_list():
    (block,) = parsed("In the spring of\n2015. Nothing else was said.")
    assert words(block.line) == "In the spring of 2015. Nothing else was said."


def test_links_and_strong_words_stand_in_a_line():
    (block,) = parsed(
        "See **the [guide](https://resolution.nhs.uk/a)** or [ours](/candour?step=2)."
    )
    assert block.line == (
        Span("See "),
        Span("the ", strong=True),
        Span("guide", "https://resolution.nhs.uk/a", strong=True),
        Span(" or "),
        Span("ours", "/candour?step=2"),
        Span("."),
    )


@pytest.mark.parametrize(
    "href",
    [
        "https://resolution.nhs.uk",
        "https://www.gov.uk/a/b?c=d#e",
        "/candour",
        "/item?item=third-visit",
    ],
)
def test_an_address_of_ours_or_by_https_is_followed(href):
    assert prose.leads_somewhere(href)
    ((span,),) = [block.line for block in parsed(f"[words]({href})")]
    assert span == Span("words", href)


@pytest.mark.parametrize(
    "href",
    [
        "http://resolution.nhs.uk",
        "javascript:alert(1)",
        "https:resolution.nhs.uk",
        "https://localhost",
        "https://resolution.nhs.uk@outside.invalid",
        "https://resolution.nhs.uk:8443/",
        "https://outside.invalid\\x",
        "//outside.invalid",
        "/\\outside.invalid",
        "data:text/html,x",
        "relative",
        "#anchor",
        "https://gоv.uk",  # with a Cyrillic letter
        "https://[::1",
    ],
)
def test_no_other_address_is_followed_and_the_text_stands_as_written(href):
    assert not prose.leads_somewhere(href)
    (block,) = parsed(f"[words]({href})")
    assert block.line == (Span(f"[words]({href})"),)


def test_where_a_link_leads_is_told_as_people_know_it():
    assert prose.host("https://www.resolution.nhs.uk/a") == "resolution.nhs.uk"


def test_a_row_with_more_cells_than_headings_keeps_them_all():
    (grid,) = parsed("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |")
    assert [[words(cell) for cell in row] for row in grid.rows] == [["1", "2 | 3"], ["4", ""]]


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_is_no_markdown_of_ours_stays_as_it_was_written(text):
    told = "".join(
        f"[{span.text}]({span.href})" if span.href else span.text
        for block in parsed(text)
        for line in lines_of(block)
        for span in line
    )
    assert told.replace("*", "") == text.replace("*", "")


@pytest.mark.parametrize(("text", "shown"), TURNING)
def test_letters_that_turn_a_line_round_are_taken_away(text, shown):
    (block,) = parsed(text)
    assert words(block.line) == shown


PIECES = st.sampled_from(
    ["- ", "1. ", "2. ", "- [ ] ", "> ", "### ", "| ", " |", "|---|", "**", "[", "](", ")", "\n",
     "\n\n", "https://a.uk", "/own", " ", "\\", "`", "<b>", "$", ":red[", "\t", "\r\n"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)


@settings(max_examples=150)
@given(TEXTS)
def test_any_text_is_read_and_no_letter_of_it_is_lost(text):
    told = ""
    for block in parsed(text):
        for line in lines_of(block):
            for at, span in enumerate(line):
                told += span.text
                following = line[at + 1].href if at + 1 < len(line) else None
                if span.href is not None and span.href != following:
                    told += span.href
    assert letters(told) == letters(text)


@settings(max_examples=100)
@given(TEXTS)
def test_whatever_is_followed_may_be(text):
    for block in parsed(text):
        for line in lines_of(block):
            for span in line:
                assert span.text
                assert span.href is None or prose.leads_somewhere(span.href)


def test_a_long_text_of_nothing_but_marks_is_read_at_once():
    text = "**a [b " * 4_000
    (block,) = parsed(text)
    assert words(block.line) == text.strip()


def lines_of(block):
    match block:
        case Listing():
            return list(block.lines)
        case Grid():
            return [*block.head, *(cell for row in block.rows for cell in row)]
        case _:
            return [block.line]


def letters(text):
    return re.findall(r"[^\W\d_]", text)
