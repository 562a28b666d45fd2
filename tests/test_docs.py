"""The pages say what the code does: their tables, links, file names and commands are true."""

import json
import os
import re
import shlex

import pytest

from scorecards.claims.model import Basis, Status
from scorecards.cli.main import main, parser
from scorecards.demo import trusts
from scorecards.library.model import ItemKind
from scorecards.people.access import may
from scorecards.people.model import Role, Viewer
from scorecards.ui.navigation import SCREENS
from tests import pages_from_code
from tests.library.shelf import library
from tests.places import PROJECT


DOCS = PROJECT / "docs"
PAGES = sorted([*PROJECT.glob("*.md"), *DOCS.rglob("*.md"), *(PROJECT / "data").rglob("README.md")])
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
NOT_OUR_WORDS = re.compile(r"\b(worst|best|league|dashboard|failing)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("limits.md", pages_from_code.limits),
        ("measures.md", pages_from_code.measures),
        ("command-line.md", pages_from_code.command_line),
    ],
)
def test_a_page_made_from_the_code_is_as_the_code_says(name, made, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    if os.environ.get("SCORECARDS_REWRITE"):
        (DOCS / name).write_text(made(), encoding="utf-8")
    kept = (DOCS / name).read_text(encoding="utf-8")
    # Newer Pythons break the lines of a help elsewhere; the words are the same.
    assert kept.split() == made().split(), "make docs writes it anew"


def test_the_list_of_screens_is_the_menu():
    assert _rows("docs/screens.md", "Section")[0][:5] == [
        "Section", "Screen", "Address", "Script", "Menu",
    ]  # fmt: skip
    assert [row[:5] for row in _rows("docs/screens.md", "Section")[1:]] == [
        [
            screen.section,
            screen.title,
            "`/`" if screen.default else f"`/{screen.url}`",
            f"`{screen.path}`",
            _who(screen),
        ]
        for screen in SCREENS
    ]


@EVERY_PAGE
def test_every_link_inside_the_project_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    ours = [target for target in targets if not target.startswith(("http://", "https://"))]
    assert [target for target in ours if not _leads_somewhere(page, target)] == []


@EVERY_PAGE
def test_every_file_that_a_page_names_exists(page):
    named = re.findall(
        r"`((?:scorecards|pages|data|docs|tests|\.streamlit)/[\w./-]+)`", page.read_text("utf-8")
    )
    assert [path for path in named if not (PROJECT / path).exists()] == []


@EVERY_PAGE
def test_every_command_that_a_page_shows_can_be_called(page):
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for command in re.findall(r"^(?:\S+/)?python -m scorecards +(.*)$", text, re.M):
        assert parser().parse_args(shlex.split(command, comments=True)).run, command


@EVERY_PAGE
def test_every_make_target_that_a_page_names_exists(page):
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    assert set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))) <= targets


@EVERY_PAGE
def test_no_page_ranks_people_or_blames_them(page):
    assert NOT_OUR_WORDS.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_is_short_and_says_why_and_what_else_there_was(page):
    text = page.read_text(encoding="utf-8")
    assert text.count("\n") <= 20
    for part in ("Decided", "ecause", "e considered"):
        assert part in text
    assert text.startswith(f"# {int(page.name[:4])}. ")


def test_decisions_are_numbered_without_a_gap():
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_contributing_leads_to_every_how_to():
    contributing = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for page in (DOCS / "how-to").glob("*.md"):
        assert f"(docs/how-to/{page.name})" in contributing


def test_the_readme_begins_with_the_two_commands():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    first_screen = readme.splitlines()[:25]
    assert "make run" in " ".join(first_screen)
    assert "make test" in " ".join(first_screen)
    assert "](docs/pictures/scorecard.png)" in " ".join(first_screen)


def test_the_glossary_holds_each_word_once_in_order():
    words = [row[0] for row in _rows("GLOSSARY.md", "Word")[1:]]
    assert words == sorted(set(words), key=str.casefold)


def test_the_glossary_explains_the_words_of_the_code():
    told = " ".join(row[0].casefold() for row in _rows("GLOSSARY.md", "Word")[1:])
    words = [*Basis, *Status, *("risk manager", "board member", "lead", "data steward")]
    words.remove(Basis.CLOSED)  # said under “basis”, and by “closed nil”
    assert [word for word in words if word not in told] == []


@pytest.mark.parametrize("number", [0, 1])
def test_a_command_of_the_readme_answers_as_the_readme_shows(
    number, demonstration, monkeypatch, capsys
):
    monkeypatch.setenv("SCORECARDS_HOME", str(demonstration))
    monkeypatch.chdir(PROJECT)
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    commands, shown = re.findall(r"```\n(\.venv[^`]*)```\n```\n([^`]*)```", readme)[number]
    reading = [line for line in commands.splitlines() if " import " not in line]
    assert main(shlex.split(reading[-1])[3:]) == 0
    answer = capsys.readouterr().out
    assert answer.startswith(shown.rstrip("…\n"))
    assert shown.endswith("…\n") or answer == shown


def test_the_map_of_the_readme_holds_every_folder_of_the_program():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    folders = [path.parent for path in (PROJECT / "scorecards").glob("*/__init__.py")]
    assert [folder.name for folder in folders if f"`scorecards/{folder.name}`" not in readme] == []


def test_the_readme_counts_what_there_is(demonstration, monkeypatch, capsys):
    monkeypatch.setenv("SCORECARDS_HOME", str(demonstration))
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    items = [item.kind for item in library().items]
    said = (
        f"{len(items)} items: {items.count(ItemKind.CASE_STUDY)} illustrative case studies",
        f"{items.count(ItemKind.GUIDANCE)} pieces of guidance",
        f"{items.count(ItemKind.LEAFLET)} “did you know” leaflets",
        f"{items.count(ItemKind.LINK)} useful links",
        f"{items.count(ItemKind.REPORT)} thematic reports",
    )
    assert [each for each in said if each not in readme] == []
    assert main(["snapshots", "list", "--json"]) == 0
    releases = json.loads(capsys.readouterr().out)["snapshots"]
    (release,) = [each for each in releases if each["current"]]
    said = f"{len(trusts.read())} trusts and some {round(release['claims'], -3):,} claims"
    assert said in readme


def _rows(path, first):
    """The rows of the table of a page whose heading begins with a word, the heading first."""
    lines = (PROJECT / path).read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first} |"))
    end = next((n for n in range(start, len(lines)) if not lines[n].startswith("|")), len(lines))
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:end]]
    return [rows[0], *rows[2:]]


def _who(screen):
    """Who finds a screen in the menu."""
    if screen.hidden:
        return "nobody, by a link"
    seen = [role for role in Role if may(screen.check, Viewer("a", "A", role, ("NMU",)))]
    return "everyone" if seen == list(Role) else ", ".join(seen)


def _leads_somewhere(page, target):
    path, _, part = target.partition("#")
    found = page if not path else (page.parent / path).resolve()
    if not part or found.suffix != ".md":
        return found.exists()
    headings = re.findall(r"^#+ (.*)$", found.read_text(encoding="utf-8"), re.M)
    return part in {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}
