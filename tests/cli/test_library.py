"""`library check`, as an editor and `make check` run it."""

import shutil
from datetime import UTC, datetime

import pytest

from scorecards import clock
from tests.places import PROJECT


SLUG = "nhs-resolution"


@pytest.fixture
def folder(tmp_path):
    """A library of one sound link, and no case studies yet."""
    library = tmp_path / "library"
    (library / "case-studies").mkdir(parents=True)
    (library / "links").mkdir()
    shutil.copy(PROJECT / "data" / "library" / "links" / f"{SLUG}.md", library / "links")
    return library


@pytest.fixture
def check(run, tmp_path, folder):
    def command(*arguments):
        named = ("--folder", folder, "--themes", tmp_path / "themes")
        return run(tmp_path / "home", "library", "check", *named, *arguments)

    return command


def change(folder, there, instead):
    path = folder / "links" / f"{SLUG}.md"
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, instead), encoding="utf-8")


def test_a_sound_library_is_said_to_be_sound(check):
    assert check() == (0, "Items: 1. To put right: 0. Due for review: 0.\n")


def test_what_is_wrong_is_named_with_its_item_and_the_exit_code_is_1(check, folder):
    change(folder, "Go there for", "Please go there for")
    code, told = check()
    assert code == 1
    path = folder / "links" / f"{SLUG}.md"
    (line,) = [at for at, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
               if "Please go there" in text]  # fmt: skip
    assert f"{path}:{line}: uses “Please”." in told
    assert "To put right: 1." in told
    code, told = check("--json")
    assert code == 1
    (problem,) = told["problems"]
    assert (problem["slug"], problem["file"], problem["line"]) == (SLUG, str(path), line)


def test_line_ends_of_windows_and_a_byte_order_mark_are_no_fault(check, folder):
    path = folder / "links" / f"{SLUG}.md"
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert check() == (0, "Items: 1. To put right: 0. Due for review: 0.\n")


def test_an_item_that_cannot_be_read_is_refused_by_its_name(check, folder):
    change(folder, "https://resolution.nhs.uk", "resolution.nhs.uk")
    code, told = check()
    assert code == 1
    assert f"{SLUG}.md: “url” must be a whole address that begins with https://." in told


def test_what_is_due_for_review_is_named_and_lets_the_check_pass(check, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 11, 24, 9, tzinfo=UTC))
    code, told = check()
    assert code == 0
    assert f"{SLUG}.md:" in told
    assert ": is due for review since 24 November 2027." in told


def test_it_keeps_nothing(check, tmp_path):
    check()
    assert not (tmp_path / "home").exists()
