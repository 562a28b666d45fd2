"""Documents in a browser: what people wrote is shown as it stands and fetches nothing, and a file
goes in and comes out.
"""

import shutil

import pytest
from playwright.sync_api import expect

from scorecards.documents.queries import ON_A_PAGE
from scorecards.written import one_line
from tests.accounts.settled import engine_of
from tests.documents.files import pdf
from tests.documents.making import add
from tests.journeys.browser import drawn, served, visit
from tests.payloads import PAYLOADS


CARD = '[class*="st-key-card-document-"]'
SHORT = [each for each in PAYLOADS if len(each) <= 150 and "@" not in each]


@pytest.fixture(scope="module")
def home(untouched_demonstration, tmp_path_factory):
    return shutil.copytree(untouched_demonstration, tmp_path_factory.mktemp("documents") / "home")


@pytest.fixture(scope="module")
def site(home):
    with served(home) as address:
        yield address


def test_whatever_a_document_is_called_is_shown_as_it_stands_and_fetches_nothing(home, site, page):
    shown = SHORT[: 2 * ON_A_PAGE]
    engine = engine_of(home)
    for number in range(ON_A_PAGE):
        title, summary = shown[2 * number : 2 * number + 2]
        add(engine, title=title, summary=summary, says=str(number))
    engine.dispose()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    visit(page, site, "documents", person="board", until=CARD)
    cards = page.locator(CARD)
    expect(cards).to_have_count(ON_A_PAGE)
    texts = [card.replace("\u2060", "").split("\n") for card in cards.all_inner_texts()]
    lines = [[line.strip() for line in text if line.strip()] for text in texts]
    wanted = [[one_line(each) for each in shown[at : at + 2]] for at in range(0, len(shown), 2)]
    assert [each[:2] for each in lines] == wanted[::-1]
    assert page.title().startswith("Documents")
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []


def test_an_editor_uploads_a_document_and_a_reader_finds_it_by_its_text_and_has_it_byte_for_byte(
    site, page, chrome
):
    visit(page, site, "documents", person="editor", until='[class*="st-key-documents-add"]')
    page.get_by_text("Add a document").click()
    form = page.locator('[class*="st-key-documents-add"]')
    content = pdf(says="For readers")
    form.locator("input[type=file]").set_input_files(
        {"name": "Beds & falls.pdf", "mimeType": "text/html", "buffer": content}
    )
    expect(form.get_by_text("Beds & falls.pdf")).to_be_visible()
    form.get_by_label("Title").fill("Checking beds after a fall")
    form.get_by_label("Summary").fill("For ward managers.")
    form.get_by_label("Kind").click()
    page.get_by_role("option", name="Guidance").click()
    form.get_by_label("Topics").click()
    page.get_by_role("option", name="Medicines").click()
    page.keyboard.press("Escape")
    form.locator('label:has-text("I looked through it")').click()
    form.get_by_role("button", name="Publish the document").click()
    expect(page.get_by_text("Published: Checking beds after a fall.")).to_be_visible()

    window = chrome.new_context(accept_downloads=True).new_page()
    visit(window, site, "documents", person="board", until=CARD)
    window.get_by_label("Search titles and text").fill("reader")
    window.get_by_role("button", name="Search").click()
    expect(window.get_by_text("1 document for “reader”.")).to_be_visible()
    expect(window.locator(CARD)).to_contain_text("In it: For readers")
    window.get_by_role("link", name="Checking beds after a fall").click()
    button = window.get_by_role("link", name="Download version 1")
    expect(button).to_be_visible()
    drawn(window)
    assert window.url.endswith(f"/documents?document={ON_A_PAGE + 1}")
    with window.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == "Beds & falls.pdf"
    assert waiting.value.path().read_bytes() == content
    window.context.close()
