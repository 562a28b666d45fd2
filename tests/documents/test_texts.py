"""What is read of a document's text: which sentences are kept, and which pages cannot be read."""

from functools import partial

import pytest

from scorecards.documents.pages import pages_told
from scorecards.documents.reading import pdf_text, texts
from scorecards.documents.reading.texts import Text
from scorecards.errors import Refused
from tests.documents.files import office, pdf_of, word, words
from tests.documents.test_hostile_documents import read


PICTURE = b"q 100 0 0 100 0 0 cm /Im1 Do Q"
SIGNS_OF_ITS_OWN = b"BT /F1 12 Tf 72 720 Td (\\003\\004\\005abc) Tj ET"


def test_the_text_of_a_pdf_is_kept_in_sentences_over_its_pages():
    lines = words("Check the bed. Write down", "what was found.", "1", "2")
    told = read(pdf_of(lines, words("Then tell the ward manager")))
    assert told["text"] == [
        "Check the bed.", "Write down what was found.", "Then tell the ward manager",
    ]  # fmt: skip
    assert told["unread"] == []


def test_pages_that_are_pictures_or_in_signs_of_their_own_are_told_and_blank_ones_are_not():
    blank = b"BT /F1 12 Tf ET"
    told = read(pdf_of(words("One"), PICTURE, b"", blank, SIGNS_OF_ITS_OWN))
    assert (told["text"], told["unread"]) == (["One"], [2, 5])


def test_a_page_that_the_reader_cannot_follow_is_told_and_the_others_are_read(monkeypatch):
    """More steps on one page than the reader takes."""
    limits = partial(pdf_text.apply_configuration, stream_parsing_work_maximum_count=99)
    monkeypatch.setattr(pdf_text, "apply_configuration", limits)
    endless = b"BT /F1 12 Tf " + b"1 0 Td (word) Tj " * 200 + b"ET"
    told = read(pdf_of(words("One"), endless, words("Three")))
    assert (told["text"], told["unread"]) == (["One", "Three"], [2])


def test_what_readers_read_of_an_office_file_is_kept_and_no_comment_nor_number_alone():
    main = word("Check the bed", "12", "Write it down")
    told = read(office(main=main, extra={"word/comments.xml": word("Shall we say this")}))
    assert told["text"] == ["Check the bed", "Write it down"]


def test_letters_that_a_program_drew_as_one_are_kept_as_they_are_typed():
    text = Text()
    text.see("The ﬁrst co\u00adpy")
    assert text.pieces == ["The first copy"]


def test_no_more_text_is_kept_than_the_limit_and_all_of_it_is_searched(monkeypatch):
    monkeypatch.setattr(texts, "LONGEST_TEXT", 12)
    text = Text()
    text.see("One two.\nThree four.\nFive.")
    assert text.pieces == ["One two.", "Thre"]
    with pytest.raises(Refused, match="an NHS number on page 9"):
        text.see("Number 943 476 5919", where=" on page 9")


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([3], "page 3"),
        ([1, 2], "pages 1 to 2"),
        ([1, 2, 3, 4, 6, 9], "pages 1 to 4, 6 and 9"),
        (range(2, 30, 2), "14 pages (2, 4, 6, 8, 10 …)"),
    ],
)
def test_pages_are_named_in_runs(numbers, told):
    assert pages_told(list(numbers)) == told
