"""The screen “Documents”: the list, one document with its versions, and what editors do."""

import pytest

from scorecards.documents.reading.words import WORDS
from scorecards.people.model import Circle
from scorecards.ui.documents import SEARCH
from tests.accounts.settled import engine_of
from tests.documents.corpus import EMBEDS
from tests.documents.files import office, pdf, pdf_of, words
from tests.documents.making import FALLS, MATERNITY, add, replaced, withdrawn
from tests.pages import screen
from tests.pages.screen import DOCUMENTS, visit
from tests.payloads import PAYLOADS


BEDS = "Checking beds after a fall"
LOOKED = "I looked through it: nothing in it is about a patient, a member of staff or one claim."


@pytest.fixture
def home(at_home, own_demonstration):
    at_home(own_demonstration)
    return own_demonstration


@pytest.fixture
def engine(home):
    opened = engine_of(home)
    yield opened
    opened.dispose()


def widget(kind, label):
    return next(each for each in kind if screen.as_read(each.label).startswith(label))


def labels(kind):
    return [screen.as_read(each.label) for each in kind]


def links(window):
    return [screen.as_read(link.proto.label).strip("*") for link in window.get("page_link")]


def text(window):
    return "\n".join(screen.texts(window))


def downloads(window):
    return [
        (screen.as_read(each.proto.label), each.proto.url) for each in window.get("link_button")
    ]


def fill(window, *, name="guidance.pdf", content=None, title=BEDS, looked=True):
    window.file_uploader[0].upload(name, pdf() if content is None else content)
    widget(window.text_input, "Title").set_value(title)
    widget(window.text_area, "Summary").set_value("What to look at, for ward managers.")
    box = next(each for each in window.selectbox if each.placeholder == "Choose a kind")
    box.select_index(0)
    widget(window.multiselect, "Topics").set_value([FALLS])
    if looked:
        widget(window.checkbox, LOOKED).check()
    return widget(window.button, "Publish the document").click().run()


def test_before_anything_is_published_it_says_so(home):
    window = visit(DOCUMENTS, person="board")
    assert not window.exception
    assert "No documents." in screen.texts(window)
    assert "Nothing has been published here yet" in text(window)


@pytest.mark.parametrize(
    ("person", "circles"),
    [("newcomer", 1), ("reader", 2), ("manager-NMU", 2), ("lead", 3), ("auditor", 3)],
)
def test_each_person_finds_what_is_for_them_and_no_form(engine, person, circles):
    for circle in Circle:
        add(engine, title=f"For {circle.name}", says=circle.name, seen_by=circle)
    window = visit(DOCUMENTS, person=person)
    assert not window.exception
    shown = [link for link in links(window) if link.startswith("For ")]
    assert shown == [f"For {circle.name}" for circle in reversed(list(Circle)[:circles])]
    assert not window.file_uploader and labels(window.text_input) == [SEARCH]
    hidden = visit(DOCUMENTS, person="newcomer", document="3")
    assert "no such document, or it is not for you" in text(hidden)
    assert "SCHEME" not in screen.everything(hidden)


def test_the_address_narrows_the_list_and_what_it_cannot_is_said(engine):
    add(engine, title="First", says="1", topics=(FALLS,))
    add(engine, title="Second", says="2", topics=(MATERNITY,))
    window = visit(DOCUMENTS, person="board", topic="falls-skin-and-everyday-care")
    assert "1 document about falls, skin and everyday care." in screen.texts(window)
    assert links(window)[-1] == "First"
    window = visit(DOCUMENTS, person="board", kind="minutes")
    assert "No documents of the kind “minutes of a workshop”." in screen.texts(window)
    assert "kind “posters”, which you cannot choose" in text(
        visit(DOCUMENTS, person="board", kind="posters")
    )


def test_an_old_version_opens_with_the_day_on_which_it_was_superseded(engine):
    number = add(engine, says="first")
    replaced(engine, number, says="second", note="With a checklist")
    replaced(engine, number, says="third", days=2)
    window = visit(DOCUMENTS, person="reader", document=str(number), version="1")
    assert "Superseded on 25 November 2026 by version 2. The newest is version 3." in text(window)
    assert downloads(window) == [
        ("Download version 1 (PDF, 1 kB)", f"/export/document?document={number}&version=1")
    ]
    (table,) = screen.tables(window)
    assert list(table["Version"]) == ["3 (newest)", "2", "1 (shown)"]
    assert list(table["What changed"]) == ["New figures", "With a checklist", "First version"]
    assert "Not scanned for viruses: no scanner is set up." in screen.texts(window)
    window = visit(DOCUMENTS, person="reader", document=str(number))
    assert "Superseded" not in text(window)
    assert "Version 3 of 26 November 2026" in text(window)
    assert screen.address(window) == {"person": "reader", "document": str(number)}


def test_a_withdrawn_document_says_why_and_offers_no_file(engine):
    number = add(engine)
    withdrawn(engine, number, why="The guidance changed")
    window = visit(DOCUMENTS, person="reader", document=str(number))
    assert "Withdrawn on 26 November 2026: The guidance changed." in text(window)
    assert not downloads(window)
    assert BEDS not in links(visit(DOCUMENTS, person="reader"))
    assert downloads(visit(DOCUMENTS, person="editor", document=str(number)))


@pytest.mark.parametrize("asked", ["0", "-1", "x", "1e3", "²", "9" * 30, "1;2"])
def test_an_address_that_names_no_document_is_answered_in_a_sentence(home, asked):
    window = visit(DOCUMENTS, person="board", document=asked)
    assert not window.exception and screen.UNFORESEEN not in text(window)
    assert len(window.error) == 1


def test_an_editor_publishes_a_document_and_it_stands_in_the_list_at_once(home):
    window = fill(visit(DOCUMENTS, person="editor"))
    assert not window.exception and not window.error
    assert screen.as_read(window.success[0].value) == (
        f"Published: {BEDS}. Who may see it: people with a role. "
        "Not scanned for viruses: no scanner is set up."
    )
    assert BEDS in links(window)
    assert widget(window.text_input, "Title").value == ""
    assert not window.run().success
    window = fill(window, title="The same file under another name")
    assert f"The same file is version 1 of “{BEDS}”" in screen.as_read(window.error[0].value)


def test_what_cannot_be_published_is_said_and_what_was_typed_stays(home):
    window = visit(DOCUMENTS, person="editor")
    for other, said in (
        ({"looked": False}, "Look through the file first"),
        ({"content": office(extra={"word/vbaProject.bin": b"x"})}, WORDS.macros),
        ({"content": office(extra={"word/embeddings/a.bin": b"x"})}, EMBEDS),
        ({"content": pdf(says="943 476 5919")}, "an NHS number on page 1"),
        ({"name": "guidance.exe"}, "The name ends with “.exe”"),
        ({"title": "What Mrs Jane Smith said"}, "the name of a person"),
        ({"title": ""}, "Write the title"),
    ):
        window = fill(window, **other)
        assert said in screen.as_read(window.error[0].value)
        assert widget(window.text_area, "Summary").value == "What to look at, for ward managers."
        assert BEDS not in links(window)


def test_pages_that_cannot_be_read_are_named_and_whoever_looked_at_them_says_so(home):
    scan = pdf_of(words("One"), b"q 9 0 0 9 0 0 cm /Im1 Do Q")
    window = fill(visit(DOCUMENTS, person="editor"), content=scan)
    assert "The text of page 2 cannot be read" in screen.as_read(window.error[0].value)
    widget(window.checkbox, "I looked at each page whose text cannot be read").check()
    window = widget(window.button, "Publish the document").click().run()
    assert not window.error and BEDS in links(window)
    assert labels(window.checkbox) == [LOOKED]


def test_words_find_documents_and_show_the_sentence_that_has_them(engine):
    add(engine, title=BEDS, says="Rails are checked at night.")
    add(engine, title="For the scheme", says="Rails, too", seen_by=Circle.SCHEME)
    window = visit(DOCUMENTS, person="board", q="rail")
    assert "1 document for “rail”." in screen.texts(window)
    assert "In it: **Rails** are checked at night." in screen.texts(window)
    assert screen.address(window) == {"person": "board", "q": "rail"}
    widget(window.text_input, SEARCH).set_value("raisl at dawn")
    window = widget(window.button, "Search").click().run()
    assert "1 document for “raisl at dawn”, searched for as “rails at dawn”" in text(window)
    window = visit(DOCUMENTS, person="board", q="parachutes", kind="minutes")
    assert "No documents of the kind “minutes of a workshop” for “parachutes”." in text(window)
    assert "Use fewer words, or more usual ones, or choose all topics" in text(window)


def test_an_editor_is_told_of_a_version_that_another_published_meanwhile(engine):
    number = add(engine)
    window = visit(DOCUMENTS, person="editor", document=str(number))
    replaced(engine, number, says="another")
    window.file_uploader[0].upload("mine.pdf", pdf(says="mine"))
    widget(window.text_input, "What changed").set_value("With a checklist")
    widget(window.checkbox, LOOKED).check()
    window = widget(window.button, "Publish it as version 2").click().run()
    told = screen.as_read(window.success[0].value)
    assert "Published as version 3. Since you opened this screen, somebody published" in told


def test_an_editor_replaces_a_file_and_then_withdraws_the_document(engine):
    number = add(engine)
    window = visit(DOCUMENTS, person="editor", document=str(number))
    window.file_uploader[0].upload("second.pdf", pdf(says="second"))
    widget(window.text_input, "What changed").set_value("With a checklist")
    widget(window.checkbox, LOOKED).check()
    window = widget(window.button, "Publish it as version 2").click().run()
    assert "Published as version 2" in window.success[0].value
    assert "Version 2 of" in text(window)
    assert list(screen.tables(window)[0]["What changed"]) == ["With a checklist", "First version"]
    widget(window.text_input, "Reason").set_value("The guidance changed")
    window = widget(window.button, "Withdraw it").click().run()
    assert "Withdrawn. It is no longer in the list." in window.success[0].value
    assert "Withdraw it" not in labels(window.button)


def test_titles_and_notes_are_shown_as_they_were_written(engine):
    """Some of the corpus, escaped as Streamlit reads it; all of it in a browser, elsewhere."""
    odd = [each for each in PAYLOADS if len(each) < 100 and "@" not in each][:12]
    for number, each in enumerate(odd, 1):
        document = add(engine, title=each, summary=each, says=str(number))
        replaced(engine, document, says=f"{number}a", note=each)
    window = visit(DOCUMENTS, person="board")
    shown = screen.texts(window)
    for each in odd:
        assert shown.count(each) == 1, each
        assert f"**{each}**" in shown, each
    window = visit(DOCUMENTS, person="board", document="1")
    assert odd[0] in list(screen.tables(window)[0]["What changed"])
    assert f"What changed: {odd[0]}." in screen.texts(window)
