"""What is refused when the library is read, and what the sentences say."""

import shutil
from datetime import date

import pytest

from scorecards.errors import Refused
from scorecards.library import reading
from scorecards.library.model import Heading
from tests.library.shelf import CAUSE, SPECIALTY, library, taxonomy
from tests.places import PROJECT


NAME = "wrist-that-kept-hurting"
REAL = PROJECT / "data" / "library" / "case-studies" / f"{NAME}.md"


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "case-studies").mkdir()
    return tmp_path


def put(shelf, text, name=f"{NAME}.md"):
    (shelf / "case-studies" / name).write_text(text, encoding="utf-8")
    return shelf


def refusal(shelf):
    with pytest.raises(Refused) as caught:
        reading.read(shelf, taxonomy())
    return [str(caught.value), *caught.value.reasons]


def test_a_sound_file_is_read_with_its_codes_dates_and_sections(shelf):
    shutil.copy(REAL, shelf / "case-studies")
    (item,) = reading.read(shelf, taxonomy()).items
    assert item.slug == NAME
    assert "x-ray-misread" in item.codes[CAUSE]
    assert "emergency-medicine" in item.codes[SPECIALTY]
    assert item.reviewed >= date(2026, 1, 1)
    assert list(item.sections) == list(Heading)
    assert item.sections[Heading.HAPPENED].startswith("Marek, a young joiner")


def test_items_stand_in_the_order_of_their_file_names():
    slugs = [item.slug for item in library().items]
    assert slugs == sorted(slugs)


def test_an_item_is_due_from_its_next_review_on():
    item = library().by_slug[NAME]
    assert item.is_due(item.next_review)
    assert not item.is_due(item.reviewed)


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ('kind = "case-study"', 'kind = "poster"', "“poster” is not a kind of item"),
        ('title = "The wrist', 'titel = "The wrist', "the unknown key titel"),
        ('title = "The wrist', 'titel = "The wrist', "the head has no title"),
        ("reviewed = 2026", 'reviewed = "soon" # 2026', "“reviewed” must be a date"),
        ("next_review = 20", "next_review = 19", "next review must come after"),
        ('"x-ray-misread"', '"x-ray-lost"', "“x-ray-lost” in “causes” is not a code"),
        ('"x-ray-misread"', '"other"', "“other” in “causes” says nothing"),
        ('"x-ray-misread"', '"violence"', "the cause “violence” is non-clinical"),
        ('"x-ray-misread"', "7", "“causes” must be a list of texts"),
        ('scheme_kinds = ["clinical"]', "scheme_kinds = []", "“scheme_kinds” must name at least"),
        ('scheme_kinds = ["clinical"]', 'scheme_kinds = ["civil"]', "“civil” in “scheme_kinds”"),
        ('"Radiology"', '"Everybody"', "“Everybody” in “audience” is not known"),
        ('setting = "Acute hospital"', 'setting = "Castle"', "“Castle” is not a setting"),
        ('authored_by = "Library editor"', 'authored_by = " "', "“authored_by” must be text"),
        ('summary = "A small', 'summary = "{claims} small', "figures stand in the text only"),
        ('title = "The ', 'title = "The\\n', "the title must stand on one line"),
        ('summary = "A small', f'summary = "{"long " * 40}', "longer than two lines"),
        ("## Key points", "## Key point", "the section “Key points” is missing"),
        ("## Key points", "## Key point", "the section “Key point” is not one that is agreed"),
        ("## What changed", "## Key points", "must stand once, in this order"),
        ("## What changed\n", "## What changed\n\n## What changed\n", "“What changed” is empty"),
        ("This case study is illustrative.", "A true story.", "the body must begin with"),
        ("+++\ntitle", "title", "has no head"),
        ('kind = "case-study"', "kind = case-study", "the head is not valid TOML"),
    ],
)
def test_a_file_that_is_not_as_agreed_is_refused_by_name(shelf, there, instead, said):
    text = REAL.read_text(encoding="utf-8")
    assert there in text
    told = refusal(put(shelf, text.replace(there, instead, 1)))
    assert all(sentence.startswith(f"{NAME}.md: ") for sentence in told)
    assert any(said in sentence for sentence in told), told


def test_a_file_whose_name_cannot_be_an_address_is_refused(shelf):
    told = refusal(put(shelf, REAL.read_text(encoding="utf-8"), "The Wrist.md"))
    assert "The Wrist.md: the file name may hold small letters" in told[0]


def test_bytes_that_are_not_text_are_refused(shelf):
    (shelf / "case-studies" / "scan.md").write_bytes(b"+++\xff\xfe+++")
    assert "scan.md: is not text in UTF-8" in refusal(shelf)[0]


def test_the_problems_of_all_files_are_told_at_once(shelf):
    put(shelf, "nothing", "first.md")
    put(shelf, "nothing", "second.md")
    told = refusal(shelf)
    assert [sentence.split(":")[0] for sentence in told] == ["first.md", "second.md"]


def test_a_folder_without_case_studies_is_refused(tmp_path):
    assert "no folder “case-studies”" in refusal(tmp_path)[0]
